import { describe, expect, it, vi } from "vitest";

import { circle, lengthM } from "../../src/geodesy";
import { coveragePart, type Coverage } from "../../src/planner/checks-parts";
import { coverageLayers, coverageShapes } from "../../src/planner/coverage-map";

const target = (name: string, lon: number) => ({ name, why: "port of entry", lon, lat: 31, nearest: { base: "Tucson", km: 140, minutes: 137 } });
const FOUND: Coverage = {
  words: "3 of 5 ports", within_km: 100, within_minutes: 97.5, bases: [{ name: "Tucson", lon: -111, lat: 32 }],
  gaps: [target("Lukeville", -113)], doubles: [target("Nogales", -110.9)], caveats: ["A drive is a rule of thumb."],
};

describe("coverage on the map", () => {
  it("has a ring of the asked distance around each base, gaps drawn last", () => {
    const { features } = coverageShapes(FOUND);
    expect(features.map(({ properties }) => properties?.["kind"] as unknown)).toEqual(["reach", "base", "double", "gap"]);
    const ring = circle([-111, 32], 100);
    expect(lengthM([ring[0] ?? [0, 0], ring.at(-1) ?? [1, 1]])).toBeCloseTo(0, 3);
    for (const corner of ring) expect(lengthM([[-111, 32], corner])).toBeCloseTo(100_000, 3);
  });

  it("tells kinds by shape: a hollow ring, a ring with a heart", () => {
    const ids = coverageLayers("dark").map(({ id }) => id);
    expect(ids.indexOf("plan-coverage-gap")).toBeGreaterThan(ids.indexOf("plan-coverage-double"));
    expect(ids).toContain("plan-coverage-double-ring");
  });
});

describe("coverage in the checks", () => {
  it("is drawn when asked for, with its key, and asked anew for another reach", () => {
    const [draw, within] = [vi.fn(), vi.fn()];
    const part = coveragePart(FOUND, { show: vi.fn(), reach: "", within, isDrawn: false, draw });
    document.body.append(part);
    const box = part.querySelector<HTMLInputElement>("input[type=checkbox]");
    expect(part.querySelector<HTMLElement>(".pl-cover-key")?.hidden).toBe(true);
    box?.click();
    expect(draw).toHaveBeenCalledWith(true);
    expect(part.querySelector<HTMLElement>(".pl-cover-key")?.hidden).toBe(false);
    const unit = part.querySelector("select");
    if (unit) unit.value = "within_minutes";
    unit?.dispatchEvent(new Event("change"));
    expect(within).toHaveBeenCalledWith("within_minutes=98");
  });
});
