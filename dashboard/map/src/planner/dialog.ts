/** A dialog of the browser's own: it keeps the focus, and Escape closes it. */

import { element, icon } from "../dom";

export class Dialog {
  readonly root: HTMLDialogElement;
  readonly body = element("div", { class: "pl-dialog-body" });
  readonly #title = element("h2", {});

  constructor(name: string, private readonly closed: () => void = () => undefined) {
    const close = element("button", { type: "button", class: "pl-close", "aria-label": "Close", title: "Close (Esc)" }, icon("M5 5l10 10M15 5 5 15"));
    close.addEventListener("click", () => { this.close(); });
    this.#title.textContent = name;
    this.root = element("dialog", { class: "pl-dialog", "aria-label": name }, element("div", { class: "pl-dialog-head" }, this.#title, close), this.body);
    this.root.addEventListener("close", () => { this.root.remove(); this.closed(); });
    this.root.addEventListener("keydown", (event) => { event.stopPropagation(); });
  }

  open(within: HTMLElement): void {
    within.append(this.root);
    this.root.showModal();
  }

  close(): void { this.root.close(); }
}
