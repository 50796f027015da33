/** The panel at the right: its parts, and the ledger beneath them that is always there. A sheet from below on a narrow screen. */

import { element } from "../dom";
import { LedgerView } from "./ledger-view";
import { Tabs, type Part } from "./tabs";

export class Side {
  readonly root: HTMLElement;
  readonly tabs: Tabs;
  readonly ledger = new LedgerView();
  readonly #grip = element("button", { type: "button", class: "pl-grip", "aria-expanded": "false" }, element("span", { class: "bo-only-read" }, "Open or close the panel"));

  constructor(head: HTMLElement, parts: readonly Part[]) {
    this.tabs = new Tabs(parts);
    this.#grip.addEventListener("click", () => { this.#toggle(); });
    this.root = element("aside", { class: "pl-side", "aria-label": "Regions and figures" }, this.#grip, this.tabs.root, head, ...this.tabs.panels, this.ledger.root);
    this.tabs.root.addEventListener("click", () => { this.open(); });
  }

  /** Up, where it is a sheet. */
  open(): void {
    this.root.setAttribute("data-open", "");
    this.#grip.setAttribute("aria-expanded", "true");
  }

  /** The desk around it is told too: style that looked for it, by :has(), would do so at every change of a figure. */
  setWide(isWide: boolean): void { for (const part of [this.root, this.root.parentElement]) part?.toggleAttribute("data-wide", isWide); }

  #toggle(): void {
    const isOpen = this.root.toggleAttribute("data-open");
    this.#grip.setAttribute("aria-expanded", String(isOpen));
  }
}
