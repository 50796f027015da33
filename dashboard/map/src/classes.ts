/** From values to classes, to colours, and to the words of a legend. */

import { NO_DATA, SUPPRESSED, type Column } from "./wire";

/** Codes of what is painted; 1 to k are the classes, low to high. */
export const NONE = 0;
export const MISSING = 254;
export const HIDDEN = 255;

/**
 * One code per value: {@link NONE} for zero, {@link HIDDEN} for suppressed, {@link MISSING} for no data, else 1 plus
 * the number of `breaks` (ascending) that the value reaches.
 */
export function classCodes(values: Column, breaks: readonly number[]): Uint8Array {
  const codes = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) codes[i] = classCode(values[i] ?? NaN, breaks);
  return codes;
}

/** The code of one value; see {@link classCodes}. */
export function classCode(value: number, breaks: readonly number[]): number {
  if (value === SUPPRESSED) return HIDDEN;
  if (value === NO_DATA || Number.isNaN(value)) return MISSING;
  if (value === 0) return NONE;
  let code = 1;
  while (code <= breaks.length && value >= (breaks[code - 1] ?? Infinity)) code++;
  return code;
}

/** The largest value that is neither suppressed nor missing; 0 if there is none. */
export function largestShown(values: Column): number {
  let largest = 0;
  values.forEach((value: number) => { if (classCode(value, []) === 1) largest = Math.max(largest, value); });
  return largest;
}

/** One colour per class, spread over the whole ramp when there are fewer classes than colours. */
export function classColours(colours: readonly string[], classes: number): string[] {
  const last = colours.length - 1;
  return Array.from({ length: classes }, (_, i) => {
    const place = classes === 1 ? (last * 2) / 3 : (i * last) / (classes - 1);
    return colours[Math.min(last, Math.round(place))] ?? "#888888";
  });
}

const GROUPED = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });

/** A number as people read it: grouped, at most one decimal. */
export function formatCount(value: number): string {
  return GROUPED.format(value);
}

/**
 * The range of each class in words. Whole-number breaks give closed ranges ("10–24", "25 and over").
 * `lowest` is the smallest value that can be shown: the disclosure floor, or 1.
 */
export function classRanges(breaks: readonly number[], lowest: number): string[] {
  const whole = breaks.every(Number.isInteger);
  return Array.from({ length: breaks.length + 1 }, (_, i) => {
    const from = i === 0 ? lowest : (breaks[i - 1] ?? 0);
    const limit = breaks[i];
    if (limit === undefined) return `${formatCount(from)} and over`;
    if (!whole) return `${formatCount(from)} to under ${formatCount(limit)}`;
    return limit - 1 <= from ? formatCount(Math.min(from, limit - 1)) : `${formatCount(from)}–${formatCount(limit - 1)}`;
  });
}

/** A value in words: grouped digits, the suppressed words, "none", or "no data". */
export function valueWords(value: number | undefined, suppressedWords: string): string {
  if (value === undefined || value === NO_DATA || Number.isNaN(value)) return "no data";
  if (value === SUPPRESSED) return suppressedWords;
  return value === 0 ? "none" : formatCount(value);
}
