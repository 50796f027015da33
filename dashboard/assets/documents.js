// Documents of a brief: fills each place that is marked data-brief-documents with a button and its dialog.
// Files are made by a worker; this asks for them, shows how far they are, and links them. Plain DOM, no framework.
(function () {
  "use strict";

  const ENDED = new Set(["done", "failed", "cancelled"]);
  const LOOK_MS = 700;
  const FORMATS = { pdf: "PDF", pptx: "PowerPoint", png: "Images (PNG)", html: "HTML file" };
  const PAPERS = { letter: "Letter", a4: "A4" };
  const THEMES = { print: "Print, black-and-white safe", light: "Light", dark: "Dark", contrast: "High contrast" };
  const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
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
    const options = body === undefined ? {} : { method: "POST", headers: window.borderopsPage.jsonHeaders(), body: JSON.stringify(body) };
    let answer;
    try {
      answer = await fetch(path, options);
    } catch {
      throw new Error("The server cannot be reached. Check that borderops is still running.");
    }
    const found = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(found.error || `The server answered ${answer.status}.`);
    return found;
  }

  class DocumentsDialog {
    constructor(token) {
      this.api = `/api/briefs/${encodeURIComponent(token)}`;
      counter += 1;
      this.title = `documents-title-${counter}`;
      this.said = make("p", { class: "documents-said", role: "status" });
      this.jobs = make("ul", { class: "documents-jobs" });
      this.form = make("div", { class: "documents-form" });
      this.schedules = make("ul", { class: "documents-jobs" });
      this.scheduleForm = make("details", { class: "documents-new" });
      const close = make("button", { type: "button", class: "button", onclick: () => this.dialog.close() }, "Close");
      this.dialog = make(
        "dialog", { class: "documents-dialog", "aria-labelledby": this.title },
        make("div", { class: "documents-head" }, make("h2", { id: this.title }, "Documents"), close),
        this.form, this.said, this.jobs,
        make("h3", {}, "Deliveries on a schedule"), this.schedules, this.scheduleForm,
      );
      this.dialog.addEventListener("close", () => { window.clearTimeout(this.timer); });
    }

    async open() {
      if (!this.dialog.isConnected) document.body.append(this.dialog);
      this.dialog.showModal();
      await this.look();
      await this.lookAtSchedules();
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
        if (found.jobs.some((job) => !ENDED.has(job.state)) && this.dialog.open) this.timer = window.setTimeout(() => { this.look(); }, LOOK_MS);
      } catch (error) {
        this.tell(error.message, true);
      }
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
        await call(`${this.api}/documents`, this.wish());
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
        await this.lookAtSchedules();
      } catch (error) {
        this.tell(error.message, true);
      }
    }

    async lookAtSchedules() {
      try {
        const found = await call(`${this.api}/schedules`);
        if (!this.scheduleForm.hasChildNodes()) this.fillScheduleForm(found.choices);
        const lines = found.schedules.map((one) => this.scheduleLine(one));
        this.schedules.replaceChildren(...(lines.length ? lines : [make("li", { class: "documents-note" }, "None yet.")]));
      } catch (error) {
        this.tell(error.message, true);
      }
    }

    scheduleLine(one) {
      const path = `${this.api}/schedules/${one.schedule}`;
      const to = one.body.recipients.map((who) => `${who.name} (${who.role}${who.regions.length ? `, ${who.regions.join(", ")}` : ""})`).join("; ");
      const next = one.next_at ? `Next ${new Date(one.next_at).toLocaleString()}` : "Off";
      return make(
        "li", {},
        make("span", { class: "documents-what" }, `${one.name}: ${FORMATS[one.body.document.format]}, ${one.words}`),
        make("span", { class: "documents-note" }, `To ${to}`),
        make("span", { class: "documents-note" }, `${next}. Last: ${one.last_at ? `${new Date(one.last_at).toLocaleString()}, ` : ""}${one.last_outcome}`),
        make("span", { class: "documents-buttons" },
          make("button", { type: "button", class: "button", onclick: () => this.act(`${path}/switch`, { version: one.version, is_on: !one.is_on }) }, one.is_on ? "Turn off" : "Turn on"),
          make("button", { type: "button", class: "button", onclick: () => this.act(`${path}/deliver`, {}) }, "Deliver now"),
          make("button", { type: "button", class: "button", onclick: () => this.act(`${path}/remove`, { version: one.version }) }, "Remove")),
      );
    }

    fillScheduleForm(choices) {
      const name = line("Name", "", { placeholder: "Monday brief" });
      const cadence = choice("How often", choices.cadences.map((key) => [key, key]), "weekly");
      const weekday = choice("On", DAYS.map((day, at) => [String(at + 1), day]), "1");
      const monthday = choice("On day", Array.from({ length: 31 }, (_, at) => [String(at + 1), String(at + 1)]), "1");
      const time = line("At", "07:30", { type: "time" });
      const zone = line("Time zone", Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC");
      const who = line("Recipient", "", { placeholder: "Chief, Tucson Sector" });
      const way = choice("By", [["folder", "folder"], ["mail", choices.can_mail ? "mail" : "mail (no mail server is set)"]], "folder");
      const address = line("Folder or address", "", { placeholder: "tucson" });
      const role = choice("Made with the rights of", choices.roles.map((key) => [key, key]), "leader");
      const regions = line("For these regions only", "", { placeholder: "sector:tucson; empty for all" });
      const settle = () => {
        weekday.field.hidden = cadence.select.value !== "weekly";
        monthday.field.hidden = cadence.select.value !== "monthly";
      };
      cadence.select.addEventListener("change", settle);
      settle();
      const save = async () => {
        const day = { daily: 1, weekly: Number(weekday.select.value), monthly: Number(monthday.select.value) }[cadence.select.value];
        const parts = regions.input.value.split(/[\s,;]+/).filter(Boolean);
        await this.act(`${this.api}/schedules`, {
          name: name.input.value,
          cadence: cadence.select.value,
          day,
          time: time.input.value,
          zone: zone.input.value,
          document: this.wish(),
          recipients: [{ name: who.input.value, way: way.select.value, address: address.input.value, role: role.select.value, regions: parts }],
        });
      };
      this.scheduleForm.append(
        make("summary", {}, "New delivery of the document chosen above"),
        make("div", { class: "documents-form" }, name.field, cadence.field, weekday.field, monthday.field, time.field, zone.field, who.field, way.field, address.field, role.field, regions.field,
          make("button", { type: "button", class: "button documents-strong", onclick: save }, "Keep")),
      );
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
