/** Where a region's name stands: at the unit of it that is nearest to the middle of its largest cluster. */

import type { FeatureCollection, Point } from "geojson";

import type { PlanView } from "./plan-view";
import type { LonLat, Spot } from "./units";

/** Cells of this many degrees; touching cells are one cluster. */
const CELL_DEGREES = 2.5;

/** A point with a name for each region that has units. */
export function namePoints(view: PlanView, spots: readonly Spot[]): FeatureCollection<Point> {
  const places = new Map<string, LonLat[]>();
  for (const { unit, at } of spots) {
    const key = view.regionOf(unit);
    if (key !== null) (places.get(key) ?? places.set(key, []).get(key))?.push(at);
  }
  const features = [...places].map(([key, all]) => ({
    type: "Feature" as const,
    properties: { key, name: view.region(key)?.name ?? "", units: all.length },
    geometry: { type: "Point" as const, coordinates: middleOf(largestCluster(all)) },
  }));
  return { type: "FeatureCollection", features };
}

function middleOf(all: readonly LonLat[]): LonLat {
  const lon = all.reduce((sum, [x]) => sum + x, 0) / all.length;
  const lat = all.reduce((sum, [, y]) => sum + y, 0) / all.length;
  const far = ([x, y]: LonLat): number => (x - lon) ** 2 + (y - lat) ** 2;
  return all.reduce((best, place) => (far(place) < far(best) ? place : best), all[0] ?? [0, 0]);
}

function largestCluster(all: readonly LonLat[]): LonLat[] {
  const cells = new Map<string, LonLat[]>();
  for (const place of all) {
    const key = cellOf(place).join();
    (cells.get(key) ?? cells.set(key, []).get(key))?.push(place);
  }
  let largest: LonLat[] = [];
  for (const key of [...cells.keys()]) {
    const cluster = taken(cells, key);
    if (cluster.length > largest.length) largest = cluster;
  }
  return largest;
}

/** Take a cell and all that touch it, on and on. */
function taken(cells: Map<string, LonLat[]>, start: string): LonLat[] {
  const found: LonLat[] = [];
  const open = [start];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const here = cells.get(key);
    if (!here) continue;
    cells.delete(key);
    found.push(...here);
    const [x = 0, y = 0] = key.split(",").map(Number);
    for (const [dx, dy] of [[-1, 0], [1, 0], [0, -1], [0, 1], [-1, -1], [1, 1], [-1, 1], [1, -1]] as const) open.push([x + dx, y + dy].join());
  }
  return found;
}

function cellOf([lon, lat]: LonLat): LonLat {
  return [Math.floor(lon / CELL_DEGREES), Math.floor(lat / CELL_DEGREES)];
}
