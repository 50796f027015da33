/** The tree of edits: newest first, branches marked; a click goes to the plan as it was then. Named versions beside it. */

import { errorWords } from "../api";
import { element } from "../dom";
import { act, part } from "./form";
import { timeWords } from "./figures-words";
import type { HistoryEntry } from "./plan-types";
import type { PlansApi } from "./plans-api";

export interface HistoryActions {
  /** The edit that the plan stands at. */
  current(): number;
  go(edit: number): void;
  say(words: string): void;
}

interface Version {
  name: string;
  edit: number;
  at: string;
  actor: string;
}

const MOST_SHOWN = 300;

export class HistoryView {
  readonly root = element("div", { class: "pl-drawer" });
  readonly #list = element("ol", { class: "pl-history" });
  readonly #versions = element("ul", { class: "pl-list" });
  readonly #name = element("input", { class: "pl-input", type: "text", maxlength: 80, "aria-label": "Name of the version", placeholder: "Name this version" });

  constructor(private readonly api: PlansApi, private readonly id: string, private readonly actions: HistoryActions) {
    const form = element("form", { class: "pl-inline" }, this.#name, element("button", { class: "pl-button", type: "submit" }, "Keep"));
    form.addEventListener("submit", (event) => { event.preventDefault(); void this.#keep(); });
    this.root.append(part("Named versions", form, this.#versions), part("Every edit, newest first", this.#list));
  }

  async refresh(): Promise<void> {
    try {
      const edits = await this.api.history(this.id);
      const current = this.actions.current();
      const shown = [...edits].sort((a, b) => b.number - a.number).slice(0, MOST_SHOWN);
      this.#list.replaceChildren(...shown.map((entry) => this.#entry(entry, entry.edit === current)));
      this.#showVersions(versionsOf(await this.api.ask(`/${this.id}/versions`)));
    } catch (error) {
      this.#list.replaceChildren(element("li", { class: "pl-none" }, errorWords(error)));
    }
  }

  #entry({ edit, words, actor, at, notes, on_path }: HistoryEntry, isCurrent: boolean): HTMLElement {
    const button = element(
      "button", { type: "button", class: "pl-edit", "aria-current": isCurrent ? "step" : null, title: isCurrent ? "The plan stands here" : "Go to the plan as it was after this edit" },
      element("span", { class: "pl-edit-words" }, words),
      element("small", {}, `${actor}, ${timeWords(at)}${on_path ? "" : " · on another branch"}`),
      ...notes.map((note) => element("small", {}, note)),
    );
    button.addEventListener("click", () => { if (!isCurrent) this.actions.go(edit); });
    return element("li", { "data-path": String(on_path) }, button);
  }

  #showVersions(versions: readonly Version[]): void {
    const items = versions.map(({ name, edit, at, actor }) => element("li", {}, element("b", {}, name), element("small", {}, `${actor}, ${timeWords(at)}`), act("Go there", () => { this.actions.go(edit); })));
    this.#versions.replaceChildren(...(items.length > 0 ? items : [element("li", { class: "pl-none" }, "None yet. A named version can be found again among many edits.")]));
  }

  async #keep(): Promise<void> {
    const name = this.#name.value.trim();
    if (!name) { this.#name.focus(); return; }
    try {
      await this.api.ask(`/${this.id}/versions`, { name });
      this.#name.value = "";
      await this.refresh();
    } catch (error) {
      this.actions.say(errorWords(error));
    }
  }
}

function versionsOf(given: unknown): Version[] {
  const { versions } = given as { versions?: Partial<Version>[] };
  return (versions ?? []).map(({ name = "", edit = 0, at = "", actor = "" }) => ({ name, edit, at, actor }));
}
