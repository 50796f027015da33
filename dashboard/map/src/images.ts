/** Images made at run time: signed distance fields of marks, and stripes for suppressed counts. */

import type { Map as MapLibreMap } from "maplibre-gl";

import { rgb } from "./colour";
import type { Shape } from "./props";
import { distance, SHAPES } from "./shapes";
import type { Palette } from "./themes";

/** Radius in CSS pixels of a mark drawn at `icon-size` 1. */
export const MARK_RADIUS_PX = 8;
/** Stripes rising to the right: a count that is not shown. */
export const HATCH = "hatch";
/** Stripes falling to the right: a change that does not stand out. */
export const QUIET_HATCH = "quiet-hatch";

/** Pixels of an image for one CSS pixel: marks are drawn up to twice their size, on dense screens twice that. */
export const MARK_PIXEL_RATIO = 4;
/** That of stripes, which are drawn as they are. */
const PIXEL_RATIO = 2;
const FIELD_PX = 8;
const SIDE = 2 * (MARK_RADIUS_PX + FIELD_PX) * MARK_PIXEL_RATIO;

/** Image id of a mark. */
export function markImage(shape: Shape): string {
  return `mark-${shape}`;
}

/** Add, or bring up to date, every image that the layers use. */
export function addImages(map: MapLibreMap, palette: Palette): void {
  for (const shape of SHAPES) {
    if (!map.hasImage(markImage(shape))) map.addImage(markImage(shape), field(shape), { sdf: true, pixelRatio: MARK_PIXEL_RATIO });
  }
  if (!map.hasImage("city-dot")) map.addImage("city-dot", field("circle"), { sdf: true, pixelRatio: MARK_PIXEL_RATIO });
  put(map, HATCH, stripes({ ground: palette.hidden, groundAlpha: 120, stripe: palette.hatch, isRising: true }));
  put(map, QUIET_HATCH, stripes({ ground: palette.home, groundAlpha: 0, stripe: palette.quiet, isRising: false }));
}

function put(map: MapLibreMap, name: string, image: Pixels): void {
  if (map.hasImage(name)) map.updateImage(name, image);
  else map.addImage(name, image, { pixelRatio: PIXEL_RATIO });
}

interface Pixels {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}

/** The field as MapLibre reads it: alpha 191 on the edge, falling to 0 in 6 of 8 pixels outside. */
export function field(shape: Shape): Pixels {
  const data = new Uint8ClampedArray(SIDE * SIDE * 4);
  const radius = MARK_RADIUS_PX * MARK_PIXEL_RATIO;
  for (let row = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++) {
      const x = (column + 0.5 - SIDE / 2) / radius;
      const y = (row + 0.5 - SIDE / 2) / radius;
      const pixels = distance(shape, x, y) * MARK_RADIUS_PX;
      data[(row * SIDE + column) * 4 + 3] = 255 - 255 * (pixels / FIELD_PX + 0.25);
    }
  }
  return { width: SIDE, height: SIDE, data };
}

/** Colours of stripes and of what lies between; alpha from 0 to 255. */
interface Stripes {
  ground: string;
  groundAlpha: number;
  stripe: string;
  isRising: boolean;
}

/** A tile of diagonal stripes that repeats without a seam. */
export function stripes({ ground, groundAlpha, stripe, isRising }: Stripes): Pixels {
  const side = 12;
  const data = new Uint8ClampedArray(side * side * 4);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const along = isRising ? row + column : row - column + side;
      const isStripe = along % side < 3;
      const parts = rgb(isStripe ? stripe : ground).map((part) => Math.round(part * 255));
      data.set([...parts, isStripe ? 255 : groundAlpha], (row * side + column) * 4);
    }
  }
  return { width: side, height: side, data };
}
