/** The strip at the top: which plan this is, whether it is saved, one step back and forth, and what else can be done. */

import { element, icon } from "../dom";
import { timeWords } from "./figures-words";
import type { Head } from "./plan-types";
import type { SaveState } from "./save-queue";

export interface StripActions {
  plans(): void;
  undo(): void;
  redo(): void;
  compare(): void;
  propose(): void;
  files(): void;
}

const UNDO = "M7 5 3.500 8.500 7 12M4 8.500h8a4 4 0 0 1 0 8H9";
const REDO = "M13 5l3.500 3.500L13 12M16 8.500H8a4 4 0 0 0 0 8h3";
const BACK = "M12 4 6 10l6 6";
const COMPARE = "M3.500 4.500h6v11h-6zM10.500 4.500h6v11h-6z";
const PROPOSE = "M10 3v3M10 14v3M3 10h3M14 10h3M5 5l2 2M13 13l2 2M15 5l-2 2M7 13l-2 2";
const FILES = "M10 3v9M6.500 8.500 10 12l3.500-3.500M4 16h12";

export class Strip {
  readonly root: HTMLElement;
  readonly undo: HTMLButtonElement;
  readonly redo: HTMLButtonElement;
  readonly #name = element("h1", { class: "pl-plan-name" });
  readonly #status = element("span", { class: "pl-status" });
  readonly #saved = element("span", { class: "pl-saved", role: "status" });

  constructor(actions: StripActions) {
    const plans = tool("All plans", "Plans", BACK, () => { actions.plans(); });
    plans.classList.add("pl-back");
    this.undo = tool("Undo (Ctrl+Z)", "Undo", UNDO, () => { actions.undo(); });
    this.redo = tool("Redo (Ctrl+Shift+Z)", "Redo", REDO, () => { actions.redo(); });
    this.root = element(
      "header", { class: "pl-strip" },
      plans, element("div", { class: "pl-title" }, this.#name, this.#status), this.#saved,
      element("div", { class: "pl-strip-tools", role: "group", "aria-label": "Plan" },
        this.undo, this.redo, element("span", { class: "pl-rule" }),
        tool("Compare with another plan", "Compare", COMPARE, () => { actions.compare(); }),
        tool("Let the machine propose plans", "Propose", PROPOSE, () => { actions.propose(); }),
        tool("Files: export and import", "Files", FILES, () => { actions.files(); })),
    );
  }

  showHead({ name, status, can_undo, redo, version, changed_at, changed_by }: Head, isBusy: boolean): void {
    this.#name.textContent = name;
    this.#name.title = `${name}. Last changed ${timeWords(changed_at)} by ${changed_by}.`;
    this.#status.textContent = status;
    this.#status.dataset.status = status;
    this.#status.title = `Version ${version}`;
    enable(this.undo, can_undo || isBusy);
    enable(this.redo, redo.length > 0);
    this.redo.title = redo[0] ? `Redo: ${redo[redo.length - 1]?.words ?? ""} (Ctrl+Shift+Z)` : "Redo (Ctrl+Shift+Z)";
  }

  showState(state: SaveState, version: number): void {
    this.#saved.dataset.is = state.is;
    this.#saved.textContent = savedWords(state, version);
  }
}

export function savedWords(state: SaveState, version: number): string {
  if (state.is === "saved") return `Saved, version ${version}`;
  if (state.is === "saving") return "Saving";
  const waits = state.count === 1 ? "1 change waits" : `${state.count} changes wait`;
  if (state.is === "signed-out") return `Your sign-in has ended. ${waits}, kept by this browser; sign in again, and it goes on.`;
  return `The server does not answer. ${waits}, kept by this browser; it is tried again by itself.`;
}

/** Not `disabled`: the button keeps the focus while one steps through the edits by keyboard. */
function enable(button: HTMLButtonElement, isOn: boolean): void {
  button.setAttribute("aria-disabled", String(!isOn));
}

function tool(name: string, words: string, path: string, onClick: () => void): HTMLButtonElement {
  const made = element("button", { type: "button", class: "pl-button pl-strip-button", "aria-label": name, title: name }, icon(path), element("span", { class: "pl-words" }, words));
  made.addEventListener("click", () => { if (made.getAttribute("aria-disabled") !== "true") onClick(); });
  return made;
}
