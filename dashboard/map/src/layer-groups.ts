/** Every layer under the heading of its group, with a check box and, on request, what it is. */

import { element, icon } from "./dom";
import { layerSymbol } from "./layer-symbol";
import { dateWords } from "./legend-entry";
import type { LayerDescription, Theme } from "./props";

/** Headings in the order of `layers/base.py`; others follow. */
const GROUPS: readonly string[] = ["Incidents", "Published figures", "Programmes", "Boundaries"];

export class LayerGroups {
  readonly root = element("div", { class: "bo-groups" });
  readonly #parts: { layer: LayerDescription; item: HTMLElement; box: HTMLInputElement; group: HTMLDetailsElement }[] = [];
  readonly #counts = new Map<HTMLDetailsElement, HTMLElement>();
  /** Groups that were open before a search opened all. */
  #openBefore: Set<HTMLDetailsElement> | null = null;

  constructor(layers: readonly LayerDescription[], theme: Theme, isShown: (key: string) => boolean, choose: (key: string, isShown: boolean) => void) {
    const own = new Set(layers.map(({ group }) => group));
    for (const name of [...GROUPS.filter((group) => own.has(group)), ...[...own].filter((group) => !GROUPS.includes(group))]) {
      const list = element("ul", { class: "bo-layers" });
      const count = element("span", { class: "bo-count" });
      const group = element("details", { class: "bo-group-of-layers" }, element("summary", {}, element("h3", {}, name), count, element("span", { class: "bo-chevron", "aria-hidden": "true" })), list);
      this.#counts.set(group, count);
      for (const layer of layers.filter((each) => each.group === name)) {
        const { item, box } = groupRow(layer, theme, choose);
        list.append(item);
        this.#parts.push({ layer, item, box, group });
      }
      this.root.append(group);
    }
    this.mark(isShown);
    const groups = [...this.#counts.keys()];
    const used = groups.filter((group) => this.#parts.some((part) => part.group === group && part.box.checked));
    for (const group of used.length > 0 ? used : groups.slice(0, 1)) group.open = true;
  }

  /** Check the boxes of what is shown, and count them. */
  mark(isShown: (key: string) => boolean): void {
    for (const { layer, box } of this.#parts) box.checked = isShown(layer.key);
    for (const [group, count] of this.#counts) {
      const own = this.#parts.filter((part) => part.group === group);
      const on = own.filter(({ box }) => box.checked).length;
      count.textContent = on > 0 ? `${on} of ${own.length} on` : String(own.length);
    }
  }

  /** Show only layers that have every word of the search; returns how many. */
  filter(search: string): number {
    const words = search.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const { layer, item } of this.#parts) {
      const text = [layer.title, layer.group, layer.question, layer.source ?? ""].join(" ").toLowerCase();
      item.hidden = !words.every((word) => text.includes(word));
      if (!item.hidden) found++;
    }
    const groups = [...this.#counts.keys()];
    if (words.length > 0) this.#openBefore ??= new Set(groups.filter(({ open }) => open));
    for (const group of groups) {
      group.hidden = this.#parts.every((part) => part.group !== group || part.item.hidden);
      if (words.length > 0) group.open = true;
      else if (this.#openBefore) group.open = this.#openBefore.has(group);
    }
    if (words.length === 0) this.#openBefore = null;
    return found;
  }
}

function groupRow(layer: LayerDescription, theme: Theme, choose: (key: string, isShown: boolean) => void): { item: HTMLElement; box: HTMLInputElement } {
  const box = element("input", { type: "checkbox" });
  box.addEventListener("change", () => { choose(layer.key, box.checked); });
  const about = papers(layer);
  const more = element("button", { type: "button", class: "bo-small", "aria-expanded": "false", "aria-label": `About ${layer.title}`, title: `About ${layer.title}` }, icon("M10 9v5M10 6h.01M10 2.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15"));
  more.addEventListener("click", () => {
    about.hidden = !about.hidden;
    more.setAttribute("aria-expanded", String(!about.hidden));
  });
  const label = element("label", {}, box, layerSymbol(layer, theme), element("span", { class: "bo-layer-name" }, layer.title));
  return { item: element("li", { "data-key": layer.key }, label, more, about), box };
}

/** Question, caveat, source and date of a layer. */
function papers({ question, caveat, source, as_of: asOf }: LayerDescription): HTMLElement {
  const origin = [source ? `Source: ${source}` : "", asOf ? `As of ${dateWords(asOf)}` : ""].filter(Boolean).join(" · ");
  return element(
    "div",
    { class: "bo-about", hidden: "" },
    question ? element("p", {}, question) : null,
    caveat ? element("p", {}, caveat) : null,
    origin ? element("p", {}, origin) : null,
  );
}
