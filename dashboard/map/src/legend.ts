/** The legend: what is visible on the map, and nothing else. */

import { element, icon } from "./dom";
import type { LegendEntry, Swatch, Switch } from "./legend-entry";
import { swatchDrawing } from "./swatch";

const NARROW_PX = 900;
/** On a lower map, caveats open on a click. */
const LOW_PX = 1100;
/** With more layers than this, the lower ones start folded. */
const MOST_OPEN = 3;
/** Width of the open legend with its margins. */
export const LEGEND_PX = 336;

export class Legend {
  readonly root: HTMLElement;
  readonly #toggle: HTMLButtonElement;
  readonly #body: HTMLElement;
  /** Layers and caveats that someone opened or closed. */
  readonly #opened = new Map<string, boolean>();

  constructor(private readonly container: HTMLElement) {
    this.#body = element("div", { class: "bo-legend-body", id: `${container.id || "map"}-legend` });
    this.#toggle = element("button", { type: "button", class: "bo-legend-toggle", "aria-controls": this.#body.id }, icon("M3 5h3v3H3zM9 6.5h8M3 12h3v3H3zM9 13.5h8"), "Legend", chevron());
    this.#toggle.addEventListener("click", () => { this.#open(this.#body.hasAttribute("hidden")); });
    this.root = element("section", { class: "bo-panel bo-legend", "aria-label": "Legend" }, this.#toggle, this.#body);
    this.#open(container.clientWidth > NARROW_PX);
    container.append(this.root);
  }

  /** Show the entries, in place of any before; top layer first. */
  show(entries: readonly LegendEntry[]): void {
    this.root.hidden = entries.length === 0;
    const sentences = new Set(entries.map((entry) => entry.sentence).filter(Boolean));
    const shared = sentences.size === 1 ? [...sentences][0] : undefined;
    // What is switched here is no layer of the list, and folds none.
    const most = MOST_OPEN + entries.filter(({ turning: switched }) => switched).length;
    const parts = entries.map((entry, i) => this.#section(entry, shared !== undefined, entries.length <= most || i < most - 1));
    const { scrollTop } = this.#body;
    const turned = this.#turningInUse();
    this.#body.replaceChildren(...(shared ? [element("p", { class: "bo-sentence" }, shared)] : []), ...parts);
    this.#body.scrollTop = scrollTop;
    if (turned) this.#body.querySelector<HTMLElement>(`[data-layer="${turned}"] .bo-turning input`)?.focus({ preventScroll: true });
  }

  /** Key of the entry whose switch has the focus, which every showing takes away. */
  #turningInUse(): string | undefined {
    const used = this.#body.querySelector(".bo-turning :focus");
    return used?.closest<HTMLElement>(".bo-entry")?.dataset.layer;
  }

  #section(entry: LegendEntry, hasSharedSentence: boolean, isOpen: boolean): HTMLElement {
    const title = element("summary", {}, element("h3", {}, entry.title, entry.isSynthetic ? syntheticTag() : null), chevron());
    const made = element("details", { class: "bo-entry", "data-layer": entry.key, "data-off": entry.turning && !entry.turning.isOn ? "" : null }, title, ...content(entry, hasSharedSentence), this.#caveat(entry));
    return this.#remembering(made, entry.key, isOpen);
  }

  #caveat({ key, caveat }: LegendEntry): HTMLElement | null {
    if (!caveat) return null;
    const made = element("details", { class: "bo-more" }, element("summary", {}, "Caveat"), element("p", { class: "bo-caveat" }, caveat));
    return this.#remembering(made, `${key}:caveat`, this.container.clientHeight > LOW_PX);
  }

  /** Open as someone left it, else as it is at first. */
  #remembering(made: HTMLDetailsElement, name: string, isOpen: boolean): HTMLDetailsElement {
    made.open = this.#opened.get(name) ?? isOpen;
    // Not on "toggle": that also tells of what was made open.
    made.querySelector("summary")?.addEventListener("click", () => { this.#opened.set(name, !made.open); });
    return made;
  }

  #open(open: boolean): void {
    this.#body.hidden = !open;
    this.#toggle.setAttribute("aria-expanded", String(open));
  }
}

function content(entry: LegendEntry, hasSharedSentence: boolean): (HTMLElement | null)[] {
  return [
    entry.turning ? turning(entry.turning) : null,
    entry.unit ? element("p", { class: "bo-unit" }, entry.unit) : null,
    list(entry.swatches, "bo-swatches"),
    list(entry.marks, "bo-swatches bo-row"),
    !hasSharedSentence && entry.sentence ? element("p", { class: "bo-sentence" }, entry.sentence) : null,
    entry.facts.length > 0 ? element("p", { class: "bo-facts" }, entry.facts.join(" · ")) : null,
  ];
}

function turning(turned: Switch): HTMLElement {
  const box = element("input", { type: "checkbox" });
  box.checked = turned.isOn;
  box.addEventListener("change", () => { turned.turn(box.checked); });
  return element("label", { class: "bo-turning" }, box, turned.words);
}

function chevron(): HTMLElement {
  return element("span", { class: "bo-chevron", "aria-hidden": "true" });
}

/** The tag that marks figures which are not real. */
export function syntheticTag(): HTMLElement {
  return element("span", { class: "bo-synthetic" }, "SYNTHETIC");
}

function list(swatches: readonly Swatch[], className: string): HTMLElement | null {
  if (swatches.length === 0) return null;
  return element("ul", { class: className }, ...swatches.map((swatch) => element("li", {}, swatchDrawing(swatch), element("span", {}, swatch.words))));
}
