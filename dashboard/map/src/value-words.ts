/** Values, classes and changes in words. */

import { Verdict } from "./classes";
import { NO_DATA, SUPPRESSED, type Change } from "./wire";

const GROUPED = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });
const MINUS = "\u2212";

/** A number as people read it: grouped, at most one decimal. */
export function formatCount(value: number): string {
  return GROUPED.format(value);
}

/** A number with so many decimals; one that they would round to zero keeps two figures. */
export function formatDecimal(value: number, decimals: number): string {
  const isLost = value !== 0 && Math.abs(value) < 0.5 * 10 ** -decimals;
  const options = isLost ? { maximumSignificantDigits: 2 } : { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return new Intl.NumberFormat("en-US", options).format(value);
}

/** A difference with its sign: "+1,234", "−56", "0". */
export function formatSigned(value: number, decimals = 0): string {
  const sign = value > 0 ? "+" : value < 0 ? MINUS : "";
  return sign + formatDecimal(Math.abs(value), decimals);
}

export interface Ranges {
  breaks: readonly number[];
  /** The smallest count that can be shown: the disclosure floor, or 1; null for rates, which have none. */
  lowest: number | null;
  decimals: number;
  isSigned: boolean;
}

/** The range of each class in words, low to high. */
export function classRanges({ breaks, lowest, decimals, isSigned }: Ranges): string[] {
  if (isSigned) return signedRanges(breaks, decimals);
  if (lowest === null) return rateRanges(breaks, decimals);
  return Array.from({ length: breaks.length + 1 }, (_, i) => {
    const from = i === 0 ? lowest : (breaks[i - 1] ?? 0);
    const limit = breaks[i];
    if (limit === undefined) return `${formatCount(from)} and over`;
    return limit - 1 <= from ? formatCount(Math.min(from, limit - 1)) : `${formatCount(from)}–${formatCount(limit - 1)}`;
  });
}

/** Ranges of a rate: each ends where the next begins. */
function rateRanges(breaks: readonly number[], decimals: number): string[] {
  const words = breaks.map((limit) => formatDecimal(limit, decimals));
  return [undefined, ...words].map((from, i) => {
    const limit = words[i];
    if (from === undefined) return limit === undefined ? "any value" : `under ${limit}`;
    return limit === undefined ? `${from} and over` : `${from} to under ${limit}`;
  });
}

/** Ranges of change: "+20 to +99", "about the same", "−99 to −20"; the stronger end is open. */
function signedRanges(breaks: readonly number[], decimals: number): string[] {
  const step = decimals === 0 ? 1 : 0;
  const between = (sign: string, near: number, far: number | undefined): string =>
    far === undefined
      ? `${sign}${formatDecimal(near, decimals)} and ${sign === "+" ? "over" : "under"}`
      : `${sign}${formatDecimal(near, decimals)} to ${sign}${formatDecimal(far - step, decimals)}`;
  const below = breaks.filter((limit) => limit < 0);
  const above = breaks.filter((limit) => limit > 0);
  const nearest = above[0] ?? -(below.at(-1) ?? 0);
  return [
    ...below.map((limit, i) => between(MINUS, -limit, i === 0 ? undefined : -(below[i - 1] ?? 0))),
    ...(below.length + above.length < breaks.length ? [] : [nearest > 0 ? `about the same (under ±${formatDecimal(nearest, decimals)})` : "any change"]),
    ...above.map((limit, i) => between("+", limit, above[i + 1])),
  ];
}

/** A value in words: grouped digits, the suppressed words, "none", or "no data". */
export function valueWords(value: number | undefined, suppressedWords: string, decimals = 0): string {
  if (value === undefined || value === NO_DATA || Number.isNaN(value)) return "no data";
  if (value === SUPPRESSED || value === Infinity) return suppressedWords;
  return value === 0 ? "none" : formatDecimal(value, decimals);
}

const VERDICTS: Readonly<Record<number, string>> = {
  [Verdict.noise]: "within noise",
  [Verdict.higher]: "stands out, higher",
  [Verdict.lower]: "stands out, lower",
  [Verdict.tooFew]: "too few to tell",
};

/** A verdict in the words of `data/answers/change.py`. */
export function verdictWords(verdict: number | undefined): string {
  return VERDICTS[verdict ?? -1] ?? "";
}

/** A change as three parts: the difference, the verdict, and both counts. */
export function changeWords(value: number | undefined, change: Change, row: number, suppressedWords: string): { difference: string; verdict: string; counts: string } {
  const isShown = value !== undefined && Number.isFinite(value);
  const count = (column: Change["now"]): string => valueWords(column[row], suppressedWords);
  return {
    difference: isShown ? formatSigned(value) : Number.isNaN(value ?? NaN) ? "no data" : "not shown",
    verdict: verdictWords(change.verdict[row]),
    counts: `${count(change.now)} against ${count(change.before)} a year before`,
  };
}
