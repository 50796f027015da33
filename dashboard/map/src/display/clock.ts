/** When the next scene is due: on a clock that only goes forward, without drift, and that can be paused. */

export class RotationClock {
  #length = 0;
  #begun = 0;
  #stoppedAt: number | null = null;
  #shownAt = 0;

  /** `now` gives milliseconds of a clock that nobody sets. */
  constructor(private readonly now: () => number) {}

  get isPaused(): boolean { return this.#stoppedAt !== null; }

  /** Milliseconds that the scene has been shown, without pauses. */
  get elapsed(): number { return (this.#stoppedAt ?? this.now()) - this.#begun; }

  /** Milliseconds until the next scene; never below zero. */
  get left(): number { return Math.max(0, this.#length - this.elapsed); }

  get isDue(): boolean { return !this.isPaused && this.#length > 0 && this.elapsed >= this.#length; }

  /** Milliseconds that the scene has been shown, pauses too. */
  get shownFor(): number { return this.now() - this.#shownAt; }

  /** A scene of `length` milliseconds begins now. A pause stays a pause. */
  begin(length: number): void {
    this.#shownAt = this.now();
    this.#length = length;
    this.#begun = this.now();
    if (this.#stoppedAt !== null) this.#stoppedAt = this.#begun;
  }

  /**
   * The next scene, of `length` milliseconds, begins when it was due, so that lateness does not add up.
   * After a gap of a whole scene, as when the machine slept, it begins now.
   */
  follow(length: number): void {
    const due = this.#begun + this.#length;
    this.#shownAt = this.now();
    this.#length = length;
    this.#begun = this.now() - due < length ? due : this.now();
  }

  /** The scene on show gets another length, and keeps the time that it has had. */
  resize(length: number): void { this.#length = length; }

  pause(): void { this.#stoppedAt ??= this.now(); }

  resume(): void {
    if (this.#stoppedAt === null) return;
    this.#begun += this.now() - this.#stoppedAt;
    this.#stoppedAt = null;
  }
}
