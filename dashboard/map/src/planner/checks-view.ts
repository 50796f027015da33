/** What a plan is checked for: does each region hang together, how compact is it, what is covered, what overlaps. */

import { errorWords } from "../api";
import { element } from "../dom";
import { act, part } from "./form";
import type { Checks, UnitId } from "./plan-types";
import type { PlansApi } from "./plans-api";

export interface CheckActions {
  nameOf(region: string): string;
  /** Show a piece on the map. */
  show(units: readonly UnitId[], bbox: readonly [number, number, number, number]): void;
}

type Cell = string | number | null | undefined;

export class ChecksView {
  readonly root = element("div", { class: "pl-drawer" });
  #piecesOf: Checks["contiguity"] = [];

  /** `rules` is the form of what the plan is judged by. */
  constructor(private readonly api: PlansApi, private readonly id: string, private readonly rules: HTMLElement, private readonly actions: CheckActions) {}

  async refresh(): Promise<void> {
    if (this.root.childElementCount === 0) this.root.append(element("p", { class: "pl-none" }, "Checking the plan."));
    try {
      const checks = await this.api.checks(this.id);
      this.#piecesOf = checks.contiguity;
      this.root.replaceChildren(this.#contiguity(checks), part("Balance", this.rules), this.#compactness(checks), ...this.#others(checks));
    } catch (error) {
      this.root.replaceChildren(element("p", { class: "pl-none" }, errorWords(error)), part("Balance", this.rules));
    }
  }

  /** Show the stray piece of a region: the smallest that is not its largest. */
  async showStray(region: string): Promise<boolean> {
    this.#piecesOf = (await this.api.checks(this.id)).contiguity;
    const stray = this.#piecesOf.find((found) => found.region === region)?.pieces[1];
    if (stray) this.actions.show(stray.units, stray.bbox);
    return stray !== undefined;
  }

  #contiguity({ contiguity }: Checks): HTMLElement {
    const apart = contiguity.filter(({ state }) => state === "apart");
    const unfinished = contiguity.filter(({ state }) => state === "not yet").length;
    const words = apart.length === 0
      ? `Every region hangs together${unfinished > 0 ? `; ${unfinished} not yet finished` : ""}.`
      : `${apart.length} of ${contiguity.length} regions ${apart.length === 1 ? "is" : "are"} in pieces.`;
    const items = apart.flatMap(({ region, pieces }) => pieces.slice(1).map(({ units, bbox, words: piece }) => element(
      "li", {}, element("b", {}, this.actions.nameOf(region)), element("small", {}, piece), act("Show", () => { this.actions.show(units, bbox); }),
    )));
    return part("Contiguity", element("p", { class: apart.length > 0 ? "pl-warn" : null }, words), items.length > 0 ? element("ul", { class: "pl-list" }, ...items) : null);
  }

  #compactness({ compactness, exemplars }: Checks): HTMLElement {
    const share = (value: number | null): string => (value === null ? "–" : value.toFixed(2));
    const rows = compactness.map(({ region, polsby_popper, reock, convex_hull }) => [this.actions.nameOf(region), share(polsby_popper), share(reock), share(convex_hull)]);
    return part(
      "Compactness",
      element("p", { class: "pl-hint" }, "Three measures from 0 to 1, 1 being the most compact. None of them is a verdict: a long border makes a long region."),
      table(["Region", "Polsby–Popper", "Reock", "Convex hull"], rows),
      exemplars.length > 0 ? element("h4", {}, "For comparison") : null,
      exemplars.length > 0 ? table(...tableOf(exemplars)) : null,
    );
  }

  #others({ coverage, overlap }: Checks): HTMLElement[] {
    return [
      ...(coverage ? [part("Coverage of ports and areas", ...anything(coverage))] : []),
      ...(overlap.length > 0 ? [part("Overlap with other boundaries", table(...tableOf(overlap)))] : []),
    ];
  }
}

/** A table; the first cell of a row names it. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): HTMLElement {
  const cell = (value: Cell, i: number): HTMLElement => (i === 0 ? element("th", { scope: "row" }, words(value)) : element("td", { class: "pl-number" }, words(value)));
  return element(
    "div", { class: "pl-scroll-x", tabindex: 0, role: "region", "aria-label": head.join(", ") },
    element("table", { class: "pl-table" }, element("thead", {}, element("tr", {}, ...head.map((title) => element("th", { scope: "col" }, title)))), element("tbody", {}, ...rows.map((row) => element("tr", {}, ...row.map(cell))))),
  );
}

/** Heads and rows of records that share their members. */
export function tableOf(records: readonly unknown[]): [string[], Cell[][]] {
  const rows = records.filter((record): record is Record<string, unknown> => typeof record === "object" && record !== null);
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row).filter((key) => row[key] === null || typeof row[key] !== "object")))];
  return [keys.map(titled), rows.map((row) => keys.map((key) => row[key] as Cell))];
}

/** Sentences and tables for a value whose members this does not know. */
export function anything(value: unknown): HTMLElement[] {
  if (typeof value === "string") return [element("p", {}, value)];
  if (Array.isArray(value)) return value.every((one) => typeof one === "string") ? [element("ul", {}, ...value.map((one: string) => element("li", {}, one)))] : [table(...tableOf(value))];
  if (typeof value !== "object" || value === null) return [element("p", {}, words(value as Cell))];
  return Object.entries(value).flatMap(([key, one]) => {
    if (typeof one === "object" && one !== null) return Array.isArray(one) && one.length === 0 ? [] : [element("h4", {}, titled(key)), ...anything(one)];
    return [element("p", {}, `${titled(key)}: ${words(one as Cell)}`)];
  });
}

function titled(key: string): string {
  const spaced = key.replaceAll("_", " ");
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

function words(value: Cell | boolean): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return Number.isInteger(value) ? value.toLocaleString("en-US") : value.toLocaleString("en-US", { maximumFractionDigits: 3 });
  return value;
}
