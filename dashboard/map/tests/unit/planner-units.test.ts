import { describe, expect, it } from "vitest";

import { LineIndex, seenInOf } from "../../src/planner/county-lines";
import { PartLines } from "../../src/planner/part-lines";
import { movesTo, PlanView } from "../../src/planner/plan-view";
import type { Shapes } from "../../src/planner/plans-api";
import { namePoints } from "../../src/planner/region-names";
import { crossed } from "../../src/planner/shapes-tool";
import { simplified } from "../../src/planner/simplify";
import { isInside, UnitIndex } from "../../src/planner/units";
import { headOf } from "./plans";

const COLUMNS = {
  units: ["48001", "48003", "35001"],
  names: ["Anderson County", "Andrews County", "Bernalillo County"],
  states: ["TX", "TX", "NM"],
  lon: [-95, -102, -106],
  lat: [31, 32, 35],
};

const SHAPES = {
  type: "FeatureCollection" as const,
  features: [1, 2].map((part) => ({
    type: "Feature" as const,
    properties: { unit: `48001/${part}`, name: `Anderson County, TX, part ${part}` },
    geometry: { type: "Polygon" as const, coordinates: [[[part, 0], [part + 1, 0], [part + 1, 1], [part, 1], [part, 0]]] },
  })),
};

describe("units", () => {
  it("are counties until one is cut, then its parts in its place", () => {
    const units = new UnitIndex(COLUMNS);
    expect(units.spots.map(({ unit }) => unit)).toEqual(["48001", "48003", "35001"]);
    units.setParts(SHAPES);
    expect(units.spots.map(({ unit }) => unit)).toEqual(["48003", "35001", "48001/1", "48001/2"]);
    expect(units.at("48001/2")).toEqual([2.5, 0.5]);
    expect(units.name("48001/2")).toBe("Anderson County, TX, part 2");
  });

  it("are found by state, by box and by ring", () => {
    const units = new UnitIndex(COLUMNS);
    expect(units.ofState("48003")).toEqual(["48001", "48003"]);
    expect(units.inBox([-107, 30], [-101, 36])).toEqual(["48003", "35001"]);
    expect(units.inRing([[-96, 30], [-94, 30], [-94, 32], [-96, 32]])).toEqual(["48001"]);
    expect(isInside([0, 0], [[1, 1], [2, 1], [2, 2]])).toBe(false);
  });
});

describe("the plan as it is seen", () => {
  it("has what is on its way over what is saved, and the stroke in hand over both", () => {
    let changes = 0;
    const view = new PlanView(headOf({ "48001": "r1" }), () => { changes++; });
    view.setWaiting([new Map([["48001", "r2"]]), new Map([["48003", "r2"]])]);
    expect(view.regionOf("48001")).toBe("r2");
    view.setStroke(new Map([["48001", null]]));
    expect(view.regionOf("48001")).toBeNull();
    view.setStroke(new Map());
    view.setHead(headOf({ "48001": "r2" }));
    view.setWaiting([]);
    expect([view.regionOf("48001"), view.regionOf("48003")]).toEqual(["r2", null]);
    expect(changes).toBe(5);
  });

  it("moves neither what is locked nor what is there already", () => {
    const view = new PlanView(headOf({ "48001": "r1", "48003": "r2", "35001": "r1" }, { locked: ["35001"] }), () => undefined);
    const { moves, locked } = movesTo(view, ["48001", "48003", "35001"], "r2");
    expect([[...moves], locked]).toEqual([[["48001", "r2"]], 1]);
  });

  it("holds units of a locked region, and moves only units of one region over a shared border", () => {
    const regions = headOf({}).regions.map((region) => ({ ...region, locked: region.key === "r2" }));
    const view = new PlanView(headOf({ "48001": "r1", "48003": "r2" }, { regions }), () => undefined);
    expect(view.isLocked("48003")).toBe(true);
    expect([...movesTo(view, ["48001", "48003", "35001"], null, "r1").moves.keys()]).toEqual(["48001"]);
  });
});

describe("lines between regions", () => {
  const lines = new LineIndex({ first: [0, 1], second: [1, 2], lines: [[0, 0, 2000, 0], [2000, 0, 0, 2000, 10, 10]] });
  const parts = (county: string): string[] => (county === "48003" ? ["48003/1", "48003/2"] : []);

  it("are drawn where the regions on either side differ, corner after corner", () => {
    const seen = seenInOf(COLUMNS.units, (unit) => ({ "48001": "r1", "48003": "r1", "35001": "r2" })[unit] ?? null, () => []);
    expect(lines.between(seen).geometry.coordinates).toEqual([[[1, 0], [1, 1], [1.005, 1.005]]]);
  });

  it("are those of the parts beside a county that is cut: solid between regions, dashed inside one, none where nothing lies across", () => {
    const square = (unit: string, west: number): Shapes["features"][number] => ({
      type: "Feature", properties: { unit, name: unit }, geometry: { type: "Polygon", coordinates: [[[west, 0], [west + 1, 0], [west + 1, 1], [west, 1], [west, 0]]] },
    });
    const shapes: Shapes = { type: "FeatureCollection", features: [square("48003/1", 0), square("48003/2", 1)] };
    const drawn = (of: Record<string, string>): unknown[] => {
      const regionOf = (unit: string): string | null => of[unit] ?? null;
      const seen = seenInOf(COLUMNS.units, regionOf, parts);
      expect(lines.between(seen).geometry.coordinates).toEqual([]);
      return new PartLines(shapes, lines, (county) => COLUMNS.units.indexOf(county)).drawn(regionOf, seen).map(({ geometry }) => geometry.coordinates);
    };
    const south = [[0, 0], [1, 0]];
    const middle = [[1, 0], [1, 1]];
    expect(drawn({ "48001": "r1", "48003/1": "r1", "48003/2": "r1" })).toEqual([[], [middle]]);
    expect(drawn({ "48001": "r2", "48003/1": "r1", "48003/2": "r1" })).toEqual([[south], [middle]]);
    expect(drawn({ "48001": "r1", "48003/1": "r1", "48003/2": "r3" })).toEqual([[middle], []]);
  });
});

describe("names and drawn lines", () => {
  it("stand at a unit of the region's largest cluster", () => {
    const view = new PlanView(headOf({ a: "r1", b: "r1", c: "r1" }), () => undefined);
    const spots = [{ unit: "a", at: [-100, 30] as [number, number] }, { unit: "b", at: [-99, 30] as [number, number] }, { unit: "c", at: [-160, 20] as [number, number] }];
    const [point] = namePoints(view, spots).features;
    expect([point?.properties?.name, (point?.geometry.coordinates[0] ?? 0) > -110]).toEqual(["West", true]);
  });

  it("lose the corners that a straight line does without, and keep the others", () => {
    expect(simplified([[0, 0], [1, 0.001], [2, 0], [2, 0], [2, 2]], 0.01)).toEqual([[0, 0], [2, 0], [2, 2]]);
    expect(simplified([[0, 0], [1, 0.5], [2, 0]], 0.01)).toHaveLength(3);
  });

  it("cut the county that they cross from side to side, though they run longer in another", () => {
    expect(crossed(["a", "a", "a", "b", "b", "c"])).toBe("b");
    expect(crossed(["a", "a", "b"])).toBe("a");
    expect(crossed([null, null])).toBeNull();
  });
});
