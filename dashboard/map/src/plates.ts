/**
 * Pictures of what lies under and over the cells, drawn once the map is at rest. While nothing but cells changes, a frame
 * is the two pictures with the cells between them: lines and labels, which cost most of a frame, are not drawn anew.
 *
 * MapLibre draws every layer for every frame and offers no way around it, so this takes hold of its painter: `render`,
 * which draws the layers that `style._order` names, and `_update`, through which every change of style, source or
 * camera goes and a custom layer's `triggerRepaint` does not. Wherever something is unclear, the whole map is drawn.
 */

import type { Map as MapLibreMap, Painter, StyleLayer } from "maplibre-gl";

import type { CellSurface } from "./over-cells";
import { Plate } from "./plate";
import { SLOT_CELLS, SLOT_MARKS } from "./style";

/** The map must rest so long before pictures are made of it. */
const REST_MS = 250;

type Draw = Painter["render"];
type Frame = Parameters<Draw>;

/** Style layers, in the order of drawing, below, among and above the cells. */
interface Split {
  below: string[];
  cells: string[];
  above: string[];
}

export class Plates {
  readonly #below = new Plate("plate-below", { isOver: false });
  readonly #above = new Plate("plate-above", { isOver: true });
  /** What the pictures were made of; null while they show something else than the style does. */
  #madeOf: string | null = null;
  #frame: Frame | null = null;
  #draw: Draw | null = null;
  #timer = 0;

  constructor(private readonly map: MapLibreMap) {
    this.#takeHold();
    const update = map._update.bind(map);
    map._update = (isStyleChanged) => {
      this.#madeOf = null;
      return update(isStyleChanged);
    };
    map.on("webglcontextrestored", () => { this.#takeHold(); });
    map.on("idle", () => { this.#soon(); });
  }

  /** Add the pictures' layers to a style that lacks them. */
  install(): void {
    if (!this.map.getLayer(this.#below.id)) this.map.addLayer(this.#below, SLOT_CELLS);
    if (!this.map.getLayer(this.#above.id)) this.map.addLayer(this.#above, SLOT_MARKS);
  }

  stop(): void {
    window.clearTimeout(this.#timer);
    this.#frame = null;
  }

  /** A lost context comes back with a painter of its own. */
  #takeHold(): void {
    const { painter } = this.map;
    // A flat map shows no sky, which would cost a shader at the start and a pass in each frame.
    painter.drawFunctions = { ...painter.drawFunctions, sky: () => undefined };
    const draw = painter.render.bind(painter);
    this.#draw = draw;
    this.#madeOf = null;
    painter.render = (...frame) => {
      this.#frame = frame;
      const split = this.#split();
      if (split && this.#madeOf === this.#signature(split)) this.#compose(draw, frame, split);
      else {
        this.#madeOf = null;
        draw(...frame);
      }
    };
  }

  #soon(): void {
    window.clearTimeout(this.#timer);
    if (this.#madeOf !== null) return;
    this.#timer = window.setTimeout(() => { this.#make(); }, REST_MS);
  }

  /** Draw what lies below and above the cells, each alone, and keep the pictures; then the whole, all in one task. */
  #make(): void {
    const [{ map }, draw, frame, split] = [this, this.#draw, this.#frame, this.#split()];
    if (!draw || !frame || !split || this.#madeOf !== null || !this.#isAtRest()) return;
    for (const [plate, ids] of [[this.#below, split.below], [this.#above, split.above]] as const) {
      this.#only(ids, () => { draw(...frame); });
      plate.take(map.painter.context.gl, map.painter.width, map.painter.height);
      this.#clean();
    }
    this.#madeOf = this.#signature(split);
    this.#compose(draw, frame, split);
  }

  #compose(draw: Draw, frame: Frame, { cells }: Split): void {
    this.#below.isShown = this.#above.isShown = true;
    this.#only([this.#below.id, ...cells, this.#above.id], () => { draw(...frame); });
    this.#below.isShown = this.#above.isShown = false;
  }

  /** Have only these layers drawn. */
  #only(ids: string[], draw: () => void): void {
    const { style } = this.map;
    const whole = style._order;
    style._order = ids;
    this.#clean();
    try {
      draw();
    } finally {
      style._order = whole;
    }
  }

  /** MapLibre remembers the state of WebGL, which may have been changed beside it. */
  #clean(): void {
    const { painter } = this.map;
    painter.context.setDirty();
    painter.setBaseState();
  }

  #isAtRest(): boolean {
    const { map } = this;
    return map.loaded() && !map.isMoving() && !map._placementDirty && !map.style.hasTransitions() && !map.painter.context.gl.isContextLost();
  }

  /** The layers around the visible cells; null if none are visible, or something lies between them. */
  #split(): Split | null {
    const { style } = this.map;
    const order = style._order.filter((id) => id !== this.#below.id && id !== this.#above.id);
    const cells = order.filter((id) => isVisibleSurface(style._layers[id]));
    const [first, last] = [order.indexOf(cells[0] ?? ""), order.indexOf(cells.at(-1) ?? "")];
    const zoom = this.map.getZoom();
    const isBetween = (id: string): boolean => !isSurface(style._layers[id]) && style._layers[id]?.isHidden(zoom) === false;
    if (first < 0 || order.slice(first, last).some(isBetween)) return null;
    return { below: order.slice(0, first), cells, above: order.slice(last + 1) };
  }

  /** Everything that a picture depends on and that may change without an update of style, source or camera. */
  #signature({ below, cells }: Split): string {
    const { painter, style } = this.map;
    return [painter.width, painter.height, below.length, cells.join(), style.placement.lastPlacementChangeTime].join("|");
  }
}

type SurfaceLayer = StyleLayer & { implementation: CellSurface };

function isSurface(layer: StyleLayer | undefined): layer is SurfaceLayer {
  return layer?.type === "custom";
}

function isVisibleSurface(layer: StyleLayer | undefined): boolean {
  return isSurface(layer) && layer.implementation.isVisible;
}
