/** A dialog of the browser's own: it keeps the focus, and Escape closes it. */

import { element, icon } from "../dom";

export class Window {
  readonly body = element("div", { class: "br-window-body" });
  readonly root: HTMLDialogElement;

  constructor(title: string, private readonly closed: () => void = () => undefined) {
    const close = element("button", { type: "button", class: "br-tool", "aria-label": "Close", title: "Close (Esc)" }, icon("M5 5l10 10M15 5 5 15"));
    close.addEventListener("click", () => { this.close(); });
    this.root = element(
      "dialog", { class: "br-window", "aria-label": title },
      element("div", { class: "br-window-head" }, element("h2", {}, title), close), this.body,
    );
    this.root.addEventListener("close", () => { this.root.remove(); this.closed(); });
    // Single keys of the page are not for what is typed here.
    this.root.addEventListener("keydown", (event) => { event.stopPropagation(); });
  }

  open(within: HTMLElement): this {
    within.append(this.root);
    this.root.showModal();
    return this;
  }

  close(): void { this.root.close(); }
}
