/** Tables and sentences out of records. */

import { element } from "../dom";

type Cell = string | number | null | undefined;

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
