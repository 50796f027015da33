/** The approved plan on one map: outlines and names of its regions, over the layers. */

import type { FeatureCollection } from "geojson";
import type { GeoJSONSource, LayerSpecification, Map as MapLibreMap, Point } from "maplibre-gl";

import { FONT_BOLD } from "./labels";
import type { Look } from "./painter";
import type { Placed } from "./regions-style";
import { addLayer, applyLook, showLayers } from "./restyle";
import { SLOT_FILLS, SLOT_LINES, SLOT_NAMES } from "./style";

export const APPROVED = "approved_plan";
const SHAPES = `${APPROVED}:shapes`;
const NAMES = `${APPROVED}:names`;
const TOUCH = `${APPROVED}:fill`;

/** What a map needs of a plan: its regions, and a point with the name of each. */
export interface PlanOnMap {
  shapes: FeatureCollection;
  names: FeatureCollection;
}

/** Every style layer, bottom first: an unseen fill that answers to the pointer, a double line under the border, names. */
export function approvedLayers({ palette }: Look): Placed[] {
  const outline = (id: string, paint: Record<string, unknown>): LayerSpecification => ({ id, type: "line", source: SHAPES, layout: { "line-join": "round" }, paint });
  const between = ["interpolate", ["linear"], ["zoom"], 3, 1, 6, 2.4, 10, 4];
  const casing = ["interpolate", ["linear"], ["zoom"], 3, 4, 6, 7.2, 10, 10.4];
  return [
    { layer: { id: TOUCH, type: "fill", source: SHAPES, paint: { "fill-opacity": 0, "fill-color": "#000000" } }, before: SLOT_FILLS },
    { layer: outline(`${APPROVED}:casing`, { "line-color": palette.halo, "line-opacity": 0.6, "line-width": casing }), before: SLOT_LINES },
    { layer: outline(`${APPROVED}:line`, { "line-color": palette.regionLabel, "line-width": ["interpolate", ["linear"], ["zoom"], 3, 0.8, 6, 1.5, 10, 2.2], "line-gap-width": between }), before: SLOT_LINES },
    {
      layer: {
        id: NAMES, type: "symbol", source: NAMES, minzoom: 3.6,
        layout: {
          "text-field": ["get", "name"], "text-font": [FONT_BOLD], "text-size": ["interpolate", ["linear"], ["zoom"], 4, 12, 8, 17],
          "text-max-width": 8, "text-padding": 8, "text-variable-anchor": ["center", "top", "bottom"], "text-radial-offset": 0.8,
        },
        paint: { "text-color": palette.regionLabel, "text-halo-color": palette.halo, "text-halo-width": 2 },
      },
      before: SLOT_NAMES,
    },
  ];
}

export class ApprovedPainter {
  constructor(private readonly map: MapLibreMap) {}

  /** Draw a plan, in place of any before; null takes it off, with its sources. */
  draw(plan: PlanOnMap | null, look: Look, isShown: boolean): void {
    const { map } = this;
    if (!plan) { this.#clear(look); return; }
    for (const [id, data] of [[SHAPES, plan.shapes], [NAMES, plan.names]] as const) {
      const source = map.getSource<GeoJSONSource>(id);
      if (source) void source.setData(data);
      else map.addSource(id, { type: "geojson", data });
    }
    for (const { layer, before } of approvedLayers(look)) if (!map.getLayer(layer.id)) addLayer(map, layer, before);
    this.show(look, isShown);
  }

  show(look: Look, isShown: boolean): void {
    showLayers(this.map, approvedLayers(look), isShown);
  }

  restyle(look: Look): void {
    applyLook(this.map, approvedLayers(look).map(({ layer }) => layer));
  }

  /** Name of the region at a point of the canvas. */
  nameAt(point: Point): string | null {
    if (!this.map.getLayer(TOUCH)) return null;
    const name: unknown = this.map.queryRenderedFeatures(point, { layers: [TOUCH] })[0]?.properties.name;
    return typeof name === "string" ? name : null;
  }

  #clear(look: Look): void {
    for (const { layer } of approvedLayers(look)) if (this.map.getLayer(layer.id)) this.map.removeLayer(layer.id);
    for (const id of [SHAPES, NAMES]) if (this.map.getSource(id)) this.map.removeSource(id);
  }
}
