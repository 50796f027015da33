/** What the legend says of a layer, as plain values. */

import { classColours, classRanges, formatCount, HIDDEN, largestShown, MISSING, NONE } from "./classes";
import { over } from "./colour";
import { ramp, type Look, type Painted } from "./painter";
import { classWords } from "./points-painter";
import type { LayerDescription, Shape } from "./props";

export interface Swatch {
  kind: "fill" | "hidden" | "line" | "mark";
  words: string;
  colour: string;
  /** Colour of a mark's edge. */
  edge?: string;
  shape?: Shape;
  /** Radius of a mark in CSS pixels. */
  radius?: number;
  dashed?: boolean;
}

export interface LegendEntry {
  key: string;
  title: string;
  unit: string;
  swatches: Swatch[];
  marks: Swatch[];
  /** Total, cell size, source and as-of date. */
  facts: string[];
  sentence: string;
  caveat: string;
  isSynthetic: boolean;
}

/** The entry of one layer; `classes` are the classes of place that its geometry holds, for points. */
export function legendEntry(description: LayerDescription, painted: Painted, look: Look, classes: readonly string[]): LegendEntry {
  const { header } = painted;
  return {
    key: description.key,
    title: description.title,
    unit: description.outline ? "" : header.title || header.unit,
    swatches: swatches(description, painted, look),
    marks: marks(description, look, classes),
    facts: description.outline ? [] : facts(painted),
    sentence: description.outline ? "" : header.sentence,
    caveat: description.outline ? description.caveat : header.caveat || description.caveat,
    isSynthetic: header.isSynthetic && !description.outline,
  };
}

function swatches(description: LayerDescription, painted: Painted, look: Look): Swatch[] {
  if (description.outline) return [outline(description, look)];
  const { header, codes } = painted;
  const shown = description.size && header.breaks.length === 0 ? sizes(description, painted, look) : fills(description, painted, look);
  if (description.dashed && description.kind === "regions") shown.push({ ...outline(description, look), colour: look.palette.outline });
  const words = `${description.suppressed_words} (not shown)`;
  const isPoints = description.kind === "points";
  if (header.nSuppressed > 0 || codes.includes(HIDDEN)) {
    shown.push(isPoints ? hollow(words, look.palette.hidden, look.palette.hatch) : { kind: "hidden", words, colour: look.palette.hidden });
  }
  if (isPoints && (codes.includes(MISSING) || codes.includes(NONE))) shown.push(hollow("None, or no figure", look.palette.land, look.palette.outline));
  return shown;
}

function outline(description: LayerDescription, look: Look): Swatch {
  const words = description.approximate ? "Approximate boundary" : "Boundary";
  return { kind: "line", words, colour: ramp(description, look).at(-1) ?? look.palette.outline, dashed: description.dashed };
}

function hollow(words: string, colour: string, edge: string): Swatch {
  return { kind: "mark", shape: "circle", words, colour, edge, radius: 4 };
}

/** One swatch per class that has a value on the map, high to low, as it looks over the ground of the map. */
function fills(description: LayerDescription, painted: Painted, look: Look): Swatch[] {
  const { header, codes } = painted;
  const colours = classColours(ramp(description, look), header.breaks.length + 1);
  const present = new Set(codes);
  const { palette } = look;
  const opacity = description.kind === "regions" ? palette.fillOpacity : description.kind === "cells" ? palette.cellOpacity : 1;
  return classRanges(header.breaks, Math.max(1, header.floor))
    .map((words, i): Swatch => ({ kind: "fill", words, colour: over(colours[i] ?? "", palette.home, opacity) }))
    .filter((_, i) => present.has(i + 1))
    .reverse();
}

function sizes(description: LayerDescription, painted: Painted, look: Look): Swatch[] {
  const size = description.size ?? { min: 4, max: 14 };
  const colour = classColours(ramp(description, look), 1)[0] ?? "";
  const largest = largestShown(painted.values);
  if (largest === 0) return [];
  const steps = [...new Set([1, 0.25, 0.04].map((share) => roundDown(largest * share)))].filter((value) => value > 0);
  return steps.map((value) => ({
    kind: "mark",
    shape: "circle",
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

function facts({ header }: Painted): string[] {
  const total = header.total ? `Total shown ${header.total} ${header.unit}`.trim() : "";
  const source = header.source ? `Source: ${header.source}` : "";
  const asOf = header.asOf ? `As of ${dateWords(header.asOf)}` : "";
  return [total, header.note, source, asOf].filter(Boolean);
}

const DATE = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** An ISO date as "30 Jun 2026", kept on one line; other text as it is. */
export function dateWords(iso: string): string {
  const date = /^\d{4}-\d{2}-\d{2}/.test(iso) ? new Date(iso) : null;
  return date && !Number.isNaN(date.getTime()) ? DATE.format(date).replaceAll(" ", "\u00a0") : iso;
}
