/**
 * The plan as it is seen: as the server last gave it, with the edits that are still on their way on top, and the stroke
 * that is being made on top of those.
 */

import type { Head, PlanRegion, RegionKey, UnitId } from "./plan-types";
import { countyOf } from "./units";

/** Units and where they go; null is in no region. */
export type Moves = ReadonlyMap<UnitId, RegionKey | null>;

export class PlanView {
  #head: Head;
  #locked: ReadonlySet<UnitId>;
  #cuts: ReadonlySet<UnitId>;
  #regions: ReadonlyMap<RegionKey, PlanRegion>;
  #waiting: Moves[] = [];
  #stroke: Moves = new Map();

  /** `changed` is told after every change, with whether the plan itself is another. */
  constructor(head: Head, private readonly changed: (isNewHead: boolean) => void) {
    this.#head = head;
    [this.#locked, this.#cuts, this.#regions] = sets(head);
  }

  get head(): Head { return this.#head; }

  get stroke(): Moves { return this.#stroke; }

  get regions(): readonly PlanRegion[] { return this.#head.regions; }

  region(key: RegionKey | null): PlanRegion | null {
    return key === null ? null : (this.#regions.get(key) ?? null);
  }

  /** Key of the region that a unit is seen in; null for none. */
  regionOf(unit: UnitId): RegionKey | null {
    const key = this.#seenIn(unit);
    return key !== null && this.#regions.has(key) ? key : null;
  }

  isCut(unit: UnitId): boolean { return this.#cuts.has(unit); }

  /** Whether the unit may not change region: it is locked itself, or its region is. */
  isLocked(unit: UnitId): boolean {
    if (this.#locked.has(unit) || this.#locked.has(countyOf(unit))) return true;
    const region = this.#head.assigned[unit];
    return region !== undefined && (this.#regions.get(region)?.locked ?? false);
  }

  /** Whether the unit itself is locked. */
  isPinned(unit: UnitId): boolean { return this.#locked.has(unit); }

  setHead(head: Head): void {
    this.#head = head;
    [this.#locked, this.#cuts, this.#regions] = sets(head);
    this.changed(true);
  }

  /** Show moves that are on their way; `waiting` are all of them, oldest first. */
  setWaiting(waiting: Moves[]): void {
    this.#waiting = waiting;
    this.changed(false);
  }

  setStroke(stroke: Moves): void {
    if (stroke.size === 0 && this.#stroke.size === 0) return;
    this.#stroke = stroke;
    this.changed(false);
  }

  #seenIn(unit: UnitId): RegionKey | null {
    const moved = this.#stroke.get(unit);
    if (moved !== undefined) return moved;
    for (let i = this.#waiting.length - 1; i >= 0; i--) {
      const sent = this.#waiting[i]?.get(unit);
      if (sent !== undefined) return sent;
    }
    return this.#head.assigned[unit] ?? null;
  }
}

function sets(head: Head): [ReadonlySet<UnitId>, ReadonlySet<UnitId>, ReadonlyMap<RegionKey, PlanRegion>] {
  return [new Set(head.locked), new Set(head.cuts), new Map(head.regions.map((region) => [region.key, region]))];
}

/** The moves that bring units to a region: what is there already, or locked, stays; `locked` counts the latter. */
export function movesTo(view: PlanView, units: Iterable<UnitId>, to: RegionKey | null, onlyFrom?: RegionKey | null): { moves: Map<UnitId, RegionKey | null>; locked: number } {
  const moves = new Map<UnitId, RegionKey | null>();
  let locked = 0;
  for (const unit of units) {
    const from = view.stroke.has(unit) ? (view.head.assigned[unit] ?? null) : view.regionOf(unit);
    if (from === to || view.isCut(unit) || (onlyFrom !== undefined && from !== onlyFrom)) continue;
    if (view.isLocked(unit)) locked++;
    else moves.set(unit, to);
  }
  return { moves, locked };
}
