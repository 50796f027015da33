/**
 * Saving: one change after the other, each on top of the last. What cannot be sent waits, is kept by this browser for
 * whoever made it, and is sent when the server is back, or when they have signed in again.
 */

import { errorWords, Unreachable } from "../api";
import type { Edit, Head, Saved } from "./plan-types";
import type { Moves } from "./plan-view";
import { Refusal, type PlansApi } from "./plans-api";

const NOBODY = 401;
const SIGNED_IN = "borderops:signed-in";
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 15_000;

/** A change that is to be saved. */
export type Change = { edit: Edit } | { step: "undo" | "redo"; to?: number } | { go: number };

interface Waiting {
  change: Change;
  preview: Moves;
  /** Its name with the server, so that an edit whose answer was lost is not saved twice. */
  key: string;
}

/** What the browser keeps of an edit that could not be sent. */
type Kept = Pick<Waiting, "key"> & { edit: Edit };

export type SaveState =
  | { is: "saved" }
  | { is: "saving"; count: number }
  /** The server does not answer. */
  | { is: "waiting"; count: number }
  /** The sign-in has ended. */
  | { is: "signed-out"; count: number };

export interface SaveEvents {
  state(state: SaveState): void;
  /** The moves still on their way. */
  waiting(moves: Moves[]): void;
  saved(saved: Saved, change: Change): void;
  /** The plan had moved on; the edit is kept as the words say, and `head` is the plan as it now is. */
  conflict(words: string, head: Head): void;
  refused(words: string, change: Change): void;
}

export class SaveQueue {
  #waiting: Waiting[] = [];
  #isRunning = false;
  #isStopped = false;
  #isSignedOut = false;
  #timer = 0;
  #pauseMs = FIRST_PAUSE_MS;
  readonly #onOnline = (): void => { void this.#run(); };
  /** Said only once it is known to be the same person. */
  readonly #onSignedIn = (): void => { this.#isSignedOut = false; void this.#run(); };

  /** `version` gives the version that the next change stands on. */
  constructor(private readonly api: PlansApi, private readonly id: string, private readonly version: () => number, private readonly events: SaveEvents, private readonly storage: Storage | null) {
    window.addEventListener("online", this.#onOnline);
    window.addEventListener(SIGNED_IN, this.#onSignedIn);
  }

  get count(): number { return this.#waiting.length; }

  /** Take up what an earlier visit could not send. */
  recover(): number {
    const kept = readKept(this.storage, this.#key);
    for (const { edit, key } of kept) this.push({ edit }, new Map(), key);
    return kept.length;
  }

  push(change: Change, preview: Moves, key = newKey()): void {
    this.#waiting.push({ change, preview, key });
    this.#told();
    if (this.#timer === 0) void this.#run();
  }

  stop(): void {
    this.#isStopped = true;
    window.clearTimeout(this.#timer);
    window.removeEventListener("online", this.#onOnline);
    window.removeEventListener(SIGNED_IN, this.#onSignedIn);
  }

  /** A method, as it changes while one waits. */
  #isGone(): boolean { return this.#isStopped; }

  get #key(): string {
    const who = document.querySelector<HTMLElement>("[data-who]")?.dataset.who ?? "";
    return `borderops-plan-${this.id}-unsent${who && `-${who}`}`;
  }

  async #run(): Promise<void> {
    if (this.#isRunning || this.#isSignedOut || this.#isGone()) return;
    window.clearTimeout(this.#timer);
    this.#timer = 0;
    this.#isRunning = true;
    for (let next = this.#waiting[0]; next && !this.#isGone(); next = this.#waiting[0]) {
      this.#say("saving");
      if (!(await this.#send(next))) break;
      this.#pauseMs = FIRST_PAUSE_MS;
    }
    this.#isRunning = false;
    if (this.#waiting.length === 0 && !this.#isGone()) this.events.state({ is: "saved" });
  }

  /** Send one; false if the server is gone, and it is tried again later. */
  async #send({ change, key }: Waiting): Promise<boolean> {
    const version = this.version();
    try {
      const saved = await this.#request(change, version, key);
      this.events.saved(saved, change);
      this.#done();
    } catch (error) {
      if (this.#isStopped) return false;
      if (error instanceof Unreachable) { this.#later(); return false; }
      if (error instanceof Refusal && error.status === NOBODY) { this.#isSignedOut = true; this.#say("signed-out"); return false; }
      const moved = error instanceof Refusal && error.isConflict ? await this.#newerHead(version) : null;
      if (moved) this.events.conflict(errorWords(error), moved);
      else this.events.refused(errorWords(error), change);
      this.#done();
    }
    return true;
  }

  #request(change: Change, version: number, key: string): Promise<Saved> {
    if ("edit" in change) return this.api.save(this.id, version, change.edit, key);
    if ("go" in change) return this.api.go(this.id, version, change.go);
    return this.api.step(this.id, change.step, version, change.to);
  }

  /** The plan as it now is if it is not what the change stood on; null if that was not the reason. */
  async #newerHead(version: number): Promise<Head | null> {
    const head = await this.api.head(this.id).catch(() => null);
    return head && head.version !== version ? head : null;
  }

  #done(): void {
    this.#waiting.shift();
    this.#told();
  }

  #later(): void {
    this.#say("waiting");
    this.#timer = window.setTimeout(() => { this.#timer = 0; void this.#run(); }, this.#pauseMs);
    this.#pauseMs = Math.min(LONGEST_PAUSE_MS, this.#pauseMs * 2);
  }

  #told(): void {
    this.events.waiting(this.#waiting.map(({ preview }) => preview));
    keep(this.storage, this.#key, this.#waiting.flatMap(({ change, key }) => ("edit" in change ? [{ edit: change.edit, key }] : [])));
  }

  #say(is: "saving" | "waiting" | "signed-out"): void {
    this.events.state({ is, count: this.#waiting.length });
  }
}

/** 32 letters by chance. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function readKept(storage: Storage | null, key: string): Kept[] {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(key) ?? "[]");
    return Array.isArray(kept) ? (kept as Kept[]) : [];
  } catch {
    return [];
  }
}

function keep(storage: Storage | null, key: string, edits: Kept[]): void {
  try {
    if (edits.length > 0) storage?.setItem(key, JSON.stringify(edits));
    else storage?.removeItem(key);
  } catch {
    // A full or forbidden storage: the changes still wait in this tab.
  }
}
