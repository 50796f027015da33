/** Which incidents the figures are of: a period and a category, in the panel's head and in the address. */

import { element } from "../dom";
import type { Panel } from "./plan-types";

/** A ready-made period: its value is the first and the last day or month, "2025-10-01/2026-09-01". */
export interface Period {
  value: string;
  label: string;
}

const CATEGORY = "category-";
const MONTH_LENGTH = 7;

const months = (value: string): string => value.split("/").map((day) => day.slice(0, MONTH_LENGTH)).join("/");

/** The query text with another period. */
export function withPeriod(query: string, value: string): string {
  const [from = "", to = ""] = months(value).split("/");
  return changed(query, { from, to });
}

/** The query text with another category; empty for all of them. */
export function withCategory(query: string, category: string): string {
  return changed(query, { category });
}

function changed(query: string, values: Record<string, string>): string {
  const params = new URLSearchParams(query);
  for (const [name, value] of Object.entries(values)) {
    if (value) params.set(name, value);
    else params.delete(name);
  }
  return params.toString();
}

/** Have the address name the filter, so that a reload and a link keep it. */
export function writeAddress(query: string): void {
  const address = new URL(window.location.href);
  const params = new URLSearchParams(query);
  for (const name of ["from", "to", "category"]) {
    const value = params.get(name);
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  }
  window.history.replaceState(window.history.state, "", address);
}

export class FiguresFilter {
  readonly root: HTMLElement;
  readonly #period = element("select", { class: "pl-input", "aria-label": "Period of the figures" });
  readonly #category = element("select", { class: "pl-input", "aria-label": "Category of the figures" });
  #titles = "";

  constructor(private query: string, periods: readonly Period[], private readonly asked: (query: string) => void) {
    this.root = element("div", { class: "pl-filter", role: "group", "aria-label": "Figures of" }, this.#period, this.#category);
    this.#fillPeriods(periods);
    this.#fillCategories([]);
    this.#period.addEventListener("change", () => { this.#ask(withPeriod(this.query, this.#period.value)); });
    this.#category.addEventListener("change", () => { this.#ask(withCategory(this.query, this.#category.value)); });
  }

  /** The categories are those of the panel's columns. */
  show({ columns }: Panel): void {
    const titles = columns.filter(({ key }) => key.startsWith(CATEGORY)).map(({ title }) => title);
    // A panel of one category may leave the others out.
    if (titles.length <= 1 || titles.join("|") === this.#titles) return;
    this.#titles = titles.join("|");
    this.#fillCategories(titles);
  }

  #ask(query: string): void {
    this.query = query;
    this.asked(query);
  }

  #fillPeriods(periods: readonly Period[]): void {
    const params = new URLSearchParams(this.query);
    const current = `${params.get("from") ?? ""}/${params.get("to") ?? ""}`;
    const all = periods.map(({ value, label }) => ({ value: months(value), label }));
    if (!all.some(({ value }) => value === current)) all.unshift({ value: current, label: spanWords(current) });
    this.#period.replaceChildren(...all.map(({ value, label }) => element("option", { value }, label)));
    this.#period.value = current;
  }

  #fillCategories(titles: readonly string[]): void {
    const current = new URLSearchParams(this.query).get("category") ?? "";
    const all = ["", ...titles, ...(current && !titles.includes(current) ? [current] : [])];
    this.#category.replaceChildren(...all.map((value) => element("option", { value }, value === "" ? "All categories" : value.replaceAll("|", ", "))));
    this.#category.value = current;
  }
}

function spanWords(span: string): string {
  const [from = "", to = ""] = span.split("/");
  if (!from && !to) return "All months";
  return `${from || "the beginning"} to ${to || "the end"}`;
}
