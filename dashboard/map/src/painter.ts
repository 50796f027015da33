/** What each kind of layer can do; the map knows kinds, not which layers exist. */

import type { LngLat, Map as MapLibreMap, Point } from "maplibre-gl";

import type { LayerDescription, Theme } from "./props";
import type { Palette } from "./themes";
import type { Geometry, ValuesHeader, Column } from "./wire";

/** Values in the order of a geometry, with their class codes. */
export interface Painted {
  header: ValuesHeader;
  values: Column;
  codes: Uint8Array;
}

/** The look in force. */
export interface Look {
  theme: Theme;
  palette: Palette;
}

/** A thing under the pointer. `row` is its place in the geometry. */
export interface Picked {
  id: string;
  name: string;
  row: number;
  note: string;
}

export interface Painter {
  /** Add sources and layers to a style that lacks them. */
  install(map: MapLibreMap, look: Look): void;
  remove(): void;
  show(visible: boolean): void;
  setGeometry(geometry: Geometry): void;
  /** Paint values over the geometry held; resolves when they are ready for the next frame. */
  paint(painted: Painted): Promise<void>;
  restyle(look: Look): void;
  /** What is under a point of the canvas, or null. */
  pick(point: Point, place: LngLat): Picked | null;
  /** Mark the row under the pointer, or none. */
  hover(row: number | null): void;
  select(ids: ReadonlySet<string>): void;
}

/** Colours of the layer's ramp in the theme in force. */
export function ramp(description: LayerDescription, look: Look): string[] {
  return description.colours[look.theme];
}
