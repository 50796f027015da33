import { describe, expect, it } from "vitest";

import { HIDDEN } from "../../src/classes";
import { refined, smoothed, topDensity } from "../../src/density";
import { cellSideKm, rowLatitude } from "../../src/grid";
import { densitiesOf } from "../../src/heat-painter";
import { SUPPRESSED, type CellsGeometry } from "../../src/wire";

function cells(...places: [number, number][]): CellsGeometry {
  return { kind: "cells", key: "c", level: 10, x: Uint32Array.from(places, ([x]) => x), y: Uint32Array.from(places, ([, y]) => y) };
}

const WINDOW = { column: 190, row: 390, width: 40, height: 40 };

describe("smooth density", () => {
  it("keeps the sum of what lies well inside the window", () => {
    const density = smoothed(cells([200, 400], [201, 400], [210, 415]), Float32Array.of(5, 7, 11), WINDOW);
    expect(density.reduce((sum, value) => sum + value, 0)).toBeCloseTo(23, 4);
  });

  it("is the same however the window is laid", () => {
    const geometry = cells([200, 400], [203, 402], [189, 389]);
    const weights = Float32Array.of(5, 7, 11);
    const other = { column: 185, row: 380, width: 50, height: 60 };
    const [one, two] = [smoothed(geometry, weights, WINDOW), smoothed(geometry, weights, other)];
    for (const [column, row] of [[190, 390], [201, 401], [229, 429]] as const) {
      expect(one[(row - WINDOW.row) * WINDOW.width + column - WINDOW.column]).toBeCloseTo(two[(row - other.row) * other.width + column - other.column] ?? -1, 5);
    }
  });

  it("is refined to a smooth surface: flat stays flat, a slope stays a slope, and the sum is kept", () => {
    const flat = refined(new Float32Array(48).fill(3), 8, 6);
    expect(flat).toHaveLength(192);
    for (const value of flat) expect(value).toBeCloseTo(3, 4);
    const slope = refined(Float32Array.from({ length: 64 }, (_, i) => i % 8), 8, 8);
    for (let column = 4; column < 12; column++) expect(slope[7 * 16 + column]).toBeCloseTo((column - 0.5) / 2, 3);
    const peak = new Float32Array(121);
    peak[60] = 1;
    expect(refined(peak, 11, 11).reduce((sum, value) => sum + value, 0)).toBeCloseTo(4, 4);
  });

  it("counts a cell that is not shown as none, and events by the area of their cell", () => {
    const geometry = cells([200, 400], [201, 400], [202, 300]);
    const densities = densitiesOf(geometry, Uint32Array.of(100, SUPPRESSED, 100), Uint8Array.of(1, HIDDEN, 1));
    const side = cellSideKm(10, rowLatitude(400, 1024));
    expect(densities[0]).toBeCloseTo((100 / side ** 2) * 2589.988, 3);
    expect(densities[1]).toBe(0);
    expect(densities[2]).toBeGreaterThan(densities[0] ?? Infinity);
  });

  it("has a scale whose top few cells exceed", () => {
    const places = Array.from({ length: 400 }, (_, i): [number, number] => [100 + (i % 20) * 10, 300 + Math.floor(i / 20) * 10]);
    const weights = Float32Array.from(places, (_, i) => i + 1);
    const top = topDensity(cells(...places), weights);
    const peak = smoothed(cells([200, 400]), Float32Array.of(1), { column: 200, row: 400, width: 1, height: 1 })[0] ?? 0;
    expect(weights.filter((weight) => weight * peak > top * 1.0001)).toHaveLength(2);
    expect(topDensity(cells([1, 1]), Float32Array.of(0))).toBe(0);
  });
});
