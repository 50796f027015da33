import { describe, expect, it } from "vitest";

import { crowdShifts } from "../../src/crowd";
import { byTouch, parseShown, shownText, stacked } from "../../src/shown-layers";

describe("the list of shown layers", () => {
  it("gives back what it was made from", () => {
    const texts = ["ports~60", "sectors", "cells~0"];
    expect(parseShown(texts).map(shownText)).toEqual(texts);
    expect(parseShown(texts).map(({ opacity }) => opacity)).toEqual([0.6, 1, 0]);
  });

  it("takes a strength that is none as full, and a second mention as nothing", () => {
    expect(parseShown(["a~x", "a~10", "", "b~999"])).toEqual([{ key: "a", opacity: 1 }, { key: "b", opacity: 1 }]);
  });

  it("is drawn from its end to its start, fills over the cells that they stand above", () => {
    const layers = [{ key: "upper", kind: "regions" }, { key: "cells", kind: "cells" }, { key: "lower", kind: "regions" }] as const;
    expect(stacked(layers)).toEqual([{ key: "lower", isOverCells: false }, { key: "cells", isOverCells: false }, { key: "upper", isOverCells: true }]);
  });

  it("answers to the pointer with marks first, else in its own order", () => {
    const kinds = { a: "regions", b: "points", c: "cells", d: "points" } as const;
    const layers = Object.entries(kinds).map(([key, kind]) => ({ key, description: { kind } }));
    expect(byTouch(layers).map(({ key }) => key)).toEqual(["b", "d", "a", "c"]);
  });
});

describe("marks that share a place", () => {
  it("stand side by side, the upper layer's first one at the place itself", () => {
    const shifts = crowdShifts([{ lon: [-100, -90], lat: [30, 40] }, { lon: [-100.001, -100], lat: [30.001, 30] }]);
    expect([...(shifts[0] ?? [])]).toEqual([0, 0, 0, 0]);
    const around = [[0, 0], [shifts[1]?.[0] ?? 0, shifts[1]?.[1] ?? 0], [shifts[1]?.[2] ?? 0, shifts[1]?.[3] ?? 0]];
    for (const [i, [x = 0, y = 0]] of around.entries()) {
      for (const [otherX = 0, otherY = 0] of around.slice(i + 1)) expect(Math.hypot(x - otherX, y - otherY)).toBeGreaterThan(12);
    }
  });
});
