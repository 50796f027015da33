/**
 * Binary frames from the API: `BOP1`, the header's length (uint32), a JSON header padded to four bytes,
 * then the arrays that the header lists, little-endian.
 */

import type { Form } from "./props";

/** A non-zero count below the disclosure floor; never zero, never null. Other forms say it by +Infinity. */
export const SUPPRESSED = 0xffffffff;
/** No figure at all. Other forms say it by NaN. */
export const NO_DATA = 0xfffffffe;

const MAGIC = 0x31504f42; // "BOP1" read as a little-endian uint32
const PREFIX_BYTES = 8;

export class WireError extends Error {
  override name = "WireError";
}

export type Column = Uint32Array | Float32Array;

export interface Frame {
  header: Record<string, unknown>;
  arrays: Map<string, Column>;
}

export interface CellsGeometry {
  kind: "cells";
  key: string;
  /** The world is 2 ** level cells wide; x counts from the west, y from the north. */
  level: number;
  x: Uint32Array;
  y: Uint32Array;
}

export interface PointsGeometry {
  kind: "points";
  key: string;
  ids: string[];
  names: string[];
  classes: string[];
  lon: number[];
  lat: number[];
  /** One line about each place; empty if the frame has none. */
  notes: string[];
}

export interface RegionsGeometry {
  kind: "regions";
  key: string;
  ids: string[];
  names: string[];
  /** One point inside each region for its name; empty if the frame has none. */
  lon: number[];
  lat: number[];
  approximate: boolean[];
  /** A line about each region for its card; empty if the frame has none. */
  notes: string[];
}

export type Geometry = CellsGeometry | PointsGeometry | RegionsGeometry;

/** The papers that come with a layer's values. */
export interface ValuesHeader {
  geometry: string;
  level: number | null;
  version: string;
  form: Form;
  /** Lower limits of the classes from the second on; of signed values, symmetric around zero. */
  breaks: number[];
  isSigned: boolean;
  decimals: number;
  title: string;
  unit: string;
  sentence: string;
  total: string;
  nSuppressed: number;
  floor: number;
  source: string;
  asOf: string | null;
  caveat: string;
  isSynthetic: boolean;
  note: string;
  /** What the largest mark stands for, where pictures of several periods share a scale; else this picture's own. */
  largest?: number;
  /** The density that the top of a heat ramp stands for, on such a shared scale. */
  heatTop?: number;
}

/** What a change is made of: both counts, and what may be said of their difference (see {@link Verdict}). */
export interface Change {
  now: Column;
  before: Column;
  verdict: Column;
}

export interface LayerValues {
  header: ValuesHeader;
  values: Column;
  /** Null unless the form is a change. */
  change: Change | null;
}

/**
 * The header and arrays of a frame; arrays are views on `buffer`, not copies.
 *
 * @throws WireError if the buffer is not a whole frame.
 */
export function decodeFrame(buffer: ArrayBuffer): Frame {
  if (buffer.byteLength < PREFIX_BYTES) {
    throw new WireError(`frame of ${buffer.byteLength} bytes, expected at least ${PREFIX_BYTES}`);
  }
  const view = new DataView(buffer);
  if (view.getUint32(0, true) !== MAGIC) throw new WireError("frame does not begin with BOP1");
  const start = PREFIX_BYTES + view.getUint32(4, true);
  if (start > buffer.byteLength || start % 4 !== 0) {
    throw new WireError(`frame header ends at byte ${start} of ${buffer.byteLength}, expected a multiple of 4 inside`);
  }
  const text = new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array(buffer, PREFIX_BYTES, start - PREFIX_BYTES));
  const header = JSON.parse(text) as Record<string, unknown>;
  return { header, arrays: columns(buffer, start, header.arrays) };
}

function columns(buffer: ArrayBuffer, start: number, listed: unknown): Map<string, Column> {
  const arrays = new Map<string, Column>();
  let offset = start;
  for (const { name, dtype, length } of (listed ?? []) as { name: string; dtype: string; length: number }[]) {
    const end = offset + 4 * length;
    if (end > buffer.byteLength) {
      throw new WireError(`array ${name} ends at byte ${end} of ${buffer.byteLength}: the frame was cut short`);
    }
    if (dtype === "uint32") arrays.set(name, new Uint32Array(buffer, offset, length));
    else if (dtype === "float32") arrays.set(name, new Float32Array(buffer, offset, length));
    else throw new WireError(`array ${name} is of ${dtype}, expected uint32 or float32`);
    offset = end;
  }
  if (offset !== buffer.byteLength) {
    throw new WireError(`frame has ${buffer.byteLength} bytes, its header accounts for ${offset}`);
  }
  return arrays;
}

/**
 * The geometry in a frame.
 *
 * @throws WireError if the frame is broken or its columns differ in length.
 */
export function readGeometry(buffer: ArrayBuffer): Geometry {
  const { header, arrays } = decodeFrame(buffer);
  const key = String(header.key);
  switch (header.kind) {
    case "cells": {
      const [x, y] = [arrays.get("x"), arrays.get("y")];
      if (!(x instanceof Uint32Array) || !(y instanceof Uint32Array)) {
        throw new WireError(`geometry ${key} lacks x or y as uint32`);
      }
      sameLength(key, x, y);
      return { kind: "cells", key, level: Number(header.level), x, y };
    }
    case "points": {
      const [ids, names, classes] = [strings(header.ids), strings(header.names), strings(header.classes)];
      const [lon, lat] = [numbers(header.lon), numbers(header.lat)];
      const notes = strings(header.notes);
      sameLength(key, ids, names, classes, lon, lat, ...(notes.length === 0 ? [] : [notes]));
      return { kind: "points", key, ids, names, classes, lon, lat, notes };
    }
    case "regions": {
      const [ids, names] = [strings(header.ids), strings(header.names)];
      const [lon, lat] = [numbers(header.label_lon), numbers(header.label_lat)];
      const approximate = ((header.approximate ?? ids.map(() => false)) as unknown[]).map(Boolean);
      const notes = strings(header.notes);
      sameLength(key, ids, names, approximate, ...(notes.length === 0 ? [] : [notes]), ...(header.label_lon === undefined ? [] : [lon, lat]));
      return { kind: "regions", key, ids, names, lon, lat, approximate, notes };
    }
    default:
      throw new WireError(`geometry ${key} is of kind ${String(header.kind)}, expected cells, points or regions`);
  }
}

/**
 * The values in a frame, with their papers.
 *
 * @throws WireError if the frame is broken or holds no values.
 */
export function readValues(buffer: ArrayBuffer): LayerValues {
  const { header, arrays } = decodeFrame(buffer);
  const values = arrays.get("values");
  if (!values) throw new WireError("the frame holds no values");
  return {
    values,
    change: readChange(arrays, values.length),
    header: {
      geometry: text(header.geometry),
      level: header.level == null ? null : Number(header.level),
      version: text(header.version),
      form: (text(header.form) || "count") as Form,
      breaks: numbers(header.breaks),
      isSigned: header.signed === true,
      decimals: Number(header.decimals ?? 0),
      title: text(header.title),
      unit: text(header.unit),
      sentence: text(header.sentence),
      total: text(header.total),
      nSuppressed: Number(header.n_suppressed ?? 0),
      floor: Number(header.floor ?? 0),
      source: text(header.source),
      asOf: header.as_of == null ? null : text(header.as_of),
      caveat: text(header.caveat),
      isSynthetic: header.is_synthetic === true,
      note: text(header.note),
    },
  };
}

function readChange(arrays: Map<string, Column>, rows: number): Change | null {
  const [now, before, verdict] = [arrays.get("now"), arrays.get("before"), arrays.get("verdict")];
  if (!now || !before || !verdict) return null;
  for (const { length } of [now, before, verdict]) {
    if (length !== rows) throw new WireError(`a change of ${rows} values has ${length} counts or verdicts`);
  }
  return { now, before, verdict };
}

function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.map(text) : [];
}

function numbers(value: unknown): number[] {
  return Array.isArray(value) ? value.map(Number) : [];
}

function sameLength(key: string, ...parts: ArrayLike<unknown>[]): void {
  const lengths = parts.map((part) => part.length);
  if (new Set(lengths).size > 1) throw new WireError(`geometry ${key} has columns of ${lengths.join(", ")} rows`);
}
