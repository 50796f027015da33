/** The rail of tools at the left: one is in hand; each says its key. */

import { element, icon } from "../dom";
import type { ToolName } from "./hands";

interface Entry {
  name: ToolName;
  words: string;
  key: string;
  paths: string[];
}

/** In groups, each after a line. */
export const RAIL: readonly (readonly Entry[])[] = [
  [{ name: "pan", words: "Move and choose", key: "H", paths: ["M7.500 10V5.500a1.300 1.300 0 0 1 2.600 0V9M10.100 9V4.300a1.300 1.300 0 0 1 2.600 0V9M12.700 9.500V6a1.300 1.300 0 0 1 2.600 0v6a5 5 0 0 1-5 5c-2.300 0-3.500-1-4.600-3L3.900 10.800c-.6-1.200.9-2.100 1.800-1.100L7.500 12"] }],
  [
    { name: "paint", words: "Paint", key: "B", paths: ["M16.500 3.500 9 11l-1.500-1.500zM7 10.500c-2.500 0-2 3.500-4.500 4.500 1 1.500 6.500 2 6.500-2.500z"] },
    { name: "rectangle", words: "Rectangle", key: "R", paths: ["M4 5h12v10H4z"] },
    { name: "lasso", words: "Lasso", key: "L", paths: ["M10 4c4 0 7 1.800 7 4.300S14 12.600 10 12.600 3 10.800 3 8.300 6 4 10 4zM6 12.200c-1.500 1.300-1.500 3 .2 3.300 1.500.2 2-1.300.8-2.100", "M6.500 15.500 6 18"] },
    { name: "state", words: "Whole state", key: "S", paths: ["M3 6l5-1 4 1 5-1.500-1 6 .8 4.500-5.800 1-4-1.500-3 .5z", "M8 5l.5 9"] },
    { name: "erase", words: "Erase", key: "E", paths: ["M8.500 16H16M4 12l7.500-7.500 4.500 4.500L9 16H7z", "M7.500 8.500l4.500 4.500"] },
  ],
  [
    { name: "polygon", words: "Free-hand region", key: "P", paths: ["M5 14 3.500 7.500 10 4l6.500 4-2 7.500z"] },
    { name: "hole", words: "Cut a hole", key: "O", paths: ["M3.500 4h13v12h-13z", "M10 7.200a2.800 2.800 0 1 1 0 5.600a2.800 2.800 0 0 1 0-5.600z"] },
    { name: "cut", words: "Cut a county by a line", key: "C", paths: ["M4 5.500h12v9H4z", "M7 17 13 3"] },
    { name: "border", words: "Move a shared border", key: "V", paths: ["M10 3v14", "M13 7l3.500 3-3.500 3M7 7l-3.500 3L7 13"] },
  ],
  [
    { name: "merge", words: "Merge two regions", key: "M", paths: ["M4 4l6 6 6-6M10 10v7"] },
    { name: "fill", words: "Fill gaps", key: "G", paths: ["M4 10l6-6 6 6-6 6z", "M17 14.500v1.500"] },
    { name: "lock", words: "Lock", key: "K", paths: ["M6 9V7a4 4 0 0 1 8 0v2M5 9h10v7H5z"] },
    { name: "measure", words: "Measure", key: "D", paths: ["M3 13 13 3l4 4L7 17zM6 10l1.500 1.500M8.500 7.500 10 9M11 5l1.500 1.500"] },
  ],
];

export class ToolRail {
  readonly root = element("div", { class: "pl-rail", role: "toolbar", "aria-label": "Tools", "aria-orientation": "vertical" });
  readonly #buttons = new Map<ToolName, HTMLButtonElement>();

  constructor(choose: (name: ToolName) => void) {
    for (const group of RAIL) this.root.append(element("div", { class: "pl-rail-group", role: "group" }, ...group.map((entry) => this.#button(entry, choose))));
    this.root.addEventListener("keydown", (event) => { this.#arrow(event); });
    this.#reach("pan");
    this.root.addEventListener("scroll", () => { this.#edges(); }, { passive: true });
    new ResizeObserver(() => { this.#edges(); }).observe(this.root);
  }

  show(name: ToolName): void {
    for (const [key, button] of this.#buttons) button.setAttribute("aria-pressed", String(key === name));
    this.#reach(name);
  }

  #button({ name, words, key, paths }: Entry, choose: (name: ToolName) => void): HTMLButtonElement {
    const made = element(
      "button", { type: "button", class: "pl-tool", "aria-label": words, "aria-keyshortcuts": key, "aria-pressed": "false", "data-tool": name, "data-tip": `${words} (${key})` },
      icon(...paths), element("kbd", { "aria-hidden": "true" }, key),
    );
    made.addEventListener("click", () => { choose(name); });
    this.#buttons.set(name, made);
    return made;
  }

  /** Which end of the rail has more tools out of view. */
  #edges(): void {
    const { scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth, clientHeight } = this.root;
    const from = scrollLeft + scrollTop;
    this.root.toggleAttribute("data-before", from > 2);
    this.root.toggleAttribute("data-after", scrollWidth - clientWidth + scrollHeight - clientHeight - from > 2);
  }

  /** One tab stop for the rail; arrows move along it. */
  #reach(name: ToolName): void {
    for (const [key, button] of this.#buttons) button.tabIndex = key === name ? 0 : -1;
  }

  #arrow(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const all = [...this.#buttons.values()];
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    const next = all[(at + step + all.length) % all.length];
    next?.focus();
    event.preventDefault();
    event.stopPropagation();
  }
}
