/** Coverage by bases, and overlap with the boundaries of others, as they are told in the checks. */

import { element } from "../dom";
import { act, numberField, part } from "./form";
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
  bases: { name: string; lon: number; lat: number }[];
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

/** What can be done about coverage: how far a base reaches, and whether it is drawn on the map. */
export interface CoverActions {
  show(target: Target): void;
  /** As it was asked for: `within_km` or `within_minutes` with a number; empty for the usual. */
  reach: string;
  within(reach: string): void;
  isDrawn: boolean;
  draw(isDrawn: boolean): void;
}

export function coveragePart({ words, within_km, within_minutes, gaps, doubles, caveats, bases }: Coverage, actions: CoverActions): HTMLElement {
  const show = (target: Target): void => { actions.show(target); };
  const item = (target: Target): HTMLElement => element(
    "li", {}, element("b", {}, target.name),
    element("small", {}, `${target.why}; ${target.nearest ? `${Math.round(target.nearest.km)} km from ${target.nearest.base}` : "no base"}`),
    act("Show", () => { show(target); }, { "aria-label": `Show ${target.name}` }),
  );
  const list = (title: string, targets: readonly Target[]): HTMLElement | null => (targets.length === 0 ? null : element("details", { class: "pl-fold" }, element("summary", {}, `${title} (${targets.length})`), element("ul", { class: "pl-list" }, ...targets.map(item))));
  const mark = (kind: string, meaning: string): HTMLElement => element("span", {}, element("i", { class: `pl-cover-${kind}`, "aria-hidden": "true" }), meaning);
  const key = element("p", { class: "pl-cover-key" }, mark("reach", `${Math.round(within_km)} km around a base`), mark("gap", "within reach of no base"), mark("double", "of more than one"));
  const box = element("input", { type: "checkbox" });
  box.checked = actions.isDrawn;
  key.hidden = !actions.isDrawn;
  box.addEventListener("change", () => { key.hidden = !box.checked; actions.draw(box.checked); });
  const draw = element("label", { class: "pl-mark" }, box, `Draw on the map, with the ${bases.length} bases`);
  return part("Coverage of ports and critical areas", element("div", { class: "pl-cover" }, element("p", {}, words), reachField({ within_km, within_minutes }, actions), draw, key), list("Not within reach of a base", gaps), list("Within reach of more than one", doubles), ...caveats.map((caveat) => element("p", { class: "pl-hint" }, caveat)));
}

/** How far a base reaches: kilometres as the crow flies, or minutes of an approximated drive. */
function reachField({ within_km, within_minutes }: { within_km: number; within_minutes: number }, actions: CoverActions): HTMLElement {
  const isMinutes = actions.reach.startsWith("within_minutes");
  const unit = element("select", { class: "pl-input", "aria-label": "Kilometres or minutes" }, element("option", { value: "within_km" }, "km, straight"), element("option", { value: "within_minutes" }, "minutes of driving"));
  unit.value = isMinutes ? "within_minutes" : "within_km";
  const { root, input } = numberField("A base reaches", Math.round(isMinutes ? within_minutes : within_km), { min: 1, max: 5000 });
  const ask = (): void => { if (input.reportValidity() && input.value !== "") actions.within(`${unit.value}=${input.valueAsNumber}`); };
  input.addEventListener("change", ask);
  unit.addEventListener("change", () => { input.value = String(Math.round(unit.value === "within_minutes" ? within_minutes : within_km)); ask(); });
  return element("div", { class: "pl-reach" }, root, unit);
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
