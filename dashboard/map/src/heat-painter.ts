/** Heat: smooth density on the geometry of cells, from disclosed counts only. */

import type { LngLat, Map as MapLibreMap, Point } from "maplibre-gl";

import { pickCell } from "./cells-painter";
import { isClass } from "./classes";
import { KERNEL_CELLS, topDensity } from "./density";
import { CellIndex, cellSideKm, rowLatitude } from "./grid";
import { HeatLayer } from "./heat-layer";
import { ramp, type HeatScale, type Look, type Painted, type Painter, type Picked } from "./painter";
import type { LayerDescription } from "./props";
import { SLOT_CELLS } from "./style";
import type { CellsGeometry, Geometry } from "./wire";

/** Densities are per so many square kilometres: a thousand square miles. */
const PER_KM2 = 2589.988;
/** Half floats end at 65,504; densities are scaled to stay well below. */
const TEXTURE_TOP = 100;

export class HeatPainter implements Painter {
  readonly #layer: HeatLayer;
  #map: MapLibreMap | null = null;
  #look: Look | null = null;
  #geometry: CellsGeometry | null = null;
  #index: CellIndex | null = null;
  #codes: Uint8Array = new Uint8Array(0);
  #top = 0;
  #opacity = 1;

  constructor(private readonly description: LayerDescription) {
    this.#layer = new HeatLayer(description.key);
  }

  install(map: MapLibreMap, look: Look): void {
    this.#map = map;
    if (!map.getLayer(this.#layer.id)) map.addLayer(this.#layer, SLOT_CELLS);
    this.restyle(look);
  }

  remove(): void {
    this.#map?.removeLayer(this.#layer.id);
  }

  show(visible: boolean): void {
    this.#layer.isVisible = visible;
    this.#map?.triggerRepaint();
  }

  setOpacity(opacity: number): void {
    if (opacity === this.#opacity) return;
    this.#opacity = opacity;
    if (this.#look) this.restyle(this.#look);
  }

  raise(): void {
    this.#map?.moveLayer(this.#layer.id, SLOT_CELLS);
  }

  setGeometry(geometry: Geometry): void {
    if (geometry.kind !== "cells") throw new TypeError(`${this.description.key} is of heat over cells, its geometry of ${geometry.kind}`);
    this.#geometry = geometry;
    this.#index = new CellIndex(geometry);
  }

  paint({ header, values, codes }: Painted): Promise<void> {
    this.#codes = codes;
    const geometry = this.#geometry;
    if (!geometry) return Promise.resolve();
    const densities = densitiesOf(geometry, values, codes);
    this.#top = header.heatTop ?? topDensity(geometry, densities);
    const scale = this.#top > 0 ? TEXTURE_TOP / this.#top : 0;
    this.#layer.setWeights(geometry, densities.map((density) => density * scale), this.#top * scale);
    return Promise.resolve();
  }

  restyle(look: Look): void {
    this.#look = look;
    this.#layer.setColours({ ramp: ramp(this.description, look), opacity: look.palette.cellOpacity * this.#opacity });
  }

  /** How colours stand for density, at the latitude in the middle of the map. */
  scale(): HeatScale | null {
    const [map, geometry] = [this.#map, this.#geometry];
    if (!map || !geometry) return null;
    const latitude = map.getCenter().lat;
    return { top: this.#top, latitude, radiusKm: KERNEL_CELLS * cellSideKm(geometry.level, latitude) };
  }

  pick(_point: Point, place: LngLat): Picked | null {
    return pickCell(this.#index, this.#codes, place);
  }

  hover(): void {
    // What is smooth has no edge to mark.
  }

  select(): void {
    // Heat is not selected.
  }
}

/** Events per thousand square miles of each cell; a count that is not shown adds nothing. */
export function densitiesOf({ level, y }: CellsGeometry, values: ArrayLike<number>, codes: Uint8Array): Float32Array {
  return Float32Array.from(codes, (code, row) => {
    if (!isClass(code)) return 0;
    return ((values[row] ?? 0) / cellSideKm(level, rowLatitude(y[row] ?? 0, 2 ** level)) ** 2) * PER_KM2;
  });
}
