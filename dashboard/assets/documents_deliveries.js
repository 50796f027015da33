// Deliveries of a brief on a schedule, within the dialog of its documents: listed, made, changed, switched, removed.
// It comes after documents.js, whose parts it is made of. Plain DOM, no framework.
(function () {
  "use strict";

  const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
  const WATCHED_MS = 1500;
  const WATCHED_TIMES = 40;
  const page = (window.borderopsPage = window.borderopsPage || {});
  const { make, choice, line, call } = page.documents;

  function moment(text) {
    return new Date(text).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
  }

  // around: wish() is the document that is chosen above, tell(words, isWrong) says how it went.
  class Deliveries {
    constructor(api, around) {
      this.api = api;
      this.around = around;
      this.list = make("ul", { class: "documents-jobs documents-schedules" });
      this.form = make("details", { class: "documents-new" });
      this.parts = [make("h3", {}, "Deliveries on a schedule"), this.list, this.form];
      this.changed = null;
    }

    async look() {
      try {
        const found = await call(`${this.api}/schedules`);
        if (!this.form.hasChildNodes()) this.fillForm(found.choices);
        const lines = found.schedules.map((one) => this.scheduleLine(one));
        this.list.replaceChildren(...(lines.length ? lines : [make("li", { class: "documents-note" }, "None yet.")]));
        return found.schedules;
      } catch (error) {
        this.around.tell(error.message, true);
        return [];
      }
    }

    async act(path, body, words) {
      try {
        await call(path, body);
        this.around.tell(words);
      } catch (error) {
        this.around.tell(error.message, true);
        await this.look();
        return false;
      }
      await this.look();
      return true;
    }

    // A delivery is made by the worker: its line says how it went as soon as that is known.
    async deliver(one) {
      if (!(await this.act(`${this.api}/schedules/${one.schedule}/deliver`, {}, `${one.name} is being delivered.`))) return;
      for (let times = 0; times < WATCHED_TIMES && this.list.isConnected; times += 1) {
        await new Promise((resolve) => { window.setTimeout(resolve, WATCHED_MS); });
        const now = (await this.look()).find((kept) => kept.schedule === one.schedule);
        if (!now || now.last_at !== one.last_at) {
          if (now) this.around.tell(`${one.name}: ${now.last_outcome}`);
          return;
        }
      }
    }

    scheduleLine(one) {
      const path = `${this.api}/schedules/${one.schedule}`;
      const to = one.body.recipients.map((who) => `${who.name} (${who.role}${who.regions.length ? `, ${who.regions.join(", ")}` : ""}) by ${who.way}, ${who.address}`).join("; ");
      const next = one.next_at ? `Next ${moment(one.next_at)}` : "Off";
      const button = (words, onclick) => make("button", { type: "button", class: "button", "aria-label": `${words}: ${one.name}`, onclick }, words);
      return make(
        "li", { "data-schedule": one.schedule },
        make("span", { class: "documents-what" }, `${one.name}: ${this.around.formats[one.body.document.format]}, ${one.words}`),
        make("span", { class: "documents-note" }, `To ${to}`),
        make("span", { class: "documents-note" }, `${next}. Last: ${one.last_at ? `${moment(one.last_at)}, ` : ""}${one.last_outcome}`),
        make("span", { class: "documents-buttons" },
          button("Change", () => this.change(one)),
          button(one.is_on ? "Turn off" : "Turn on", () => this.act(`${path}/switch`, { version: one.version, is_on: !one.is_on }, `${one.name} is ${one.is_on ? "off" : "on"}.`)),
          button("Deliver now", () => this.deliver(one)),
          button("Remove", () => this.act(`${path}/remove`, { version: one.version }, `${one.name} was removed.`))),
      );
    }

    fillForm(choices) {
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
      this.fields = { name, cadence, weekday, monthday, time, zone, who, way, address, role, regions };
      this.summary = make("summary", {}, "");
      this.note = make("p", { class: "documents-note" }, "");
      this.other = make("input", { type: "checkbox" });
      this.otherField = make("label", { class: "documents-tick" }, this.other, "Deliver the document chosen above instead");
      this.stop = make("button", { type: "button", class: "button", onclick: () => this.begin() }, "Do not change");
      cadence.select.addEventListener("change", () => { this.settle(); });
      const fields = Object.values(this.fields).map((one) => one.field);
      this.form.append(this.summary, this.note, make("div", { class: "documents-form" }, ...fields, this.otherField,
        make("button", { type: "button", class: "button documents-strong", onclick: () => this.keep() }, "Keep"), this.stop));
      this.begin();
    }

    settle() {
      this.fields.weekday.field.hidden = this.fields.cadence.select.value !== "weekly";
      this.fields.monthday.field.hidden = this.fields.cadence.select.value !== "monthly";
      const others = this.changed ? this.changed.body.recipients.length - 1 : 0;
      this.summary.textContent = this.changed ? `Change ${this.changed.name}` : "New delivery of the document chosen above";
      this.note.textContent = others > 0 ? `${others} more ${others === 1 ? "recipient is" : "recipients are"} kept as they are.` : "";
      this.note.hidden = others < 1;
      this.otherField.hidden = this.stop.hidden = !this.changed;
    }

    // An empty form, for a new delivery.
    begin() {
      this.changed = null;
      for (const one of ["name", "who", "address", "regions"]) this.fields[one].input.value = "";
      this.other.checked = false;
      this.form.open = false;
      this.settle();
    }

    change(one) {
      const [first] = one.body.recipients;
      const { fields } = this;
      this.changed = one;
      fields.name.input.value = one.name;
      fields.cadence.select.value = one.body.cadence;
      if (one.body.cadence === "weekly") fields.weekday.select.value = String(one.body.day);
      if (one.body.cadence === "monthly") fields.monthday.select.value = String(one.body.day);
      fields.time.input.value = one.body.time;
      fields.zone.input.value = one.body.zone;
      fields.who.input.value = first.name;
      fields.way.select.value = first.way;
      fields.address.input.value = first.address;
      fields.role.select.value = first.role;
      fields.regions.input.value = first.regions.join(", ");
      this.form.open = true;
      this.settle();
      fields.name.input.focus();
    }

    sent() {
      const { fields } = this;
      const cadence = fields.cadence.select.value;
      const first = {
        name: fields.who.input.value,
        way: fields.way.select.value,
        address: fields.address.input.value,
        role: fields.role.select.value,
        regions: fields.regions.input.value.split(/[\s,;]+/).filter(Boolean),
      };
      const kept = this.changed && !this.other.checked ? this.changed.body.document : null;
      const { brief, ...wish } = kept || this.around.wish();
      return {
        name: fields.name.input.value,
        cadence,
        day: { daily: 1, weekly: Number(fields.weekday.select.value), monthly: Number(fields.monthday.select.value) }[cadence],
        time: fields.time.input.value,
        zone: fields.zone.input.value,
        document: wish,
        recipients: [first, ...(this.changed ? this.changed.body.recipients.slice(1) : [])],
      };
    }

    async keep() {
      const changed = this.changed;
      const path = changed ? `${this.api}/schedules/${changed.schedule}` : `${this.api}/schedules`;
      const sent = this.sent();
      const body = changed ? { ...sent, version: changed.version } : sent;
      if (await this.act(path, body, `${sent.name} is kept.`)) this.begin();
    }
  }

  page.Deliveries = Deliveries;
})();
