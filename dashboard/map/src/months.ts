/** Months as "YYYY-MM" and periods of them, in arithmetic and in words. */

/** First and last month, both inclusive. */
export interface Period {
  from: string;
  to: string;
}

const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;
const WORDS = new Intl.DateTimeFormat("en-US", { month: "short", year: "numeric", timeZone: "UTC" });
/** The federal fiscal year begins in October. */
const FISCAL_START = 9;

/** Months since January of year 0. @throws RangeError if the text is not a month. */
export function monthNumber(text: string): number {
  const match = MONTH.exec(text);
  if (!match) throw new RangeError(`month is ${JSON.stringify(text)}, expected YYYY-MM`);
  return Number(match[1]) * 12 + Number(match[2]) - 1;
}

export function monthText(number: number): string {
  return `${String(Math.floor(number / 12)).padStart(4, "0")}-${String((number % 12) + 1).padStart(2, "0")}`;
}

/** A month as "Mar 2026". */
export function monthWords(text: string): string {
  const number = monthNumber(text);
  return WORDS.format(new Date(Date.UTC(Math.floor(number / 12), number % 12)));
}

/** A period as "Mar 2026", "Jan–Mar 2026", or "Nov 2025–Jan 2026". */
export function periodWords({ from, to }: Period): string {
  if (from === to) return monthWords(from);
  const [first, last] = [monthWords(from), monthWords(to)];
  return first.slice(-4) === last.slice(-4) ? `${first.slice(0, -5)}–${last}` : `${first}–${last}`;
}

/** The period in "YYYY-MM/YYYY-MM"; null if the text is not one, or runs backwards. */
export function readPeriod(text: string | null): Period | null {
  const [from, to, more] = (text ?? "").split("/");
  if (!from || !to || more !== undefined || !MONTH.test(from) || !MONTH.test(to) || from > to) return null;
  return { from, to };
}

export function periodText({ from, to }: Period): string {
  return `${from}/${to}`;
}

/** Every period of `size` months within a span, one for each month that it can end in. */
export function windowsOf([first, last]: readonly [string, string], size: number): Period[] {
  const [start, end] = [monthNumber(first), monthNumber(last)];
  const count = Math.max(0, end - start - size + 2);
  return Array.from({ length: count }, (_, i) => ({ from: monthText(start + i), to: monthText(start + i + size - 1) }));
}

/** The same months a year before. */
export function yearBefore({ from, to }: Period): Period {
  return { from: monthText(monthNumber(from) - 12), to: monthText(monthNumber(to) - 12) };
}

/** Which year begins with a month: "fiscal" in October, "calendar" in January; null for other months. */
export function yearStarting(text: string): "fiscal" | "calendar" | null {
  const month = monthNumber(text) % 12;
  return month === 0 ? "calendar" : month === FISCAL_START ? "fiscal" : null;
}

/** The fiscal year of a month as "FY26". */
export function fiscalYear(text: string): string {
  const number = monthNumber(text);
  return `FY${String((Math.floor(number / 12) + (number % 12 >= FISCAL_START ? 1 : 0)) % 100).padStart(2, "0")}`;
}

/** The period of a filter's query text; an open end is filled from the span. */
export function periodOfQuery(query: string, span: readonly [string, string] | null): Period | null {
  const parameters = new URLSearchParams(query);
  return readPeriod(`${parameters.get("from") ?? span?.[0] ?? ""}/${parameters.get("to") ?? span?.[1] ?? ""}`);
}

/** A filter's query text with another period. */
export function withPeriod(query: string, { from, to }: Period): string {
  const parameters = new URLSearchParams(query);
  parameters.set("from", from);
  parameters.set("to", to);
  return parameters.toString();
}
