/** Tools that draw a line or a polygon, by dragging or corner by corner: a free-hand region, a hole, a cut. */

import type { Geometry, Polygon } from "geojson";

import { between } from "./brush";
import type { Press } from "./gestures";
import { target, unitAt, type Hands, type Tool } from "./hands";
import type { Edit, UnitId } from "./plan-types";
import { simplified } from "./simplify";
import type { LonLat } from "./units";

const WORDS = {
  polygon: "Drag an outline, or click corner by corner; Enter, a double click or the first corner closes it. What lies inside goes to the active region; counties that it crosses are cut.",
  hole: "Draw an outline inside the active region: what lies in it leaves the region.",
  cut: "Draw a line through one county, from outside it to outside it: the county is cut in two along the line. Enter or a double click ends a line of corners.",
} as const;

const START_PX = 6;
const LEAST_PX = 4;
const CLOSE_PX = 12;
const DECIMALS = 6;
const LOOK_PX = 4;

export class ShapeTool implements Tool {
  readonly hint: string;
  /** Corners set so far, on the ground: the map may move between two of them. */
  #corners: LonLat[] = [];
  #press: Press | null = null;
  #isFreehand = false;
  #pointer: Press | null = null;

  constructor(readonly name: "polygon" | "hole" | "cut", private readonly hands: Hands) {
    this.hint = WORDS[name];
  }

  get #isLine(): boolean { return this.name === "cut"; }

  down(press: Press): void {
    this.#press = press;
    this.#isFreehand = false;
  }

  drag(press: Press): void {
    if (!this.#press) return;
    const last = this.#press;
    const moved = Math.hypot(press.x - last.x, press.y - last.y);
    if (!this.#isFreehand && this.#corners.length === 0 && moved >= START_PX) {
      if (!this.#canBegin()) { this.#press = null; return; }
      this.#isFreehand = true;
      this.#corners = [this.hands.map.at(last)];
    }
    if (!this.#isFreehand || moved < LEAST_PX) return;
    this.#press = press;
    this.#corners.push(this.hands.map.at(press));
    this.#show();
  }

  up(): void {
    this.#press = null;
    if (!this.#isFreehand) return;
    this.#isFreehand = false;
    this.#finish();
  }

  click(press: Press, isDouble: boolean): void {
    if (isDouble || this.#isAtStart(press)) { this.#finish(); return; }
    if (this.#corners.length === 0 && !this.#canBegin()) return;
    this.#corners.push(this.hands.map.at(press));
    this.#show();
  }

  hover(press: Press): void {
    if (this.#corners.length === 0) return;
    this.#pointer = press;
    this.#show();
  }

  /** Corners that were clicked stay when the map is moved with two fingers; a free-hand stroke does not. */
  cancel(): void {
    this.#press = null;
    if (this.#isFreehand) this.#drop();
  }

  leave(): void { this.#drop(); }

  key(key: string): boolean {
    if (key === " ") this.click({ ...this.hands.map.centre(), alt: false, shift: false }, false);
    else if (key === "Enter" && this.#corners.length > 0) this.#finish();
    else if (key === "Backspace" && this.#corners.length > 0) { this.#corners.pop(); this.#show(); }
    else if (key === "Escape" && this.#corners.length > 0) this.#drop();
    else return false;
    return true;
  }

  #canBegin(): boolean {
    return this.#isLine || target(this.hands) !== null;
  }

  #isAtStart(press: Press): boolean {
    const [first] = this.#corners;
    if (!first || this.#isLine || this.#corners.length < 3) return false;
    const pixel = this.hands.map.pixel(first);
    return Math.hypot(pixel.x - press.x, pixel.y - press.y) <= CLOSE_PX;
  }

  #drop(): void {
    this.#corners = [];
    this.#pointer = null;
    this.#isFreehand = false;
    this.hands.sketch(null);
    this.hands.unask();
  }

  #show(): void {
    const next = this.#pointer && !this.#isFreehand ? [this.hands.map.at(this.#pointer)] : [];
    this.hands.sketch(this.#shapes([...this.#corners, ...next]));
    const edit = this.#edit([...this.#corners, ...next]);
    if (edit && !this.#isLine) this.hands.ask(edit);
  }

  #shapes(corners: LonLat[]): Geometry[] {
    const shapes: Geometry[] = corners.length > 1 ? [{ type: "LineString", coordinates: corners }] : [];
    if (!this.#isLine && corners.length > 2) shapes.push({ type: "Polygon", coordinates: [[...corners, ...corners.slice(0, 1)]] });
    if (!this.#isFreehand) shapes.push(...this.#corners.map((coordinates): Geometry => ({ type: "Point", coordinates })));
    return shapes;
  }

  #finish(): void {
    const edit = this.#edit(this.#corners);
    if (!edit) this.hands.say(this.#isLine ? "The line crosses no county that can be cut. Draw it from one side of a county to the other." : "A shape needs three corners.");
    this.#drop();
    if (edit) this.hands.commit(edit);
  }

  #edit(corners: LonLat[]): Edit | null {
    const kept = simplified(corners.map((corner) => this.#rounded(corner)), 1.5 * this.#degreesPerPixel());
    if (this.#isLine) return this.#cut(kept);
    if (kept.length < 3) return null;
    const polygon: Polygon = { type: "Polygon", coordinates: [[...kept, ...kept.slice(0, 1)]] };
    const active = this.hands.active();
    if (active === null) return null;
    return this.name === "hole" ? { kind: "draw", polygon, region: null, only_from: active } : { kind: "draw", polygon, region: active, only_from: null };
  }

  #cut(line: LonLat[]): Edit | null {
    if (line.length < 2) return null;
    const pixels = line.map((place) => ({ ...this.hands.map.pixel(place), alt: false, shift: false }));
    const steps = pixels.slice(1).flatMap((to, i) => between(pixels[i] ?? to, to, LOOK_PX));
    const unit = crossed(steps.map((step) => unitAt(this.hands, step)));
    return unit === null ? null : { kind: "cut", unit, line: { type: "LineString", coordinates: line } };
  }

  #degreesPerPixel(): number {
    const { x, y } = this.hands.map.centre();
    return Math.abs(this.hands.map.at({ x: x + 1, y })[0] - this.hands.map.at({ x, y })[0]);
  }

  #rounded([lon, lat]: LonLat): LonLat {
    return [Number(lon.toFixed(DECIMALS)), Number(lat.toFixed(DECIMALS))];
  }
}

/**
 * Of the units along a line the one that it cuts: it enters and leaves it, and runs longest in it; where it crosses none
 * so, the one that it runs longest in.
 */
export function crossed(along: readonly (UnitId | null)[]): UnitId | null {
  const counts = new Map<UnitId, number>();
  for (const unit of along) if (unit !== null) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  const isWhole = (unit: UnitId): boolean => unit !== along[0] && unit !== along.at(-1);
  const order = [...counts].sort(([a, x], [b, y]) => Number(isWhole(b)) - Number(isWhole(a)) || y - x);
  return order[0]?.[0] ?? null;
}
