/**
 * Whether the server answers: says so when it does not, asks again by itself with growing pauses, and tells when it is
 * back, or when somebody whose sign-in had ended is signed in again.
 */

import type { Notices } from "./notices";

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;
const NOTICE = "reach";
const SIGNED_IN = "borderops:signed-in";
const WORDS = "The server is not reachable. The map is showing the last numbers it got.";

export interface ReachActions {
  /** True if the server answers now. */
  isReachable(): Promise<boolean>;
  /** Ask again for what was missed. */
  recover(): void;
}

export class Reach {
  #isLost = false;
  #pauseMs = FIRST_PAUSE_MS;
  #timer = 0;
  readonly #onOnline = (): void => { if (this.#isLost) void this.#try(); };
  readonly #onSignedIn = (): void => { this.actions.recover(); };

  constructor(private readonly notices: Notices, private readonly actions: ReachActions) {
    window.addEventListener("online", this.#onOnline);
    window.addEventListener(SIGNED_IN, this.#onSignedIn);
  }

  get isLost(): boolean { return this.#isLost; }

  /** Take what a call to the server found. */
  heard(isReachable: boolean): void {
    if (isReachable === !this.#isLost) return;
    if (isReachable) { this.#found(); return; }
    this.#isLost = true;
    this.#pauseMs = FIRST_PAUSE_MS;
    this.#say();
    this.#later();
  }

  stop(): void {
    window.removeEventListener("online", this.#onOnline);
    window.removeEventListener(SIGNED_IN, this.#onSignedIn);
    window.clearTimeout(this.#timer);
  }

  #say(): void {
    this.notices.show(NOTICE, WORDS, () => { this.#say(); void this.#try(); });
  }

  #later(): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => { void this.#try(); }, this.#pauseMs);
    this.#pauseMs = Math.min(LONGEST_PAUSE_MS, this.#pauseMs * 2);
  }

  async #try(): Promise<void> {
    window.clearTimeout(this.#timer);
    const isReachable = await this.actions.isReachable();
    // The call itself has told `heard` if the server is back.
    if (!isReachable && this.#isLost) this.#later();
  }

  #found(): void {
    this.#isLost = false;
    window.clearTimeout(this.#timer);
    this.notices.clear(NOTICE);
    this.actions.recover();
  }
}
