/** Coverage by bases, and overlap with the boundaries of others, as they are told in the checks. */

import { element } from "../dom";
import { act, part } from "./form";
import { table } from "./tables";

export interface Target {
  name: string;
  why: string;
  lon: number;
  lat: number;
  nearest: { base: string; km: number; minutes: number } | null;
}

export interface Coverage {
  words: string;
  within_km: number;
  within_minutes: number;
  gaps: Target[];
  doubles: Target[];
  caveats: string[];
}

interface Indices {
  overlap: number | null;
  overlap_turned: number | null;
  gap: number | null;
  gap_turned: number | null;
}

export interface Overlap {
  title: string;
  by_area: Indices;
  by_incidents: Indices;
  caveat: string;
}

const share = (value: number | null): string => (value === null ? "–" : value.toFixed(2));

export function coveragePart({ words, gaps, doubles, caveats }: Coverage, show: (target: Target) => void): HTMLElement {
  const item = (target: Target): HTMLElement => element(
    "li", {}, element("b", {}, target.name),
    element("small", {}, `${target.why}; ${target.nearest ? `${Math.round(target.nearest.km)} km from ${target.nearest.base}` : "no base"}`),
    act("Show", () => { show(target); }, { "aria-label": `Show ${target.name}` }),
  );
  const list = (title: string, targets: readonly Target[]): HTMLElement | null => (targets.length === 0 ? null : element("details", { class: "pl-fold" }, element("summary", {}, `${title} (${targets.length})`), element("ul", { class: "pl-list" }, ...targets.map(item))));
  return part("Coverage of ports and critical areas", element("p", {}, words), list("Not within reach of a base", gaps), list("Within reach of more than one", doubles), ...caveats.map((caveat) => element("p", { class: "pl-hint" }, caveat)));
}

export function overlapPart(overlaps: readonly Overlap[]): HTMLElement {
  const rows = overlaps.map(({ title, by_area, by_incidents }) => [title, share(by_area.overlap), share(by_area.gap), share(by_incidents.overlap), share(by_incidents.gap)]);
  return part(
    "Overlap with other boundaries",
    element("p", { class: "pl-hint" }, "The overlap index is the mean number of regions of the other set that a region of the plan lies in; the gap index is the share of the plan that lies in none of them."),
    table(["Boundaries", "Overlap, area", "Gap, area", "Overlap, incidents", "Gap, incidents"], rows),
    element("details", { class: "pl-fold" }, element("summary", {}, "What these boundaries are"), ...overlaps.map(({ title, caveat }) => element("p", { class: "pl-hint" }, `${title}: ${caveat}`))),
  );
}
