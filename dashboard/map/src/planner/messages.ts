/**
 * What the desk says: short words that go away by themselves, and announcements that stay until they are put aside. Both
 * are read out.
 */

import { element, icon } from "../dom";
import { act } from "./form";

const SHOWN_MS = 6000;
const MOST = 4;

export class Messages {
  readonly root = element("div", { class: "pl-messages", role: "status", "aria-live": "polite" });
  readonly #brief = element("p", { class: "pl-brief", hidden: "" });
  readonly #kept = element("div", { class: "pl-kept" });
  #timer = 0;

  constructor() {
    this.root.append(this.#kept, this.#brief);
  }

  /** Words that go away by themselves. */
  say(words: string): void {
    window.clearTimeout(this.#timer);
    this.#brief.textContent = words;
    this.#brief.hidden = false;
    this.#timer = window.setTimeout(() => { this.#brief.hidden = true; }, SHOWN_MS);
  }

  /** Words that stay, with what can be done about them. */
  keep(title: string, sentences: readonly string[], options: { kind?: "note" | "warn"; action?: { words: string; act: () => void } } = {}): void {
    const { kind = "note", action } = options;
    const close = element("button", { type: "button", class: "pl-close", "aria-label": "Put aside", title: "Put aside" }, icon("M5 5l10 10M15 5 5 15"));
    const made = element(
      "div",
      { class: `pl-message pl-message-${kind}` },
      element("div", {}, element("b", {}, title), ...sentences.map((words) => element("p", {}, words)), action ? act(action.words, () => { made.remove(); action.act(); }) : null),
      close,
    );
    close.addEventListener("click", () => { made.remove(); });
    this.#kept.append(made);
    while (this.#kept.childElementCount > MOST) this.#kept.firstElementChild?.remove();
  }
}
