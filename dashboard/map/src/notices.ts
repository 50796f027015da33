/** Plain words on the map for what could not be loaded. */

import { element } from "./dom";

export class Notices {
  readonly root = element("div", { class: "bo-notices", role: "alert" });
  readonly #shown = new Map<string, HTMLElement>();

  constructor(container: HTMLElement) {
    container.append(this.root);
  }

  /** Show words under a key, in place of any before; `retry` adds a button. */
  show(key: string, words: string, retry?: () => void): void {
    this.clear(key);
    const again = retry ? element("button", { type: "button", class: "bo-retry" }, "Try again") : null;
    again?.addEventListener("click", () => { this.clear(key); retry?.(); });
    const made = element("div", { class: "bo-panel bo-notice", "data-notice": key }, element("span", {}, words), again);
    this.#shown.set(key, made);
    this.root.append(made);
  }

  clear(key: string): void {
    this.#shown.get(key)?.remove();
    this.#shown.delete(key);
  }
}
