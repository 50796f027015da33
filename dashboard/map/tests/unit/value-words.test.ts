import { describe, expect, it } from "vitest";

import { changeWords, classRanges, formatDecimal, formatSigned, valueWords } from "../../src/value-words";
import { NO_DATA, SUPPRESSED } from "../../src/wire";

const ranges = (breaks: number[], lowest: number | null, more: { decimals?: number; isSigned?: boolean } = {}): string[] =>
  classRanges({ breaks, lowest, decimals: 0, isSigned: false, ...more });

describe("class ranges", () => {
  it("are closed and leave no whole number out", () => {
    expect(ranges([25, 100, 1000], 10)).toEqual(["10–24", "25–99", "100–999", "1,000 and over"]);
  });

  it("name a class of one number by that number", () => {
    expect(ranges([2, 3], 1)).toEqual(["1", "2", "3 and over"]);
  });

  it("without limits are one open class", () => {
    expect(ranges([], 10)).toEqual(["10 and over"]);
    expect(ranges([], null, { decimals: 1 })).toEqual(["any value"]);
  });

  it("of rates say where a class ends, with the decimals of the figures", () => {
    expect(ranges([0.5, 2], null, { decimals: 1 })).toEqual(["under 0.5", "0.5 to under 2.0", "2.0 and over"]);
    expect(ranges([30, 1000], null)).toEqual(["under 30", "30 to under 1,000", "1,000 and over"]);
  });

  it("of a change have a sign, and a class for about the same", () => {
    expect(ranges([-500, -20, 20, 500], 10, { isSigned: true })).toEqual([
      "−500 and under", "−20 to −499", "about the same (under ±20)", "+20 to +499", "+500 and over",
    ]);
    expect(ranges([], 10, { isSigned: true })).toEqual(["any change"]);
  });
});

describe("a value in words", () => {
  it("never shows a suppressed count as a number", () => {
    expect(valueWords(SUPPRESSED, "<10")).toBe("<10");
    expect(valueWords(Infinity, "<10", 2)).toBe("<10");
    expect(valueWords(NO_DATA, "<10")).toBe("no data");
    expect(valueWords(NaN, "<10")).toBe("no data");
    expect(valueWords(undefined, "<10")).toBe("no data");
    expect(valueWords(0, "<10")).toBe("none");
    expect(valueWords(1234567, "<10")).toBe("1,234,567");
    expect(valueWords(1234.567, "<10", 1)).toBe("1,234.6");
  });

  it("keeps figures that so many decimals would round to nothing", () => {
    expect(formatDecimal(0.0123, 1)).toBe("0.012");
    expect(formatDecimal(0, 1)).toBe("0.0");
  });

  it("has a sign where it is a difference", () => {
    expect([1234, -56, 0].map((value) => formatSigned(value))).toEqual(["+1,234", "−56", "0"]);
  });
});

describe("a change in words", () => {
  const change = { now: Uint32Array.of(11234, SUPPRESSED), before: Uint32Array.of(10000, 12), verdict: Uint32Array.of(1, 3) };

  it("says the difference, whether it stands out, and both counts", () => {
    expect(changeWords(1234, change, 0, "<10")).toEqual({
      difference: "+1,234", verdict: "stands out, higher", counts: "11,234 against 10,000 a year before",
    });
  });

  it("tells no difference from which a count that is not shown would follow", () => {
    expect(changeWords(Infinity, change, 1, "<10")).toEqual({ difference: "not shown", verdict: "too few to tell", counts: "<10 against 12 a year before" });
  });
});
