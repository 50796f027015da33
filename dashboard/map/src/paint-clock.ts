/** From a change to the painted frame: how long, how often, told to the page and to tests. */

import type { Map as MapLibreMap } from "maplibre-gl";

import type { Status } from "./props";

/** The page hears of repaints at most this often. */
const QUIET_MS = 250;

/** Test hook: the map and its last repaint, at `window.__borderopsMap`. Not an interface of the product. */
export interface TestHook {
  map: MapLibreMap;
  paintCount: number;
  lastPaintMs: number;
}

declare global {
  interface Window {
    __borderopsMap?: TestHook;
  }
}

export class PaintClock {
  readonly #hook: TestHook;
  #timer = 0;

  constructor(private readonly map: MapLibreMap, private readonly tell: (status: Status) => void) {
    this.#hook = { map, paintCount: 0, lastPaintMs: 0 };
    window.__borderopsMap = this.#hook;
  }

  /** Time a refresh that resolves with the number of layers it painted; none painted is no repaint. */
  time(refresh: Promise<number>): void {
    const start = performance.now();
    performance.mark("borderops:change");
    void refresh.then((layers) => {
      if (layers === 0) return;
      void this.map.once("render", () => { this.#painted(performance.now() - start); });
      this.map.triggerRepaint();
    });
  }

  stop(): void {
    window.clearTimeout(this.#timer);
    if (window.__borderopsMap === this.#hook) delete window.__borderopsMap;
  }

  #painted(ms: number): void {
    this.#hook.paintCount++;
    this.#hook.lastPaintMs = ms;
    performance.mark("borderops:painted");
    this.map.getContainer().dataset.paintCount = String(this.#hook.paintCount);
    if (this.#timer) return;
    this.#timer = window.setTimeout(() => {
      this.#timer = 0;
      this.tell({ painted: this.#hook.paintCount, ms: Math.round(this.#hook.lastPaintMs * 10) / 10 });
    }, QUIET_MS);
  }
}
