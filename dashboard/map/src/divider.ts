/** The divider of a swipe: dragged, or moved by arrow keys; and the periods at both sides in words. */

import { element } from "./dom";

const STEP = 2;
const LARGE_STEP = 10;
const START = 50;

export interface DividerActions {
  /** The divider stands at a share of the width, from 0 to 1. */
  moved(share: number): void;
  close(): void;
  /** Another second period: one of the offers, by its key. */
  chosen(key: string): void;
}

export class Divider {
  readonly root = element("div", { class: "bo-swipe" });
  readonly #handle = element("div", { class: "bo-divider", role: "slider", tabindex: 0, "aria-label": "Divider between the two periods", "aria-orientation": "horizontal", "aria-valuemin": 0, "aria-valuemax": 100 }, element("span", { class: "bo-grip", "aria-hidden": "true" }, "‹ ›"));
  readonly #left = element("p", { class: "bo-side bo-side-left" });
  readonly #offers = element("select", { class: "bo-select", "aria-label": "Second period" });
  #percent = START;
  #words = ["", ""];

  constructor(private readonly actions: DividerActions) {
    const end = element("button", { type: "button", class: "bo-close", "aria-label": "Close the comparison", title: "Close (Esc)" }, "✕");
    end.addEventListener("click", () => { actions.close(); });
    this.#offers.addEventListener("change", () => { actions.chosen(this.#offers.value); });
    this.root.append(this.#left, element("p", { class: "bo-side bo-side-right" }, this.#offers, end), this.#handle);
    this.#handle.addEventListener("pointerdown", (event) => { this.#handle.setPointerCapture(event.pointerId); event.preventDefault(); this.#handle.focus(); });
    this.#handle.addEventListener("pointermove", (event) => { if (this.#handle.hasPointerCapture(event.pointerId)) this.#toPointer(event.clientX); });
    this.#handle.addEventListener("keydown", (event) => { this.#key(event); });
  }

  /** Share of the width at the left of the divider. */
  get share(): number { return this.#percent / 100; }

  focus(): void {
    this.#handle.focus({ preventScroll: true });
  }

  /** Say both periods; `offers` are other second periods as [key, words], `chosen` the one in force. */
  show(left: string, right: string, offers: readonly (readonly [string, string])[], chosen: string): void {
    this.#words = [left, right];
    this.#left.textContent = left;
    this.#offers.replaceChildren(...offers.map(([key, words]) => element("option", { value: key }, words)));
    this.#offers.value = chosen;
    this.#to(this.#percent);
  }

  #toPointer(x: number): void {
    const { left, width } = this.root.getBoundingClientRect();
    this.#to(((x - left) / width) * 100);
  }

  #key(event: KeyboardEvent): void {
    const step = event.shiftKey ? LARGE_STEP : STEP;
    const to = { ArrowLeft: this.#percent - step, ArrowRight: this.#percent + step, PageUp: this.#percent + LARGE_STEP, PageDown: this.#percent - LARGE_STEP, Home: 0, End: 100 }[event.key];
    if (event.key === "Escape") this.actions.close();
    else if (to === undefined) return;
    else this.#to(to);
    event.preventDefault();
    event.stopPropagation();
  }

  #to(percent: number): void {
    this.#percent = Math.max(0, Math.min(100, percent));
    const whole = Math.round(this.#percent);
    this.#handle.setAttribute("aria-valuenow", String(whole));
    this.#handle.setAttribute("aria-valuetext", `${whole} % ${this.#words[0] ?? ""}, ${100 - whole} % ${this.#words[1] ?? ""}`);
    this.root.style.setProperty("--share", `${this.#percent}%`);
    this.actions.moved(this.share);
  }
}
