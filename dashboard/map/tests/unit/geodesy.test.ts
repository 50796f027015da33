import { describe, expect, it } from "vitest";

import { areaM2, geodesic, lengthM, type LonLat } from "../../src/geodesy";
import { areaWords, lengthWords } from "../../src/measure-words";

describe("geodesy", () => {
  it("agrees with known lengths on WGS84", () => {
    // One degree of the equator, and of the meridian from 45° N: a times pi/180; NIMA TR8350.2.
    expect(lengthM([[0, 0], [1, 0]])).toBeCloseTo(111_319.4908, 3);
    // JFK to LHR as GeographicLib's own documentation gives it.
    expect(lengthM([[-73.8, 40.6], [-0.5, 51.6]]) / 1000).toBeCloseTo(5551.759, 2);
  });

  it("adds up along a line, and is zero for one place", () => {
    const line: LonLat[] = [[-117, 32.5], [-110, 31.3], [-97, 26]];
    expect(lengthM(line)).toBeCloseTo(lengthM(line.slice(0, 2)) + lengthM(line.slice(1)), 6);
    expect(lengthM([[1, 1]])).toBe(0);
  });

  it("gives an area that does not depend on direction or start", () => {
    const ring: LonLat[] = [[-110, 31], [-109, 31], [-109, 32], [-110, 32]];
    const area = areaM2(ring);
    expect(areaM2([...ring].reverse())).toBeCloseTo(area, 3);
    expect(areaM2([...ring.slice(2), ...ring.slice(0, 2)])).toBeCloseTo(area, 3);
    // A cell of one degree at 31.5° N has about 10,533 km².
    expect(area / 1e6).toBeGreaterThan(10_500);
    expect(area / 1e6).toBeLessThan(10_570);
  });

  it("goes on past 180° rather than jump round the world", () => {
    const line = geodesic([170, 20], [-170, 20]);
    expect(line.at(-1)?.[0]).toBeCloseTo(190, 6);
    expect(Math.max(...line.slice(1).map(([lon], i) => Math.abs(lon - (line[i]?.[0] ?? 0))))).toBeLessThan(1);
  });
});

describe("what is measured", () => {
  it("is said in both units, with more digits where it is small", () => {
    expect(lengthWords(1609.344).replaceAll("\u00a0", " ")).toBe("1.00 mi (1.61 km)");
    expect(lengthWords(321_868.8).replaceAll("\u00a0", " ")).toBe("200 mi (322 km)");
    expect(areaWords(2_589_988.11).replaceAll("\u00a0", " ")).toBe("1.00 sq mi (2.59 km²)");
  });
});
