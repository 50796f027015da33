import { describe, expect, it } from "vitest";

import { classCode, classCodes, classColours, divergingColours, HIDDEN, isClass, largestShown, MISSING, NONE, QUIET, Verdict } from "../../src/classes";
import { NO_DATA, SUPPRESSED } from "../../src/wire";

const plain = (...breaks: number[]): { breaks: number[]; isSigned: boolean } => ({ breaks, isSigned: false });
const signed = (...breaks: number[]): { breaks: number[]; isSigned: boolean } => ({ breaks, isSigned: true });

describe("a class code", () => {
  it("is 1 plus the number of limits that the value reaches", () => {
    const breaks = [20, 50, 400];
    for (let value = 1; value < 500; value++) {
      expect(classCode(value, plain(...breaks))).toBe(1 + breaks.filter((limit) => limit <= value).length);
    }
  });

  it("keeps zero, suppressed and missing apart from every class", () => {
    const codes = classCodes(Uint32Array.of(0, SUPPRESSED, NO_DATA, 1), plain());
    expect([...codes]).toEqual([NONE, HIDDEN, MISSING, 1]);
    expect([...classCodes(Float32Array.of(NaN, Infinity, 0.5), plain(0.4))]).toEqual([MISSING, HIDDEN, 2]);
  });

  it("of less mirrors that of more, with zero in the middle", () => {
    const classing = signed(-100, -20, 20, 100);
    for (let value = -200; value <= 200; value++) {
      expect(classCode(-value, classing)).toBe(6 - classCode(value, classing));
    }
    expect(classCode(0, classing)).toBe(3);
  });

  it("is quiet where a change does not stand out, and stays apart where it is not shown", () => {
    const values = Float32Array.of(50, 50, 50, 50, Infinity, NaN);
    const verdicts = Uint32Array.of(Verdict.higher, Verdict.lower, Verdict.noise, Verdict.tooFew, Verdict.tooFew, Verdict.tooFew);
    const codes = [...classCodes(values, signed(-20, 20), verdicts)];
    expect(codes).toEqual([3, 3, 3 + QUIET, 3 + QUIET, HIDDEN, MISSING]);
    expect(codes.map(isClass)).toEqual([true, true, true, true, false, false]);
  });
});

describe("class colours", () => {
  const ramp = ["#1", "#2", "#3", "#4", "#5", "#6"];

  it("are the ramp itself when there is a class for each", () => {
    expect(classColours(ramp, 6)).toEqual(ramp);
  });

  it("keep both ends of the ramp when there are fewer classes", () => {
    for (let classes = 2; classes < 6; classes++) {
      const colours = classColours(ramp, classes);
      expect(colours).toHaveLength(classes);
      expect([colours[0], colours.at(-1)]).toEqual(["#1", "#6"]);
      expect(new Set(colours).size).toBe(classes);
    }
  });

  it("of a ramp of one colour are that colour", () => {
    expect(classColours(["#a"], 1)).toEqual(["#a"]);
  });

  it("of a change put each side of the ramp on its side of zero, the strongest outside", () => {
    expect(divergingColours(ramp, [-500, -100, -20, 20, 100, 500], "#0")).toEqual(["#1", "#2", "#3", "#0", "#4", "#5", "#6"]);
    expect(divergingColours(ramp, [-500, -20, 20, 500], "#0")).toEqual(["#1", "#3", "#0", "#4", "#6"]);
    expect(divergingColours(ramp, [], "#0")).toEqual(["#0"]);
  });
});

describe("the largest shown value", () => {
  it("skips what is not shown, and takes a fall by its size", () => {
    expect(largestShown(Uint32Array.of(3, SUPPRESSED, NO_DATA, 7))).toBe(7);
    expect(largestShown(Uint32Array.of(0, SUPPRESSED))).toBe(0);
    expect(largestShown(Float32Array.of(-9, 4, Infinity, NaN))).toBe(9);
  });
});
