/** Points: a mark per place, shaped by class, its area by value; labels that thin. */

import type { ExpressionSpecification, GeoJSONSource, LayerSpecification, Map as MapLibreMap, Point } from "maplibre-gl";

import { classColours, HIDDEN, largestShown, MISSING } from "./classes";
import { MARK_RADIUS_PX, markImage } from "./images";
import { FONT_SEMIBOLD } from "./labels";
import { ramp, type Look, type Painted, type Painter, type Picked } from "./painter";
import type { LayerDescription } from "./props";
import { applyLook } from "./restyle";
import type { Geometry, PointsGeometry } from "./wire";

const DEFAULT_SIZE = { min: 4, max: 14 };
const TOUCH_PX = 6;
const LABEL_MINZOOM = 4.2;
const BARE_LABEL_MINZOOM = 6.4;

export class PointsPainter implements Painter {
  #map: MapLibreMap | null = null;
  #look: Look | null = null;
  #geometry: PointsGeometry | null = null;
  #painted: Painted | null = null;
  #rows = new Map<string, number>();
  #hovered: string | null = null;
  #selected: string[] = [];
  #isVisible = true;
  /** The source holds the figures of the geometry in force. */
  #isDrawn = false;

  constructor(private readonly description: LayerDescription) {}

  install(map: MapLibreMap, look: Look): void {
    this.#map = map;
    this.#look = look;
    const { key } = this.description;
    if (!map.getSource(key)) map.addSource(key, { type: "geojson", data: this.#features(), promoteId: "id" });
    for (const layer of this.#layers()) if (!map.getLayer(layer.id)) map.addLayer(layer);
    this.show(this.#isVisible);
    this.#mark(this.#selected, true);
  }

  remove(): void {
    for (const layer of this.#layers()) this.#map?.removeLayer(layer.id);
    this.#map?.removeSource(this.description.key);
  }

  show(visible: boolean): void {
    this.#isVisible = visible;
    for (const { id } of this.#layers()) {
      if (this.#map?.getLayer(id)) this.#map.setLayoutProperty(id, "visibility", visible ? "visible" : "none");
    }
  }

  setGeometry(geometry: Geometry): void {
    if (geometry.kind !== "points") throw new TypeError(`${this.description.key} is of points, its geometry of ${geometry.kind}`);
    this.#geometry = geometry;
    this.#isDrawn = false;
    this.#rows = new Map(geometry.ids.map((id, row) => [id, row]));
  }

  async paint(painted: Painted): Promise<void> {
    const before = this.#painted;
    this.#painted = painted;
    if (before && this.#isDrawn && sameFigures(before, painted)) return;
    if (this.#look) this.restyle(this.#look);
    this.#isDrawn = true;
    await this.#map?.getSource<GeoJSONSource>(this.description.key)?.setData(this.#features());
  }

  restyle(look: Look): void {
    this.#look = look;
    if (this.#map) applyLook(this.#map, this.#layers());
  }

  pick(point: Point): Picked | null {
    const [map, geometry] = [this.#map, this.#geometry];
    const layer = `${this.description.key}:marks`;
    if (!map?.getLayer(layer) || !geometry) return null;
    const box: [[number, number], [number, number]] = [[point.x - TOUCH_PX, point.y - TOUCH_PX], [point.x + TOUCH_PX, point.y + TOUCH_PX]];
    const rows = map.queryRenderedFeatures(box, { layers: [layer] }).map((feature) => this.#rows.get(String(feature.properties.id)));
    const row = nearest(map, point, geometry, rows);
    if (row === null) return null;
    return { id: geometry.ids[row] ?? "", name: geometry.names[row] ?? "", row, note: classWords(geometry.classes[row] ?? "") };
  }

  hover(row: number | null): void {
    const id = row === null ? null : (this.#geometry?.ids[row] ?? null);
    if (id === this.#hovered) return;
    if (this.#hovered !== null && !this.#selected.includes(this.#hovered)) this.#mark([this.#hovered], false);
    if (id !== null) this.#mark([id], true);
    this.#hovered = id;
  }

  select(ids: ReadonlySet<string>): void {
    this.#mark(this.#selected, false);
    this.#selected = [...ids].map((id) => id.slice(id.indexOf(":") + 1));
    this.#mark(this.#selected, true);
  }

  #mark(ids: readonly string[], isMarked: boolean): void {
    for (const id of ids) this.#map?.setFeatureState({ source: this.description.key, id }, { marked: isMarked });
  }

  #layers(): LayerSpecification[] {
    if (!this.#look) return [];
    const { key, min_zoom } = this.description;
    const from = min_zoom === null ? {} : { minzoom: min_zoom };
    return [
      { id: `${key}:marks`, type: "symbol", source: key, ...from, ...markLook(this.description, this.#look, this.#classes()) },
      { id: `${key}:names`, type: "symbol", source: key, minzoom: Math.max(LABEL_MINZOOM, min_zoom ?? 0), ...nameLook(this.#look) },
    ];
  }

  #classes(): number {
    return (this.#painted?.header.breaks.length ?? 0) + 1;
  }

  #features(): GeoJSON.FeatureCollection {
    const [geometry, painted] = [this.#geometry, this.#painted];
    const radius = radii(this.description.size ?? DEFAULT_SIZE, painted);
    const features = (geometry?.ids ?? []).map((id, row): GeoJSON.Feature => ({
      type: "Feature",
      properties: {
        id,
        name: geometry?.names[row] ?? "",
        code: painted?.codes[row] ?? 0,
        mark: markImage(this.description.shapes?.[geometry?.classes[row] ?? ""] ?? "circle"),
        radius: radius(row),
      },
      geometry: { type: "Point", coordinates: [geometry?.lon[row] ?? 0, geometry?.lat[row] ?? 0] },
    }));
    return { type: "FeatureCollection", features };
  }
}

function sameFigures(a: Painted, b: Painted): boolean {
  return a.header.breaks.join() === b.header.breaks.join() && a.values.length === b.values.length && a.values.every((value: number, row: number) => value === b.values[row]);
}

/** Radius of a row in pixels: area grows with the value; zero, suppressed and missing get the smallest. */
function radii({ min, max }: { min: number; max: number }, painted: Painted | null): (row: number) => number {
  const isShown = (row: number): boolean => { const code = painted?.codes[row] ?? 0; return code >= 1 && code < MISSING; };
  const largest = Math.max(1, painted ? largestShown(painted.values) : 0);
  return (row) => (isShown(row) ? Math.max(min, max * Math.sqrt((painted?.values[row] ?? 0) / largest)) : min);
}

function nearest(map: MapLibreMap, point: Point, geometry: PointsGeometry, rows: (number | undefined)[]): number | null {
  let best: number | null = null;
  let bestDistance = Infinity;
  for (const row of rows) {
    if (row === undefined) continue;
    const distance = map.project([geometry.lon[row] ?? 0, geometry.lat[row] ?? 0]).dist(point);
    if (distance < bestDistance) [best, bestDistance] = [row, distance];
  }
  return best;
}

/** A class of place in words. */
export function classWords(name: string): string {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

type SymbolLook = Pick<Extract<LayerSpecification, { type: "symbol" }>, "layout" | "paint">;

function markLook(description: LayerDescription, look: Look, classes: number): SymbolLook {
  const { palette } = look;
  const colours = classColours(ramp(description, look), classes);
  const pairs = colours.flatMap((colour, i) => [i + 1, colour]);
  const isMarked: ExpressionSpecification = ["boolean", ["feature-state", "marked"], false];
  return {
    layout: {
      "icon-image": ["get", "mark"],
      "icon-size": ["interpolate", ["linear"], ["zoom"], 3, ["/", ["get", "radius"], MARK_RADIUS_PX * 1.6], 7, ["/", ["get", "radius"], MARK_RADIUS_PX]],
      "icon-allow-overlap": true,
      "symbol-sort-key": ["get", "radius"],
    },
    paint: {
      "icon-color": ["match", ["get", "code"], ...pairs, HIDDEN, palette.hidden, palette.land] as unknown as ExpressionSpecification,
      // Marks without a figure are many: faint from afar.
      "icon-opacity": ["interpolate", ["linear"], ["zoom"], 4, ["match", ["get", "code"], [0, 254], 0.3, 1], 6.5, ["match", ["get", "code"], [0, 254], 0.9, 1]],
      "icon-halo-color": ["case", isMarked, palette.accent, ["match", ["get", "code"], [0, 254], palette.outline, HIDDEN, palette.hatch, palette.markEdge]],
      "icon-halo-width": ["case", isMarked, 2.5, 1.4],
    },
  };
}

function nameLook({ palette }: Look): SymbolLook {
  return {
    layout: {
      // Places without a figure are many: named only closer in.
      "text-field": ["step", ["zoom"], ["match", ["get", "code"], [0, 254], "", ["get", "name"]], BARE_LABEL_MINZOOM, ["get", "name"]],
      "text-font": [FONT_SEMIBOLD],
      "text-size": ["interpolate", ["linear"], ["zoom"], 4, 12.5, 9, 14.5],
      "text-variable-anchor": ["top", "bottom", "left", "right"],
      "text-radial-offset": ["interpolate", ["linear"], ["get", "radius"], 3, 0.6, 20, 1.7],
      "text-justify": "auto",
      "text-max-width": 9,
      "text-padding": 7,
      "symbol-sort-key": ["-", 0, ["get", "radius"]],
    },
    paint: { "text-color": palette.border, "text-halo-color": palette.halo, "text-halo-width": 1.8 },
  };
}
