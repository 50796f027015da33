/** The line above the editor: the brief's title, how it stands, and what can be done with it. */

import { element } from "../dom";
import { displayAddress } from "./addresses";
import { act, timeWords } from "./parts";
import type { Draft } from "./draft";

export interface StripEvents {
  back(): void;
  titled(title: string): void;
  undo(): void;
  save(): void;
  freeze(): void;
}

export class Strip {
  readonly root: HTMLElement;
  readonly title = element("input", { type: "text", class: "br-input br-brief-title", maxlength: 200, "aria-label": "Title of the brief" });
  readonly #state = element("p", { class: "br-state", role: "status" });
  readonly #undo: HTMLButtonElement;
  readonly #save: HTMLButtonElement;

  constructor(token: string, events: StripEvents) {
    this.title.addEventListener("input", () => { events.titled(this.title.value); });
    this.#undo = act("Undo", () => { if (this.#undo.getAttribute("aria-disabled") !== "true") events.undo(); });
    this.#save = act("Save", () => { if (this.#save.getAttribute("aria-disabled") !== "true") events.save(); }, { class: "br-button br-strong", title: "Save (Ctrl+S)", "aria-keyshortcuts": "Control+S" });
    this.root = element(
      "header", { class: "br-strip" },
      act("All briefs", () => { events.back(); }, { class: "br-button br-back" }),
      this.title,
      this.#state,
      element(
        "div", { class: "br-strip-tools", role: "group", "aria-label": "Brief" },
        this.#undo, this.#save,
        act("Freeze", () => { events.freeze(); }, { title: "Keep what it says now, to count change from" }),
        element("a", { class: "br-button", href: displayAddress(token) }, "Open on display"),
        element("div", { class: "br-documents", "data-brief-documents": token }),
      ),
    );
  }

  show(draft: Draft, isSaving: boolean): void {
    if (this.title.value !== draft.brief.title) this.title.value = draft.brief.title;
    enable(this.#undo, draft.undoWords !== null);
    this.#undo.title = draft.undoWords === null ? "Nothing to undo" : `Undo: ${draft.undoWords} (Ctrl+Z)`;
    enable(this.#save, draft.isChanged && !isSaving);
    const { version, changed_at: at, changed_by: by } = draft.saved;
    this.#state.textContent = isSaving ? "Saving" : draft.isChanged ? "Not saved yet" : `Saved: version ${version}, ${at ? timeWords(at) : ""}, by ${by}`;
    this.#state.dataset.is = draft.isChanged ? "changed" : "saved";
  }
}

/** Not `disabled`: the button keeps the focus. */
function enable(button: HTMLButtonElement, isOn: boolean): void {
  button.setAttribute("aria-disabled", String(!isOn));
}
