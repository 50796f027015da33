/** Buttons and fields of the planner's panels. */

import { element } from "../dom";

/** A plain button with words. */
export function act(words: string, onClick: () => void, attributes: Record<string, string | null> = {}): HTMLButtonElement {
  const made = element("button", { type: "button", class: "pl-button", ...attributes }, words);
  made.addEventListener("click", onClick);
  return made;
}

/** A field with its label. */
export function field(label: string, control: HTMLElement, hint = ""): HTMLElement {
  return element("label", { class: "pl-field" }, element("span", {}, label), control, hint ? element("small", {}, hint) : null);
}

/** A field for a number; `value` may have a fraction. */
export function numberField(label: string, value: number, limits: { min: number; max?: number; step?: number }): { root: HTMLElement; input: HTMLInputElement } {
  const input = element("input", {
    type: "number", class: "pl-input", inputmode: "decimal", value,
    min: limits.min, max: limits.max ?? null, step: limits.step ?? 1,
  });
  return { root: field(label, input), input };
}

/** A heading with what follows it. */
export function part(title: string, ...children: (Node | string | null)[]): HTMLElement {
  return element("section", { class: "pl-part" }, element("h3", {}, title), ...children);
}

/** A small square in a region's colour; `fill` is a CSS colour. */
export function swatch(fill: string | null): HTMLElement {
  const made = element("span", { class: "pl-swatch", "aria-hidden": "true" });
  if (fill) made.style.setProperty("--fill", fill);
  else made.classList.add("pl-swatch-none");
  return made;
}
