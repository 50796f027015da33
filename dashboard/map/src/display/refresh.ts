/** Asks the server again and again: twice in an interval, so that an interval never passes in silence unnoticed. */

const PART = 0.5;
/** Displays that were switched on together do not ask together. */
const JITTER = 0.1;
const RETRY = 0.1;
const PATIENCE = 0.4;
const MOST_PATIENCE_MS = 15_000;

/** How long an answer is waited for, of an interval in milliseconds. */
export function patienceOf(every: number): number {
  return Math.min(MOST_PATIENCE_MS, every * PATIENCE);
}

export class Refresh {
  #timer: number | null = null;
  #isAsking = false;
  #isStopped = false;
  readonly #now = (): void => { void this.ask(); };

  /** `question` resolves to true if it was answered; `chance` gives numbers from 0 to 1. */
  constructor(private readonly question: () => Promise<boolean>, public every: number, private readonly chance: () => number = Math.random) {
    window.addEventListener("online", this.#now);
    document.addEventListener("visibilitychange", this.#now);
  }

  /** Ask now, and from then on by itself. */
  async ask(): Promise<void> {
    if (this.#isAsking || this.#isStopped) return;
    this.#isAsking = true;
    if (this.#timer !== null) window.clearTimeout(this.#timer);
    const isAnswered = await this.question().catch(() => false);
    this.#isAsking = false;
    if (this.#isStopped as boolean) return;
    const part = isAnswered ? PART - JITTER * this.chance() : RETRY * (1 + this.chance());
    this.#timer = window.setTimeout(this.#now, this.every * part);
  }

  stop(): void {
    this.#isStopped = true;
    if (this.#timer !== null) window.clearTimeout(this.#timer);
    window.removeEventListener("online", this.#now);
    document.removeEventListener("visibilitychange", this.#now);
  }
}
