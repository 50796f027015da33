/** From a change to the painted frame: how long, how often, told to the page and to tests. */

import type { Map as MapLibreMap } from "maplibre-gl";

import type { Status } from "./props";

/** The page hears of repaints at most this often. */
const QUIET_MS = 250;

const LOOK_MS = 4;

/** Values that take longer than this are late: what waits for the map's turn goes on. */
const LATE_MS = 200;

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
  #painting: Promise<unknown> = Promise.resolve();
  /** A frame has been handed to the GPU and is not on the screen yet. */
  #isDrawing = false;
  /** The last values were late: where the network is slow, nothing is gained by asking one after the other. */
  #isLate = false;

  constructor(private readonly map: MapLibreMap, private readonly tell: (status: Status) => void) {
    this.#hook = { map, paintCount: 0, lastPaintMs: 0 };
    window.__borderopsMap = this.#hook;
  }

  /**
   * Time a refresh that resolves with the number of layers it painted; none painted is no repaint. Resolves with that
   * number once they are on the screen.
   */
  time(refresh: Promise<number>): Promise<number> {
    const painting = this.#time(refresh);
    this.#painting = painting;
    return painting;
  }

  /** Resolves when the newest refresh is on the screen; if its values are late, without waiting for them. */
  async turn(): Promise<void> {
    if (this.#isLate) return;
    const painting = this.#painting.catch(() => undefined);
    await Promise.race([painting, pause(LATE_MS)]);
    if (this.#isDrawing) await painting;
  }

  async #time(refresh: Promise<number>): Promise<number> {
    const start = performance.now();
    performance.mark("borderops:change");
    const layers = await refresh;
    if (layers === 0) {
      performance.mark("borderops:unchanged");
      return 0;
    }
    this.#isLate = performance.now() - start > LATE_MS;
    // Drawn at once: an animation frame would wait behind whatever else the page does.
    this.#isDrawing = true;
    this.#draw();
    await new Promise<void>((resolve) => { this.#whenDrawn(resolve); });
    this.#isDrawing = false;
    this.#painted(performance.now() - start);
    return layers;
  }

  /** An error of one frame is told, and does not end the next ones, as in MapLibre's own frames. */
  #draw(): void {
    try {
      this.map.redraw();
    } catch (error) {
      reportError(error);
      this.map.triggerRepaint();
    }
  }

  stop(): void {
    window.clearTimeout(this.#timer);
    if (window.__borderopsMap === this.#hook) delete window.__borderopsMap;
  }

  /** Call `then` once the GPU has done what it was told so far: issuing a frame is not yet drawing it. */
  #whenDrawn(then: () => void): void {
    const gl = this.map.getCanvas().getContext("webgl2");
    const fence = gl?.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    if (!gl || !fence) { then(); return; }
    gl.flush();
    const look = (): void => {
      if (gl.isContextLost() || gl.clientWaitSync(fence, 0, 0) !== gl.TIMEOUT_EXPIRED) {
        gl.deleteSync(fence);
        then();
      } else {
        window.setTimeout(look, LOOK_MS);
      }
    };
    window.setTimeout(look, LOOK_MS);
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

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => { window.setTimeout(resolve, ms); });
}
