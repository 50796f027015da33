/**
 * Playing through the months: which period is shown, and when the next one may be. A frame is shown only after the one
 * before it was painted, and the next one's values are fetched while it is looked at.
 */

import { Newest } from "./newest";
import { windowsOf, type Period } from "./months";

export const WINDOWS = [1, 3, 12] as const;
export const SPEEDS = { slow: 1600, normal: 900, fast: 400 } as const;
export type Speed = keyof typeof SPEEDS;

export interface PlaybackActions {
  /** Resolves when the period is painted; rejects if it could not be fetched. */
  show(period: Period): Promise<void>;
  fetchAhead(period: Period): void;
  changed(): void;
}

export class Playback {
  size: number = 1;
  speed: Speed = "normal";
  /** Frames painted so far, for tests. */
  painted = 0;
  #span: readonly [string, string] | null = null;
  #periods: Period[] = [];
  #at = 0;
  #seen: Period | null = null;
  #isPlaying = false;
  #run = 0;
  readonly #steps: Newest<Period>;

  constructor(private readonly actions: PlaybackActions, private readonly pause: (ms: number) => Promise<void> = waited) {
    this.#steps = new Newest<Period>(async (period) => { await actions.show(period); return period; }, (period) => { this.#saw(period as Period); }, () => undefined);
  }

  get isPlaying(): boolean { return this.#isPlaying; }

  get periods(): readonly Period[] { return this.#periods; }

  get at(): number { return this.#at; }

  /** The period that was painted last, the one to be seen. */
  get seen(): Period | null { return this.#seen; }

  /** The period in force; null if the span has no window of this size. */
  get period(): Period | null { return this.#periods[this.#at] ?? null; }

  /** Open on a span, at the window that ends nearest to `last`. */
  open(span: readonly [string, string], last: string): void {
    this.#span = span;
    this.#seen = null;
    this.#resize(this.size, last);
  }

  /** Another window size, ending in the same month. */
  resize(size: number): void {
    this.#resize(size, this.period?.to ?? this.#span?.[1] ?? "");
    this.#step(this.#at);
  }

  /** Show a frame now; of several asked while one is painted, only the newest. */
  goTo(at: number): void {
    this.stop();
    this.#step(at);
  }

  toggle(): void {
    if (this.#isPlaying) this.stop();
    // A month that could not be shown has ended the playing; the panel says so.
    else this.play().catch(() => undefined);
  }

  /** Play from here to the end, or from the start if this is the end; each frame is painted before the next is due. */
  async play(): Promise<void> {
    if (this.#periods.length === 0) return;
    const run = ++this.#run;
    this.#isPlaying = true;
    if (this.#at >= this.#periods.length - 1) this.#at = 0;
    try {
      for (let at = this.#at; run === this.#run && at < this.#periods.length; at++) await this.#frame(at);
    } finally {
      if (run === this.#run) this.stop();
    }
  }

  stop(): void {
    this.#run++;
    this.#isPlaying = false;
    this.actions.changed();
  }

  async #frame(at: number): Promise<void> {
    const period = this.#periods[at];
    if (!period) return;
    this.#at = at;
    this.actions.changed();
    const next = this.#periods[at + 1];
    const shown = this.actions.show(period);
    if (next) this.actions.fetchAhead(next);
    await shown;
    this.#saw(period);
    await this.pause(SPEEDS[this.speed]);
  }

  #saw(period: Period): void {
    this.painted++;
    this.#seen = period;
    this.actions.changed();
  }

  #step(at: number): void {
    this.#at = Math.max(0, Math.min(this.#periods.length - 1, at));
    this.actions.changed();
    if (this.period) this.#steps.push(this.period);
    const next = this.#periods[this.#at + 1];
    if (next) this.actions.fetchAhead(next);
  }

  #resize(size: number, last: string): void {
    this.size = size;
    this.#periods = this.#span ? windowsOf(this.#span, size) : [];
    const at = this.#periods.findIndex(({ to }) => to >= last);
    this.#at = at < 0 ? Math.max(0, this.#periods.length - 1) : at;
  }
}

function waited(ms: number): Promise<void> {
  return new Promise((resolve) => { window.setTimeout(resolve, ms); });
}
