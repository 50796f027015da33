/** What each kind of layer can do; the map knows kinds, not which layers exist. */

import type { LngLat, Map as MapLibreMap, Point } from "maplibre-gl";

import { classColours, divergingColours, type Classing } from "./classes";
import { over } from "./colour";
import type { LayerDescription, Theme } from "./props";
import type { Palette } from "./themes";
import type { Change, Column, Geometry, ValuesHeader } from "./wire";

/** Values in the order of a geometry, with their class codes. */
export interface Painted {
  header: ValuesHeader;
  values: Column;
  change: Change | null;
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

/** What the colours of a smooth density stand for. */
export interface HeatScale {
  /** Events per thousand square miles that get the last colour. */
  top: number;
  /** Reach of the kernel in km, at that latitude. */
  radiusKm: number;
  latitude: number;
}

export interface Painter {
  /** Add sources and layers to a style that lacks them. */
  install(map: MapLibreMap, look: Look): void;
  remove(): void;
  show(visible: boolean): void;
  /** Strength over what lies below, from 0 to 1. */
  setOpacity(opacity: number): void;
  /** Move above every layer raised before, each part inside its slot; `isOverCells` if cells lie below. */
  raise(isOverCells: boolean): void;
  setGeometry(geometry: Geometry): void;
  /** Paint values over the geometry held; resolves when they are ready for the next frame. */
  paint(painted: Painted): Promise<void>;
  restyle(look: Look): void;
  /** What is under a point of the canvas, or null. */
  pick(point: Point, place: LngLat): Picked | null;
  /** Mark the row under the pointer, or none. */
  hover(row: number | null): void;
  select(ids: ReadonlySet<string>): void;
  /** Set marks off their places so that none hides another; only points have marks. */
  setShifts?(shifts: Float32Array): void;
  /** Only heat has a scale. */
  scale?(): HeatScale | null;
}

/** Colours of the layer's ramp in the theme in force. */
export function ramp(description: LayerDescription, look: Look): string[] {
  return description.colours[look.theme];
}

/** Classes of a layer that has no values yet. */
export const UNCLASSED: Classing = { breaks: [], isSigned: false };

/** One colour per class of the values in force. */
export function coloursOf(description: LayerDescription, look: Look, { breaks, isSigned }: Classing): string[] {
  if (isSigned) return divergingColours(description.diverging[look.theme], breaks, look.palette.same);
  return classColours(ramp(description, look), breaks.length + 1);
}

/** How much of its colour a class keeps where it does not stand out. */
const QUIET_SHARE = 0.35;

/** The ground under the hatch of a class that does not stand out. */
export function quietColour(colour: string, { palette }: Look): string {
  return over(colour, palette.home, QUIET_SHARE);
}
