/** Notes pinned to a region, a county or a border. */

import { errorWords } from "../api";
import { element } from "../dom";
import { act, part } from "./form";
import { timeWords } from "./figures-words";
import type { PlansApi } from "./plans-api";
import { TalkAbout, type AboutActions } from "./talk-about";

export interface TalkActions extends AboutActions {
  show(note: Note): void;
  nameOf(note: Note): string;
  /** Notes as they are now, to be marked on the map. */
  known(notes: readonly Note[]): void;
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

export class TalkView {
  readonly root = element("div", {});
  readonly #text = element("textarea", { class: "pl-input", rows: 2, maxlength: 2000, "aria-label": "Note" });
  readonly #about: TalkAbout;
  readonly #notes = element("ul", { class: "pl-list" });

  constructor(private readonly api: PlansApi, private readonly id: string, private readonly actions: TalkActions) {
    this.#about = new TalkAbout(actions);
    const form = element("form", { class: "pl-form" }, this.#about.root, this.#text, element("p", { class: "pl-buttons" }, element("button", { type: "submit", class: "pl-button" }, "Add the note")));
    form.addEventListener("submit", (event) => { event.preventDefault(); void this.#add(); });
    this.root.append(part("Notes", form, this.#notes));
  }

  async refresh(): Promise<void> {
    this.#about.refresh();
    try {
      const found = notesOf(await this.api.ask(`/${this.id}/notes`));
      this.#notes.replaceChildren(...(found.length > 0 ? found.map((note, i) => this.#note(note, i + 1)) : [element("li", { class: "pl-none" }, "No note yet.")]));
      this.actions.known(found);
    } catch (error) {
      this.#notes.replaceChildren(element("li", { class: "pl-none" }, errorWords(error)));
    }
  }

  #note(note: Note, number: number): HTMLElement {
    const resolve = !note.open ? null : act("Resolve", () => { void this.#post(`/notes/${note.note}/resolve`, {}); });
    return element(
      "li", { "data-resolved": String(!note.open) },
      element("b", {}, `${number}. ${this.actions.nameOf(note)}`), element("p", {}, note.text),
      element("small", {}, `${note.actor}, ${timeWords(note.at)}${note.open ? "" : ", resolved"}`),
      element("span", { class: "pl-buttons" }, act("Show", () => { this.actions.show(note); }), resolve),
    );
  }

  async #add(): Promise<void> {
    const [text, pin] = [this.#text.value.trim(), this.#about.pin];
    if (!text) { this.#text.focus(); return; }
    if (!pin) { this.actions.say(this.#about.words); return; }
    if (await this.#post("/notes", { text, ...pin })) this.#text.value = "";
  }

  async #post(path: string, body: unknown): Promise<boolean> {
    try {
      await this.api.ask(`/${this.id}${path}`, body);
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
