import { validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import { describe, expect, it } from "vitest";

import { field, MARK_PIXEL_RATIO, MARK_RADIUS_PX, stripes } from "../../src/images";
import type { LayerDescription, Theme } from "../../src/props";
import { markScale, pointLayers } from "../../src/points-style";
import { regionLayers } from "../../src/regions-style";
import { SHAPES } from "../../src/shapes";
import { baseStyle } from "../../src/style";
import { PALETTES } from "../../src/themes";

const SOURCES = { basemap: "http://127.0.0.1/tiles/basemap.pmtiles", regions: "http://127.0.0.1/tiles/regions.pmtiles", counties: "http://127.0.0.1/tiles/counties.pmtiles", fonts: "http://127.0.0.1/assets-map/fonts/" };
const THEMES = Object.keys(PALETTES) as Theme[];
const COLOURS = ["#111111", "#222222", "#333333"];

function regions(more: Partial<LayerDescription>): LayerDescription {
  return {
    key: "sectors", title: "Sectors", group: "Incidents", kind: "regions", forms: ["count"], order: 1, source_layer: "sector", colours: { dark: COLOURS, light: COLOURS, contrast: COLOURS }, diverging: { dark: COLOURS, light: COLOURS, contrast: COLOURS },
    suppressed_words: "<10", none_words: "", outline: false, dashed: false, approximate: false, question: "", caveat: "", size: null, shapes: null, clickable: true, min_zoom: null, ...more,
  };
}

const words = (style: Parameters<typeof validateStyleMin>[0]): string[] => validateStyleMin(style).map(({ message }) => message);

describe("the base style", () => {
  it.each(THEMES)("is valid in the %s theme, with and without archives", (theme) => {
    expect(words(baseStyle(PALETTES[theme], SOURCES))).toEqual([]);
    expect(words(baseStyle(PALETTES[theme], { ...SOURCES, basemap: null, regions: null, counties: null }))).toEqual([]);
  });

  it("has the same layers in each theme, so that a change of theme is a change of paint", () => {
    const [first, ...others] = THEMES.map((theme) => baseStyle(PALETTES[theme], SOURCES).layers.map(({ id }) => id));
    for (const other of others) expect(other).toEqual(first);
  });

  it("names no glyph server", () => {
    expect(baseStyle(PALETTES.dark, SOURCES)).not.toHaveProperty("glyphs");
  });

  it("draws the border above every other line", () => {
    const lines = baseStyle(PALETTES.dark, SOURCES).layers.filter(({ type }) => type === "line");
    expect(lines.at(-1)?.id).toBe("border");
  });
});

describe("layers of regions", () => {
  it.each(THEMES)("are valid in the %s theme, filled, outlined, approximate and not", (theme) => {
    const look = { theme, palette: PALETTES[theme] };
    for (const description of [regions({}), regions({ outline: true, dashed: true }), regions({ min_zoom: 5 })]) {
      for (const isOther of [false, true]) {
        const labels = isOther ? "sector_labels" : null;
        const own = {
          classing: { breaks: isOther ? [-20, 20] : [10, 20], isSigned: isOther }, lines: "sector_lines", labels, hasApproximate: isOther,
          selectedIds: ["a"], count: 2, hasHidden: isOther, hasQuiet: isOther, opacity: isOther ? 0.4 : 1, isOverCells: isOther,
        };
        const style = baseStyle(look.palette, SOURCES);
        const names = { type: "geojson" as const, data: { type: "FeatureCollection" as const, features: [] } };
        style.sources = { ...style.sources, "sectors:names": names };
        style.layers = [...style.layers, ...regionLayers(description, look, own).map(({ layer }) => layer)];
        expect(words(style)).toEqual([]);
      }
    }
  });

  it("go under slots that the base style has", () => {
    const slots = new Set(baseStyle(PALETTES.dark, SOURCES).layers.map(({ id }) => id));
    const own = {
      classing: { breaks: [], isSigned: false }, lines: "sector", labels: null, hasApproximate: false, selectedIds: [], count: 1,
      hasHidden: false, hasQuiet: false, opacity: 1, isOverCells: true,
    };
    for (const { before } of regionLayers(regions({}), { theme: "dark", palette: PALETTES.dark }, own)) expect(slots).toContain(before);
  });
});

describe("images", () => {
  it.each(SHAPES.filter((shape) => shape !== "ring"))("a %s is filled at its centre and empty at its corners", (shape) => {
    const { width, data } = field(shape);
    const alpha = (x: number, y: number): number => data[(y * width + x) * 4 + 3] ?? -1;
    expect(alpha(width / 2, width / 2)).toBeGreaterThan(191);
    expect(alpha(0, 0)).toBeLessThan(100);
  });

  it("the edge of a circle lies at its radius", () => {
    const { width, data } = field("circle");
    const row = width / 2;
    const edge = Array.from({ length: width }, (_, x) => data[(row * width + x) * 4 + 3] ?? 0).findIndex((alpha) => alpha >= 191);
    expect(Math.abs(width / 2 - edge - MARK_RADIUS_PX * MARK_PIXEL_RATIO)).toBeLessThanOrEqual(1);
  });

  it.each([true, false])("stripes repeat without a seam, rising or not: %s", (isRising) => {
    const { width, height, data } = stripes({ ground: "#000000", groundAlpha: 0, stripe: "#ffffff", isRising });
    const red = (x: number, y: number): number | undefined => data[((y % height) * width + (x % width)) * 4];
    for (let step = 0; step < width; step++) expect(red(step, 0)).toBe(isRising ? red(0, step) : red(0, width - step));
    expect(red(width, height)).toBe(red(0, 0));
  });
});

describe("layers of points", () => {
  const points = (more: Partial<LayerDescription>): LayerDescription => regions({ kind: "points", source_layer: null, size: { min: 4, max: 12 }, shapes: { a: "ring" }, ...more });

  it.each(THEMES)("are valid in the %s theme, of one size and of many, with counts and with changes", (theme) => {
    const look = { theme, palette: PALETTES[theme] };
    for (const description of [points({}), points({ size: { min: 7, max: 7 }, min_zoom: 5 })]) {
      for (const classing of [{ breaks: [], isSigned: false }, { breaks: [-20, 20], isSigned: true }]) {
        const style = baseStyle(look.palette, SOURCES);
        const source = { type: "geojson" as const, data: { type: "FeatureCollection" as const, features: [] } };
        style.sources = { ...style.sources, sectors: source };
        style.layers = [...style.layers, ...pointLayers(description, look, { classing, opacity: 0.5 }).map(({ layer }) => layer)];
        expect(words(style)).toEqual([]);
      }
    }
  });

  it("keep marks above all names, so that no name covers a mark", () => {
    const placed = pointLayers(points({}), { theme: "dark", palette: PALETTES.dark }, { classing: { breaks: [], isSigned: false }, opacity: 1 });
    const order = baseStyle(PALETTES.dark, SOURCES).layers.map(({ id }) => id);
    const at = (part: string): number => order.indexOf(placed.find(({ layer }) => layer.id.endsWith(part))?.before ?? "");
    expect(at(":marks")).toBeGreaterThan(at(":names"));
    expect(at(":names")).toBeGreaterThan(order.indexOf("cities-1"));
  });

  it("shrink marks far out", () => {
    expect([2, 3, 7, 12].map(markScale)).toEqual([0.625, 0.625, 1, 1]);
  });
});
