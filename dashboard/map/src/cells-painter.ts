/** Cells: the WebGL layer, and which cell is under the pointer. */

import { MercatorCoordinate, type LngLat, type Map as MapLibreMap, type Point } from "maplibre-gl";

import { CellsLayer } from "./cells-layer";
import { classColours, MISSING, NONE } from "./classes";
import { ramp, type Look, type Painted, type Painter, type Picked } from "./painter";
import type { LayerDescription } from "./props";
import { SLOT_CELLS } from "./style";
import type { CellsGeometry, Geometry } from "./wire";

export class CellsPainter implements Painter {
  readonly #layer: CellsLayer;
  #map: MapLibreMap | null = null;
  #look: Look | null = null;
  #geometry: CellsGeometry | null = null;
  #rows: Map<number, number> | null = null;
  #codes: Uint8Array = new Uint8Array(0);
  #classes = 1;

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

  setGeometry(geometry: Geometry): void {
    if (geometry.kind !== "cells") throw new TypeError(`${this.description.key} is of cells, its geometry of ${geometry.kind}`);
    this.#geometry = geometry;
    this.#rows = null;
    this.#layer.hovered = -1;
    this.#layer.setGeometry(geometry);
  }

  paint(painted: Painted): Promise<void> {
    this.#codes = painted.codes;
    this.#classes = painted.header.breaks.length + 1;
    if (this.#look) this.restyle(this.#look);
    this.#layer.setCodes(painted.codes);
    return Promise.resolve();
  }

  restyle(look: Look): void {
    this.#look = look;
    const { palette } = look;
    this.#layer.setColours({
      classes: classColours(ramp(this.description, look), this.#classes),
      hidden: palette.hidden,
      hatch: palette.hatch,
      mark: palette.border,
      opacity: palette.cellOpacity,
    });
  }

  pick(_point: Point, place: LngLat): Picked | null {
    const geometry = this.#geometry;
    if (!geometry) return null;
    const { x, y } = MercatorCoordinate.fromLngLat(place);
    const across = 2 ** geometry.level;
    const [column, row] = [Math.floor(x * across), Math.floor(y * across)];
    this.#rows ??= rowsByCell(geometry);
    const found = this.#rows.get(column * across + row);
    if (found === undefined || this.#codes[found] === NONE || this.#codes[found] === MISSING) return null;
    const centre = new MercatorCoordinate((column + 0.5) / across, (row + 0.5) / across).toLngLat();
    return { id: `${geometry.level}/${column}/${row}`, row: found, name: `Cell at ${placeWords(centre)}`, note: cellWords(geometry.level, centre.lat) };
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

function rowsByCell({ level, x, y }: CellsGeometry): Map<number, number> {
  const across = 2 ** level;
  const rows = new Map<number, number>();
  for (let i = 0; i < x.length; i++) rows.set((x[i] ?? 0) * across + (y[i] ?? 0), i);
  return rows;
}

const EQUATOR_KM = 40_075.017;

/** Side of a cell at a latitude, in words: cells of one level shrink towards the poles. */
export function cellWords(level: number, latitude: number): string {
  const km = (EQUATOR_KM / 2 ** level) * Math.cos((latitude * Math.PI) / 180);
  return `${km.toFixed(1)} km square (${(km / 1.609344).toFixed(1)} mi)`;
}

/** A place as "31.75° N, 106.49° W". */
export function placeWords({ lng, lat }: { lng: number; lat: number }): string {
  const part = (value: number, positive: string, negative: string): string => `${Math.abs(value).toFixed(2)}° ${value < 0 ? negative : positive}`;
  return `${part(lat, "N", "S")}, ${part(lng, "E", "W")}`;
}
