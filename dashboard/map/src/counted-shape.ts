/** The shape that was counted, where it is not the one that was drawn: a crossing mended, an antimeridian cut. */

import type { FeatureCollection, MultiPolygon, Polygon } from "geojson";
import type { GeoJSONSource, LayerSpecification, Map as MapLibreMap } from "maplibre-gl";

import { applyLook } from "./restyle";
import type { Palette } from "./themes";

const SOURCE = "counted-shape";
/** How the names of Terra Draw's layers begin. */
const DRAWN = "td-";

export class CountedShape {
  #shape: Polygon | MultiPolygon | null = null;

  constructor(private readonly map: MapLibreMap, private palette: Palette) {}

  /** Show it under what is drawn; null if what is drawn is what was counted. */
  show(shape: Polygon | MultiPolygon | null): void {
    if (!shape && !this.#shape) return;
    this.#shape = shape;
    this.install();
    void this.map.getSource<GeoJSONSource>(SOURCE)?.setData(this.#features());
  }

  /** Add what is shown to a style that lacks it: at first, and after a lost context. */
  install(): void {
    if (!this.#shape) return;
    if (!this.map.getSource(SOURCE)) this.map.addSource(SOURCE, { type: "geojson", data: this.#features() });
    const drawn = this.map.getLayersOrder().find((id) => id.startsWith(DRAWN));
    for (const layer of countedLayers(this.palette)) if (!this.map.getLayer(layer.id)) this.map.addLayer(layer, drawn);
  }

  restyle(palette: Palette): void {
    this.palette = palette;
    applyLook(this.map, countedLayers(palette));
  }

  #features(): FeatureCollection {
    return { type: "FeatureCollection", features: this.#shape ? [{ type: "Feature", geometry: this.#shape, properties: {} }] : [] };
  }
}

/** Its layers: dashes and a stronger fill than that of the drawing. */
export function countedLayers(palette: Palette): LayerSpecification[] {
  return [
    { id: `${SOURCE}-fill`, type: "fill", source: SOURCE, paint: { "fill-color": palette.accent, "fill-opacity": 0.22 } },
    {
      id: `${SOURCE}-line`,
      type: "line",
      source: SOURCE,
      paint: { "line-color": palette.accentCasing, "line-width": 2, "line-dasharray": [2, 2] },
    },
  ];
}
