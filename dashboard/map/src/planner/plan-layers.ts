/** How a plan is drawn: fills by region, stripes where locked, lines between regions, names, and what is being drawn. */

import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from "maplibre-gl";

import { FONT_BOLD } from "../labels";
import type { Theme } from "../props";
import { COUNTIES, SLOT_FILLS, SLOT_LINES, SLOT_MARKS, SLOT_NAMES, SLOT_SELECTED } from "../style";
import { PALETTES } from "../themes";
import { COVERAGE, coverageLayers } from "./coverage-map";
import { fillsOf } from "./region-colours";

export const COUNTY_LAYER = "county";
export const PARTS = "plan-parts";
export const LINES = "plan-lines";
export const NAMES = "plan-names";
export const SKETCH = "plan-sketch";
/** Sources that hold GeoJSON. */
export const DRAWN = [PARTS, LINES, COVERAGE, NAMES, SKETCH];
export const LOCKED_HATCH = "plan-locked";
/** Layers whose features are units. */
export const UNIT_LAYERS = ["plan-parts-fill", "plan-counties-fill"];

interface Placed {
  layer: LayerSpecification;
  before: string;
}

/** Feature state: `c` is the colour's number plus one, 0 or nothing for none; `h` is under the pointer, `s` selected. */
function fillColour(theme: Theme): ExpressionSpecification {
  const pairs = fillsOf(theme).flatMap((colour, number) => [number + 1, colour]);
  return ["match", ["coalesce", ["feature-state", "c"], 0], ...pairs, "rgba(0,0,0,0)"] as unknown as ExpressionSpecification;
}

function fillOpacity(theme: Theme): ExpressionSpecification {
  const whole = theme === "contrast" ? 0.86 : 0.66;
  return ["case", ["boolean", ["feature-state", "h"], false], Math.min(1, whole + 0.16), whole];
}

/** Only units whose id is a key of `ids`. */
export function among(ids: Record<string, true>, property: string): FilterSpecification {
  return ["has", ["get", property], ["literal", ids]] as unknown as FilterSpecification;
}

/** Every layer of a plan, each with the one it is put under. */
export function planLayers(theme: Theme): Placed[] {
  return [...fills(theme), ...lines(theme), ...selected(theme), ...coverage(theme), { layer: names(theme), before: SLOT_MARKS }, ...sketch(theme)];
}

function fills(theme: Theme): Placed[] {
  const paint = { "fill-color": fillColour(theme), "fill-opacity": fillOpacity(theme), "fill-antialias": false };
  const hatch = { "fill-pattern": LOCKED_HATCH, "fill-opacity": theme === "contrast" ? 0.9 : 0.55 };
  const counties = { type: "fill", source: COUNTIES, "source-layer": COUNTY_LAYER } as const;
  const parts = { type: "fill", source: PARTS } as const;
  return [
    { layer: { id: "plan-counties-fill", ...counties, paint }, before: SLOT_FILLS },
    { layer: { id: "plan-parts-fill", ...parts, paint }, before: SLOT_FILLS },
    { layer: { id: "plan-counties-locked", ...counties, filter: among({}, "id"), paint: hatch }, before: SLOT_FILLS },
    { layer: { id: "plan-parts-locked", ...parts, filter: among({}, "unit"), paint: hatch }, before: SLOT_FILLS },
  ];
}

function lines(theme: Theme): Placed[] {
  const palette = PALETTES[theme];
  const round = { "line-join": "round", "line-cap": "round" } as const;
  const wide = (share: number): ExpressionSpecification => ["interpolate", ["linear"], ["zoom"], 3, 1.1 * share, 6, 2.2 * share, 10, 3.4 * share];
  const dark = theme === "light" ? "#20262c" : "#f4f7fa";
  // Solid between two regions; dashed where a county is cut and both parts are in one.
  const [isInside, isBetween]: [FilterSpecification, FilterSpecification] = [["==", ["get", "kind"], "inside"], ["!=", ["get", "kind"], "inside"]];
  return [
    {
      layer: {
        id: "plan-counties-line", type: "line", source: COUNTIES, "source-layer": COUNTY_LAYER, minzoom: 4.2,
        paint: { "line-color": theme === "light" ? "#ffffff" : palette.water, "line-opacity": ["interpolate", ["linear"], ["zoom"], 4.2, 0, 5.4, 0.5], "line-width": ["interpolate", ["linear"], ["zoom"], 4, 0.4, 8, 1] },
      },
      before: SLOT_LINES,
    },
    { layer: { id: "plan-lines-inside", type: "line", source: LINES, filter: isInside, paint: { "line-color": dark, "line-width": wide(0.6), "line-dasharray": [3, 2.4], "line-opacity": 0.9 } }, before: SLOT_LINES },
    { layer: { id: "plan-lines-casing", type: "line", source: LINES, filter: isBetween, layout: round, paint: { "line-color": palette.halo, "line-width": wide(2), "line-opacity": 0.5 } }, before: SLOT_LINES },
    { layer: { id: "plan-lines", type: "line", source: LINES, filter: isBetween, layout: round, paint: { "line-color": dark, "line-width": wide(1), "line-opacity": 0.95 } }, before: SLOT_LINES },
  ];
}

function selected(theme: Theme): Placed[] {
  const { accent, accentCasing } = PALETTES[theme];
  const isOn: ExpressionSpecification = ["case", ["boolean", ["feature-state", "s"], false], 1, 0];
  return ([[COUNTIES, COUNTY_LAYER, "counties"], [PARTS, null, "parts"]] as const).flatMap(([source, sourceLayer, name]) => [
    { layer: outline(`plan-${name}-chosen-casing`, source, sourceLayer, { colour: accentCasing, width: 6, opacity: isOn }), before: SLOT_SELECTED },
    { layer: outline(`plan-${name}-chosen`, source, sourceLayer, { colour: accent, width: 3, opacity: isOn }), before: SLOT_SELECTED },
  ]);
}

function outline(id: string, source: string, sourceLayer: string | null, look: { colour: string; width: number; opacity: ExpressionSpecification }): LayerSpecification {
  return {
    id, type: "line", source, ...(sourceLayer ? { "source-layer": sourceLayer } : {}),
    layout: { "line-join": "round" },
    paint: { "line-color": look.colour, "line-width": look.width, "line-opacity": look.opacity },
  };
}

/** Below the names, so that a crowd of marks hides none. */
function coverage(theme: Theme): Placed[] {
  return coverageLayers(theme).map((layer) => ({ layer, before: SLOT_MARKS }));
}

/** Names stand over the base map's, which give way. */
function names(theme: Theme): LayerSpecification {
  const palette = PALETTES[theme];
  return {
    id: NAMES,
    type: "symbol",
    source: NAMES,
    layout: {
      "text-field": ["get", "name"],
      "text-font": [FONT_BOLD],
      "text-size": ["interpolate", ["linear"], ["zoom"], 3, 11.5, 6, 15, 9, 19],
      "text-max-width": 8,
      "text-padding": 4,
      "symbol-sort-key": ["-", 0, ["get", "units"]],
    },
    paint: { "text-color": palette.cityLabel, "text-halo-color": palette.halo, "text-halo-width": 2 },
  };
}

function sketch(theme: Theme): Placed[] {
  const { accent, accentCasing } = PALETTES[theme];
  const only = (type: string): FilterSpecification => ["==", ["geometry-type"], type];
  const round = { "line-join": "round", "line-cap": "round" } as const;
  const layers: LayerSpecification[] = [
    { id: "plan-sketch-inside", type: "fill", source: SKETCH, filter: only("Polygon"), paint: { "fill-color": accent, "fill-opacity": 0.14 } },
    { id: "plan-sketch-casing", type: "line", source: SKETCH, layout: round, paint: { "line-color": accentCasing, "line-width": 5, "line-opacity": 0.85 } },
    { id: "plan-sketch-line", type: "line", source: SKETCH, layout: round, paint: { "line-color": accent, "line-width": 2.5 } },
    { id: "plan-sketch-corners", type: "circle", source: SKETCH, filter: only("Point"), paint: { "circle-color": accent, "circle-radius": 4.5, "circle-stroke-color": accentCasing, "circle-stroke-width": 2 } },
  ];
  return layers.map((layer) => ({ layer, before: SLOT_NAMES }));
}
