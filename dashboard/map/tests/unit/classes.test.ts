import { describe, expect, it } from "vitest";

import { classCode, classCodes, classColours, classRanges, HIDDEN, largestShown, MISSING, NONE, valueWords } from "../../src/classes";
import { NO_DATA, SUPPRESSED } from "../../src/wire";

describe("a class code", () => {
  it("is 1 plus the number of limits that the value reaches", () => {
    const breaks = [20, 50, 400];
    for (let value = 1; value < 500; value++) {
      expect(classCode(value, breaks)).toBe(1 + breaks.filter((limit) => limit <= value).length);
    }
  });

  it("keeps zero, suppressed and missing apart from every class", () => {
    const codes = classCodes(Uint32Array.of(0, SUPPRESSED, NO_DATA, 1), []);
    expect([...codes]).toEqual([NONE, HIDDEN, MISSING, 1]);
    expect([...classCodes(Float32Array.of(NaN, 0.5), [0.4])]).toEqual([MISSING, 2]);
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
});

describe("class ranges", () => {
  it("are closed and leave no whole number out", () => {
    expect(classRanges([25, 100, 1000], 10)).toEqual(["10–24", "25–99", "100–999", "1,000 and over"]);
  });

  it("name a class of one number by that number", () => {
    expect(classRanges([2, 3], 1)).toEqual(["1", "2", "3 and over"]);
  });

  it("without limits are one open class", () => {
    expect(classRanges([], 10)).toEqual(["10 and over"]);
  });

  it("with broken limits say where a class ends", () => {
    expect(classRanges([0.5, 1.5], 0)).toEqual(["0 to under 0.5", "0.5 to under 1.5", "1.5 and over"]);
  });
});

describe("a value in words", () => {
  it("never shows a suppressed count as a number", () => {
    expect(valueWords(SUPPRESSED, "<10")).toBe("<10");
    expect(valueWords(NO_DATA, "<10")).toBe("no data");
    expect(valueWords(undefined, "<10")).toBe("no data");
    expect(valueWords(0, "<10")).toBe("none");
    expect(valueWords(1234567, "<10")).toBe("1,234,567");
  });

  it("the largest shown value skips the sentinels", () => {
    expect(largestShown(Uint32Array.of(3, SUPPRESSED, NO_DATA, 7))).toBe(7);
    expect(largestShown(Uint32Array.of(0, SUPPRESSED))).toBe(0);
  });
});
