/** The legend: what is visible on the map, and nothing else. */

import { element, icon, vector } from "./dom";
import type { LegendEntry, Swatch } from "./legend-entry";
import { outlinePath } from "./shapes";

const NARROW_PX = 900;
/** On a lower map, caveats open on a click. */
const LOW_PX = 1100;
/** Width of the open legend with its margins. */
export const LEGEND_PX = 336;

export class Legend {
  readonly root: HTMLElement;
  readonly #toggle: HTMLButtonElement;
  readonly #body: HTMLElement;
  /** Layers whose caveat someone opened or closed. */
  readonly #opened = new Map<string, boolean>();

  constructor(private readonly container: HTMLElement) {
    this.#body = element("div", { class: "bo-legend-body", id: `${container.id || "map"}-legend` });
    this.#toggle = element("button", { type: "button", class: "bo-legend-toggle", "aria-controls": this.#body.id }, icon("M3 5h3v3H3zM9 6.5h8M3 12h3v3H3zM9 13.5h8"), "Legend", element("span", { class: "bo-chevron", "aria-hidden": "true" }));
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
    const parts = entries.map((entry) => section(entry, shared !== undefined, this.#caveat(entry)));
    const { scrollTop } = this.#body;
    this.#body.replaceChildren(...(shared ? [element("p", { class: "bo-sentence" }, shared)] : []), ...parts);
    this.#body.scrollTop = scrollTop;
  }

  #caveat({ key, caveat }: LegendEntry): HTMLElement | null {
    if (!caveat) return null;
    const made = element("details", { class: "bo-more" }, element("summary", {}, "Caveat"), element("p", { class: "bo-caveat" }, caveat));
    made.open = this.#opened.get(key) ?? this.container.clientHeight > LOW_PX;
    made.addEventListener("toggle", () => { this.#opened.set(key, made.open); });
    return made;
  }

  #open(open: boolean): void {
    this.#body.hidden = !open;
    this.#toggle.setAttribute("aria-expanded", String(open));
  }
}

function section(entry: LegendEntry, hasSharedSentence: boolean, caveat: HTMLElement | null): HTMLElement {
  return element(
    "section",
    { class: "bo-entry", "data-layer": entry.key },
    element("h3", {}, entry.title, entry.isSynthetic ? syntheticTag() : null),
    entry.unit ? element("p", { class: "bo-unit" }, entry.unit) : null,
    list(entry.swatches, "bo-swatches"),
    list(entry.marks, "bo-swatches bo-row"),
    !hasSharedSentence && entry.sentence ? element("p", { class: "bo-sentence" }, entry.sentence) : null,
    entry.facts.length > 0 ? element("p", { class: "bo-facts" }, entry.facts.join(" · ")) : null,
    caveat,
  );
}

/** The tag that marks figures which are not real. */
export function syntheticTag(): HTMLElement {
  return element("span", { class: "bo-synthetic" }, "SYNTHETIC");
}

function list(swatches: readonly Swatch[], className: string): HTMLElement | null {
  if (swatches.length === 0) return null;
  return element("ul", { class: className }, ...swatches.map((swatch) => element("li", {}, drawn(swatch), element("span", {}, swatch.words))));
}

function drawn(swatch: Swatch): SVGSVGElement {
  const isMark = swatch.kind === "mark";
  const radius = swatch.radius ?? 6;
  const [width, height] = isMark ? [Math.max(28, radius * 2 + 4), Math.max(16, radius * 2 + 4)] : [28, 16];
  const svg = vector("svg", { width, height, viewBox: `0 0 ${width} ${height}`, class: `bo-swatch bo-swatch-${swatch.kind}`, "aria-hidden": "true" });
  if (swatch.kind === "line") {
    svg.append(vector("line", { x1: 1, x2: width - 1, y1: height / 2, y2: height / 2, stroke: swatch.colour, "stroke-width": 2.5, ...(swatch.dashed ? { "stroke-dasharray": "6 4" } : {}) }));
  } else if (isMark) {
    svg.append(vector("path", { d: outlinePath(swatch.shape ?? "circle", width / 2, height / 2, radius), fill: swatch.colour, ...(swatch.edge ? { stroke: swatch.edge, "stroke-width": 1.5 } : {}) }));
  } else {
    svg.append(vector("rect", { x: 0, y: 0, width, height, rx: 2, fill: swatch.colour }));
    if (swatch.kind === "hidden") svg.append(...stripes(width, height));
  }
  return svg;
}

function stripes(width: number, height: number): SVGElement[] {
  const starts = Array.from({ length: 8 }, (_, i) => i * 6 - height);
  return starts.map((x) => vector("path", { d: `M${x} ${height}l${height} ${-height}`, class: "bo-stripe" })).filter((_, i) => i * 6 - height < width);
}
