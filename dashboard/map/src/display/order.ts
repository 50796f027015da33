/** The order of scenes, and which is on show. */

import type { SceneEntry } from "./brief-types";

export class Order {
  #scenes: readonly SceneEntry[] = [];
  #place = 0;

  get scenes(): readonly SceneEntry[] { return this.#scenes; }

  get place(): number { return this.#place; }

  get current(): SceneEntry | undefined { return this.#scenes[this.#place]; }

  get next(): SceneEntry | undefined { return this.#scenes[this.#after(1)]; }

  /** Take another list: the scene on show stays on show if it is still there, else the one at its place. */
  replace(scenes: readonly SceneEntry[], wanted = this.current?.key): void {
    const found = scenes.findIndex(({ key }) => key === wanted);
    this.#scenes = scenes;
    this.#place = found >= 0 ? found : Math.min(this.#place, Math.max(0, scenes.length - 1));
  }

  /** Forward or back, around the ends. */
  step(by: number): void { this.#place = this.#after(by); }

  /** To a place counted from 0; one that is beyond the ends is the end. */
  goTo(place: number): void { this.#place = Math.min(Math.max(0, place), Math.max(0, this.#scenes.length - 1)); }

  /** To a scene by its key; false if there is none. */
  goToKey(key: string): boolean {
    const found = this.#scenes.findIndex((scene) => scene.key === key);
    if (found >= 0) this.#place = found;
    return found >= 0;
  }

  #after(by: number): number {
    const count = this.#scenes.length;
    return count === 0 ? 0 : (((this.#place + by) % count) + count) % count;
  }
}
