/** Tools that take what lies in an area: rectangle and lasso. */

import type { Press } from "./gestures";
import { lockedWords, sameWords, target, type Hands, type Tool } from "./hands";
import type { RegionKey, UnitId } from "./plan-types";
import { movesTo } from "./plan-view";
import type { LonLat } from "./units";

const WORDS = {
  rectangle: "Drag a box: counties whose middle lies in it go to the active region. Hold Alt to take them out instead.",
  lasso: "Drag around counties: those whose middle lies inside go to the active region. Hold Alt to take them out instead.",
} as const;

const LEAST_PX = 4;

export class Area implements Tool {
  readonly hint: string;
  #to: RegionKey | null = null;
  #path: Press[] = [];

  constructor(readonly name: "rectangle" | "lasso", private readonly hands: Hands) {
    this.hint = WORDS[name];
  }

  down(press: Press): void {
    this.#path = [];
    this.#to = press.alt ? null : target(this.hands);
    if (press.alt || this.#to !== null) this.#path = [press];
  }

  drag(press: Press): void {
    const [first] = this.#path;
    if (!first) return;
    const last = this.#path.at(-1) ?? first;
    if (this.name === "rectangle") this.#path = [first, press];
    else if (Math.hypot(press.x - last.x, press.y - last.y) >= LEAST_PX) this.#path.push(press);
    this.#show();
  }

  up(): void {
    const isDrawn = this.#path.length > 1;
    const { moves, locked } = this.#moves();
    this.#end();
    if (!isDrawn) return;
    if (locked > 0) this.hands.say(lockedWords(locked));
    if (moves.size > 0) this.hands.commit({ kind: "assign", units: [...moves.keys()].sort(), region: this.#to }, moves);
    else this.hands.unask();
    if (moves.size === 0 && locked === 0) this.hands.say(sameWords(this.hands, this.#to));
  }

  cancel(): void {
    this.#end();
    this.hands.unask();
  }

  #end(): void {
    this.#path = [];
    this.hands.sketch(null);
    this.hands.preview(new Map());
  }

  #show(): void {
    const ring = this.#ring();
    this.hands.sketch([{ type: "Polygon", coordinates: [[...ring, ...ring.slice(0, 1)]] }]);
    const { moves } = this.#moves();
    this.hands.preview(moves);
    if (moves.size > 0) this.hands.ask({ kind: "assign", units: [...moves.keys()].sort(), region: this.#to });
  }

  #moves(): ReturnType<typeof movesTo> {
    const ring = this.#ring();
    const units: UnitId[] = ring.length < 3 ? [] : this.hands.units.inRing(ring);
    return movesTo(this.hands.view, units, this.#to);
  }

  #ring(): LonLat[] {
    const [a, b] = this.#path;
    if (this.name === "lasso" || !a || !b) return this.#path.map((press) => this.hands.map.at(press));
    return [a, { ...a, x: b.x }, b, { ...a, y: b.y }].map((corner) => this.hands.map.at(corner));
  }
}
