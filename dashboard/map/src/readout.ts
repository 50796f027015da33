/** The total inside the drawn polygon, on the map. */

import type { PolygonTotal } from "./api";
import { formatCount } from "./value-words";
import { element } from "./dom";
import { syntheticTag } from "./legend";

const SQ_MI_PER_KM2 = 0.386102;

export class Readout {
  readonly root = element("section", { class: "bo-panel bo-readout", "aria-label": "Total inside the drawn polygon", hidden: "" });
  readonly #answer = element("div", { class: "bo-answer", "aria-live": "polite" });
  readonly #hint = element("p", { class: "bo-hint" });

  readonly #kept = element("p", { class: "bo-error bo-kept", hidden: "" }, "Not reachable; these are the last numbers.");

  /** `more` stands below the answer whenever there is one. */
  constructor(private readonly more: HTMLElement) {
    this.root.append(this.#answer, this.#kept, this.more, this.#hint);
  }

  /** No answer came: what is shown stays, and says that it is old. */
  keep(): void {
    this.#answer.removeAttribute("aria-busy");
    this.#kept.hidden = false;
    this.#refresh();
  }

  /** What to do next; an empty hint leaves only the answer. */
  hint(words: string): void {
    this.#hint.textContent = words;
    this.#refresh();
  }

  /** An answer is on its way; any answer shown stays, dimmed. */
  wait(): void {
    this.#answer.setAttribute("aria-busy", "true");
  }

  show(total: PolygonTotal, isSynthetic: boolean): void {
    this.#kept.hidden = true;
    this.#answer.removeAttribute("aria-busy");
    const rows = total.rows.map(({ label, words }) => element("tr", {}, element("th", { scope: "row" }, label), element("td", {}, words)));
    this.#answer.replaceChildren(
      element("p", { class: "bo-total" }, element("b", {}, total.words), total.unit ? ` ${total.unit}` : ""),
      element("p", { class: "bo-facts" }, areaWords(total.area_km2), (total.is_synthetic ?? isSynthetic) ? syntheticTag() : null),
      ...total.notes.map((note) => element("p", { class: "bo-caveat" }, note)),
      ...(rows.length > 0 ? [element("table", {}, element("tbody", {}, ...rows))] : []),
      element("p", { class: "bo-sentence" }, total.sentence),
    );
    this.#refresh();
  }

  fail(words: string): void {
    this.#kept.hidden = true;
    this.#answer.removeAttribute("aria-busy");
    this.#answer.replaceChildren(element("p", { class: "bo-error" }, words));
    this.#refresh();
  }

  clear(): void {
    this.#kept.hidden = true;
    this.#answer.removeAttribute("aria-busy");
    this.#answer.replaceChildren();
    this.#refresh();
  }

  #refresh(): void {
    this.#hint.hidden = !this.#hint.textContent;
    this.root.hidden = !this.#hint.textContent && this.#answer.childElementCount === 0 && this.#kept.hidden;
  }
}

/** An area in both units. */
export function areaWords(km2: number): string {
  return `${formatCount(roundArea(km2))} km² (${formatCount(roundArea(km2 * SQ_MI_PER_KM2))} sq mi)`;
}

function roundArea(area: number): number {
  return area < 100 ? Math.round(area * 10) / 10 : Math.round(area);
}
