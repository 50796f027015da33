/** A brief that is being edited: what it is now, what was saved, and the way back. */

import type { Brief, Kept } from "./types";

const MOST_STEPS = 100;
/** Changes of the same field within this time are one step of undo. */
const ONE_STEP_MS = 1500;

interface Step {
  brief: Brief;
  /** What was done, in words, for the undo button. */
  words: string;
}

export class Draft {
  #brief: Brief;
  #saved: Kept;
  #back: Step[] = [];
  #last = { what: "", at: 0 };

  constructor(saved: Kept, private readonly now: () => number = () => Date.now()) {
    this.#saved = saved;
    this.#brief = structuredClone(saved.brief);
  }

  get brief(): Brief { return this.#brief; }

  get saved(): Kept { return this.#saved; }

  get isChanged(): boolean { return JSON.stringify(this.#brief) !== JSON.stringify(this.#saved.brief); }

  /** What undo would take back, in words; null if nothing. */
  get undoWords(): string | null { return this.#back.at(-1)?.words ?? null; }

  /** Put a brief in the place of the one that is edited; `what` joins keystrokes in one field to one step. */
  change(brief: Brief, words: string, what = ""): void {
    const at = this.now();
    const isSame = what !== "" && what === this.#last.what && at - this.#last.at < ONE_STEP_MS;
    if (!isSame) this.#back.push({ brief: this.#brief, words });
    if (this.#back.length > MOST_STEPS) this.#back.shift();
    this.#last = { what, at };
    this.#brief = brief;
  }

  /** Take the last change back; its words, or null if there was none. */
  undo(): string | null {
    const step = this.#back.pop();
    if (!step) return null;
    this.#brief = step.brief;
    this.#last = { what: "", at: 0 };
    return step.words;
  }

  /** The server has stored `sent`; what was changed since is still to be saved. */
  stored(kept: Kept): void { this.#saved = kept; }

  /** Take the server's brief in the place of one's own, which undo brings back. */
  takeTheirs(kept: Kept): void {
    this.change(structuredClone(kept.brief), "Open theirs");
    this.#saved = kept;
  }

  /** Keep one's own on top of the server's newer version. */
  keepMine(kept: Kept): void { this.#saved = kept; }
}
