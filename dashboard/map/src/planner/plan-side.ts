/** A map of its own for one plan: in a comparison, or for a proposal that is looked at. It changes nothing. */

import type { Theme } from "../props";
import type { Ground } from "./bench";
import { DeskMap } from "./desk-map";
import { PlanPainter } from "./plan-painter";
import type { UnitId } from "./plan-types";
import type { PlanView } from "./plan-view";
import { UnitIndex } from "./units";

export interface PlanSide {
  map: DeskMap;
  units: UnitIndex;
  /** Outline units, in place of those that were outlined. */
  mark(units: readonly UnitId[]): void;
  stop(): void;
}

/** The plan drawn in `container`, opened where the map `beside` is; `less` is by how many zooms it shows more of it. */
export function planSide(container: HTMLElement, view: PlanView, { ground, theme, beside, less = 0.8 }: { ground: Ground; theme: Theme; beside: DeskMap; less?: number }): PlanSide {
  const units = new UnitIndex(ground.columns);
  let painter: PlanPainter | null = null;
  let marked: readonly UnitId[] = [];
  const mark = (): void => { map.choose([]); map.choose(marked); };
  const map = new DeskMap(container, ground.sources, theme, () => { painter?.all(); mark(); });
  painter = new PlanPainter(map, units, view);
  void ground.lines.then((lines) => { if (lines) painter.useLines(lines); });
  map.map.jumpTo({ center: beside.map.getCenter(), zoom: beside.map.getZoom() - less });
  if (view.head.cuts.length > 0) {
    void ground.api.shapes(view.head.id).then((shapes) => { units.setParts(shapes); map.setParts(shapes); painter.all(); mark(); }, () => undefined);
  }
  return { map, units, mark: (given) => { marked = given; mark(); }, stop: () => { painter.stop(); map.stop(); } };
}

/** Units that two plans have in different regions; regions are the same by their names. */
export function differing(one: PlanView, other: PlanView): UnitId[] {
  const name = (view: PlanView, unit: UnitId): string | null => view.region(view.head.assigned[unit] ?? null)?.name ?? null;
  const units = new Set([...Object.keys(one.head.assigned), ...Object.keys(other.head.assigned)]);
  return [...units].filter((unit) => name(one, unit) !== name(other, unit)).sort();
}
