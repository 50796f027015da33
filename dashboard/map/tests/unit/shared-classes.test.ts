import { describe, expect, it } from "vitest";

import { classCode } from "../../src/classes";
import { classRanges } from "../../src/value-words";
import table from "../../../../tests/fixtures/map-classes.json";

interface Case {
  breaks: number[];
  signed: boolean;
  rate: boolean;
  floor: number;
  decimals: number;
  values: number[];
  codes: number[];
  words: string[];
}

/** The same table that the drawing of maps on paper is held to, in tests/layers/drawing. */
const cases: Case[] = table;

describe("classes on the screen and on paper", () => {
  it.each(cases)("agree for limits $breaks", ({ breaks, signed, rate, floor, decimals, values, codes, words }) => {
    expect(values.map((value) => classCode(value, { breaks, isSigned: signed }))).toEqual(codes);
    expect(classRanges({ breaks, lowest: rate || signed ? null : floor, decimals, isSigned: signed })).toEqual(words);
  });
});
