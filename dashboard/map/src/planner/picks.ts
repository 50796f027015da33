/** Tools that take a click: pan and choose, whole state, merge, fill, lock. */

import type { Press } from "./gestures";
import { lockedWords, target, unitAt, type Hands, type Tool, type ToolName } from "./hands";
import type { RegionKey, UnitId } from "./plan-types";
import { movesTo } from "./plan-view";

type Click = (press: Press, unit: UnitId, region: RegionKey | null) => void;

/** A tool whose click does something with the unit under it. */
export class Pick implements Tool {
  down?: () => void;

  /** `isWorking` takes the drag from the map, so that a shaky click does not move it. */
  constructor(readonly name: ToolName, readonly hint: string, private readonly hands: Hands, private readonly act: Click, isWorking = true, private readonly left: () => void = () => undefined) {
    if (isWorking) this.down = () => undefined;
  }

  click(press: Press): void {
    const unit = unitAt(this.hands, press);
    if (unit !== null) this.act(press, unit, this.hands.view.regionOf(unit));
  }

  key(key: string): boolean {
    if (key !== "Enter" && key !== " ") return false;
    this.click({ ...this.hands.map.centre(), alt: false, shift: false });
    return true;
  }

  leave(): void { this.left(); }
}

export function panTool(hands: Hands): Pick {
  return new Pick("pan", "Drag to move the map, click a county to read what it is and what can be done with it.", hands, (_press, unit, region) => {
    hands.choose(unit);
    if (region !== null) hands.setActive(region);
  }, false);
}

export function stateTool(hands: Hands): Pick {
  return new Pick("state", "Click a state: all of its counties go to the active region.", hands, (_press, unit) => {
    const to = target(hands);
    if (to === null) return;
    const { moves, locked } = movesTo(hands.view, hands.units.ofState(unit), to);
    if (locked > 0) hands.say(lockedWords(locked));
    if (moves.size > 0) hands.commit({ kind: "assign", units: [...moves.keys()].sort(), region: to }, moves);
  });
}

export function mergeTool(hands: Hands): Pick {
  let into: RegionKey | null = null;
  const act: Click = (_press, _unit, region) => {
    if (region === null) { hands.say("That county is in no region."); return; }
    const name = hands.view.region(region)?.name ?? region;
    if (into === null || into === region) {
      into = region;
      hands.setActive(region);
      hands.say(`${name} stays. Now click the region that goes into it; Esc ends.`);
      return;
    }
    hands.commit({ kind: "merge", into, gone: region });
    into = null;
  };
  return new Pick("merge", "Click the region that stays, then the one that goes into it.", hands, act, true, () => { into = null; });
}

export function fillTool(hands: Hands): Pick {
  return new Pick("fill", "Click a region: unassigned counties that it encloses go to it.", hands, (_press, _unit, region) => {
    const key = region ?? hands.active();
    if (key !== null) hands.commit({ kind: "fill", region: key });
  });
}

export function lockTool(hands: Hands): Pick {
  const words = "Click a region to lock or unlock it; with Alt held, a single county. What is locked keeps its region whatever is done, undo included.";
  return new Pick("lock", words, hands, (press, unit, region) => {
    if (press.alt) hands.commit({ kind: "lock", units: [unit], regions: [], is_locked: !hands.view.isPinned(unit) });
    else if (region === null) hands.say("That county is in no region. Hold Alt to lock the county itself.");
    else hands.commit({ kind: "lock", units: [], regions: [region], is_locked: !(hands.view.region(region)?.locked ?? false) });
  });
}
