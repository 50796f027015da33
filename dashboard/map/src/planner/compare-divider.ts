/** The divider between two maps that lie over each other: dragged, or moved by arrow keys. */

import { element } from "../dom";

const STEP = 2;
const LARGE_STEP = 10;

export class CompareDivider {
  readonly root = element("div", { class: "pl-divider", role: "slider", tabindex: 0, "aria-label": "Divider between the two plans", "aria-orientation": "horizontal", "aria-valuemin": 0, "aria-valuemax": 100 });
  #percent = 50;

  /** `moved` is told the share of the width at the left of the divider, in percent. */
  constructor(private readonly moved: (percent: number) => void) {
    this.root.addEventListener("pointerdown", (event) => { this.root.setPointerCapture(event.pointerId); event.preventDefault(); this.root.focus(); });
    this.root.addEventListener("pointermove", (event) => { if (this.root.hasPointerCapture(event.pointerId)) this.#toPointer(event.clientX); });
    this.root.addEventListener("keydown", (event) => { this.#key(event); });
    this.#say();
  }

  to(percent: number): void {
    this.#percent = Math.max(0, Math.min(100, percent));
    this.#say();
    this.moved(this.#percent);
  }

  again(): void { this.to(this.#percent); }

  #say(): void {
    const whole = Math.round(this.#percent);
    this.root.setAttribute("aria-valuenow", String(whole));
    this.root.setAttribute("aria-valuetext", `${whole} % the plan at the left, ${100 - whole} % the other`);
    this.root.style.left = `${this.#percent}%`;
  }

  #toPointer(x: number): void {
    const { left = 0, width = 1 } = this.root.parentElement?.getBoundingClientRect() ?? {};
    this.to(((x - left) / width) * 100);
  }

  #key(event: KeyboardEvent): void {
    const step = event.shiftKey ? LARGE_STEP : STEP;
    const to = { ArrowLeft: this.#percent - step, ArrowRight: this.#percent + step, PageUp: this.#percent + LARGE_STEP, PageDown: this.#percent - LARGE_STEP, Home: 0, End: 100 }[event.key];
    if (to === undefined) return;
    this.to(to);
    event.preventDefault();
    event.stopPropagation();
  }
}
