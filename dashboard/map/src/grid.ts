/** The square cells of the world: where they lie, which is under a place, and how large they are. */

import { MercatorCoordinate, type LngLat } from "maplibre-gl";

import type { CellsGeometry } from "./wire";

const EQUATOR_KM = 40_075.017;
const KM_PER_MI = 1.609344;

/** Side of a cell of a level at a latitude, in km: cells of one level shrink towards the poles. */
export function cellSideKm(level: number, latitude: number): number {
  return (EQUATOR_KM / 2 ** level) * Math.cos((latitude * Math.PI) / 180);
}

/** Side of a cell in words. */
export function cellWords(level: number, latitude: number): string {
  const km = cellSideKm(level, latitude);
  return `${km.toFixed(1)} km square (${(km / KM_PER_MI).toFixed(1)} mi)`;
}

/** A place as "31.75° N, 106.49° W". */
export function placeWords({ lng, lat }: { lng: number; lat: number }): string {
  const part = (value: number, positive: string, negative: string): string => `${Math.abs(value).toFixed(2)}° ${value < 0 ? negative : positive}`;
  return `${part(lat, "N", "S")}, ${part(lng, "E", "W")}`;
}

/** Column from the west and row from the north of the cell under a place, where the world is `across` cells wide. */
export function centreCell({ lng, lat }: Pick<LngLat, "lng" | "lat">, across: number): { column: number; row: number } {
  const latitude = (lat * Math.PI) / 180;
  return {
    column: Math.floor((lng / 360 + 0.5) * across),
    row: Math.floor((0.5 - Math.log(Math.tan(Math.PI / 4 + latitude / 2)) / (2 * Math.PI)) * across),
  };
}

/** Latitude of the middle of a row counted from the north. */
export function rowLatitude(row: number, across: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - (2 * (row + 0.5)) / across))) * 180) / Math.PI;
}

/** The matrix from cells counted from (column, row) to clip space, multiplied out in double precision. */
export function cellMatrix(world: ArrayLike<number>, across: number, column: number, row: number): Float32Array {
  const at = (index: number): number => world[index] ?? 0;
  const [x, y] = [column / across, row / across];
  const out = new Float32Array(16);
  for (let i = 0; i < 4; i++) {
    out[i] = at(i) / across;
    out[4 + i] = at(4 + i) / across;
    out[8 + i] = at(8 + i);
    out[12 + i] = at(i) * x + at(4 + i) * y + at(12 + i);
  }
  return out;
}

/** Which row of a geometry is the cell under a place. */
export class CellIndex {
  #rows: Map<number, number> | null = null;

  constructor(readonly geometry: CellsGeometry) {}

  /** The cell under a place and its row; null if the geometry has none there. */
  at(place: LngLat): { id: string; row: number; centre: LngLat } | null {
    const { level } = this.geometry;
    const across = 2 ** level;
    const { x, y } = MercatorCoordinate.fromLngLat(place);
    const [column, line] = [Math.floor(x * across), Math.floor(y * across)];
    this.#rows ??= rowsByCell(this.geometry);
    const row = this.#rows.get(column * across + line);
    if (row === undefined) return null;
    const centre = new MercatorCoordinate((column + 0.5) / across, (line + 0.5) / across).toLngLat();
    return { id: `${level}/${column}/${line}`, row, centre };
  }
}

function rowsByCell({ level, x, y }: CellsGeometry): Map<number, number> {
  const across = 2 ** level;
  const rows = new Map<number, number>();
  for (let i = 0; i < x.length; i++) rows.set((x[i] ?? 0) * across + (y[i] ?? 0), i);
  return rows;
}
