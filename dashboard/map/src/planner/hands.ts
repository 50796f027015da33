/** What a tool can take hold of, and the tools by name. */

import type { Geometry } from "geojson";

import type { DeskMap } from "./desk-map";
import type { Strokes } from "./gestures";
import type { Edit, RegionKey, UnitId } from "./plan-types";
import type { Moves, PlanView } from "./plan-view";
import type { UnitIndex } from "./units";

export type ToolName = "pan" | "paint" | "rectangle" | "lasso" | "state" | "erase" | "polygon" | "cut" | "merge" | "border" | "hole" | "fill" | "lock" | "measure";

export interface Hands {
  readonly map: DeskMap;
  readonly units: UnitIndex;
  readonly view: PlanView;
  /** Radius of the brush, CSS pixels. */
  readonly brush: () => number;
  /** Key of the active region. */
  active(): RegionKey | null;
  setActive(key: RegionKey): void;
  choose(unit: UnitId | null): void;
  /** Show moves that are not made yet. */
  preview(moves: Moves): void;
  /** Show what is drawn. */
  sketch(shapes: Geometry[] | null): void;
  /** Ask for the figures as they would be. */
  ask(edit: Edit): void;
  /** Forget what was asked: the stroke is taken back. */
  unask(): void;
  /** Make the change. */
  commit(edit: Edit, preview?: Moves): void;
  /** Say something for a short while. */
  say(words: string): void;
}

export interface Tool extends Strokes {
  readonly name: ToolName;
  /** What to do, in a sentence or two. */
  readonly hint: string;
  readonly hasBrush?: boolean;
  /** A key on the map, while the tool is in hand; true if the tool took it. */
  key?(key: string): boolean;
  /** The tool is laid down. */
  leave?(): void;
}

/** The active region, or words that one must be chosen. */
export function target(hands: Hands): RegionKey | null {
  const key = hands.active();
  if (key === null) hands.say("Choose a region in the list first, or add one.");
  else if (hands.view.region(key)?.locked) {
    hands.say(`${hands.view.region(key)?.name ?? key} is locked. Unlock it with the lock tool (K) before changing it.`);
    return null;
  }
  return key;
}

/** The unit at a point, if it can be dealt out. */
export function unitAt(hands: Hands, press: { x: number; y: number }): UnitId | null {
  const unit = hands.map.under(press);
  return unit === null || hands.view.isCut(unit) ? null : unit;
}

/** Units whose point is within a distance of a point, and the one under it. */
export function unitsNear(hands: Hands, press: { x: number; y: number }, radius: number): UnitId[] {
  const { map, units } = hands;
  const [west, north] = map.at({ x: press.x - radius, y: press.y - radius });
  const [east, south] = map.at({ x: press.x + radius, y: press.y + radius });
  const isNear = (unit: UnitId): boolean => {
    const at = units.at(unit);
    const pixel = at && map.pixel(at);
    return pixel !== null && Math.hypot(pixel.x - press.x, pixel.y - press.y) <= radius;
  };
  const under = unitAt(hands, press);
  const near = units.inBox([west, south], [east, north]).filter(isNear);
  return under === null ? near : [...new Set([under, ...near])];
}

/** "1 county", "12 counties". */
export function countWords(count: number): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? "county" : "counties"}`;
}

/** What is said of units that a stroke left out. */
export function lockedWords(count: number): string {
  return `${countWords(count)} ${count === 1 ? "is" : "are"} locked and ${count === 1 ? "stays" : "stay"} where ${count === 1 ? "it is" : "they are"}.`;
}

/** What is said where a stroke changes nothing. */
export function sameWords(hands: Hands, to: RegionKey | null): string {
  return `Nothing to change: no county here that is not ${to === null ? "unassigned" : `in ${hands.view.region(to)?.name ?? to}`} already.`;
}
