/** What the legend says of a layer, as plain values. */

import { classColours, HIDDEN, isClass, largestShown, MISSING, NONE, QUIET } from "./classes";
import { over } from "./colour";
import { coloursOf, quietColour, ramp, type HeatScale, type Look, type Painted } from "./painter";
import { classWords } from "./points-painter";
import type { LayerDescription, Shape } from "./props";
import { classRanges, formatCount } from "./value-words";

export interface Swatch {
  /** `quiet` is the hatch of what does not stand out, `hidden` that of what is not shown, `ramp` and `steps` runs of colours, `double` two lines. */
  kind: "double" | "fill" | "hidden" | "line" | "mark" | "quiet" | "ramp" | "steps";
  words: string;
  colour: string;
  /** Colour of a mark's edge, or of stripes. */
  edge?: string;
  shape?: Shape;
  /** Radius of a mark in CSS pixels. */
  radius?: number;
  dashed?: boolean;
  /** Colours of a run, low to high. */
  colours?: string[];
}

/** A switch of what is on the map by itself, not by the list of layers. */
export interface Switch {
  words: string;
  isOn: boolean;
  turn(isOn: boolean): void;
}

export interface LegendEntry {
  key: string;
  title: string;
  unit: string;
  swatches: Swatch[];
  marks: Swatch[];
  /** Total, number of rows, cell size, source and as-of date. */
  facts: string[];
  sentence: string;
  caveat: string;
  isSynthetic: boolean;
  turning?: Switch;
}

export interface Drawn {
  description: LayerDescription;
  painted: Painted;
  look: Look;
  /** The classes of place that the geometry holds, for points. */
  classes: readonly string[];
  /** For heat. */
  scale: HeatScale | null;
}

/** The entry of one layer. */
export function legendEntry(drawn: Drawn): LegendEntry {
  const { description, painted, look, classes, scale } = drawn;
  const { header } = painted;
  return {
    key: description.key,
    title: description.title,
    unit: description.outline || unitWords(painted) === description.title ? "" : unitWords(painted),
    swatches: scale ? heatSwatches(description, look, scale) : swatches(drawn),
    marks: hasOneSize(description) ? [] : marks(description, look, classes),
    facts: description.outline ? [] : [...(scale ? heatFacts(scale) : []), ...facts(description, painted)],
    sentence: description.outline ? "" : header.sentence,
    caveat: description.outline ? description.caveat : header.caveat || description.caveat,
    isSynthetic: header.isSynthetic && !description.outline,
  };
}

function unitWords({ header, change }: Painted): string {
  if (change) return `Change in ${header.unit} against a year before`;
  return header.form === "count" ? header.title || header.unit : header.unit;
}

function swatches(drawn: Drawn): Swatch[] {
  const { description, painted, look } = drawn;
  if (description.outline) return [outline(description, look)];
  const { header, codes } = painted;
  const shown = isSized(description, painted) ? sizes(drawn) : fills(description, painted, look);
  if (description.none_words && codes.includes(NONE)) shown.push({ kind: "fill", words: description.none_words, colour: over(look.palette.same, look.palette.home, look.palette.fillOpacity) });
  if (description.dashed && description.kind === "regions") shown.push({ ...outline(description, look), colour: look.palette.outline });
  if (codes.some((code) => code > QUIET && isClass(code))) shown.push(quiet(description, look));
  const isPoints = description.kind === "points";
  if (header.nSuppressed > 0 || codes.includes(HIDDEN)) {
    const words = painted.change ? `${description.suppressed_words} in a period: too few to tell (not shown)` : `${description.suppressed_words} (not shown)`;
    shown.push(isPoints ? hollow(words, look.palette.hidden, look.palette.hatch) : { kind: "hidden", words, colour: look.palette.hidden });
  }
  if (isPoints && (codes.includes(MISSING) || codes.includes(NONE))) shown.push(hollow("None, or no figure", look.palette.land, look.palette.outline));
  return shown;
}

function outline(description: LayerDescription, look: Look): Swatch {
  const words = description.approximate ? "Approximate boundary" : "Boundary";
  return { kind: "line", words, colour: ramp(description, look).at(-1) ?? look.palette.outline, dashed: description.dashed };
}

/** Within noise: any class, faint and striped; marks are faint with an edge. */
function quiet(description: LayerDescription, look: Look): Swatch {
  const words = "within noise: does not stand out";
  const strong = description.diverging[look.theme].at(-1) ?? look.palette.same;
  const colour = quietColour(strong, look);
  return description.kind === "points" ? hollow(words, colour, strong) : { kind: "quiet", words, colour, edge: look.palette.quiet };
}

function hollow(words: string, colour: string, edge: string): Swatch {
  return { kind: "mark", shape: "circle", words, colour, edge, radius: 4 };
}

/** One swatch per class that has a value on the map, high to low, as it looks over the ground of the map. */
function fills(description: LayerDescription, painted: Painted, look: Look): Swatch[] {
  const { header, codes } = painted;
  const colours = coloursOf(description, look, header);
  const present = new Set(Array.from(codes, (code) => (code > QUIET && isClass(code) ? code - QUIET : code)));
  const { palette } = look;
  const opacity = description.kind === "regions" ? palette.fillOpacity : description.kind === "cells" ? palette.cellOpacity : 1;
  return classRanges({ breaks: header.breaks, lowest: header.form === "count" ? Math.max(1, header.floor) : null, decimals: header.decimals, isSigned: header.isSigned })
    .map((words, i): Swatch => ({ kind: "fill", words, colour: over(colours[i] ?? "", palette.home, opacity) }))
    .filter((_, i) => present.has(i + 1))
    .reverse();
}

function isSized({ size }: LayerDescription, { header }: Painted): boolean {
  return size !== null && header.breaks.length === 0 && !header.isSigned;
}

/** Marks of one size say where something is, not how much. */
function hasOneSize({ size }: LayerDescription): boolean {
  return size !== null && size.min === size.max;
}

function sizes({ description, painted, look, classes }: Drawn): Swatch[] {
  const size = description.size ?? { min: 4, max: 14 };
  const colour = classColours(ramp(description, look), 1)[0] ?? "";
  const largest = painted.header.largest ?? largestShown(painted.values);
  if (largest === 0) return [];
  const shapes = Object.entries(description.shapes ?? {}).filter(([name]) => classes.includes(name));
  if (hasOneSize(description)) return shapes.map(([name, shape]) => ({ kind: "mark", shape, colour, words: classWords(name), radius: size.max }));
  const steps = [...new Set([1, 0.25, 0.04].map((share) => roundDown(largest * share)))].filter((value) => value > 0);
  return steps.map((value) => ({
    kind: "mark",
    shape: shapes.length === 1 ? (shapes[0]?.[1] ?? "circle") : "circle",
    colour,
    words: formatCount(value),
    radius: Math.max(size.min, size.max * Math.sqrt(value / largest)),
  }));
}

/** The largest of 1, 2, 5 times a power of ten that does not exceed the value. */
export function roundDown(value: number): number {
  if (value < 1) return 0;
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([5, 2, 1].find((step) => step * power <= value) ?? 1);
}

/** Which shape stands for which class of place, for the classes that are there. */
function marks(description: LayerDescription, look: Look, classes: readonly string[]): Swatch[] {
  const shapes = Object.entries(description.shapes ?? {}).filter(([name]) => classes.includes(name));
  if (shapes.length < 2) return [];
  return shapes.map(([name, shape]) => ({ kind: "mark", shape, words: classWords(name), colour: look.palette.regionLabel, radius: 6 }));
}

/** Half the colours stand for less than a quarter of the top: colour goes by the square root. */
function heatSwatches(description: LayerDescription, look: Look, { top }: HeatScale): Swatch[] {
  if (top <= 0) return [];
  const colours = ramp(description, look).map((colour) => over(colour, look.palette.home, look.palette.cellOpacity));
  const words = `0 … ${formatCount(roundDown(top / 4) || top / 4)} … ${formatCount(roundDown(top) || top)} and over, per 1,000 sq mi`;
  return [{ kind: "ramp", words, colour: colours.at(-1) ?? "", colours }];
}

function heatFacts({ radiusKm, latitude }: HeatScale): string[] {
  const km = radiusKm < 10 ? radiusKm.toFixed(1) : String(Math.round(radiusKm));
  const mi = radiusKm < 16 ? (radiusKm / 1.609344).toFixed(1) : String(Math.round(radiusKm / 1.609344));
  return [
    `Smoothed over a radius of ${km} km (${mi} mi) at ${Math.abs(latitude).toFixed(0)}° ${latitude < 0 ? "S" : "N"} and this zoom`,
    "Drawn from the disclosed counts of square cells: a cell that is not shown counts as none",
  ];
}

function facts(description: LayerDescription, { header, codes, change }: Painted): string[] {
  const total = header.total && !change && header.form === "count" ? `Total shown ${header.total} ${header.unit}`.trim() : "";
  const source = header.source ? `Source: ${header.source}` : "";
  const asOf = header.asOf ? `As of ${dateWords(header.asOf)}` : "";
  return [total, rows(description, codes), header.note, source, asOf].filter(Boolean);
}

const ROWS: Readonly<Record<LayerDescription["kind"], [string, string]>> = {
  cells: ["cell", "cells"],
  heat: ["cell", "cells"],
  points: ["place", "places"],
  regions: ["region", "regions"],
};

/** How many rows have a value, and how many are not shown. */
function rows({ kind }: LayerDescription, codes: Uint8Array): string {
  const shown = codes.reduce((sum, code) => sum + (isClass(code) ? 1 : 0), 0);
  const hidden = codes.reduce((sum, code) => sum + (code === HIDDEN ? 1 : 0), 0);
  const [one, many] = ROWS[kind];
  return `n = ${formatCount(shown)} ${shown === 1 ? one : many}${hidden > 0 ? `, ${formatCount(hidden)} not shown` : ""}`;
}

const DATE = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** An ISO date as "30 Jun 2026", kept on one line; other text as it is. */
export function dateWords(iso: string): string {
  const date = /^\d{4}-\d{2}-\d{2}/.test(iso) ? new Date(iso) : null;
  return date && !Number.isNaN(date.getTime()) ? DATE.format(date).replaceAll(" ", "\u00a0") : iso;
}
