/** Which scene is on show, and for how long: the order and the clock together. */

import type { SceneEntry } from "./brief-types";
import { RotationClock } from "./clock";
import { Order } from "./order";

/** How often a scene that has not come yet is looked for once it is due. */
const LOOK_MS = 250;
const LONGEST_WAIT_MS = 30_000;

export interface RotationEvents {
  /** Another scene is on show; by itself, or because somebody asked. */
  changed(isByItself: boolean): void;
  /** Whether a scene can be shown without waiting. */
  isReady(entry: SceneEntry): boolean;
}

export class Rotation {
  readonly order = new Order();
  readonly clock: RotationClock;
  #timer: number | null = null;

  /** `now` is a clock that nobody sets; scenes follow each other `speed` times as fast as told. */
  constructor(now: () => number, private readonly speed: number, private readonly events: RotationEvents) {
    this.clock = new RotationClock(now);
  }

  get isPaused(): boolean { return this.clock.isPaused; }

  /** Milliseconds that the scene on show has. */
  get length(): number { return ((this.order.current?.seconds ?? 0) * 1000) / this.speed; }

  /** Take the brief's list; the scene on show keeps its time, unless it is another one now. */
  accept(scenes: readonly SceneEntry[], wanted?: string): void {
    const before = this.order.current?.key;
    this.order.replace(scenes, wanted ?? before);
    if (this.order.current?.key === before) this.clock.resize(this.length);
    else { this.clock.begin(this.length); this.events.changed(true); }
    this.#wait();
  }

  step(by: number): void { this.#ask(() => { this.order.step(by); }); }

  goTo(place: number): void { this.#ask(() => { this.order.goTo(place); }); }

  goToKey(key: string): void { this.#ask(() => { this.order.goToKey(key); }); }

  /** Follow another display, without telling it back. */
  followKey(key: string): boolean {
    if (key === this.order.current?.key || !this.order.goToKey(key)) return false;
    this.clock.begin(this.length);
    this.#wait();
    return true;
  }

  setPaused(isPaused: boolean): void {
    if (isPaused) this.clock.pause();
    else this.clock.resume();
    this.#wait();
  }

  stop(): void { if (this.#timer !== null) window.clearTimeout(this.#timer); }

  #ask(move: () => void): void {
    move();
    this.clock.begin(this.length);
    this.#wait();
    this.events.changed(false);
  }

  #wait(delay = this.clock.left): void {
    this.stop();
    this.#timer = this.isPaused || !this.order.current ? null : window.setTimeout(() => { this.#due(); }, delay);
  }

  #due(): void {
    const { next } = this.order;
    if (!this.clock.isDue || !next) { this.#wait(); return; }
    // A scene that is still on its way is waited for behind the one on show, but not for ever.
    if (!this.events.isReady(next) && this.clock.elapsed < this.length + LONGEST_WAIT_MS / this.speed) { this.#wait(LOOK_MS); return; }
    const before = this.order.current?.key;
    this.order.step(1);
    this.clock.follow(this.length);
    this.#wait();
    if (this.order.current?.key !== before) this.events.changed(true);
  }
}
