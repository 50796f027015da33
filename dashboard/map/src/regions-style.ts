/** The style layers of one layer of regions. */

import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from "maplibre-gl";

import { HIDDEN, NONE, QUIET, type Classing } from "./classes";
import { FONT_SEMIBOLD } from "./labels";
import { HATCH, QUIET_HATCH } from "./images";
import { coloursOf, quietColour, ramp, type Look } from "./painter";
import type { LayerDescription } from "./props";
import { SLOT_CELLS, SLOT_FILLS, SLOT_LINES, SLOT_NAMES, SLOT_SELECTED, sourceOfRegions } from "./style";

/** A style layer and the slot that it goes under. */
export interface Placed {
  layer: LayerSpecification;
  before: string;
}

/** Regions up to this many are labelled at every zoom, more only when zoomed in. */
const FEW_REGIONS = 60;
const MANY_MINZOOM = 7.2;
const DASHES = [3, 2];
/** The map goes no closer than half of this. */
const CLOSEST_ZOOM = 24;

export interface RegionsLook {
  classing: Classing;
  /** Source layer that the outlines are drawn from. */
  lines: string;
  /** Source layer of one point per region for its name; null if names come as points of their own. */
  labels: string | null;
  /** Some boundary of the set is approximate. */
  hasApproximate: boolean;
  selectedIds: string[];
  count: number;
  /** Some count is suppressed; without any, the stripes cost nothing. */
  hasHidden: boolean;
  /** Some change does not stand out. */
  hasQuiet: boolean;
  opacity: number;
  /** Fills go over the cells instead of under lakes and coast. */
  isOverCells: boolean;
}

/** Names of the feature states of a layer: layers may share a source layer. */
export function stateNames(key: string): { code: string; hover: string } {
  return { code: `${key}:code`, hover: `${key}:hover` };
}

/** Zoom from which the region under the pointer is outlined. */
export function hoverMinzoom(description: LayerDescription, own: RegionsLook): number {
  return Math.max(description.min_zoom ?? 0, own.count > FEW_REGIONS ? MANY_MINZOOM : 0);
}

/** Every style layer, bottom first. */
export function regionLayers(description: LayerDescription, look: Look, own: RegionsLook): Placed[] {
  const fills = description.outline ? [touchLayer(description)] : [fillLayer(description, look, own), ...hatchLayers(description, look, own)];
  return [
    ...fills.map((layer) => ({ layer, before: own.isOverCells ? SLOT_CELLS : SLOT_FILLS })),
    ...outlineLayers(description, look, own).map((layer) => ({ layer, before: SLOT_LINES })),
    { layer: hoverLayer(description, look, own), before: SLOT_SELECTED },
    ...selectedLayers(description, look, own).map((layer) => ({ layer, before: SLOT_SELECTED })),
    { layer: nameLayer(description, look, own), before: SLOT_NAMES },
  ];
}

function source(description: LayerDescription): { source: string; "source-layer": string; minzoom?: number } {
  return {
    source: sourceOfRegions(description.source_layer ?? description.key),
    "source-layer": description.source_layer ?? description.key,
    ...(description.min_zoom === null ? {} : { minzoom: description.min_zoom }),
  };
}

function codeOf(description: LayerDescription): ExpressionSpecification {
  return ["coalesce", ["feature-state", stateNames(description.key).code], 0];
}

function fillLayer(description: LayerDescription, look: Look, own: RegionsLook): LayerSpecification {
  const colours = coloursOf(description, look, own.classing);
  const none = description.none_words ? [NONE, look.palette.same] : [];
  const pairs = [...none, ...colours.flatMap((colour, i) => [i + 1, colour, i + 1 + QUIET, quietColour(colour, look)])];
  return {
    id: `${description.key}:fill`,
    type: "fill",
    ...source(description),
    paint: {
      "fill-color": ["match", codeOf(description), ...pairs, "rgba(0,0,0,0)"] as unknown as ExpressionSpecification,
      "fill-opacity": look.palette.fillOpacity * own.opacity,
      "fill-antialias": false,
    },
  };
}

/**
 * Stripes over what is not shown, and other ones over changes that do not stand out. Unused ones are at no zoom, so that
 * they cost nothing: a constant opacity in place of the expression would break MapLibre, which evaluates the layer's new
 * value for a feature state of a tile that was made with the old one.
 */
function hatchLayers(description: LayerDescription, look: Look, own: RegionsLook): LayerSpecification[] {
  const opacity = look.palette.fillOpacity * own.opacity;
  const code = codeOf(description);
  const hatch = (name: string, image: string, isUsed: boolean, where: ExpressionSpecification): LayerSpecification => ({
    id: `${description.key}:${name}`,
    type: "fill",
    ...source(description),
    minzoom: isUsed ? (description.min_zoom ?? 0) : CLOSEST_ZOOM,
    paint: { "fill-pattern": image, "fill-opacity": ["case", where, opacity, 0] },
  });
  return [
    hatch("hatch", HATCH, own.hasHidden, ["==", code, HIDDEN]),
    hatch("quiet", QUIET_HATCH, own.hasQuiet, ["all", [">", code, QUIET], ["<", code, HIDDEN - 1]]),
  ];
}

/** An unseen fill, so that the inside of an outlined region answers to the pointer. */
function touchLayer(description: LayerDescription): LayerSpecification {
  return { id: `${description.key}:fill`, type: "fill", ...source(description), paint: { "fill-opacity": 0, "fill-color": "#000000" } };
}

/** Solid where every boundary is known, else dashed; two layers, as dashes cannot be switched by paint alone. */
function outlineLayers(description: LayerDescription, look: Look, own: RegionsLook): LayerSpecification[] {
  const isFilled = !description.outline;
  const colour = isFilled ? look.palette.outline : (ramp(description, look).at(-1) ?? look.palette.outline);
  const widths = isFilled && own.count > FEW_REGIONS ? [3, 0.1, 5, 0.35, 8, 0.9] : [3, 1, 6, 1.8, 10, 2.8];
  const line = { type: "line" as const, ...source(description), "source-layer": own.lines };
  const paint = { "line-color": colour, "line-width": byZoom(widths), "line-opacity": lineOpacity(own) };
  const casing = { "line-color": look.palette.halo, "line-opacity": 0.55 * lineOpacity(own), "line-width": byZoom([3, 2.4, 6, 4, 10, 6]) };
  const isDashed = description.dashed || own.hasApproximate;
  return [
    ...(isFilled ? [] : [{ id: `${description.key}:casing`, ...line, layout: { "line-join": "round" as const }, paint: casing }]),
    { id: `${description.key}:line`, ...line, filter: !isDashed, layout: { "line-join": "round" }, paint },
    { id: `${description.key}:dashes`, ...line, filter: isDashed, paint: { ...paint, "line-dasharray": DASHES } },
  ];
}

/** Outlines stay readable where fills are made faint. */
function lineOpacity({ opacity }: RegionsLook): number {
  return 0.25 + 0.75 * opacity;
}

function byZoom(stops: number[]): ExpressionSpecification {
  return ["interpolate", ["linear"], ["zoom"], ...stops] as unknown as ExpressionSpecification;
}

/** Every outline, unseen but for the one under the pointer; of many regions only where few are in view. */
function hoverLayer(description: LayerDescription, look: Look, own: RegionsLook): LayerSpecification {
  return {
    id: `${description.key}:hover`,
    type: "line",
    ...source(description),
    minzoom: hoverMinzoom(description, own),
    layout: { "line-join": "round" },
    paint: {
      "line-color": look.palette.accent,
      "line-width": 2.5,
      "line-opacity": ["case", ["boolean", ["feature-state", stateNames(description.key).hover], false], 1, 0],
    },
  };
}

function selectedLayers(description: LayerDescription, look: Look, own: RegionsLook): LayerSpecification[] {
  const filter: FilterSpecification = ["in", ["get", "id"], ["literal", own.selectedIds]];
  const line = { type: "line" as const, ...source(description), filter, layout: { "line-join": "round" as const } };
  return [
    { id: `${description.key}:selected-casing`, ...line, paint: { "line-color": look.palette.accentCasing, "line-width": 6.5, "line-opacity": 0.85 } },
    { id: `${description.key}:selected`, ...line, paint: { "line-color": look.palette.accent, "line-width": 3 } },
  ];
}

function nameLayer(description: LayerDescription, look: Look, own: RegionsLook): LayerSpecification {
  const isFew = own.count <= FEW_REGIONS;
  return {
    id: `${description.key}:names`,
    type: "symbol",
    ...(own.labels === null ? { source: `${description.key}:names` } : { source: sourceOfRegions(own.labels), "source-layer": own.labels }),
    minzoom: isFew ? Math.max(4.2, description.min_zoom ?? 0) : MANY_MINZOOM,
    layout: {
      "text-field": ["get", "name"],
      "text-font": [FONT_SEMIBOLD],
      "text-size": isFew ? ["interpolate", ["linear"], ["zoom"], 4, 12, 8, 16] : 12.5,
      "text-max-width": 8,
      "text-padding": 8,
      "text-variable-anchor": ["center", "top", "bottom"],
      "text-radial-offset": 0.8,
    },
    paint: { "text-color": look.palette.regionLabel, "text-halo-color": look.palette.halo, "text-halo-width": 1.8 },
  };
}
