/** What the desk does with changes: keep them in order, show them at once, and say what became of each. */

import type { Bench } from "./bench";
import type { Edit, Head, RegionKey, Saved } from "./plan-types";
import type { Moves } from "./plan-view";
import { SaveQueue, type Change, type SaveState } from "./save-queue";

const NOTHING: Moves = new Map();

export class BenchEdits {
  readonly #queue: SaveQueue;
  #state: SaveState = { is: "saved" };
  readonly #onLeave = (event: BeforeUnloadEvent): void => { if (this.#queue.count > 0) event.preventDefault(); };

  constructor(private readonly bench: Bench, id: string) {
    this.#queue = new SaveQueue(bench.ground.api, id, () => bench.view.head.version, {
      state: (state) => { this.#said(state); },
      waiting: (moves) => { bench.view.setWaiting(moves); },
      saved: (saved, change) => { this.#saved(saved, change); },
      conflict: (words, head) => { this.#conflict(words, head); },
      refused: (words, change) => { this.#refused(words, change); },
    }, storage());
    window.addEventListener("beforeunload", this.#onLeave);
  }

  get isBusy(): boolean { return this.#queue.count > 0; }

  recover(): number { return this.#queue.recover(); }

  /** The figures as they would be; not while changes are on their way, which they would leave out. */
  ask(edit: Edit): void {
    if (!this.isBusy) this.bench.figures.ask(edit);
  }

  commit(edit: Edit, preview: Moves = NOTHING): void {
    const { status } = this.bench.view.head;
    if (status !== "draft") {
      this.bench.messages.keep(`This plan is ${status}`, ["It cannot be edited. Copy it from the list of plans to go on from it, or have a submitted plan sent back."], { kind: "warn" });
      this.bench.figures.drop();
      return;
    }
    if (this.bench.side.isOpenLedger) {
      this.bench.messages.keep("Not saved", ["The ledger does not close, so that nothing is saved. Reload the page; if it stays, run borderops store verify."], { kind: "warn" });
      this.bench.figures.drop();
      return;
    }
    this.bench.figures.made();
    this.#queue.push({ edit }, preview);
  }

  step(step: "undo" | "redo"): void {
    const { can_undo, redo } = this.bench.view.head;
    if (step === "undo" && !can_undo && !this.isBusy) { this.bench.messages.say("Nothing to undo: this is the plan as it began."); return; }
    if (step === "redo" && redo.length === 0 && !this.isBusy) { this.bench.messages.say("Nothing to redo."); return; }
    this.#queue.push({ step }, NOTHING);
  }

  go(edit: number): void { this.#queue.push({ go: edit }, NOTHING); }

  stop(): void {
    this.#queue.stop();
    window.removeEventListener("beforeunload", this.#onLeave);
  }

  #said(state: SaveState): void {
    this.#state = state;
    this.bench.strip.showState(state, this.bench.view.head.version);
  }

  #saved({ head, notes, merged }: Saved, change: Change): void {
    const { bench } = this;
    const before = bench.view.head;
    void bench.renewed(head);
    bench.strip.showState(this.#state, head.version);
    const isEdit = "edit" in change;
    if (merged) bench.messages.keep("Put together", [`Somebody else changed this plan meanwhile (${before.changed_by} to ${head.changed_by}); your change is on top of theirs.`]);
    if (notes.length > 0 && isEdit && head.edit === before.edit) bench.messages.keep("Nothing changed", notes.filter((note) => note !== "Nothing changed"));
    else if (notes.length > 0 && isEdit) bench.messages.keep("Done by itself", notes, { action: { words: "Undo", act: () => { this.step("undo"); } } });
    if (isEdit && change.edit.kind === "add") this.#added(before, head);
    bench.side.edited();
  }

  /** A region that was just added is the one to paint next. */
  #added(before: Head, after: Head): void {
    const known = new Set<RegionKey>(before.regions.map(({ key }) => key));
    const made = after.regions.find(({ key }) => !known.has(key));
    if (made) this.bench.setActive(made.key);
  }

  #conflict(words: string, head: Head): void {
    void this.bench.renewed(head);
    this.bench.figures.drop();
    this.bench.messages.keep("The plan was changed by somebody else", [words, "The map now shows the plan as it is. Your change is kept in the history, on a branch of its own."], { kind: "warn" });
    this.bench.side.edited();
  }

  #refused(words: string, change: Change): void {
    this.bench.figures.drop();
    const what = "step" in change ? `Not ${change.step === "undo" ? "undone" : "redone"}` : "Not done";
    this.bench.messages.keep(what, [words], { kind: "warn" });
    this.bench.figures.refresh();
  }
}

/** The browser's own storage; null where it is forbidden. */
function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
