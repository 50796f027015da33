/** What differs between two plans, as in a review of code: sentences, regions, and what changes hands. */

import { element } from "../dom";
import { act, part } from "./form";
import type { UnitId } from "./plan-types";
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
  handovers: { from_region: Named | null; to_region: Named | null; units: UnitId[]; totals: Totals; words: string }[];
  sentence?: string;
}

const WAYS = ["Counties", "Incidents", "Ports", "Border miles"];

/** Units that are in another region. */
export function diffUnits({ handovers }: Diff): UnitId[] {
  return handovers.flatMap(({ units }) => units);
}

/** What differs; `show` brings what changes hands into view. */
export function diffView({ lines, regions, handovers, sentence }: Diff, show: (units: readonly UnitId[]) => void): HTMLElement[] {
  const changed = regions.filter(({ fate }) => fate !== "same");
  if (changed.length === 0 && handovers.length === 0) return [element("p", {}, "These two plans are the same.")];
  return [
    part("Regions that differ", table(["Region", "What became of it", ...WAYS, "Incidents, told apart"], changed.map(({ fate, before, after, had, has, verdict }) => [
      (after ?? before)?.name ?? "", fate, ...deltas(had, has), verdict ?? "–",
    ]))),
    part("What changes hands", handoverTable(handovers, show)),
    part("From the first plan to this one", element("p", { class: "pl-hint" }, sentence ?? ""), element("ul", { class: "pl-lines" }, ...lines.map((line) => element("li", {}, line)))),
  ];
}

function handoverTable(handovers: Diff["handovers"], show: (units: readonly UnitId[]) => void): HTMLElement {
  const name = (region: Named | null): string => region?.name ?? "No region";
  const made = table(["From", "To", ...WAYS], handovers.map(({ from_region, to_region, totals }) => [
    name(from_region), name(to_region), number(totals.units), incidents(totals), number(totals.ports), number(totals.border_miles),
  ]));
  made.querySelector("thead tr")?.append(element("td", {}));
  made.querySelectorAll("tbody tr").forEach((row, i) => {
    const handover = handovers[i];
    if (handover) row.append(element("td", {}, act("Show", () => { show(handover.units); }, { "aria-label": `Show what goes to ${name(handover.to_region)}` })));
  });
  return made;
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
