/** Links between counties that no shared line joins: over water, by a bridge or a ferry. */

import { lengthM } from "../geodesy";
import type { Rules, UnitId } from "./plan-types";
import type { LonLat } from "./units";

export type Pair = [UnitId, UnitId];

export interface Near {
  pair: Pair;
  km: number;
}

type Place = (unit: UnitId) => LonLat | null;

export function pairOf(one: UnitId, other: UnitId): Pair {
  return one < other ? [one, other] : [other, one];
}

/** The pairs of a unit here and a unit there whose points lie nearest, the nearest first; each unit here at most once. */
export function nearestPairs(here: readonly UnitId[], there: readonly UnitId[], at: Place, count = 5): Near[] {
  const targets = there.flatMap((unit): Target[] => { const place = at(unit); return place ? [{ unit, place, on: onSphere(place) }] : []; });
  const found = here.flatMap((unit) => {
    const from = at(unit);
    const nearest = from && nearestOf(onSphere(from), targets);
    return nearest ? [{ pair: pairOf(unit, nearest.to.unit), line: [from, nearest.to.place], chord: nearest.chord }] : [];
  });
  return found.sort((a, b) => a.chord - b.chord).slice(0, count).map(({ pair, line }) => ({ pair, km: lengthM(line) / 1000 }));
}

type Vector = [number, number, number];

interface Target {
  unit: UnitId;
  place: LonLat;
  on: Vector;
}

/** A chord orders pairs as well as the way over ground does, and is quick. */
function nearestOf([x, y, z]: Vector, targets: readonly Target[]): { to: Target; chord: number } | null {
  let best: { to: Target; chord: number } | null = null;
  for (const to of targets) {
    const chord = (to.on[0] - x) ** 2 + (to.on[1] - y) ** 2 + (to.on[2] - z) ** 2;
    if (chord < (best?.chord ?? Infinity)) best = { to, chord };
  }
  return best;
}

function onSphere([lon, lat]: LonLat): Vector {
  const [l, p] = [(lon * Math.PI) / 180, (lat * Math.PI) / 180];
  return [Math.cos(p) * Math.cos(l), Math.cos(p) * Math.sin(l), Math.sin(p)];
}

/** The rules with two units held to touch. */
export function joined(rules: Rules, pair: Pair): Rules {
  return { ...rules, bridged: sorted([...without(rules.bridged, pair), pair]), parted: without(rules.parted, pair) };
}

/** The rules with two units held not to touch. */
export function parted(rules: Rules, pair: Pair): Rules {
  return { ...rules, bridged: without(rules.bridged, pair), parted: sorted([...without(rules.parted, pair), pair]) };
}

/** The rules with nothing said of two units: they touch if the map says so. */
export function takenBack(rules: Rules, pair: Pair): Rules {
  return { ...rules, bridged: without(rules.bridged, pair), parted: without(rules.parted, pair) };
}

function without(links: readonly Pair[], [one, other]: Pair): Pair[] {
  return links.filter((link) => !(link.includes(one) && link.includes(other)));
}

function sorted(links: Pair[]): Pair[] {
  return links.sort((a, b) => (a.join() < b.join() ? -1 : 1));
}
