/** Labels of the base map: countries, states, and cities thinned by rank and zoom. */

import type { ExpressionSpecification, SymbolLayerSpecification, VariableAnchorOffsetCollectionSpecification } from "maplibre-gl";

import { withAlpha } from "./colour";
import type { Palette } from "./themes";

export const FONT_MEDIUM = "Public Sans Medium";
export const FONT_SEMIBOLD = "Public Sans SemiBold";
export const FONT_BOLD = "Public Sans Bold";

interface CityRank {
  rank: number;
  minzoom: number;
  /** Text size in pixels where the rank appears, and at zoom 11. */
  size: [number, number];
  font: string;
}

const CITY_RANKS: readonly CityRank[] = [
  { rank: 1, minzoom: 3.6, size: [12.5, 19], font: FONT_SEMIBOLD },
  { rank: 2, minzoom: 4.6, size: [12.5, 17], font: FONT_MEDIUM },
  { rank: 3, minzoom: 5.8, size: [12.5, 16], font: FONT_MEDIUM },
  { rank: 4, minzoom: 7.2, size: [12.5, 15], font: FONT_MEDIUM },
  { rank: 5, minzoom: 8.4, size: [12.5, 14], font: FONT_MEDIUM },
];

/** Where a name may stand, best first, in ems: beside its dot, then farther off, around marks. */
const ANCHORS: VariableAnchorOffsetCollectionSpecification = [
  "left", [0.5, 0], "right", [-0.5, 0], "top", [0, 0.5], "bottom", [0, -0.5],
  "left", [1.8, 0], "right", [-1.8, 0], "top", [0, 1.6], "bottom", [0, -1.6],
];

/** Label layers, least important first: the last one placed wins where two would collide. */
export function labelLayers(source: string, palette: Palette): SymbolLayerSpecification[] {
  const cities = [...CITY_RANKS].reverse().map((rank) => cityLayer(source, palette, rank));
  return [...cities, stateLayer(source, palette), countryLayer(source, palette)];
}

function cityLayer(source: string, palette: Palette, { rank, minzoom, size, font }: CityRank): SymbolLayerSpecification {
  return {
    id: `cities-${rank}`,
    type: "symbol",
    source,
    "source-layer": "places",
    minzoom,
    filter: ["==", ["to-number", ["get", "rank"]], rank],
    layout: {
      "icon-image": "city-dot",
      "icon-size": rank <= 2 ? 0.45 : 0.36,
      // Where a layer's marks stand on the dot, the name gives way but stays.
      "icon-optional": true,
      "text-field": ["get", "name"],
      "text-font": [font],
      "text-size": grow(minzoom, size),
      "text-variable-anchor-offset": ANCHORS,
      "text-justify": "auto",
      "text-max-width": 9,
      "text-padding": rank <= 2 ? 6 : 9,
      "symbol-sort-key": ["-", 0, ["to-number", ["get", "population"], 0]],
    },
    paint: {
      "text-color": palette.cityLabel,
      "text-halo-color": palette.halo,
      "text-halo-width": 1.6,
      "text-halo-blur": 0.3,
      "icon-color": palette.cityDot,
      "icon-halo-color": palette.halo,
      "icon-halo-width": 1.5,
    },
  };
}

function stateLayer(source: string, palette: Palette): SymbolLayerSpecification {
  return {
    id: "state-labels",
    type: "symbol",
    source,
    "source-layer": "state_labels",
    minzoom: 3.4,
    maxzoom: 8.5,
    layout: {
      "text-field": ["step", ["zoom"], ["coalesce", ["get", "abbr"], ["get", "name"]], 4.4, ["upcase", ["get", "name"]]],
      "text-font": [FONT_SEMIBOLD],
      "text-size": ["interpolate", ["linear"], ["zoom"], 3.4, 11, 4.4, 10.5, 6, 13, 8.5, 17],
      "text-letter-spacing": 0.14,
      "text-max-width": 7,
      "text-padding": 5,
    },
    paint: {
      "text-color": palette.stateLabel,
      "text-halo-color": withAlpha(palette.halo, 0.85),
      "text-halo-width": 1.4,
      "text-opacity": ["interpolate", ["linear"], ["zoom"], 7.4, 1, 8.4, 0],
    },
  };
}

function countryLayer(source: string, palette: Palette): SymbolLayerSpecification {
  return {
    id: "country-labels",
    type: "symbol",
    source,
    "source-layer": "country_labels",
    minzoom: 1.5,
    maxzoom: 7,
    layout: {
      "text-field": ["upcase", ["get", "name"]],
      "text-font": [FONT_BOLD],
      "text-size": ["interpolate", ["linear"], ["zoom"], 2, 11, 4, 15, 7, 22],
      "text-letter-spacing": 0.22,
      "text-max-width": 8,
      "text-padding": 8,
    },
    paint: {
      "text-color": palette.countryLabel,
      "text-halo-color": withAlpha(palette.halo, 0.8),
      "text-halo-width": 1.4,
    },
  };
}

function grow(from: number, [small, large]: [number, number]): ExpressionSpecification {
  return ["interpolate", ["linear"], ["zoom"], from, small, 11, large];
}
