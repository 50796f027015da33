/** Plain words on the map for what could not be loaded. */

import { element } from "./dom";

export class Notices {
  readonly root: HTMLElement = element("div", { class: "bo-notices", role: "alert" });
  readonly #shown = new Map<string, HTMLElement>();

  /** `parent` shows the notices in its own list, told apart by `prefix`. */
  constructor(container: HTMLElement, parent?: Notices, private readonly prefix = "") {
    if (parent) this.root = parent.root;
    else container.append(this.root);
  }

  /** Show words under a key, in place of any before; `retry` adds a button. */
  show(key: string, words: string, retry?: () => void): void {
    this.clear(key);
    const again = retry ? element("button", { type: "button", class: "bo-retry" }, "Try again") : null;
    again?.addEventListener("click", () => { this.clear(key); retry?.(); });
    const made = element("div", { class: "bo-panel bo-notice", "data-notice": this.prefix + key }, element("span", {}, words), again);
    this.#shown.set(key, made);
    this.root.append(made);
  }

  /** Take away every notice of this list's own. */
  clearAll(): void {
    for (const key of [...this.#shown.keys()]) this.clear(key);
  }

  clear(key: string): void {
    this.#shown.get(key)?.remove();
    this.#shown.delete(key);
  }
}
