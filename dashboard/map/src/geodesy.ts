/** Lengths and areas on the WGS84 ellipsoid, by Karney's algorithms. Places are [longitude, latitude], OGC:CRS84. */

import { Geodesic } from "geographiclib-geodesic";

export type LonLat = [number, number];

const WGS84 = Geodesic.WGS84;
/** Between the corners of a line as drawn: a geodesic bends on a Mercator map. */
const STEP_M = 50_000;
const MOST_STEPS = 128;

/** Length in metres of the geodesics through the places. */
export function lengthM(places: readonly LonLat[]): number {
  return places.slice(1).reduce((sum, place, i) => sum + between(places[i] ?? place, place).s12, 0);
}

/** Area in square metres inside the closed geodesic polygon; the ring needs no closing place. */
export function areaM2(ring: readonly LonLat[]): number {
  const polygon = WGS84.Polygon(false);
  for (const [lon, lat] of ring) polygon.AddPoint(lat, lon);
  return Math.abs(polygon.Compute(false, true).area ?? 0);
}

/** The geodesic between two places as a line of short steps; longitudes go on past 180° rather than jump. */
export function geodesic(from: LonLat, to: LonLat): LonLat[] {
  const line = WGS84.InverseLine(from[1], from[0], to[1], to[0]);
  const steps = Math.max(1, Math.min(MOST_STEPS, Math.ceil(line.s13 / STEP_M)));
  return Array.from({ length: steps + 1 }, (_, i): LonLat => {
    const at = line.Position((line.s13 * i) / steps, Geodesic.STANDARD | Geodesic.LONG_UNROLL);
    return [at.lon2 ?? 0, at.lat2 ?? 0];
  });
}

/** Closed ring of the places at a geodesic distance of a place, counter-clockwise; longitudes go on past 180°. */
export function circle([lon, lat]: LonLat, km: number, corners = 72): LonLat[] {
  return Array.from({ length: corners + 1 }, (_, i): LonLat => {
    const at = WGS84.Direct(lat, lon, (-360 * i) / corners, km * 1000, Geodesic.STANDARD | Geodesic.LONG_UNROLL);
    return [at.lon2 ?? lon, at.lat2 ?? lat];
  });
}

function between([lon, lat]: LonLat, [toLon, toLat]: LonLat): { s12: number } {
  return { s12: WGS84.Inverse(lat, lon, toLat, toLon, Geodesic.DISTANCE).s12 ?? 0 };
}
