/** The style of the base map. Layer ids are the same in each theme; only paint differs. */

import type { ExpressionSpecification, FillLayerSpecification, FilterSpecification, LayerSpecification, LineLayerSpecification, StyleSpecification } from "maplibre-gl";

import { FONT_BOLD, FONT_MEDIUM, FONT_SEMIBOLD, labelLayers } from "./labels";
import type { Palette } from "./themes";

export const BASEMAP = "basemap";
export const REGIONS = "regions";
/** Counties weigh more than all other regions together: an archive of their own, read only when they are shown. */
export const COUNTIES = "counties";

/** Empty layers that mark where the layers of the page go in. */
export const SLOT_FILLS = "slot-fills";
export const SLOT_LINES = "slot-lines";
export const SLOT_CELLS = "slot-cells";
export const SLOT_SELECTED = "slot-selected";
/** Names of the page's layers lie over the base map's; marks over all, so that no name covers a mark. */
export const SLOT_NAMES = "slot-names";
export const SLOT_MARKS = "slot-marks";

export interface StyleSources {
  /** Address of the base map's archive, or null if there is none. */
  basemap: string | null;
  regions: string | null;
  counties: string | null;
  /** Folder of the woff2 files, ending in a slash. */
  fonts: string;
}

/** The whole style. Text is drawn from bundled fonts, so that there is no address for glyphs. */
export function baseStyle(palette: Palette, sources: StyleSources): StyleSpecification {
  return {
    version: 8,
    // A slow machine would draw the whole map again and again for each fade.
    transition: { duration: 0, delay: 0 },
    "font-faces": {
      [FONT_MEDIUM]: fontFaces(sources.fonts, 500),
      [FONT_SEMIBOLD]: fontFaces(sources.fonts, 600),
      [FONT_BOLD]: fontFaces(sources.fonts, 700),
    },
    sources: {
      ...(sources.basemap ? { [BASEMAP]: { type: "vector", url: `pmtiles://${sources.basemap}` } } : {}),
      ...(sources.regions ? { [REGIONS]: { type: "vector", url: `pmtiles://${sources.regions}`, promoteId: "id" } } : {}),
      ...(sources.counties ? { [COUNTIES]: { type: "vector", url: `pmtiles://${sources.counties}`, promoteId: "id" } } : {}),
    },
    layers: layers(palette, sources.basemap !== null),
  };
}

/** The source that has a layer of regions, their outlines or names. */
export function sourceOfRegions(sourceLayer: string): string {
  return sourceLayer.startsWith("county") ? COUNTIES : REGIONS;
}

function fontFaces(folder: string, weight: number): { url: string; "unicode-range": string[] }[] {
  const url = (subset: string): string => `${folder}public-sans-${subset}-${weight}-normal.woff2`;
  return [
    { url: url("latin"), "unicode-range": ["U+0000-00FF", "U+2000-206F", "U+20AC", "U+2122", "U+2212"] },
    { url: url("latin-ext"), "unicode-range": ["U+0100-02FF", "U+1E00-1EFF"] },
  ];
}

function layers(palette: Palette, hasBasemap: boolean): LayerSpecification[] {
  const only = (list: LayerSpecification[]): LayerSpecification[] => (hasBasemap ? list : []);
  return [
    { id: "water", type: "background", paint: { "background-color": palette.water } },
    ...only(grounds(palette)),
    slot(SLOT_FILLS),
    ...only([...lakes(palette), ...lines(palette)]),
    slot(SLOT_CELLS),
    ...only([stateLines(palette)]),
    slot(SLOT_LINES),
    ...only(border(palette)),
    slot(SLOT_SELECTED),
    ...only(labelLayers(BASEMAP, palette)),
    slot(SLOT_NAMES),
    slot(SLOT_MARKS),
  ];
}

function slot(id: string): LayerSpecification {
  return { id, type: "background", layout: { visibility: "none" } };
}

function grounds(palette: Palette): LayerSpecification[] {
  return [ground("land", "land", palette.land), ground("home", "states", palette.home)];
}

/** A fill whose edges lie under a line, so that they need no smoothing of their own. */
function ground(id: string, sourceLayer: string, colour: string): FillLayerSpecification {
  return { id, type: "fill", source: BASEMAP, "source-layer": sourceLayer, paint: { "fill-color": colour, "fill-antialias": false } };
}

/** Lakes whose shores are coarse fade close in, where they would look like shards; the Great Lakes stay. */
function lakes(palette: Palette): LayerSpecification[] {
  const isCoarse: ExpressionSpecification = ["==", ["get", "coarse"], true];
  const fading = (to: number): ExpressionSpecification => ["interpolate", ["linear"], ["zoom"], 6.5, 1, 8.5, ["case", isCoarse, to, 1]];
  const fill = ground("lakes", "lakes", palette.water);
  const shores = line("lake-shores", "lakes", palette.coast, [3, 0.2, 8, 0.7]);
  return [
    { ...fill, paint: { ...fill.paint, "fill-opacity": fading(0.3) } },
    { ...shores, paint: { ...shores.paint, "line-opacity": fading(0) } },
    line("rivers", "rivers", palette.river, [4, 0.5, 10, 1.8], { minzoom: 3.5 }),
  ];
}

function lines(palette: Palette): LayerSpecification[] {
  return [
    line("county-lines", "county_lines", palette.countyLine, [5, 0.3, 7, 0.7, 11, 1.1], { minzoom: 5, fade: [5, 5.8] }),
    line("coast", "coast", palette.coast, [3, 0.5, 7, 0.9, 11, 1.3]),
    line("countries", "countries", palette.countryLine, [2, 0.5, 6, 1, 10, 1.6]),
  ];
}

/** Above the cells, so that a place can be found among them. */
function stateLines(palette: Palette): LayerSpecification {
  return line("state-lines", "state_lines", palette.stateLine, [3, 0.5, 6, 1, 10, 1.8], { opacity: 0.85 });
}

/** The international line: on land cased, and thicker than any other line; thinner through lakes and straits. */
function border(palette: Palette): LayerSpecification[] {
  const isWater: ExpressionSpecification = ["==", ["get", "water"], true];
  return [
    line("border-casing", "border", palette.borderCasing, [3, 2.6, 6, 4.6, 10, 7.5], { filter: ["!", isWater], opacity: 0.75 }),
    line("border-water", "border", palette.border, [3, 0.8, 6, 1.4, 10, 2.2], { filter: isWater, opacity: 0.65 }),
    line("border", "border", palette.border, [3, 1.1, 6, 2, 10, 3.4], { filter: ["!", isWater] }),
  ];
}

interface LineOptions {
  minzoom?: number;
  /** Zooms between which the line fades in. */
  fade?: [number, number];
  opacity?: number;
  filter?: FilterSpecification;
}

function line(id: string, sourceLayer: string, colour: string, widths: number[], options: LineOptions = {}): LineLayerSpecification {
  const { minzoom, fade, opacity = 1, filter } = options;
  return {
    id,
    type: "line",
    source: BASEMAP,
    "source-layer": sourceLayer,
    ...(minzoom === undefined ? {} : { minzoom }),
    ...(filter ? { filter } : {}),
    layout: { "line-join": "round", "line-cap": "round" },
    paint: {
      "line-color": colour,
      "line-width": ["interpolate", ["exponential", 1.3], ["zoom"], ...widths],
      "line-opacity": fade ? ["interpolate", ["linear"], ["zoom"], fade[0], 0, fade[1], opacity] : opacity,
    },
  };
}
