/** From pointers on the map to a tool: one pointer works, two move and zoom the map, a press of Escape ends a stroke. */

import type { Map as MapLibreMap } from "maplibre-gl";

/** A point of the canvas, CSS pixels, and what was held. */
export interface Press {
  x: number;
  y: number;
  alt: boolean;
  shift: boolean;
}

/** What a tool does with the pointer; a tool without `down` leaves the map its own gestures. */
export interface Strokes {
  down?(press: Press): void;
  /** With the pointer down. */
  drag?(press: Press): void;
  up?(press: Press): void;
  /** The stroke is taken back. */
  cancel?(): void;
  /** With the pointer up. */
  hover?(press: Press): void;
  /** The pointer went down and up in one place; comes after `up`. */
  click?(press: Press, isDouble: boolean): void;
}

const CLICK_PX = 5;
const DOUBLE_MS = 350;

export class Gestures {
  #tool: Strokes = {};
  #isWorking = false;
  #pointer: number | null = null;
  readonly #down = new Set<number>();
  #from: Press | null = null;
  #lastClick = { at: 0, x: 0, y: 0 };
  #moved: Press | null = null;
  #frame = 0;

  constructor(private readonly map: MapLibreMap, private readonly moved: (press: Press | null) => void) {
    const on = <K extends keyof HTMLElementEventMap>(name: K, act: (event: HTMLElementEventMap[K]) => void): void => { this.#canvas.addEventListener(name, act); };
    on("pointerdown", (event) => { this.#pressed(event); });
    on("pointermove", (event) => { this.#travelled(event); });
    on("pointerup", (event) => { this.#lifted(event); });
    on("pointercancel", (event) => { this.#down.delete(event.pointerId); this.cancel(); });
    on("pointerleave", () => { this.moved(null); });
    // One finger works with the tool, two move the map.
    const touch = map.dragPan._touchPan;
    const before = touch._shouldBePrevented.bind(touch);
    touch._shouldBePrevented = (count) => (this.#isWorking && count < 2) || before(count);
  }

  get #canvas(): HTMLElement { return this.map.getCanvasContainer(); }

  /** Hand the pointer to a tool; one that takes presses takes the drag from the map. */
  use(tool: Strokes): void {
    this.cancel();
    this.#tool = tool;
    this.#isWorking = tool.down !== undefined;
    if (this.#isWorking) {
      this.map.dragPan.disable();
      this.map.dragPan._touchPan.enable();
      this.map.doubleClickZoom.disable();
    } else {
      this.map.dragPan.enable();
      this.map.doubleClickZoom.enable();
    }
  }

  /** Take back the stroke in hand; false if there is none. */
  cancel(): boolean {
    if (this.#pointer === null) return false;
    this.#pointer = null;
    this.#drop();
    this.#tool.cancel?.();
    return true;
  }

  stop(): void { this.#drop(); }

  #pressed(event: PointerEvent): void {
    this.#down.add(event.pointerId);
    if (this.#down.size > 1) { this.cancel(); return; }
    if (event.button !== 0) return;
    this.#pointer = event.pointerId;
    this.#from = this.#press(event);
    if (!this.#isWorking) return;
    this.#canvas.setPointerCapture(event.pointerId);
    this.#tool.down?.(this.#from);
  }

  #travelled(event: PointerEvent): void {
    this.#moved = this.#press(event);
    // One step for each frame: what lies between is filled in by the tool.
    this.#frame ||= requestAnimationFrame(() => { this.#step(); });
  }

  #step(): void {
    this.#frame = 0;
    const press = this.#moved;
    this.#moved = null;
    if (!press) return;
    this.moved(press);
    if (this.#pointer === null) this.#tool.hover?.(press);
    else if (this.#isWorking) this.#tool.drag?.(press);
  }

  #lifted(event: PointerEvent): void {
    this.#down.delete(event.pointerId);
    if (this.#pointer !== event.pointerId || !this.#from) return;
    const press = this.#press(event);
    const isClick = Math.hypot(press.x - this.#from.x, press.y - this.#from.y) <= CLICK_PX;
    if (this.#isWorking && !isClick) this.#tool.drag?.(press);
    this.#drop();
    this.#pointer = null;
    this.moved(press);
    this.#tool.up?.(press);
    if (isClick) this.#clicked(press, event.timeStamp);
  }

  #clicked(press: Press, at: number): void {
    const { at: before, x, y } = this.#lastClick;
    const isDouble = at - before < DOUBLE_MS && Math.hypot(press.x - x, press.y - y) <= CLICK_PX * 2;
    this.#lastClick = { at: isDouble ? 0 : at, x: press.x, y: press.y };
    this.#tool.click?.(press, isDouble);
  }

  #drop(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#moved = null;
  }

  #press(event: PointerEvent): Press {
    const box = this.#canvas.getBoundingClientRect();
    return { x: event.clientX - box.x, y: event.clientY - box.y, alt: event.altKey, shift: event.shiftKey };
  }
}
