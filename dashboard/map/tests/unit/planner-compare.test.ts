import { describe, expect, it } from "vitest";

import { CompareDivider } from "../../src/planner/compare-divider";
import { OtherPlan, type Found } from "../../src/planner/compare-other";
import { diffUnits, diffView, type Diff } from "../../src/planner/diff-view";
import { headOf } from "./plans";

const totals = { units: 2, incidents: 5, suppressed_units: 0, ports: 1, border_miles: 0, area_km2: 9 };
const diff: Diff = {
  lines: ["2 counties go from West to East."],
  regions: [{ fate: "changed", before: { name: "West" }, after: { name: "West" }, had: totals, has: { ...totals, units: 0 }, verdict: "noise", words: "" }],
  handovers: [{ from_region: { name: "West" }, to_region: { name: "East" }, units: ["48141", "48229"], totals, words: "" }],
};
const settled = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve, 0); });

describe("what differs", () => {
  it("is shown on the map from the row of what changes hands", () => {
    const shown: (readonly string[])[] = [];
    const made = diffView(diff, (units) => { shown.push(units); });
    made[1]?.querySelector("button")?.click();
    expect(shown).toEqual([["48141", "48229"]]);
    expect(diffUnits(diff)).toEqual(["48141", "48229"]);
  });
});

describe("a plan that is compared with", () => {
  it("shows the choice made last, though the one before answers later", async () => {
    const answers = new Map<string, (found: Found) => void>();
    const came: string[] = [];
    const host = {
      fetch: (id: string) => new Promise<Found>((resolve) => { answers.set(id, resolve); }),
      began: () => undefined, failed: () => undefined, tell: () => undefined,
      came: (_: OtherPlan, found: Found) => { came.push(found.head.id); },
    };
    const other = new OtherPlan([], host);
    other.choose("2", host);
    other.choose("3", host);
    answers.get("2")?.({ head: headOf({}, { id: "2" }), diff });
    await settled();
    expect(came).toEqual([]);
    answers.get("3")?.({ head: headOf({}, { id: "3" }), diff });
    await settled();
    expect(came).toEqual(["3"]);
  });
});

describe("the divider", () => {
  it("goes by arrow keys, and stays within the maps", () => {
    const shares: number[] = [];
    const divider = new CompareDivider((percent) => { shares.push(percent); });
    const press = (key: string): void => { divider.root.dispatchEvent(new KeyboardEvent("keydown", { key, cancelable: true })); };
    ["ArrowLeft", "PageUp", "End", "ArrowRight", "Home"].forEach(press);
    expect(shares).toEqual([48, 58, 100, 100, 0]);
    expect(divider.root.getAttribute("aria-valuenow")).toBe("0");
  });
});
