/** What painters on the geometry of cells share: one custom WebGL layer, its place among layers, and picking. */

import type { CustomLayerInterface, LngLat, Map as MapLibreMap, Point } from "maplibre-gl";

import { HIDDEN, isClass } from "./classes";
import { CellIndex, cellWords, placeWords } from "./grid";
import type { Look, Painted, Painter, Picked } from "./painter";
import type { LayerDescription } from "./props";
import { SLOT_CELLS } from "./style";
import type { CellsGeometry, Geometry } from "./wire";

export type CellSurface = CustomLayerInterface & { isVisible: boolean };

export abstract class OverCells<Surface extends CellSurface> implements Painter {
  protected map: MapLibreMap | null = null;
  protected look: Look | null = null;
  protected opacity = 1;
  protected codes: Uint8Array = new Uint8Array(0);
  #index: CellIndex | null = null;

  constructor(protected readonly description: LayerDescription, protected readonly layer: Surface) {}

  install(map: MapLibreMap, look: Look): void {
    this.map = map;
    if (!map.getLayer(this.layer.id)) map.addLayer(this.layer, SLOT_CELLS);
    this.restyle(look);
  }

  remove(): void {
    this.map?.removeLayer(this.layer.id);
  }

  show(visible: boolean): void {
    this.layer.isVisible = visible;
    this.map?.triggerRepaint();
  }

  setOpacity(opacity: number): void {
    if (opacity === this.opacity) return;
    this.opacity = opacity;
    if (this.look) this.restyle(this.look);
  }

  raise(): void {
    this.map?.moveLayer(this.layer.id, SLOT_CELLS);
  }

  setGeometry(geometry: Geometry): void {
    if (geometry.kind !== "cells") throw new TypeError(`${this.description.key} is drawn over cells, its geometry is of ${geometry.kind}`);
    this.#index = new CellIndex(geometry);
    this.take(geometry);
  }

  restyle(look: Look): void {
    this.look = look;
    this.colour(look);
  }

  /** The cell under a place, if it has a value or a suppressed one. */
  pick(_point: Point, place: LngLat): Picked | null {
    const found = this.#index?.at(place);
    const code = found ? (this.codes[found.row] ?? 0) : 0;
    if (!this.#index || !found || (!isClass(code) && code !== HIDDEN)) return null;
    return { id: found.id, row: found.row, name: `Cell at ${placeWords(found.centre)}`, note: cellWords(this.#index.geometry.level, found.centre.lat) };
  }

  select(): void {
    // Cells are not selected.
  }

  abstract paint(painted: Painted): Promise<void>;
  abstract hover(row: number | null): void;
  /** Keep a new geometry; its values follow. */
  protected abstract take(geometry: CellsGeometry): void;
  /** Give the layer its colours in this look. */
  protected abstract colour(look: Look): void;
}
