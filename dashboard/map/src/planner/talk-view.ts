/** Notes pinned to a region or a county, and the way of a plan from draft to approved. */

import { errorWords } from "../api";
import { element } from "../dom";
import { act, field, part } from "./form";
import { timeWords } from "./figures-words";
import type { Head } from "./plan-types";
import type { PlansApi } from "./plans-api";

export interface TalkActions {
  head(): Head;
  /** What a note is pinned to at the moment: the chosen county, or else the active region. */
  pin(): { to: "unit" | "region"; key: string; words: string } | null;
  show(note: Note): void;
  nameOf(note: Note): string;
  changed(): void;
  say(words: string): void;
}

export interface Note {
  note: number;
  text: string;
  actor: string;
  at: string;
  /** What it is pinned to: a region, a unit, or a border. */
  to: string;
  keys: string[];
  open: boolean;
}

const STEPS: Record<string, { path: string; words: string; hint: string }[]> = {
  draft: [{ path: "submit", words: "Submit for review", hint: "The reviewer is another person than the author." }],
  submitted: [{ path: "approve", words: "Approve and sign", hint: "The version is signed and cannot be changed. From its date on it is the commander's map." }],
  approved: [{ path: "supersede", words: "Supersede", hint: "Another plan takes its place." }],
  superseded: [],
};

export class TalkView {
  readonly root = element("div", { class: "pl-drawer" });
  readonly #text = element("textarea", { class: "pl-input", rows: 2, maxlength: 2000, "aria-label": "Note" });
  readonly #pin = element("p", { class: "pl-hint" });
  readonly #notes = element("ul", { class: "pl-list" });
  readonly #review = element("div", { class: "pl-review" });

  constructor(private readonly api: PlansApi, private readonly id: string, private readonly actions: TalkActions) {
    const form = element("form", { class: "pl-form" }, this.#pin, this.#text, element("p", { class: "pl-buttons" }, element("button", { type: "submit", class: "pl-button" }, "Add the note")));
    form.addEventListener("submit", (event) => { event.preventDefault(); void this.#add(); });
    this.root.append(part("Review", this.#review), part("Notes", form, this.#notes));
  }

  async refresh(): Promise<void> {
    this.#showReview();
    this.#pin.textContent = this.actions.pin()?.words ?? "Choose a county or a region that the note is about.";
    try {
      const found = notesOf(await this.api.ask(`/${this.id}/notes`));
      this.#notes.replaceChildren(...(found.length > 0 ? found.map((note) => this.#note(note)) : [element("li", { class: "pl-none" }, "No note yet.")]));
    } catch (error) {
      this.#notes.replaceChildren(element("li", { class: "pl-none" }, errorWords(error)));
    }
  }

  #note(note: Note): HTMLElement {
    const resolve = !note.open ? null : act("Resolve", () => { void this.#post(`/notes/${note.note}/resolve`, {}); });
    return element(
      "li", { "data-resolved": String(!note.open) },
      element("b", {}, this.actions.nameOf(note)), element("p", {}, note.text),
      element("small", {}, `${note.actor}, ${timeWords(note.at)}${note.open ? "" : ", resolved"}`),
      element("span", { class: "pl-buttons" }, act("Show", () => { this.actions.show(note); }), resolve),
    );
  }

  #showReview(): void {
    const { status, changed_by, changed_at, version } = this.actions.head();
    const date = element("input", { type: "date", class: "pl-input", value: new Date().toISOString().slice(0, 10) });
    const steps = STEPS[status] ?? [];
    this.#review.replaceChildren(
      element("p", {}, "This plan is ", element("b", {}, status), `. Version ${version}, last changed by ${changed_by}, ${timeWords(changed_at)}.`),
      ...(status === "submitted" ? [field("In force from", date)] : []),
      ...steps.map(({ path, words, hint }) => element("div", {}, act(words, () => {
        void this.#post(`/${path}`, { version, ...(path === "approve" ? { effective: date.value } : {}) });
      }, { class: "pl-button pl-strong" }), element("p", { class: "pl-hint" }, hint))),
    );
  }

  async #add(): Promise<void> {
    const [text, pin] = [this.#text.value.trim(), this.actions.pin()];
    if (!text) { this.#text.focus(); return; }
    if (!pin) { this.actions.say("Choose a county or a region that the note is about."); return; }
    if (await this.#post("/notes", { text, to: pin.to, keys: [pin.key] })) this.#text.value = "";
  }

  async #post(path: string, body: unknown): Promise<boolean> {
    try {
      await this.api.ask(`/${this.id}${path}`, body);
      this.actions.changed();
      await this.refresh();
      return true;
    } catch (error) {
      this.actions.say(errorWords(error));
      return false;
    }
  }
}

function notesOf(given: unknown): Note[] {
  const { notes } = given as { notes?: Partial<Note>[] };
  return (notes ?? []).map(({ note = 0, text = "", actor = "", at = "", to = "", keys = [], open = true }) => ({ note, text, actor, at, to, keys, open }));
}
