/** Coverage on the map: how far each base reaches, what no base reaches, and what more than one does. */

import type { Feature, FeatureCollection, Geometry } from "geojson";
import type { FilterSpecification, LayerSpecification } from "maplibre-gl";

import { circle } from "../geodesy";
import type { Theme } from "../props";
import { PALETTES } from "../themes";
import type { Coverage } from "./checks-parts";

export const COVERAGE = "plan-coverage";

/** Each base with its reach; then targets, of which what no base reaches comes last and so stands on top. */
export function coverageShapes({ bases, within_km, gaps, doubles }: Coverage): FeatureCollection {
  const point = (kind: string) => ({ lon, lat }: { lon: number; lat: number }): Feature => feature(kind, { type: "Point", coordinates: [lon, lat] });
  return {
    type: "FeatureCollection",
    features: [
      ...bases.map(({ lon, lat }) => feature("reach", { type: "Polygon", coordinates: [circle([lon, lat], within_km)] })),
      ...bases.map(point("base")), ...doubles.map(point("double")), ...gaps.map(point("gap")),
    ],
  };
}

/** A gap is a hollow ring, what several bases reach a ring with a heart, a base a square-edged dot: shapes tell, not colour alone. */
export function coverageLayers(theme: Theme): LayerSpecification[] {
  const { accent, halo, cityLabel } = PALETTES[theme];
  const warn = theme === "light" ? "#9a4a00" : "#ffb454";
  const of = (kind: string): FilterSpecification => ["==", ["get", "kind"], kind];
  const dot = (id: string, kind: string, paint: Record<string, unknown>): LayerSpecification => ({ id: `${COVERAGE}-${id}`, type: "circle", source: COVERAGE, filter: of(kind), paint });
  return [
    { id: `${COVERAGE}-inside`, type: "fill", source: COVERAGE, filter: of("reach"), paint: { "fill-color": accent, "fill-opacity": 0.07 } },
    { id: `${COVERAGE}-reach`, type: "line", source: COVERAGE, filter: of("reach"), paint: { "line-color": cityLabel, "line-width": 1.2, "line-opacity": 0.8, "line-dasharray": [3, 2] } },
    dot("base", "base", { "circle-radius": 3.5, "circle-color": cityLabel, "circle-stroke-color": halo, "circle-stroke-width": 1.5 }),
    dot("double-ring", "double", { "circle-radius": 7, "circle-color": halo, "circle-opacity": 0.6, "circle-stroke-color": accent, "circle-stroke-width": 2 }),
    dot("double", "double", { "circle-radius": 3, "circle-color": accent }),
    dot("gap-edge", "gap", { "circle-radius": 7, "circle-opacity": 0, "circle-stroke-color": halo, "circle-stroke-width": 5 }),
    dot("gap", "gap", { "circle-radius": 7, "circle-opacity": 0, "circle-stroke-color": warn, "circle-stroke-width": 2.5 }),
  ];
}

function feature(kind: string, geometry: Geometry): Feature {
  return { type: "Feature", properties: { kind }, geometry };
}
