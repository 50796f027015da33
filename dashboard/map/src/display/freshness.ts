/** Whether what is shown is what the server says now; and if not, since when. */

import type { SourceAge } from "./brief-types";

/** Part of an interval in which the server must have answered once more. */
const ALLOWED = 0.95;
const FAILURES = 2;

export type FeedState = "starting" | "live" | "cut off";

export class Feed {
  #answeredAt: number | null = null;
  #lastGood: Date | null = null;
  #failures = 0;
  #words = "";

  /** `every` are milliseconds; `now` is a clock that nobody sets. */
  constructor(private readonly now: () => number, public every: number) {}

  /** The moment of the last answer by the clock on the wall. */
  get lastGood(): Date | null { return this.#lastGood; }

  /** Why the last question failed, in words; empty if it did not. */
  get words(): string { return this.#words; }

  answered(at: Date): void {
    this.#answeredAt = this.now();
    this.#lastGood = at;
    this.#failures = 0;
    this.#words = "";
  }

  /** What is shown was kept from an earlier time, and the server has not answered yet. */
  kept(at: Date): void { this.#lastGood ??= at; }

  failed(words: string): void {
    this.#failures += 1;
    this.#words = words;
  }

  /**
   * Live while the server answered within one interval. One failure alone may be chance and is asked
   * about again; the second, or silence of an interval, is not.
   */
  get state(): FeedState {
    if (this.#failures >= FAILURES) return "cut off";
    if (this.#answeredAt === null) return "starting";
    return this.now() - this.#answeredAt > this.every * ALLOWED ? "cut off" : "live";
  }

  get isFailing(): boolean { return this.#failures > 0; }
}

/** `14:02 UTC`; with the day if it is not today's. */
export function clockWords(moment: Date, today: Date): string {
  const text = moment.toISOString();
  const time = `${text.slice(11, 16)} UTC`;
  return text.slice(0, 10) === today.toISOString().slice(0, 10) ? time : `${text.slice(0, 10)} ${time}`;
}

/** What a reader is told when the numbers are not the server's newest. */
export function cutOffWords(lastGood: Date | null, today: Date): string {
  if (lastGood === null) return "Cut off from the server: no numbers yet";
  return `Cut off from the server since ${clockWords(lastGood, today)}. These are the last good numbers`;
}

/** The sources that are late, in words; empty if none is. */
export function lateWords(sources: readonly SourceAge[]): string {
  const late = sources.filter(({ late: isLate }) => isLate);
  if (late.length === 0) return "";
  const names = late.map(({ source, words }) => `${source} (${words})`).join("; ");
  return `Late: ${names}`;
}
