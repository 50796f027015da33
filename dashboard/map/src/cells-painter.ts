/** Cells: the WebGL layer, and which cell is under the pointer. */

import type { LngLat, Map as MapLibreMap, Point } from "maplibre-gl";

import { CellsLayer } from "./cells-layer";
import { isClass, HIDDEN, type Classing } from "./classes";
import { CellIndex, cellWords, placeWords } from "./grid";
import { coloursOf, UNCLASSED, type Look, type Painted, type Painter, type Picked } from "./painter";
import type { LayerDescription } from "./props";
import { SLOT_CELLS } from "./style";
import type { Geometry } from "./wire";

export class CellsPainter implements Painter {
  readonly #layer: CellsLayer;
  #map: MapLibreMap | null = null;
  #look: Look | null = null;
  #index: CellIndex | null = null;
  #codes: Uint8Array = new Uint8Array(0);
  #classing: Classing = UNCLASSED;
  #opacity = 1;

  constructor(private readonly description: LayerDescription) {
    this.#layer = new CellsLayer(description.key);
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
    if (geometry.kind !== "cells") throw new TypeError(`${this.description.key} is of cells, its geometry of ${geometry.kind}`);
    this.#index = new CellIndex(geometry);
    this.#layer.hovered = -1;
    this.#layer.setGeometry(geometry);
  }

  paint({ header, codes }: Painted): Promise<void> {
    this.#codes = codes;
    this.#classing = header;
    if (this.#look) this.restyle(this.#look);
    this.#layer.setCodes(codes);
    return Promise.resolve();
  }

  restyle(look: Look): void {
    this.#look = look;
    const { palette } = look;
    this.#layer.setColours({
      classes: coloursOf(this.description, look, this.#classing),
      hidden: palette.hidden,
      hatch: palette.hatch,
      mark: palette.border,
      ground: palette.home,
      quiet: palette.quiet,
      opacity: palette.cellOpacity * this.#opacity,
    });
  }

  pick(_point: Point, place: LngLat): Picked | null {
    return pickCell(this.#index, this.#codes, place);
  }

  hover(row: number | null): void {
    const next = row ?? -1;
    if (this.#layer.hovered === next) return;
    this.#layer.hovered = next;
    this.#map?.triggerRepaint();
  }

  select(): void {
    // Cells are not selected.
  }
}

/** The cell under a place, if it has a value or a suppressed one. */
export function pickCell(index: CellIndex | null, codes: Uint8Array, place: LngLat): Picked | null {
  const found = index?.at(place);
  const code = found ? (codes[found.row] ?? 0) : 0;
  if (!index || !found || (!isClass(code) && code !== HIDDEN)) return null;
  return { id: found.id, row: found.row, name: `Cell at ${placeWords(found.centre)}`, note: cellWords(index.geometry.level, found.centre.lat) };
}
