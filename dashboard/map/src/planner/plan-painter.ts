/** Keeps a map like a plan: colours at once, the lines between regions and their names when there is time. */

import { countyOf, type UnitIndex } from "./units";
import { seenInOf, type LineIndex } from "./county-lines";
import type { DeskMap } from "./desk-map";
import { PartLines } from "./part-lines";
import type { UnitId } from "./plan-types";
import type { PlanView } from "./plan-view";
import type { Shapes } from "./plans-api";
import { namePoints } from "./region-names";

const LINES_MS = 120;
/** While a stroke is made, lines and names wait until it rests: each is a frame of the map that totals would wait behind. */
const STROKE_MS = 450;

export class PlanPainter {
  #timer = 0;
  #parts = new Map<string, UnitId[]>();

  #lines: LineIndex | null = null;
  #shapes: Shapes | null = null;
  #partLines: PartLines | null = null;

  constructor(private readonly map: DeskMap, private readonly units: UnitIndex, private readonly view: PlanView) {}

  /** The lines between counties came. */
  useLines(lines: LineIndex): void {
    this.#lines = lines;
    this.#cutLines();
    this.#around();
  }

  /** The parts of the counties that are cut came. */
  useParts(shapes: Shapes): void {
    this.#shapes = shapes;
    this.#cutLines();
  }

  /** The plan is seen otherwise, as under a stroke: its colours come with the map's next frame, lines once it rests. */
  changed(): void {
    this.now();
    this.#later(STROKE_MS);
  }

  /** Everything, at once. */
  all(): void {
    this.now();
    this.#around();
    this.#lock();
  }

  /** Another plan than before, or another state of it. */
  renewed(): void {
    this.now();
    this.#later(LINES_MS);
    this.#lock();
  }

  stop(): void {
    window.clearTimeout(this.#timer);
  }

  now(): void {
    const { view, units } = this;
    const colours = new Map(view.regions.map(({ key, colour }) => [key, colour]));
    const painted: [UnitId, number][] = units.spots.map(({ unit }) => [unit, colours.get(view.regionOf(unit) ?? "") ?? -1]);
    for (const county of view.head.cuts) painted.push([county, -1]);
    this.map.paint(painted);
  }

  #later(ms: number): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => { this.#around(); }, ms);
  }

  #around(): void {
    window.clearTimeout(this.#timer);
    this.#timer = 0;
    const { view, units } = this;
    this.#parts = partsByCounty(units);
    this.map.setNames(namePoints(view, units.spots));
    if (!this.#lines) return;
    const regionOf = (unit: UnitId): string | null => view.regionOf(unit);
    const seenIn = seenInOf(units.counties, regionOf, (county) => this.#parts.get(county) ?? []);
    const around = this.#lines.between(seenIn);
    this.map.setLines({ type: "FeatureCollection", features: [around, ...(this.#partLines?.drawn(regionOf, seenIn) ?? [])] });
  }

  #cutLines(): void {
    const { counties } = this.units;
    if (this.#lines && this.#shapes) this.#partLines = new PartLines(this.#shapes, this.#lines, (county) => counties.indexOf(county));
  }

  #lock(): void {
    this.map.setLocked(this.units.spots.map(({ unit }) => unit).filter((unit) => this.view.isLocked(unit)));
  }
}

function partsByCounty(units: UnitIndex): Map<string, UnitId[]> {
  const found = new Map<string, UnitId[]>();
  for (const { unit } of units.spots) {
    if (!unit.includes("/")) continue;
    const county = countyOf(unit);
    found.set(county, [...(found.get(county) ?? []), unit]);
  }
  return found;
}
