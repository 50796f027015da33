/** The style layers of one layer of points: marks shaped by class, and names that thin out. */

import type { ExpressionSpecification, LayerSpecification } from "maplibre-gl";

import { HIDDEN, isClass, largestShown, MISSING, NONE, QUIET, type Classing } from "./classes";
import { MARK_RADIUS_PX } from "./images";
import { FONT_SEMIBOLD } from "./labels";
import { coloursOf, quietColour, UNCLASSED, type Look, type Painted } from "./painter";
import type { LayerDescription } from "./props";
import { SLOT_MARKS, SLOT_NAMES } from "./style";

export const DEFAULT_SIZE = { min: 4, max: 14 };
/** Names thin out: the zoom from which a mark is named, by the share of the largest size that it has at least. */
const NAMED = [{ from: 4.2, share: 0.6 }, { from: 5.6, share: 0.35 }, { from: 7, share: 0 }] as const;
const BARE_LABEL_MINZOOM = 7.6;
/** Marks are drawn smaller far out: zooms, and what the size is divided by there. */
const SHRINK = { from: 3, by: 1.6, until: 7 };
const BARE: ExpressionSpecification = ["in", ["get", "code"], ["literal", [NONE, MISSING]]];

export interface PointsLook {
  classing: Classing;
  opacity: number;
}

/** A style layer and the slot that it goes under. */
export interface PlacedPoints {
  layer: LayerSpecification;
  before: string;
}

/** Size of a mark at a zoom, as a share of its full size. */
export function markScale(zoom: number): number {
  const share = Math.min(1, Math.max(0, (zoom - SHRINK.from) / (SHRINK.until - SHRINK.from)));
  return 1 / SHRINK.by + (1 - 1 / SHRINK.by) * share;
}

/** Radius of a row in pixels: area grows with the value; zero, suppressed and missing get the smallest. */
export function markRadii({ min, max }: { min: number; max: number }, painted: Painted | null): (row: number) => number {
  const largest = Math.max(1e-9, painted ? (painted.header.largest ?? largestShown(painted.values)) : 0);
  return (row) => (isClass(painted?.codes[row] ?? NONE) ? Math.max(min, max * Math.sqrt(Math.abs(painted?.values[row] ?? 0) / largest)) : min);
}

/** Names below, marks above: what is placed first, the marks, keeps every name away. */
export function pointLayers(description: LayerDescription, look: Look, own: PointsLook): PlacedPoints[] {
  const { key, min_zoom } = description;
  const from = min_zoom === null ? {} : { minzoom: min_zoom };
  return [
    { layer: { id: `${key}:names`, type: "symbol", source: key, minzoom: Math.max(NAMED[0].from, min_zoom ?? 0), ...nameLook(description, look, own) }, before: SLOT_NAMES },
    { layer: { id: `${key}:marks`, type: "symbol", source: key, ...from, ...markLook(description, look, own) }, before: SLOT_MARKS },
  ];
}

type SymbolLook = Pick<Extract<LayerSpecification, { type: "symbol" }>, "layout" | "paint">;

function markLook(description: LayerDescription, look: Look, { classing, opacity }: PointsLook): SymbolLook {
  const { palette } = look;
  const colours = coloursOf(description, look, classing);
  const pairs = colours.flatMap((colour, i) => [i + 1, colour, i + 1 + QUIET, quietColour(colour, look)]);
  const edges = colours.flatMap((colour, i) => [i + 1 + QUIET, colour]);
  const edge = ["match", ["get", "code"], ...edges, HIDDEN, palette.hatch, palette.markEdge] as unknown as ExpressionSpecification;
  const isMarked: ExpressionSpecification = ["boolean", ["feature-state", "marked"], false];
  const size = (share: number): ExpressionSpecification => ["*", ["get", "radius"], share / MARK_RADIUS_PX];
  // Marks without a figure are many: faint from afar.
  const strength = (bare: number): ExpressionSpecification => ["case", BARE, bare * opacity, opacity];
  return {
    layout: {
      "icon-image": ["get", "mark"],
      "icon-size": ["interpolate", ["linear"], ["zoom"], SHRINK.from, size(1 / SHRINK.by), SHRINK.until, size(1)],
      "icon-offset": ["get", "shift"],
      "icon-allow-overlap": true,
      // Large ones first, so that they hide no small one.
      "symbol-sort-key": ["case", BARE, -1000, ["-", 0, ["get", "radius"]]],
    },
    paint: {
      "icon-color": ["match", ["get", "code"], ...pairs, HIDDEN, palette.hidden, palette.land] as unknown as ExpressionSpecification,
      "icon-opacity": ["interpolate", ["linear"], ["zoom"], 4, strength(0.3), 6.5, strength(0.9)],
      "icon-halo-color": ["case", isMarked, palette.accent, BARE, palette.outline, edge],
      "icon-halo-width": ["case", isMarked, 2.5, 1.4],
    },
  };
}

function nameLook(description: LayerDescription, look: Look, { opacity }: PointsLook): SymbolLook {
  const { palette } = look;
  const { min, max } = description.size ?? DEFAULT_SIZE;
  // Marks of one size say where something is: all are named at once, close in.
  const steps = NAMED.flatMap(({ from, share }) => [from, ["case", BARE, "", [">=", ["get", "radius"], min === max && share > 0 ? 1e9 : share * max], ["get", "name"], ""]]);
  return {
    layout: {
      "text-field": ["step", ["zoom"], "", ...steps, BARE_LABEL_MINZOOM, ["get", "name"]] as unknown as ExpressionSpecification,
      "text-font": [FONT_SEMIBOLD],
      "text-size": ["interpolate", ["linear"], ["zoom"], 4, 12.5, 9, 14],
      "text-variable-anchor": ["top", "bottom", "left", "right"],
      "text-radial-offset": ["interpolate", ["linear"], ["get", "radius"], 3, 0.6, 20, 1.7],
      "text-justify": "auto",
      "text-max-width": 9,
      "text-padding": 7,
      "symbol-sort-key": ["-", 0, ["get", "radius"]],
    },
    paint: {
      "text-color": coloursOf(description, look, UNCLASSED)[0] ?? palette.border,
      "text-halo-color": palette.halo,
      "text-halo-width": 1.8,
      "text-opacity": 0.4 + 0.6 * opacity,
    },
  };
}
