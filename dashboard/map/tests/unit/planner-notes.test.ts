import { describe, expect, it, vi } from "vitest";

import { noteAt } from "../../src/planner/note-pins";
import { PlanView } from "../../src/planner/plan-view";
import { TalkAbout } from "../../src/planner/talk-about";
import { UnitIndex } from "../../src/planner/units";
import { headOf } from "./plans";

vi.mock("maplibre-gl", () => ({}));

const regions = headOf({}).regions;

describe("what a note is about", () => {
  let chosen: { to: "unit" | "region"; key: string; words: string } | null = { to: "region", key: "r2", words: "About East:" };
  const about = new TalkAbout({ regions: () => regions, pin: () => chosen });
  const [kind, one, other] = about.root.querySelectorAll("select");
  const pick = (select: HTMLSelectElement | undefined, value: string): void => { if (select) select.value = value; select?.dispatchEvent(new Event("change")); };

  it("follows what is chosen on the map until the writer says otherwise", () => {
    about.refresh();
    expect(about.pin).toEqual({ to: "region", keys: ["r2"] });
    pick(one, "r1");
    about.refresh();
    expect(about.words).toBe("About West:");
    chosen = { to: "unit", key: "48141", words: "About El Paso County, TX:" };
    about.refresh();
    expect(about.pin).toEqual({ to: "unit", keys: ["48141"] });
  });

  it("is a border of two different regions, or of one with no region", () => {
    pick(kind, "border");
    pick(other, "r1");
    expect([about.pin, about.words]).toEqual([null, "Choose two different regions."]);
    pick(other, "");
    expect(about.pin).toEqual({ to: "border", keys: ["r1", ""] });
    expect(about.words).toBe("About the border of West and No region:");
  });
});

describe("where a note stands", () => {
  const units = new UnitIndex({ units: ["1", "2", "3"], names: ["a", "b", "c"], states: ["TX", "TX", "TX"], lon: [0, 1, 2], lat: [0, 0, 0] });
  const view = new PlanView(headOf({ "1": "r1", "2": "r1", "3": "r2" }), () => undefined);
  const note = (to: string, keys: string[]): Parameters<typeof noteAt>[0] => ({ note: 1, text: "", actor: "", at: "", open: true, to, keys });

  it("is at its county, where the region's name is, or between two regions", () => {
    expect(noteAt(note("unit", ["2"]), view, units)).toEqual([1, 0]);
    expect(noteAt(note("region", ["r2"]), view, units)).toEqual([2, 0]);
    expect(noteAt(note("border", ["r1", "r2"]), view, units)).toEqual([1.5, 0]);
    expect(noteAt(note("border", ["r1", ""]), view, units)).toBeNull();
  });
});
