/** One scene as an element: made from the server's HTML once, then kept and renewed. */

import { element } from "../dom";
import type { SceneEntry, SceneShown } from "./brief-types";
import { clockWords } from "./freshness";
import { addCopyButtons, markLate } from "./papers";
import { renew } from "./renew";

export class SceneNode {
  readonly root = element("section", { class: "bd-scene", "aria-roledescription": "scene" });
  readonly #body = element("div", { class: "bd-body" });
  readonly #veil = element("p", { class: "bd-veil", hidden: true });
  #lastGood: Date | null = null;
  #trouble = "";
  shown: SceneShown | null = null;
  theme = "";

  constructor(entry: SceneEntry) {
    this.root.setAttribute("aria-label", entry.title);
    this.#body.append(element("p", { class: "bd-composing" }, `“${entry.title}” is being composed.`));
    this.root.append(this.#body, this.#veil);
  }

  /** Show what the server said at `moment`; true if anything changed. */
  take(shown: SceneShown, theme: string, moment: Date): boolean {
    const isSame = this.shown?.digest === shown.digest && this.theme === theme && lateOf(this.shown) === lateOf(shown);
    this.shown = shown;
    this.theme = theme;
    this.#lastGood = moment;
    this.#trouble = "";
    if (isSame) return false;
    this.root.setAttribute("aria-label", shown.title);
    const made = element("div", { class: "bd-body" });
    made.innerHTML = shown.html;
    addCopyButtons(made);
    markLate(made, shown.sources);
    const asked = this.#focused;
    renew(this.#body, made);
    // A number that was replaced while it had the focus has it still.
    if (asked !== null && !this.#body.contains(document.activeElement)) this.#body.querySelector<HTMLElement>(`[popovertarget="${CSS.escape(asked)}"]`)?.focus({ preventScroll: true });
    return true;
  }

  /** The papers that the number with the focus opens. */
  get #focused(): string | null {
    const { activeElement } = document;
    return activeElement && this.#body.contains(activeElement) ? activeElement.getAttribute("popovertarget") : null;
  }

  /** Why the scene could not be renewed: numbers that are there stay, with these words over them. */
  fail(words: string): void {
    if (this.shown === null) this.#body.replaceChildren(element("p", { class: "bd-composing" }, words));
    else this.#trouble = words;
  }

  /** Grey, with the words of a cut-off display or of a scene that could not be renewed; or as it should be. */
  veil(cutOff: string): void {
    const since = this.#lastGood ? ` since ${clockWords(this.#lastGood, new Date())}` : "";
    const own = this.#trouble === "" ? "" : `Not renewed${since}: ${this.#trouble} These are the last good numbers.`;
    const words = this.shown === null ? "" : cutOff || own;
    this.root.toggleAttribute("data-cut-off", words !== "");
    this.#veil.hidden = words === "";
    if (this.#veil.textContent !== words) this.#veil.textContent = words;
  }

  /** A copy to look at: nothing in it can be reached, and no id is there twice. */
  picture(): HTMLElement {
    const copy = this.root.cloneNode(true) as HTMLElement;
    copy.inert = true;
    for (const papers of copy.querySelectorAll(".scene-papers")) papers.remove();
    for (const one of copy.querySelectorAll("[id]")) one.removeAttribute("id");
    return copy;
  }
}

function lateOf({ sources }: SceneShown): string {
  return sources.filter(({ late }) => late).map(({ source }) => source).join("\n");
}
