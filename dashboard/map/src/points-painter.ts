/** Points: a mark per place, and which is under the pointer. */

import { MercatorCoordinate, type GeoJSONSource, type LngLat, type Map as MapLibreMap, type Point } from "maplibre-gl";

import { NONE } from "./classes";
import { MARK_RADIUS_PX, markImage } from "./images";
import { UNCLASSED, type Look, type Painted, type Painter, type Picked } from "./painter";
import { DEFAULT_SIZE, markRadii, markScale, pointLayers, type PlacedPoints, type PointsLook } from "./points-style";
import type { LayerDescription } from "./props";
import { addLayer, applyLook, showLayers } from "./restyle";
import type { Geometry, PointsGeometry } from "./wire";

const TOUCH_PX = 6;
const TILE_PX = 512;

export class PointsPainter implements Painter {
  #map: MapLibreMap | null = null;
  #look: Look | null = null;
  #geometry: PointsGeometry | null = null;
  #painted: Painted | null = null;
  /** Places as x, y in turn, where the world is 1 wide. */
  #world: Float64Array = new Float64Array(0);
  #radii: Float32Array = new Float32Array(0);
  #shifts: Float32Array = new Float32Array(0);
  #hovered: string | null = null;
  #selected: string[] = [];
  #isVisible = true;
  /** The source holds the figures of the geometry in force. */
  #isDrawn = false;
  readonly #own: PointsLook = { classing: UNCLASSED, opacity: 1 };

  constructor(private readonly description: LayerDescription) {}

  install(map: MapLibreMap, look: Look): void {
    this.#map = map;
    this.#look = look;
    const { key } = this.description;
    if (!map.getSource(key)) map.addSource(key, { type: "geojson", data: this.#features(), promoteId: "id" });
    for (const { layer, before } of this.#layers()) if (!map.getLayer(layer.id)) addLayer(map, layer, before);
    this.show(this.#isVisible);
    this.#mark(this.#selected, true);
  }

  remove(): void {
    for (const { layer } of this.#layers()) this.#map?.removeLayer(layer.id);
    this.#map?.removeSource(this.description.key);
  }

  show(visible: boolean): void {
    this.#isVisible = visible;
    if (this.#map) showLayers(this.#map, this.#layers(), visible);
  }

  setOpacity(opacity: number): void {
    if (opacity === this.#own.opacity) return;
    this.#own.opacity = opacity;
    if (this.#look) this.restyle(this.#look);
  }

  raise(): void {
    for (const { layer, before } of this.#layers()) this.#map?.moveLayer(layer.id, before);
  }

  setGeometry(geometry: Geometry): void {
    if (geometry.kind !== "points") throw new TypeError(`${this.description.key} is of points, its geometry of ${geometry.kind}`);
    this.#geometry = geometry;
    this.#isDrawn = false;
    this.#shifts = new Float32Array(geometry.ids.length * 2);
    this.#world = worldPlaces(geometry);
  }

  /** Set marks off their place by so many pixels, x and y in turn; see {@link crowdShifts}. */
  setShifts(shifts: Float32Array): void {
    if (shifts.length !== this.#shifts.length || shifts.every((shift, i) => shift === this.#shifts[i])) return;
    this.#shifts = shifts;
    if (this.#isDrawn) void this.#draw();
  }

  async paint(painted: Painted): Promise<void> {
    const before = this.#painted;
    this.#painted = painted;
    if (before && this.#isDrawn && sameFigures(before, painted)) return;
    this.#own.classing = painted.header;
    if (this.#look) this.restyle(this.#look);
    const radius = markRadii(this.description.size ?? DEFAULT_SIZE, painted);
    this.#radii = Float32Array.from(painted.codes, (_, row) => radius(row));
    this.#isDrawn = true;
    await this.#draw();
  }

  restyle(look: Look): void {
    this.#look = look;
    if (this.#map) applyLook(this.#map, this.#layers().map(({ layer }) => layer));
  }

  /** Layers hold some hundreds of points: looking at each costs less than asking the renderer. */
  pick(_point: Point, place: LngLat): Picked | null {
    const [map, geometry] = [this.#map, this.#geometry];
    if (!map || !geometry) return null;
    const { x, y } = MercatorCoordinate.fromLngLat(place);
    const world = TILE_PX * 2 ** map.getZoom();
    const scale = markScale(map.getZoom());
    let best = -1;
    let nearest = Infinity;
    for (let row = 0; row < this.#radii.length; row++) {
      const dx = ((this.#world[row * 2] ?? 0) - x) * world + (this.#shifts[row * 2] ?? 0) * scale;
      const dy = ((this.#world[row * 2 + 1] ?? 0) - y) * world + (this.#shifts[row * 2 + 1] ?? 0) * scale;
      const distance = Math.hypot(dx, dy);
      if (distance < nearest && distance <= (this.#radii[row] ?? 0) * scale + TOUCH_PX) [best, nearest] = [row, distance];
    }
    return best < 0 ? null : this.#picked(geometry, best);
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

  #picked({ ids, names, classes, notes }: PointsGeometry, row: number): Picked {
    const kind = classWords(classes[row] ?? "");
    return { id: ids[row] ?? "", name: names[row] ?? "", row, note: [kind, notes[row]].filter(Boolean).join(" · ") };
  }

  #mark(ids: readonly string[], isMarked: boolean): void {
    for (const id of ids) this.#map?.setFeatureState({ source: this.description.key, id }, { marked: isMarked });
  }

  #layers(): PlacedPoints[] {
    return this.#look ? pointLayers(this.description, this.#look, this.#own) : [];
  }

  async #draw(): Promise<void> {
    await this.#map?.getSource<GeoJSONSource>(this.description.key)?.setData(this.#features());
  }

  #features(): GeoJSON.FeatureCollection {
    const [geometry, painted] = [this.#geometry, this.#painted];
    const shapes = this.description.shapes ?? {};
    const features = (geometry?.ids ?? []).map((id, row): GeoJSON.Feature => {
      const radius = this.#radii[row] ?? DEFAULT_SIZE.min;
      // MapLibre multiplies the offset by the size of the icon.
      const shift = [0, 1].map((axis) => ((this.#shifts[row * 2 + axis] ?? 0) * MARK_RADIUS_PX) / radius);
      const mark = markImage(shapes[geometry?.classes[row] ?? ""] ?? "circle");
      return {
        type: "Feature",
        properties: { id, name: geometry?.names[row] ?? "", code: painted?.codes[row] ?? NONE, mark, radius, shift },
        geometry: { type: "Point", coordinates: [geometry?.lon[row] ?? 0, geometry?.lat[row] ?? 0] },
      };
    });
    return { type: "FeatureCollection", features };
  }
}

function worldPlaces({ lon, lat }: PointsGeometry): Float64Array {
  return Float64Array.from(lon.flatMap((lng, row) => {
    const { x, y } = MercatorCoordinate.fromLngLat({ lng, lat: lat[row] ?? 0 });
    return [x, y];
  }));
}

function sameFigures(a: Painted, b: Painted): boolean {
  const isSame = (left: ArrayLike<number>, right: ArrayLike<number>): boolean => left.length === right.length && Array.prototype.every.call(left, (value: number, i: number) => value === right[i]);
  const isSameScale = a.header.largest === b.header.largest && isSame(a.header.breaks, b.header.breaks);
  return isSameScale && isSame(a.codes, b.codes) && isSame(a.values, b.values);
}

/** A class of place in words. */
export function classWords(name: string): string {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
