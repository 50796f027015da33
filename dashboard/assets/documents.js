// Documents of a brief: fills each place that is marked data-brief-documents with a button and its dialog.
// Files are made by a worker; this asks for them, shows how far they are, and links them. Plain DOM, no framework.
(function () {
  "use strict";

  const ENDED = new Set(["done", "failed", "cancelled"]);
  const LOOK_MS = 700;
  const FORMATS = { pdf: "PDF", pptx: "PowerPoint", png: "Images (PNG)", html: "HTML file" };
  const PAPERS = { letter: "Letter", a4: "A4" };
  const THEMES = { print: "Print, black-and-white safe", light: "Light", dark: "Dark", contrast: "High contrast" };
  const page = (window.borderopsPage = window.borderopsPage || {});
  let counter = 0;

  function make(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name === "onclick") node.addEventListener("click", value);
      else if (value === true) node.setAttribute(name, "");
      else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
    }
    node.append(...children.filter((child) => child !== null && child !== undefined));
    return node;
  }

  function choice(label, options, value) {
    const select = make("select", { class: "documents-choice" });
    for (const [key, words] of options) select.append(make("option", { value: key, selected: key === value }, words));
    return { select, field: make("label", { class: "documents-field" }, label, select) };
  }

  function line(label, value, attributes) {
    const input = make("input", { type: "text", value, class: "documents-choice", ...attributes });
    return { input, field: make("label", { class: "documents-field" }, label, input) };
  }

  async function call(path, body) {
    const options = body === undefined ? {} : { method: "POST", headers: page.jsonHeaders(), body: JSON.stringify(body) };
    let answer;
    try {
      answer = await fetch(path, options);
    } catch {
      throw new Error("The server cannot be reached. Check that borderops is still running.");
    }
    const found = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error([found.error, found.remedy].filter(Boolean).join(". ") || `The server answered ${answer.status}.`);
    return found;
  }

  page.documents = { make, choice, line, call };

  class DocumentsDialog {
    constructor(token) {
      this.api = `/api/briefs/${encodeURIComponent(token)}`;
      counter += 1;
      this.title = `documents-title-${counter}`;
      this.said = make("p", { class: "documents-said", role: "status" });
      this.jobs = make("ul", { class: "documents-jobs" });
      this.form = make("div", { class: "documents-form" });
      this.deliveries = new page.Deliveries(this.api, { wish: () => this.wish(), formats: FORMATS, tell: (words, isWrong) => this.tell(words, isWrong) });
      const close = make("button", { type: "button", class: "button", onclick: () => this.dialog.close() }, "Close");
      this.dialog = make(
        "dialog", { class: "documents-dialog", "aria-labelledby": this.title },
        make("div", { class: "documents-head" }, make("h2", { id: this.title }, "Documents"), close),
        this.form, this.said, this.jobs,
        ...this.deliveries.parts,
      );
      this.dialog.addEventListener("close", () => { window.clearTimeout(this.timer); });
    }

    async open() {
      if (!this.dialog.isConnected) document.body.append(this.dialog);
      this.dialog.showModal();
      await this.look();
      await this.deliveries.look();
    }

    tell(words, isWrong) {
      this.said.textContent = words;
      this.said.classList.toggle("is-wrong", Boolean(isWrong));
    }

    async look() {
      window.clearTimeout(this.timer);
      try {
        const found = await call(`${this.api}/documents`);
        if (!this.form.hasChildNodes()) this.fillForm(found.choices);
        this.jobs.replaceChildren(...found.jobs.map((job) => this.jobLine(job)));
        this.tellOfAsked(found.jobs);
        if (found.jobs.some((job) => !ENDED.has(job.state)) && this.dialog.open) this.timer = window.setTimeout(() => { this.look(); }, LOOK_MS);
      } catch (error) {
        this.tell(error.message, true);
      }
    }

    // Whoever waits for a document is told when it is there, also by a screen reader.
    tellOfAsked(jobs) {
      const job = jobs.find((one) => one.job === this.asked);
      if (!job || !ENDED.has(job.state)) return;
      this.asked = null;
      this.tell(job.state === "done" ? "The document is ready." : job.state === "failed" ? `Not made: ${job.reason}` : "Stopped.", job.state === "failed");
    }

    fillForm(choices) {
      this.sets = choices.sets;
      const what = choice("What", [["", "The whole brief"], ...choices.sets.map((set) => [set.key, `One page for each of ${set.title} (${set.count})`])], "");
      const format = choice("Format", Object.entries(FORMATS), "pdf");
      const paper = choice("Paper", Object.entries(PAPERS), "letter");
      const theme = choice("Look", Object.entries(THEMES), "print");
      const size = choice("Size", [["1080p", "1920 × 1080"], ["4k", "3840 × 2160"]], "1080p");
      const zip = make("input", { type: "checkbox" });
      const zipField = make("label", { class: "documents-tick" }, zip, "A zip with a file for each");
      const settle = () => {
        if (what.select.value) format.select.value = "pdf";
        format.select.disabled = Boolean(what.select.value);
        paper.field.hidden = format.select.value !== "pdf";
        size.field.hidden = format.select.value !== "png";
        zipField.hidden = !what.select.value && format.select.value !== "png";
      };
      for (const part of [what, format]) part.select.addEventListener("change", settle);
      settle();
      this.wish = () => ({
        format: format.select.value,
        paper: paper.select.value,
        theme: theme.select.value,
        size: size.select.value,
        regions: what.select.value,
        is_zip: !zipField.hidden && zip.checked,
      });
      const ask = make("button", { type: "button", class: "button documents-strong", onclick: () => this.ask() }, "Make");
      this.form.append(what.field, format.field, paper.field, size.field, theme.field, zipField, ask);
    }

    async ask() {
      try {
        this.asked = (await call(`${this.api}/documents`, this.wish())).job;
        this.tell("A document is being made. You may close this and come back.");
        await this.look();
      } catch (error) {
        this.tell(error.message, true);
      }
    }

    jobLine(job) {
      const wish = job.wish || {};
      const set = (this.sets || []).find((one) => one.key === wish.regions);
      const what = set ? `One-pagers, ${set.title}` : FORMATS[wish.format] || "Document";
      const at = new Date(job.at).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
      const parts = [make("span", { class: "documents-what" }, `${what}, asked ${at}`)];
      if (!ENDED.has(job.state)) {
        const share = Math.round(job.progress * 100);
        parts.push(make("progress", { max: 100, value: share, "aria-label": `${what}: ${share} percent` }));
        parts.push(make("span", {}, job.state === "queued" ? "waits for the worker" : `${share} %`));
        parts.push(make("button", { type: "button", class: "button", onclick: () => this.act(`${this.api}/documents/${job.job}/cancel`, {}) }, "Stop"));
      } else if (job.state === "done") {
        parts.push(...job.files.map((file) => make("a", { href: `${this.api}/documents/${job.job}/files/${encodeURIComponent(file.name)}`, download: file.name }, `${file.name} (${Math.max(1, Math.round(file.bytes / 1024)).toLocaleString()} kB)`)));
        if (!job.files.length) parts.push(make("span", {}, "taken away since; make it again"));
        parts.push(...job.left_out.map((words) => make("span", { class: "documents-note" }, words)));
      } else {
        parts.push(make("span", { class: "documents-note is-wrong" }, job.state === "failed" ? `Not made: ${job.reason}` : "Stopped"));
      }
      return make("li", {}, ...parts);
    }

    async act(path, body) {
      try {
        await call(path, body);
        await this.look();
      } catch (error) {
        this.tell(error.message, true);
      }
    }
  }

  function fill(place) {
    if (place.dataset.documentsFilled === place.dataset.briefDocuments) return;
    place.dataset.documentsFilled = place.dataset.briefDocuments;
    const token = place.dataset.briefDocuments;
    const button = make("button", { type: "button", class: "button documents-button", title: "PDF, PowerPoint, images, HTML; deliveries" }, "Documents");
    let dialog = null;
    button.addEventListener("click", () => {
      dialog = dialog || new DocumentsDialog(token);
      dialog.open();
    });
    place.replaceChildren(button);
  }

  function fillAll() {
    document.querySelectorAll("[data-brief-documents]").forEach(fill);
  }

  document.addEventListener("borderops:briefs-shown", fillAll);
  document.addEventListener("DOMContentLoaded", fillAll);
  if (document.readyState !== "loading") fillAll();
})();
