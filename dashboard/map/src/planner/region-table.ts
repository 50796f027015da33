/** The table of regions: always there, one row each, the active one opened. */

import { element } from "../dom";
import type { Theme } from "../props";
import { act } from "./form";
import { unitWords } from "./figures-words";
import type { Panel, PanelRow, PlanRegion, UnitId } from "./plan-types";
import { RegionCard, type CardActions } from "./region-card";
import { fillOf } from "./region-colours";
import { RegionRow, type RowActions } from "./region-row";
import { wideTable } from "./wide-table";


export interface TableActions extends RowActions, CardActions {
  add(): void;
  /** Have the units in view that are in no region. */
  showRest(): void;
}

type SortKey = "order" | "name" | "incidents" | "deviation";

const SORTS: readonly { key: SortKey; words: string }[] = [
  { key: "order", words: "Plan order" },
  { key: "name", words: "By name" },
  { key: "incidents", words: "Most incidents" },
  { key: "deviation", words: "Farthest off" },
];

export class RegionTable {
  readonly root: HTMLElement;
  readonly #body = element("tbody", {});
  readonly #rows = new Map<string, RegionRow>();
  readonly #card: RegionCard;
  readonly #sort = element("select", { class: "pl-input", "aria-label": "Order of the list" }, ...SORTS.map(({ key, words }) => element("option", { value: key }, words)));
  readonly #count = element("span", { class: "pl-count" });
  readonly #all = element("div", { class: "pl-all", tabindex: 0, role: "region", "aria-label": "All figures", hidden: "" });
  readonly #rest = element("p", { class: "pl-rest", hidden: "" });
  readonly #restWords = element("span", {});
  readonly #narrow: HTMLElement;
  readonly #width: HTMLButtonElement;
  #isWide = false;
  #shown: { regions: readonly PlanRegion[]; active: string | null; panel: Panel | null; theme: Theme } | null = null;

  constructor(private readonly actions: TableActions, private readonly widened: (isWide: boolean) => void) {
    this.#card = new RegionCard(actions);
    this.#width = act("All figures", () => { this.setWide(!this.#isWide); }, { "aria-pressed": "false", title: "Show every figure of every region in one wide table" });
    const head = element("div", { class: "pl-table-head" }, this.#count, this.#sort, this.#width, act("Add region", () => { actions.add(); }, { class: "pl-button pl-strong", title: "Add a region without counties (N)" }));
    const columns = element("thead", {}, element("tr", {}, ...["Region", "Incidents", "In a year", "Off the mean"].map((words) => element("th", { scope: "col" }, words))));
    this.#narrow = element("div", { class: "pl-scroll", tabindex: 0, role: "region", "aria-label": "Regions" }, element("table", { class: "pl-table" }, columns, this.#body));
    this.#rest.append(this.#restWords, act("Show", () => { actions.showRest(); }, { "aria-label": "Show the counties that are in no region" }));
    this.root = element("div", { class: "pl-regions" }, head, this.#rest, this.#narrow, this.#all);
    this.#sort.addEventListener("change", () => { this.#order(); });
  }

  setWide(isWide: boolean): void {
    this.#isWide = isWide;
    this.#width.setAttribute("aria-pressed", String(isWide));
    this.#all.hidden = !isWide;
    this.#narrow.hidden = isWide;
    this.widened(isWide);
    this.#wide();
  }

  /** Region of a number key. */
  keyOf(number: number): string | null {
    return this.#shown?.regions[number - 1]?.key ?? null;
  }

  /** `saved` are the figures that a stroke in hand would change. */
  show(regions: readonly PlanRegion[], active: string | null, { panel, saved }: { panel: Panel | null; saved: Panel | null }, theme: Theme): void {
    const last = this.#shown;
    this.#shown = { regions, active, panel, theme };
    this.#count.textContent = regions.length === 1 ? "1 region" : `${regions.length} regions`;
    const rows = new Map((panel?.rows ?? []).map((row) => [row.key, row]));
    regions.forEach((region, i) => {
      this.#row(region.key).show(region.name, rows.get(region.key), panel, {
        fill: fillOf(theme, region.colour), isLocked: region.locked, isActive: region.key === active, shortcut: i < 9 ? i + 1 : null,
      });
    });
    const before = new Map((saved?.rows ?? []).map((row) => [row.key, row]));
    for (const [key, row] of this.#rows) row.mark(rows.get(key), before.get(key));
    const rest = rows.get("");
    this.#row("").show(rest?.name ?? "Unassigned", rest, panel, { fill: null, isLocked: false, isActive: false, shortcut: null });
    this.#forget(new Set(regions.map(({ key }) => key)));
    const isOther = last?.active !== active || last.panel !== panel || last.regions !== regions;
    if (isOther) this.#order();
    const region = regions.find(({ key }) => key === active);
    if (region) this.#card.show(region, panel, theme);
    this.#wide();
  }

  /** Say which units are in no region. */
  showRest(units: readonly UnitId[]): void {
    const words = unitWords(units);
    this.#rest.hidden = words === "";
    this.#restWords.textContent = `In no region yet: ${words}.`;
  }

  /** Bring the active row into view, clear of the head that stays; with as much of its card as there is room for. */
  reveal(isWithCard = true): void {
    const row = this.#rows.get(this.#shown?.active ?? "")?.root;
    if (!row) return;
    const frame = this.#narrow.getBoundingClientRect();
    const above = frame.top + (this.#narrow.querySelector("thead")?.offsetHeight ?? 0);
    const { top, bottom } = row.getBoundingClientRect();
    const end = isWithCard && this.#card.root.isConnected ? this.#card.root.getBoundingClientRect().bottom : bottom;
    const by = Math.min(Math.max(0, end - frame.bottom), top - above);
    this.#narrow.scrollTop += top < above ? top - above : by;
  }

  #row(key: string): RegionRow {
    const known = this.#rows.get(key);
    if (known) return known;
    const made = new RegionRow(key, this.actions);
    this.#rows.set(key, made);
    return made;
  }

  #forget(keys: ReadonlySet<string>): void {
    for (const [key, row] of this.#rows) {
      if (key === "" || keys.has(key)) continue;
      row.root.remove();
      this.#rows.delete(key);
    }
  }

  /** Put rows where they belong; one that is there already is left alone, so that it keeps the focus. */
  #order(): void {
    if (!this.#shown) return;
    const { active } = this.#shown;
    const wanted = [...this.#sorted(), ""].flatMap((key) => {
      const row = this.#rows.get(key)?.root;
      return row ? [row, ...(key && key === active ? [this.#card.root] : [])] : [];
    });
    if (!active) this.#card.root.remove();
    wanted.forEach((row, i) => { if (this.#body.children[i] !== row) this.#body.insertBefore(row, this.#body.children[i] ?? null); });
  }

  #sorted(): string[] {
    const { regions, panel } = this.#shown ?? { regions: [], panel: null };
    const rows = new Map((panel?.rows ?? []).map((row) => [row.key, row]));
    const by = (value: (row: PanelRow | undefined) => number): string[] => [...regions].sort((a, b) => value(rows.get(b.key)) - value(rows.get(a.key))).map(({ key }) => key);
    if (this.#sort.value === "name") return [...regions].sort((a, b) => a.name.localeCompare(b.name)).map(({ key }) => key);
    if (this.#sort.value === "incidents") return by((row) => row?.values.incidents ?? -1);
    if (this.#sort.value === "deviation") return by((row) => Math.abs(row?.deviation ?? 0));
    return regions.map(({ key }) => key);
  }

  #wide(): void {
    if (!this.#isWide || !this.#shown?.panel) return;
    const { panel, regions, theme } = this.#shown;
    this.#all.replaceChildren(wideTable(panel, regions, theme));
  }
}
