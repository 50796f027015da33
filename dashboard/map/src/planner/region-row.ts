/** One row of the table of regions: name, incidents, and how far off the mean it lies. */

import { element, icon } from "../dom";
import { swatch } from "./form";
import { cellParts, changeParts, deviationWords, piecesWords } from "./figures-words";
import type { Panel, PanelRow } from "./plan-types";

const LOCK = "M6 9V7a4 4 0 0 1 8 0v2M5 9h10v7H5z";

export interface RowLook {
  fill: string | null;
  isLocked: boolean;
  isActive: boolean;
  /** Number key that chooses it, 1 to 9. */
  shortcut: number | null;
}

export interface RowActions {
  choose(key: string): void;
  showPieces(key: string): void;
}

export class RegionRow {
  readonly root: HTMLTableRowElement;
  readonly #button = element("button", { type: "button", class: "pl-name" });
  readonly #name = element("span", { class: "pl-name-words" });
  readonly #marks = element("span", { class: "pl-marks" });
  readonly #warning = element("button", { type: "button", class: "pl-warning", hidden: "" });
  readonly #incidents = element("td", { class: "pl-number" });
  readonly #change = element("td", { class: "pl-change" });
  readonly #deviation = element("td", { class: "pl-deviation" });
  #swatch = swatch(null);

  constructor(readonly key: string, actions: RowActions) {
    this.#button.append(this.#swatch, this.#name, this.#marks);
    const head = element("th", { scope: "row" }, this.#button, this.#warning);
    this.root = element("tr", {}, head, this.#incidents, this.#change, this.#deviation);
    this.root.addEventListener("click", (event) => { if (event.target !== this.#warning && key) actions.choose(key); });
    this.#warning.addEventListener("click", () => { actions.showPieces(key); });
    if (!key) this.#button.disabled = true;
  }

  show(name: string, row: PanelRow | undefined, panel: Panel | null, look: RowLook): void {
    this.#look(name, look);
    if (!row || !panel) return;
    const { figure, rest } = cellParts(row.words.incidents);
    this.#incidents.textContent = figure;
    this.#incidents.title = rest ? `Beside it: ${rest}` : "";
    this.#incidents.toggleAttribute("data-more", rest !== "");
    this.#showChange(row);
    const warning = piecesWords(row);
    this.#warning.hidden = warning === "";
    this.#warning.textContent = warning ? `${warning}: show` : "";
    if (this.key) this.#deviation.replaceChildren(bar(row, panel.balance.tolerance), element("span", {}, deviationWords(row.deviation)));
  }

  /** Whether the stroke in hand changes the figure, and by how much. */
  mark(row: PanelRow | undefined, saved: PanelRow | undefined): void {
    const by = (row?.values.incidents ?? 0) - (saved?.values.incidents ?? 0);
    const isOther = row !== undefined && saved !== undefined && (by !== 0 || row.units !== saved.units);
    this.root.toggleAttribute("data-changing", isOther);
    if (!isOther) return;
    this.#change.replaceChildren(element("b", {}, `${by < 0 ? "−" : "+"}${Math.abs(by).toLocaleString("en-US")}`));
    this.#change.dataset.verdict = "";
    this.#change.title = "By this stroke";
  }

  #showChange({ words, verdict: said }: PanelRow): void {
    const { figure, verdict } = changeParts(words.change);
    this.#change.replaceChildren(...(verdict ? [verdict === "higher" ? "▲ " : "▼ ", figure, element("span", { class: "bo-only-read" }, ` stands out, ${verdict}`)] : [figure]));
    this.#change.dataset.verdict = verdict;
    this.#change.title = cellParts(words.change).figure || (said ?? "");
  }

  #look(name: string, { fill, isLocked, isActive, shortcut }: RowLook): void {
    this.#name.textContent = name;
    this.#button.title = name;
    const next = swatch(fill);
    this.#swatch.replaceWith(next);
    this.#swatch = next;
    this.#marks.replaceChildren(...(isLocked ? [icon(LOCK), element("span", { class: "bo-only-read" }, "locked")] : []), ...(shortcut ? [element("kbd", { "aria-hidden": "true" }, String(shortcut))] : []));
    this.root.toggleAttribute("data-active", isActive);
    if (isActive) this.#button.setAttribute("aria-current", "true");
    else this.#button.removeAttribute("aria-current");
  }
}

/** How far off the mean, within a band of tolerance; the scale ends at three times the band, and what is beyond it ends in a point. */
function bar({ deviation, within }: PanelRow, tolerance: number): HTMLElement {
  const most = Math.max(0.2, 3 * tolerance);
  const share = Math.max(-1, Math.min(1, (deviation ?? 0) / most));
  const isCapped = Math.abs(deviation ?? 0) > most;
  const made = element("span", { class: "pl-bar", "aria-hidden": "true", "data-within": String(within ?? "none"), "data-capped": isCapped ? (share < 0 ? "down" : "up") : null }, element("i", { class: "pl-band" }), element("i", { class: "pl-length" }));
  made.style.setProperty("--band", String(Math.min(1, tolerance / most)));
  made.style.setProperty("--from", String(Math.min(0, share)));
  made.style.setProperty("--length", String(Math.abs(share)));
  return made;
}
