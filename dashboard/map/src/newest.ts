/** At most one task in flight; of those that wait, only the newest runs. */

export class Newest<T> {
  #inFlight = false;
  #waiting: T | undefined;
  #sequence = 0;
  #settledUpTo = 0;

  /**
   * `work` does one task; `settle` takes its result if no newer result came first, and if it was not dropped.
   * Errors of `work` go to `fail` under the same rule.
   */
  constructor(
    private readonly work: (task: T) => Promise<unknown>,
    private readonly settle: (result: unknown, sequence: number) => void,
    private readonly fail: (error: unknown) => void,
  ) {}

  /** Start the task now, or keep it as the one that waits, in place of any that waited. */
  push(task: T): void {
    if (this.#inFlight) this.#waiting = task;
    else void this.#run(task);
  }

  /** Forget the waiting task and ignore the answer to the one in flight. */
  drop(): void {
    this.#waiting = undefined;
    this.#settledUpTo = this.#sequence;
  }

  async #run(task: T): Promise<void> {
    this.#inFlight = true;
    const sequence = ++this.#sequence;
    try {
      const result = await this.work(task);
      if (this.#isNew(sequence)) this.settle(result, sequence);
    } catch (error) {
      if (this.#isNew(sequence)) this.fail(error);
    }
    this.#inFlight = false;
    const next = this.#waiting;
    this.#waiting = undefined;
    if (next !== undefined) void this.#run(next);
  }

  #isNew(sequence: number): boolean {
    if (sequence <= this.#settledUpTo) return false;
    this.#settledUpTo = sequence;
    return true;
  }
}
