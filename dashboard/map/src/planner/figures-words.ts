/** Figures of the panel as short words. */

import type { Ledger, PanelRow, UnitId } from "./plan-types";

/** A share of the mean as "+12%" or "−3%"; a dash where there is none. */
export function deviationWords(deviation: number | null): string {
  if (deviation === null) return "–";
  const percent = Math.round(deviation * 100);
  if (percent === 0) return "0%";
  return `${percent > 0 ? "+" : "−"}${Math.abs(percent).toLocaleString("en-US")}%`;
}

/** Words with the true minus before figures, as everywhere on the desk. */
export function withMinus(words: string): string {
  return words.replace(/(^|[\s(])-(?=\d)/g, "$1−");
}

/** The figure of a cell, and what stands beside it: "1,234" and "3 counties under 10". */
export function cellParts(words: string | undefined): { figure: string; rest: string } {
  const [figure = "–", ...rest] = withMinus(words ?? "–").split(" + ");
  return { figure, rest: rest.join(" + ") };
}

/** A change as "+853", and which way it stands out; empty where it does not. */
export function changeParts(words: string | undefined): { figure: string; verdict: "higher" | "lower" | "" } {
  const { figure } = cellParts(words);
  const [number = figure] = figure.split(",\u0020");
  if (!figure.includes("stands out")) return { figure: number, verdict: "" };
  return { figure: number, verdict: figure.includes("lower") ? "lower" : "higher" };
}

/** What a region lacks, in a sentence; empty if nothing. */
export function piecesWords(row: PanelRow): string {
  return row.pieces !== null && row.pieces > 1 ? `${row.pieces} pieces` : "";
}

/** Units in words, whole counties and parts of them apart; empty if there are none. */
export function unitWords(units: readonly UnitId[]): string {
  const parts = units.filter((unit) => unit.includes("/")).length;
  const said = (count: number, one: string, more: string): string[] => (count === 0 ? [] : [`${count.toLocaleString("en-US")} ${count === 1 ? one : more}`]);
  return [...said(units.length - parts, "county", "counties"), ...said(parts, "part of a county", "parts of counties")].join(" and ");
}

export interface LedgerLine {
  label: string;
  words: string;
}

/** The ledger, line by line, the sum last. */
export function ledgerLines(ledger: Ledger): LedgerLine[] {
  const number = (value: number | null | undefined): string => (value === null || value === undefined ? "not shown" : value.toLocaleString("en-US"));
  const outside = ledger.outside === null || ledger.outside === undefined ? [] : [{ label: "Outside counties", words: number(ledger.outside) }];
  return [
    { label: "In regions", words: number(ledger.regions) },
    { label: "Unassigned", words: number(ledger.unassigned) },
    ...outside,
    { label: "Suppressed rest", words: number(ledger.suppressed) },
    { label: "Everything", words: number(ledger.everything) },
  ];
}

/** When something happened, in the reader's own time. */
export function timeWords(at: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.valueOf())) return at;
  return date.toLocaleString("en-US", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hour12: false });
}
