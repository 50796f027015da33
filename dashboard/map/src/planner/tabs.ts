/** The parts of the panel at the right, one at a time, over the ledger that is always there. */

import { element } from "../dom";

export interface Part {
  key: string;
  words: string;
  root: HTMLElement;
  /** The part comes into view: ask for what it shows. */
  opened?: () => void;
}

export class Tabs {
  readonly root = element("div", { class: "pl-tabs", role: "tablist", "aria-label": "Panel" });
  readonly panels: HTMLElement[] = [];
  readonly #buttons: HTMLButtonElement[] = [];
  #open = 0;

  constructor(private readonly parts: readonly Part[]) {
    parts.forEach(({ key, words, root }, i) => {
      const button = element("button", { type: "button", role: "tab", class: "pl-tab", id: `pl-tab-${key}`, "aria-controls": `pl-part-${key}` }, words);
      button.addEventListener("click", () => { this.open(key); });
      this.#buttons.push(button);
      const panel = element("div", { class: "pl-tab-panel", role: "tabpanel", id: `pl-part-${key}`, "aria-labelledby": button.id }, root);
      this.panels.push(panel);
      this.#show(i, i === 0);
    });
    this.root.append(...this.#buttons);
    this.root.addEventListener("keydown", (event) => { this.#key(event); });
  }

  get key(): string { return this.parts[this.#open]?.key ?? ""; }

  open(key: string): void {
    const at = this.parts.findIndex((part) => part.key === key);
    if (at < 0) return;
    this.#open = at;
    this.parts.forEach((_, i) => { this.#show(i, i === at); });
    this.parts[at]?.opened?.();
  }

  /** Have the part in view ask again. */
  refresh(): void { this.parts[this.#open]?.opened?.(); }

  #show(i: number, isOpen: boolean): void {
    const [button, panel] = [this.#buttons[i], this.panels[i]];
    button?.setAttribute("aria-selected", String(isOpen));
    if (button) button.tabIndex = isOpen ? 0 : -1;
    if (panel) panel.hidden = !isOpen;
  }

  #key(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const next = (this.#open + step + this.parts.length) % this.parts.length;
    this.open(this.parts[next]?.key ?? "");
    this.#buttons[next]?.focus();
    event.preventDefault();
    event.stopPropagation();
  }
}
