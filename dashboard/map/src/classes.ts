/** From values to classes, and from classes to colours. */

import { NO_DATA, SUPPRESSED, type Column } from "./wire";

/** Codes of what is painted; 1 to k are the classes, low to high. */
export const NONE = 0;
export const MISSING = 254;
export const HIDDEN = 255;
/** Added to the class of a change that does not stand out: it is drawn quietly. */
export const QUIET = 64;

/** What may be said of a change, as `data/answers/change.py` numbers it. */
export const Verdict = { noise: 0, higher: 1, lower: 2, tooFew: 3 } as const;

/** How values fall into classes: limits, ascending; signed ones are symmetric around zero. */
export interface Classing {
  breaks: readonly number[];
  isSigned: boolean;
}

/** One code per value; see {@link classCode}. With `verdicts`, what does not stand out is {@link QUIET}. */
export function classCodes(values: Column, classing: Classing, verdicts: Column | null = null): Uint8Array {
  const codes = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const code = classCode(values[i] ?? NaN, classing);
    codes[i] = verdicts && isClass(code) && !standsOut(verdicts[i]) ? code + QUIET : code;
  }
  return codes;
}

/**
 * The code of one value: {@link HIDDEN} for suppressed, {@link MISSING} for no data, {@link NONE} for zero unless
 * zero is in the middle of signed classes, else 1 plus the number of limits that the value reaches. A negative
 * limit belongs to the class below it, so that the classes of less and of more mirror one another.
 */
export function classCode(value: number, { breaks, isSigned }: Classing): number {
  if (value === SUPPRESSED || value === Infinity) return HIDDEN;
  if (value === NO_DATA || Number.isNaN(value)) return MISSING;
  if (value === 0 && !isSigned) return NONE;
  let code = 1;
  for (const limit of breaks) if (value > limit || (value === limit && limit >= 0)) code++;
  return code;
}

/** True of the codes that stand for a class, quiet ones included. */
export function isClass(code: number): boolean {
  return code > NONE && code < MISSING;
}

function standsOut(verdict: number | undefined): boolean {
  return verdict === Verdict.higher || verdict === Verdict.lower;
}

/** The largest size of a value that is neither suppressed nor missing; 0 if there is none. */
export function largestShown(values: Column): number {
  let largest = 0;
  values.forEach((value: number) => {
    if (isClass(classCode(value, { breaks: [], isSigned: false }))) largest = Math.max(largest, Math.abs(value));
  });
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

/** One colour per signed class: each side of the ramp on its own side of zero, `same` for the class across it. */
export function divergingColours(colours: readonly string[], breaks: readonly number[], same: string): string[] {
  const half = Math.floor(colours.length / 2);
  const below = breaks.filter((limit) => limit < 0).length;
  const above = breaks.filter((limit) => limit > 0).length;
  return [
    ...classColours(colours.slice(0, half).reverse(), below).reverse(),
    ...(below + above === breaks.length ? [same] : []),
    ...classColours(colours.slice(-half), above),
  ];
}
