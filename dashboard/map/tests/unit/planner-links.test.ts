import { afterEach, describe, expect, it } from "vitest";

import { joined, nearestPairs, parted, takenBack } from "../../src/planner/links";
import { joinList, LinksPart, type LinkActions } from "../../src/planner/links-parts";
import type { Rules } from "../../src/planner/plan-types";
import { UnitIndex, type LonLat } from "../../src/planner/units";
import { headOf } from "./plans";

const PLACES: Record<string, LonLat> = { "02016": [179.9, 52], "02013": [-179.9, 52], "53009": [-123.9, 48], "53055": [-123, 48.5], "53073": [-121.8, 48.8] };
const at = (unit: string): LonLat | null => PLACES[unit] ?? null;
const rules: Rules = { ...headOf({}).rules, bridged: [["53055", "53073"]], parted: [["02013", "02016"]] };

afterEach(() => { document.body.replaceChildren(); });

describe("the nearest pairs", () => {
  it("come nearest first, one for each county, in the order in which links are written", () => {
    const found = nearestPairs(["53055", "53009"], ["53073"], at);
    expect(found.map(({ pair }) => pair)).toEqual([["53055", "53073"], ["53009", "53073"]]);
    expect(found[0]?.km).toBeCloseTo(94.6, 0);
  });

  it("reach over the 180th meridian", () => {
    expect(nearestPairs(["02016"], ["53009", "02013"], at)[0]?.km).toBeLessThan(20);
  });
});

describe("rules of links", () => {
  it("hold a pair linked or parted, not both, and can be taken back either way round", () => {
    expect(joined(rules, ["02013", "02016"])).toMatchObject({ bridged: [["02013", "02016"], ["53055", "53073"]], parted: [] });
    expect(parted(rules, ["53055", "53073"])).toMatchObject({ bridged: [], parted: [["02013", "02016"], ["53055", "53073"]] });
    expect(takenBack(rules, ["53073", "53055"]).bridged).toEqual([]);
  });
});

describe("links in the checks", () => {
  const changed: Rules[] = [];
  const units = new UnitIndex({ units: Object.keys(PLACES), names: ["A", "B", "C", "D", "E"], states: ["AK", "AK", "WA", "WA", "WA"], lon: Object.values(PLACES).map(([lon]) => lon), lat: Object.values(PLACES).map(([, lat]) => lat) });
  const actions: LinkActions = { units, rules: () => rules, change: (given) => changed.push(given), show: () => undefined };

  it("join a stray piece by a pair that was offered", () => {
    const fold = joinList(["53009"], ["53055", "53073"], actions) as HTMLDetailsElement;
    document.body.append(fold);
    fold.open = true;
    fold.dispatchEvent(new Event("toggle"));
    fold.querySelectorAll("button")[1]?.click();
    expect(changed.at(-1)?.bridged).toContainEqual(["53009", "53055"]);
  });

  it("list what is held by hand, and take it back", () => {
    const made = new LinksPart(actions);
    made.show();
    const back = [...made.root.querySelectorAll("button")].filter(({ textContent }) => textContent === "Take back");
    expect(back).toHaveLength(2);
    back[1]?.click();
    expect(changed.at(-1)?.parted).toEqual([]);
  });
});
