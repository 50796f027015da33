/** The tools of the map: a row of icons, folded behind one button where there is little room. */

import { button, element, icon } from "./dom";

export interface ToolActions {
  draw(): void;
  measure(): void;
  swipe(): void;
  play(): void;
  save(): void;
}

export type ToolName = keyof ToolActions;

const TOOLS: Record<ToolName, { name: string; words: string; paths: string[] }> = {
  draw: { name: "Draw polygon", words: "Draw", paths: ["M4 15 3 7l7-4 7 5-3 8z"] },
  measure: { name: "Measure", words: "Measure", paths: ["M2.5 13.5 13.5 2.5l4 4-11 11zM6 10l2 2M9 7l2 2M12 4l2 2"] },
  swipe: { name: "Compare two periods", words: "Compare", paths: ["M10 2.5v15M7.5 5H3v10h4.5M12.5 5H17v10h-4.5"] },
  play: { name: "Play through the months", words: "Play", paths: ["M10 2.8a7.2 7.2 0 1 1 0 14.4a7.2 7.2 0 0 1 0-14.4zM8.3 6.9l5 3.1-5 3.1z"] },
  save: { name: "Save as picture", words: "Picture", paths: ["M10 3v9M6.5 9 10 12.5 13.5 9M3.5 13v3.5h13V13"] },
};

export class Toolbar {
  readonly root: HTMLElement;
  readonly #bar: HTMLElement;
  #shown = "";
  readonly #fold: HTMLButtonElement;
  readonly #buttons = new Map<ToolName, HTMLButtonElement>();

  constructor(actions: ToolActions) {
    for (const [key, { name, words, paths }] of Object.entries(TOOLS) as [ToolName, (typeof TOOLS)[ToolName]][]) {
      this.#buttons.set(key, button(name, icon(...paths), words, () => { this.#unfold(false); actions[key](); }));
    }
    this.#bar = element("div", { class: "bo-group bo-tools", role: "toolbar", "aria-label": "Map tools" }, ...this.#buttons.values());
    this.#fold = button("Tools", icon("M4 6h12M4 10h12M4 14h12"), "Tools", () => { this.#unfold(!this.root.classList.contains("bo-open")); });
    this.#fold.classList.add("bo-fold");
    this.#fold.removeAttribute("title");
    this.root = element("div", { class: "bo-toolbox" }, this.#fold, this.#bar);
    this.root.addEventListener("keydown", (event) => { this.#key(event); });
    this.#unfold(false);
    this.#stop(0);
  }

  /** Which tools are on, and which cannot be used, with the reason as tooltip. */
  show(on: ReadonlySet<ToolName>, refused: ReadonlyMap<ToolName, string>): void {
    const shown = JSON.stringify([...on, ...refused]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    for (const [key, made] of this.#buttons) {
      if (key !== "save") made.setAttribute("aria-pressed", String(on.has(key)));
      const reason = refused.get(key);
      made.setAttribute("aria-disabled", String(reason !== undefined));
      made.title = reason ? `${TOOLS[key].name}: ${reason}` : TOOLS[key].name;
    }
  }

  focus(key: ToolName): void {
    this.#buttons.get(key)?.focus({ preventScroll: true });
  }

  #unfold(isOpen: boolean): void {
    this.root.classList.toggle("bo-open", isOpen);
    this.#fold.setAttribute("aria-expanded", String(isOpen));
  }

  /** One stop of the Tab key for the whole bar; arrow keys go on inside it. */
  #stop(at: number): void {
    [...this.#buttons.values()].forEach((made, i) => { made.tabIndex = i === at ? 0 : -1; });
  }

  #key(event: KeyboardEvent): void {
    const all = [...this.#buttons.values()];
    const at = all.findIndex((made) => made === document.activeElement);
    if (event.key === "Escape" && this.root.classList.contains("bo-open")) {
      this.#unfold(false);
      this.#fold.focus();
      event.stopPropagation();
      event.preventDefault();
      return;
    }
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (at < 0 || step === undefined) return;
    event.preventDefault();
    const next = (at + step + all.length) % all.length;
    this.#stop(next);
    all[next]?.focus();
  }
}
