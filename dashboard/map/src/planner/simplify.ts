/** A line with fewer corners that lies nowhere farther than a tolerance from it (Douglas and Peucker). */

import type { LonLat } from "./units";

/** `tolerance` in degrees; both ends stay. Corners that repeat the one before are left out. */
export function simplified(line: readonly LonLat[], tolerance: number): LonLat[] {
  const moved = line.filter(([x, y], i) => i === 0 || x !== line[i - 1]?.[0] || y !== line[i - 1]?.[1]);
  if (moved.length < 3) return [...moved];
  const kept = new Set([0, moved.length - 1]);
  const open: [number, number][] = [[0, moved.length - 1]];
  for (let span = open.pop(); span; span = open.pop()) {
    const [from, to] = span;
    const farthest = farthestOf(moved, from, to);
    if (farthest.distance <= tolerance) continue;
    kept.add(farthest.at);
    open.push([from, farthest.at], [farthest.at, to]);
  }
  return moved.filter((_, i) => kept.has(i));
}

function farthestOf(line: readonly LonLat[], from: number, to: number): { at: number; distance: number } {
  const a: LonLat = line[from] ?? [0, 0];
  const b: LonLat = line[to] ?? [0, 0];
  let found = { at: from, distance: -1 };
  for (let i = from + 1; i < to; i++) {
    const distance = distanceTo(line[i] ?? a, a, b);
    if (distance > found.distance) found = { at: i, distance };
  }
  return found;
}

function distanceTo([x, y]: LonLat, [ax, ay]: LonLat, [bx, by]: LonLat): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(x - (ax + share * dx), y - (ay + share * dy));
}
