/** Coverage on the map: how far each base reaches, what no base reaches, and what more than one does. */

import type { Feature, FeatureCollection, Geometry } from "geojson";
import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from "maplibre-gl";

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

/** A gap is a hollow ring, what several bases reach a ring with a heart, a base a dot: shapes tell, not colour alone. */
export function coverageLayers(theme: Theme): LayerSpecification[] {
  const { accent, halo, cityLabel } = PALETTES[theme];
  const warn = theme === "light" ? "#9a4a00" : "#ffb454";
  // Marks grow with the map: along the northern border stand four hundred kilometres of ports.
  const sized = (radius: number): ExpressionSpecification => ["interpolate", ["linear"], ["zoom"], 3, radius * 0.5, 7, radius];
  const of = (kind: string): FilterSpecification => ["==", ["get", "kind"], kind];
  const dot = (id: string, kind: string, paint: Record<string, unknown>): LayerSpecification => ({ id: `${COVERAGE}-${id}`, type: "circle", source: COVERAGE, filter: of(kind), paint });
  return [
    { id: `${COVERAGE}-inside`, type: "fill", source: COVERAGE, filter: of("reach"), paint: { "fill-color": accent, "fill-opacity": 0.07 } },
    { id: `${COVERAGE}-reach`, type: "line", source: COVERAGE, filter: of("reach"), paint: { "line-color": cityLabel, "line-width": 1.2, "line-opacity": 0.8, "line-dasharray": [3, 2] } },
    dot("base", "base", { "circle-radius": sized(3.5), "circle-color": cityLabel, "circle-stroke-color": halo, "circle-stroke-width": 1.5 }),
    dot("double-ring", "double", { "circle-radius": sized(7), "circle-color": halo, "circle-opacity": 0.6, "circle-stroke-color": accent, "circle-stroke-width": 2 }),
    dot("double", "double", { "circle-radius": sized(3), "circle-color": accent }),
    dot("gap-edge", "gap", { "circle-radius": sized(7), "circle-opacity": 0, "circle-stroke-color": halo, "circle-stroke-width": sized(5) }),
    dot("gap", "gap", { "circle-radius": sized(7), "circle-opacity": 0, "circle-stroke-color": warn, "circle-stroke-width": sized(2.5) }),
  ];
}

function feature(kind: string, geometry: Geometry): Feature {
  return { type: "Feature", properties: { kind }, geometry };
}
