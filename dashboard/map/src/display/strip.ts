/** The list of scenes beside the stage: which there are, which is on show, for how long. */

import { element } from "../dom";
import type { SceneEntry } from "./brief-types";

export class Strip {
  readonly #list = element("ol", {});
  readonly root = element("nav", { class: "bd-strip", "aria-label": "Scenes" }, this.#list);
  #keys = "";

  constructor(private readonly goTo: (key: string) => void) {}

  /** Show the list; what is the same stays. */
  show(scenes: readonly SceneEntry[], current: string | undefined): void {
    const keys = scenes.map(({ key, title, seconds }) => `${key} ${title} ${seconds}`).join("\n");
    if (keys !== this.#keys) {
      this.#keys = keys;
      this.#list.replaceChildren(...scenes.map((scene, place) => this.#item(scene, place)));
    }
    for (const button of this.#list.querySelectorAll("button")) {
      const isCurrent = button.dataset.key === current;
      if ((button.getAttribute("aria-current") === "true") === isCurrent) continue;
      button.setAttribute("aria-current", String(isCurrent));
      if (isCurrent) reveal(this.root, button);
    }
  }

  #item({ key, title, seconds }: SceneEntry, place: number): HTMLElement {
    const button = element("button", { type: "button", "data-key": key },
      element("span", { class: "bd-number" }, String(place + 1)),
      element("span", { class: "bd-title" }, title),
      element("span", { class: "bd-seconds" }, `${seconds} s`));
    button.addEventListener("click", () => { this.goTo(key); });
    return element("li", {}, button);
  }
}

/** Scroll the strip itself, and nothing around it. */
function reveal(strip: HTMLElement, button: HTMLElement): void {
  const [box, one] = [strip.getBoundingClientRect(), button.getBoundingClientRect()];
  if (one.top < box.top || one.bottom > box.bottom) strip.scrollTop += one.top - box.top - (box.height - one.height) / 2;
  if (one.left < box.left || one.right > box.right) strip.scrollLeft += one.left - box.left - (box.width - one.width) / 2;
}
