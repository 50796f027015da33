import { describe, expect, it } from "vitest";

import { cellMatrix, cellWords, placeWords } from "../../src/grid";
import { hasInside, rounded, same } from "../../src/draw";
import { completeProps } from "../../src/props";
import { areaWords } from "../../src/readout";

const triangle = { type: "Polygon" as const, coordinates: [[[-100.123456789, 30], [-99, 30], [-99, 31], [-100.123456789, 30]]] };

describe("places in words", () => {
  it("have the hemisphere and not a sign", () => {
    expect(placeWords({ lng: -106.4851, lat: 31.7592 })).toBe("31.76° N, 106.49° W");
    expect(placeWords({ lng: 151.2, lat: -33.9 })).toBe("33.90° S, 151.20° E");
  });

  it("give cells and areas in both units", () => {
    expect(cellWords(12, 32)).toBe("8.3 km square (5.2 mi)");
    expect(areaWords(2589.99)).toBe("2,590 km² (1,000 sq mi)");
    expect(areaWords(12.34)).toBe("12.3 km² (4.8 sq mi)");
  });
});

describe("cells far from the origin", () => {
  it("are placed from the cell at the centre as they would be from the corner of the world", () => {
    const world = [2, 0, 0, 0, 0, -3, 0, 0, 0, 0, 1, 0, -0.4, 1.2, 0, 1];
    const across = 2 ** 15;
    const matrix = cellMatrix(world, across, 6000, 13000);
    const x = ((6000 + 7) / across) * 2 - 0.4;
    const y = ((13000 + 9) / across) * -3 + 1.2;
    expect((matrix[0] ?? 0) * 7 + (matrix[12] ?? 0)).toBeCloseTo(x, 6);
    expect((matrix[5] ?? 0) * 9 + (matrix[13] ?? 0)).toBeCloseTo(y, 6);
  });
});

describe("drawn polygons", () => {
  it("hold no corner twice in a row while one is being set", () => {
    const drawing = { type: "Polygon" as const, coordinates: [[[0, 0], [2, 0], [2, 2], [2, 2], [0, 0]]] };
    expect(rounded(drawing).coordinates).toEqual([[[0, 0], [2, 0], [2, 2], [0, 0]]]);
  });

  it("are rounded to a tenth of a metre, and are the same if their corners are", () => {
    expect(rounded(triangle).coordinates[0]?.[0]).toEqual([-100.123457, 30]);
    expect(same(triangle, rounded(triangle))).toBe(true);
    expect(same(triangle, null)).toBe(false);
    expect(same(null, null)).toBe(true);
  });

  it("with fewer than three different corners have no inside", () => {
    expect(hasInside(triangle)).toBe(true);
    expect(hasInside({ type: "Polygon", coordinates: [[[1, 1], [2, 2], [2, 2], [1, 1]]] })).toBe(false);
  });
});

describe("props", () => {
  it("are complete whatever the page leaves out", () => {
    expect(completeProps({})).toEqual({ theme: "dark", layers: [], visible: [], query: "", view: null, mode: "browse", synthetic: false, selected: [], drawn: null, uncertainty: true, span: null, swipe: null, marking: "" });
  });

  it("take an unknown theme as dark, and a query without its question mark", () => {
    expect(completeProps({ theme: "sepia" as never, query: "?category=x" })).toMatchObject({ theme: "dark", query: "category=x" });
  });
});
