/** What differs between two plans, as in a review of code: sentences, regions, and what changes hands. */

import { element } from "../dom";
import { part } from "./form";
import { table } from "./tables";

interface Totals {
  units: number;
  incidents: number | null;
  suppressed_units: number;
  ports: number;
  border_miles: number;
  area_km2: number;
}

interface Named {
  name: string;
}

export interface Diff {
  lines: string[];
  regions: { fate: string; before: Named | null; after: Named | null; had: Totals | null; has: Totals | null; verdict: string | null; words: string }[];
  handovers: { from_region: Named | null; to_region: Named | null; totals: Totals; words: string }[];
  sentence?: string;
}

const WAYS = ["Counties", "Incidents", "Ports", "Border miles"];

export function diffView({ lines, regions, handovers, sentence }: Diff): HTMLElement[] {
  const changed = regions.filter(({ fate }) => fate !== "same");
  if (changed.length === 0 && handovers.length === 0) return [element("p", {}, "These two plans are the same.")];
  return [
    part("From the plan at the left to the one at the right", element("p", { class: "pl-hint" }, sentence ?? ""), element("ul", { class: "pl-lines" }, ...lines.map((line) => element("li", {}, line)))),
    part("Regions that differ", table(["Region", "What became of it", ...WAYS, "Incidents, told apart"], changed.map(({ fate, before, after, had, has, verdict }) => [
      (after ?? before)?.name ?? "", fate, ...deltas(had, has), verdict ?? "–",
    ]))),
    part("What changes hands", table(["From", "To", ...WAYS], handovers.map(({ from_region, to_region, totals }) => [
      from_region?.name ?? "No region", to_region?.name ?? "No region", number(totals.units), incidents(totals), number(totals.ports), number(totals.border_miles),
    ]))),
  ];
}

function deltas(had: Totals | null, has: Totals | null): string[] {
  const by = (key: "units" | "ports" | "border_miles"): string => signed((has?.[key] ?? 0) - (had?.[key] ?? 0));
  return [by("units"), signed((has?.incidents ?? 0) - (had?.incidents ?? 0)), by("ports"), by("border_miles")];
}

function incidents({ incidents: shown, suppressed_units }: Totals): string {
  return `${number(shown)}${suppressed_units > 0 ? ` + ${suppressed_units} not shown` : ""}`;
}

function number(value: number | null): string {
  return value === null ? "–" : value.toLocaleString("en-US", { maximumFractionDigits: 1 });
}

function signed(value: number): string {
  if (Math.abs(value) < 0.05) return "0";
  return `${value > 0 ? "+" : "−"}${number(Math.abs(value))}`;
}
