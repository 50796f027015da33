/** The props of the component, as the page gives them and as they go back to it. */

import type { Polygon } from "geojson";

export type Theme = "dark" | "light" | "contrast";
export type Kind = "cells" | "heat" | "points" | "regions";
export type Shape = "circle" | "triangle" | "triangle-down" | "square" | "diamond" | "star" | "pentagon" | "hexagon" | "cross" | "ring";
export type Form = "count" | "per_area" | "per_border_mile" | "change";
export type Mode = "browse" | "draw" | "edit";

/** What the map needs to draw a layer; values and their papers come in frames. */
export interface LayerDescription {
  key: string;
  title: string;
  /** Heading under which the layer list shows it. */
  group: string;
  kind: Kind;
  /** Forms that its values can take; another is answered by a count. */
  forms: Form[];
  order: number;
  source_layer: string | null;
  /** Colours from low to high, per theme. */
  colours: Record<Theme, string[]>;
  /** Colours of a change, from fewer to more, per theme. */
  diverging: Record<Theme, string[]>;
  suppressed_words: string;
  /** Regions drawn as an outline only, without a fill by value. */
  outline: boolean;
  dashed: boolean;
  approximate: boolean;
  question: string;
  unit?: string;
  caveat: string;
  source?: string;
  as_of?: string | null;
  /** Radius of points in CSS pixels, by the square root of the value. */
  size: { min: number; max: number } | null;
  /** Class of a point to the shape of its mark. */
  shapes: Record<string, Shape> | null;
  clickable: boolean;
  min_zoom: number | null;
  /** What zero means, where the legend is to name it. */
  none_words: string;
}

export interface View {
  lon: number;
  lat: number;
  zoom: number;
}

/** A request to move the map; it is followed once for each new nonce. */
export interface ViewRequest extends View {
  nonce?: number | string | null;
}

export interface Clicked {
  layer: string;
  id: string;
  name: string;
  lon: number;
  lat: number;
  nonce: number;
}

/** The pinned card's question "Why this colour?". */
export interface WhyAsked {
  layer: string;
  id: string;
  name: string;
  nonce: number;
}

/** First and last month of a period, "YYYY-MM", both inclusive. */
export interface PeriodChosen {
  from: string;
  to: string;
  nonce: number;
}

/** `painted` counts repaints so far; `ms` is the last one's time from the change to the painted frame. */
export interface Status {
  painted: number;
  ms: number;
}

/** What the page gives. */
export interface MapProps {
  theme: Theme;
  layers: LayerDescription[];
  visible: string[];
  query: string;
  view: ViewRequest | null;
  mode: Mode;
  synthetic: boolean;
  selected: string[];
  drawn: Polygon | null;
  /** Hatch what does not stand out. */
  uncertainty: boolean;
  /** First and last month with incidents, "YYYY-MM". */
  span: [string, string] | null;
  /** The second period, "YYYY-MM/YYYY-MM", shown at the right of a divider; null for one map. */
  swipe: string | null;
  /** Marking of what is exported; without one nothing is. */
  marking: string;
}

/** The part of the props that the view of the page decides. */
export type ShownView = Pick<MapProps, "query" | "visible" | "selected" | "uncertainty">;

/** What goes back to the page. */
export interface MapOutput {
  mode?: Mode;
  drawn?: Polygon | null;
  viewport?: View;
  clicked?: Clicked;
  ready?: boolean;
  status?: Status;
  why?: WhyAsked;
  period?: PeriodChosen;
  swipe?: string | null;
}

export type Emit = (output: MapOutput) => void;

const THEMES: readonly string[] = ["dark", "light", "contrast"];

/** Complete props from what Dash gives, where any prop may be missing. */
export function completeProps(given: Partial<MapProps>): MapProps {
  return {
    theme: given.theme && THEMES.includes(given.theme) ? given.theme : "dark",
    layers: given.layers ?? [],
    visible: given.visible ?? [],
    query: (given.query ?? "").replace(/^\?/, ""),
    view: given.view ?? null,
    mode: given.mode ?? "browse",
    synthetic: given.synthetic ?? false,
    selected: given.selected ?? [],
    drawn: given.drawn ?? null,
    uncertainty: given.uncertainty ?? true,
    span: given.span ?? null,
    swipe: given.swipe ?? null,
    marking: given.marking ?? "",
  };
}
