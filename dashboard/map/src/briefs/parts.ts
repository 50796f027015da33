/** Fields and buttons of the page of briefs. */

import { element } from "../dom";

let made = 0;

/** A plain button with words. */
export function act(words: string, onClick: () => void, attributes: Record<string, string | null> = {}): HTMLButtonElement {
  const button = element("button", { type: "button", class: "br-button", ...attributes }, words);
  button.addEventListener("click", onClick);
  return button;
}

/** A control with its label above it, and a hint below. */
export function field(label: string, control: HTMLElement, hint: string | HTMLElement = ""): HTMLElement {
  const id = control.id || `br-field-${++made}`;
  control.id = id;
  const told = typeof hint === "string" ? (hint ? element("small", {}, hint) : null) : hint;
  if (told) {
    told.id ||= `${id}-hint`;
    control.setAttribute("aria-describedby", told.id);
  }
  return element("div", { class: "br-field" }, element("label", { for: id }, label), control, told);
}

/** One line of text. */
export function lineInput(value: string, changed: (value: string) => void, attributes: Record<string, string | number> = {}): HTMLInputElement {
  const input = element("input", { type: "text", class: "br-input", value, maxlength: 200, ...attributes });
  input.addEventListener("input", () => { changed(input.value); });
  return input;
}

/** Several lines of text. */
export function wordsInput(value: string, changed: (value: string) => void, rows: number): HTMLTextAreaElement {
  const area = element("textarea", { class: "br-input", rows, maxlength: 2000 });
  area.value = value;
  area.addEventListener("input", () => { changed(area.value); });
  return area;
}

/** A whole number. */
export function numberInput(value: number, limits: { least: number; most: number }, changed: (value: number) => void): HTMLInputElement {
  const input = element("input", { type: "number", class: "br-input br-number", inputmode: "numeric", value, min: limits.least, max: limits.most, step: 1 });
  input.addEventListener("input", () => { if (input.value !== "" && Number.isFinite(input.valueAsNumber)) changed(Math.round(input.valueAsNumber)); });
  return input;
}

/** A choice of one. */
export function choice(options: readonly { key: string; title: string }[], value: string, changed: (value: string) => void): HTMLSelectElement {
  const select = element("select", { class: "br-input" }, ...options.map(({ key, title }) => element("option", { value: key }, title)));
  select.value = value;
  select.addEventListener("change", () => { changed(select.value); });
  return select;
}

/** A box to tick, with its words. */
export function tick(words: string, isOn: boolean, changed: (isOn: boolean) => void): HTMLElement {
  const box = element("input", { type: "checkbox", checked: isOn ? "" : null });
  box.addEventListener("change", () => { changed(box.checked); });
  return element("label", { class: "br-tick" }, box, element("span", {}, words));
}

/** A heading with what follows it. */
export function part(title: string, ...children: (Node | string | null)[]): HTMLElement {
  return element("fieldset", { class: "br-part" }, element("legend", {}, title), ...children);
}

const SHORT: Intl.DateTimeFormatOptions = { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZone: "UTC" };

/** A time of the server in words, UTC. */
export function timeWords(at: string): string {
  return `${new Date(at).toLocaleString("en-US", SHORT)} UTC`;
}
