/** Tools that work by strokes: paint, erase, and moving a shared border. */

import type { Press } from "./gestures";
import { lockedWords, sameWords, target, unitAt, unitsNear, type Hands, type Tool } from "./hands";
import type { Edit, RegionKey, UnitId } from "./plan-types";
import { movesTo } from "./plan-view";

const WORDS = {
  paint: "Drag over counties to give them to the active region. Keys [ and ] change the brush.",
  erase: "Drag over counties to take them out of their region. Keys [ and ] change the brush.",
  border: "Press on a region and drag into its neighbour: only counties of that neighbour move over the border.",
} as const;

/** Fewest pixels between two looks along a stroke. */
const STEP_PX = 6;

export class Brush implements Tool {
  readonly hint: string;
  readonly hasBrush = true;
  #to: RegionKey | null = null;
  #from: RegionKey | null | undefined;
  #isOn = false;
  #last: Press | null = null;
  readonly #touched = new Set<UnitId>();

  constructor(readonly name: "paint" | "erase" | "border", private readonly hands: Hands) {
    this.hint = WORDS[name];
  }

  down(press: Press): void {
    this.#touched.clear();
    this.#from = undefined;
    this.#isOn = this.#begin(press);
    this.#last = press;
    if (this.#isOn) this.#touch([press]);
  }

  drag(press: Press): void {
    if (!this.#isOn || !this.#last) return;
    const steps = between(this.#last, press, Math.max(STEP_PX, this.hands.brush() / 2));
    this.#last = press;
    this.#touch(steps);
  }

  up(): void {
    if (!this.#isOn) return;
    this.#isOn = false;
    const { moves, locked } = this.#moves();
    if (locked > 0) this.hands.say(lockedWords(locked));
    if (moves.size > 0) this.hands.commit(this.#edit([...moves.keys()]), moves);
    else this.hands.unask();
    if (moves.size === 0 && locked === 0) this.hands.say(sameWords(this.hands, this.#to));
    this.hands.preview(new Map());
  }

  cancel(): void {
    this.#isOn = false;
    this.hands.preview(new Map());
    this.hands.unask();
  }

  key(key: string): boolean {
    if (key !== "Enter" && key !== " ") return false;
    const centre = { ...this.hands.map.centre(), alt: false, shift: false };
    this.down(centre);
    this.up();
    return true;
  }

  /** Where the stroke's units go; false if it cannot begin. */
  #begin(press: Press): boolean {
    if (this.name === "erase") { this.#to = null; return true; }
    if (this.name === "paint") { this.#to = target(this.hands); return this.#to !== null; }
    const unit = unitAt(this.hands, press);
    this.#to = unit === null ? null : this.hands.view.regionOf(unit);
    if (this.#to === null) this.hands.say("Press on a region first, then drag over its border.");
    else if (this.hands.view.region(this.#to)?.locked) { this.hands.say("That region is locked."); return false; }
    else this.hands.setActive(this.#to);
    return this.#to !== null;
  }

  #touch(steps: Press[]): void {
    const before = this.#touched.size;
    for (const step of steps) for (const unit of unitsNear(this.hands, step, this.hands.brush())) this.#add(unit);
    if (this.#touched.size === before) return;
    const { moves } = this.#moves();
    this.hands.preview(moves);
    if (moves.size > 0) this.hands.ask(this.#edit([...moves.keys()]));
  }

  /** For a border, the first other region that is touched is the only one that gives. */
  #add(unit: UnitId): void {
    if (this.name === "border" && this.#from === undefined) {
      const region = this.hands.view.regionOf(unit);
      if (region === this.#to) return;
      this.#from = region;
    }
    this.#touched.add(unit);
  }

  #moves(): ReturnType<typeof movesTo> {
    const isBorder = this.name === "border";
    return movesTo(this.hands.view, this.#touched, this.#to, isBorder ? (this.#from ?? null) : undefined);
  }

  #edit(units: UnitId[]): Edit {
    return { kind: "assign", units: units.sort(), region: this.#to };
  }
}

/** Points along a line, its end included. */
export function between(from: Press, to: Press, step: number): Press[] {
  const count = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / step));
  return Array.from({ length: count }, (_, i) => {
    const share = (i + 1) / count;
    return { ...to, x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
  });
}
