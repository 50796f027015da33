/** Counties and parts of counties: their names, and where they stand. */

import type { Position } from "geojson";

import type { PlaceColumns } from "../places";
import type { UnitColumns, UnitId } from "./plan-types";
import type { Shapes } from "./plans-api";

export type LonLat = [number, number];

export interface Spot {
  unit: UnitId;
  at: LonLat;
}

const COUNTY_ZOOM = 7.5;

/** The county that a unit is, or is part of. */
export function countyOf(unit: UnitId): string {
  return unit.split("/", 1)[0] ?? unit;
}

export class UnitIndex {
  readonly #row = new Map<string, number>();
  #parts = new Map<UnitId, { name: string; at: LonLat }>();
  #spots: Spot[] = [];

  constructor(private readonly columns: UnitColumns) {
    columns.units.forEach((unit, row) => this.#row.set(unit, row));
    this.#spots = this.#whole(new Set());
  }

  get counties(): readonly string[] { return this.columns.units; }

  /** Every unit that can be dealt out, with its point. */
  get spots(): readonly Spot[] { return this.#spots; }

  /** Take the parts of the counties that are cut; those counties are units no more. */
  setParts(shapes: Shapes): void {
    this.#parts = new Map(shapes.features.map(({ properties, geometry }) => [properties.unit, { name: properties.name, at: middle(geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates) }]));
    const cut = new Set([...this.#parts.keys()].map(countyOf));
    this.#spots = [...this.#whole(cut), ...[...this.#parts].map(([unit, { at }]) => ({ unit, at }))];
  }

  name(unit: UnitId): string {
    const row = this.#row.get(countyOf(unit));
    const county = row === undefined ? unit : `${this.columns.names[row] ?? ""}, ${this.columns.states[row] ?? ""}`;
    return unit.includes("/") ? (this.#parts.get(unit)?.name ?? `${county}, part ${unit.slice(6)}`) : county;
  }

  at(unit: UnitId): LonLat | null {
    const row = this.#row.get(unit);
    if (row !== undefined) return [this.columns.lon[row] ?? 0, this.columns.lat[row] ?? 0];
    return this.#parts.get(unit)?.at ?? null;
  }

  /** Points of units; one that is none is left out. */
  allAt(units: readonly UnitId[]): LonLat[] {
    return units.flatMap((unit) => { const at = this.at(unit); return at ? [at] : []; });
  }

  stateOf(unit: UnitId): string {
    return this.columns.states[this.#row.get(countyOf(unit)) ?? -1] ?? "";
  }

  /** All units of the state that a unit lies in. */
  ofState(unit: UnitId): UnitId[] {
    const state = this.stateOf(unit);
    return this.#spots.filter((spot) => this.stateOf(spot.unit) === state).map((spot) => spot.unit);
  }

  /** Units whose point lies between two corners. */
  inBox([west, south]: LonLat, [east, north]: LonLat): UnitId[] {
    return this.#spots.filter(({ at: [lon, lat] }) => lon >= west && lon <= east && lat >= south && lat <= north).map(({ unit }) => unit);
  }

  /** Units whose point lies inside a ring. */
  inRing(ring: readonly LonLat[]): UnitId[] {
    return this.#spots.filter(({ at }) => isInside(at, ring)).map(({ unit }) => unit);
  }

  /** What the search field looks through. */
  places(): PlaceColumns {
    const { units, lon, lat } = this.columns;
    return {
      ids: [...units], names: units.map((unit) => this.name(unit)), kinds: units.map(() => "County"),
      lon: [...lon], lat: [...lat], zoom: units.map(() => COUNTY_ZOOM),
    };
  }

  #whole(cut: ReadonlySet<string>): Spot[] {
    const { units, lon, lat } = this.columns;
    return units.flatMap((unit, row) => (cut.has(unit) ? [] : { unit, at: [lon[row] ?? 0, lat[row] ?? 0] as LonLat }));
  }
}

/** Whether a place lies inside a ring, closed or not. */
export function isInside([x, y]: LonLat, ring: readonly LonLat[]): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i] ?? [0, 0];
    const [xj, yj] = ring[j] ?? [0, 0];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

/** A place in the largest of several polygons: its centroid. */
function middle(polygons: Position[][][]): LonLat {
  const rings = polygons.map((polygon) => polygon[0] ?? []).map(centroid);
  const largest = rings.reduce((a, b) => (b.area > a.area ? b : a), { area: 0, at: [0, 0] as LonLat });
  return largest.at;
}

function centroid(ring: Position[]): { area: number; at: LonLat } {
  let [area, x, y] = [0, 0, 0];
  ring.forEach(([ax = 0, ay = 0], i) => {
    const [bx = 0, by = 0] = ring[(i + 1) % ring.length] ?? [];
    const cross = ax * by - bx * ay;
    area += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  });
  const [first = 0, second = 0] = ring[0] ?? [];
  return { area: Math.abs(area), at: area === 0 ? [first, second] : [x / (3 * area), y / (3 * area)] };
}
