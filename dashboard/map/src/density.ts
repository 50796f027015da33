/** Smooth density of events from the counts of square cells. */

import type { CellsGeometry } from "./wire";

/** Reach of the kernel in cells, and its standard deviation; beyond its reach it is nothing. */
export const KERNEL_CELLS = 3;
const SIGMA_CELLS = 1.2;

/** Share of occupied cells that are denser than the top of the scale. */
const OVER_TOP = 0.005;

/** A rectangle of cells, in columns from the west and rows from the north. */
export interface CellWindow {
  column: number;
  row: number;
  width: number;
  height: number;
}

const KERNEL = kernel();

/** A Gaussian of {@link SIGMA_CELLS}, cut at {@link KERNEL_CELLS}, that sums to 1. */
function kernel(): Float64Array {
  const weights = Float64Array.from({ length: 2 * KERNEL_CELLS + 1 }, (_, i) => Math.exp(-((i - KERNEL_CELLS) ** 2) / (2 * SIGMA_CELLS ** 2)));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** Density of each cell of a window, row by row; cells outside it count where the kernel reaches them. */
export function smoothed({ x, y }: CellsGeometry, weights: Float32Array, window: CellWindow): Float32Array {
  const [width, height] = [window.width + 2 * KERNEL_CELLS, window.height + 2 * KERNEL_CELLS];
  const binned = new Float32Array(width * height);
  for (let i = 0; i < x.length; i++) {
    const column = (x[i] ?? 0) - window.column + KERNEL_CELLS;
    const row = (y[i] ?? 0) - window.row + KERNEL_CELLS;
    if (column >= 0 && column < width && row >= 0 && row < height) binned[row * width + column] = weights[i] ?? 0;
  }
  const across = alongRows(binned, width, height);
  return downColumns(across, window.width, window.height);
}

function alongRows(values: Float32Array, width: number, height: number): Float32Array {
  const inner = width - 2 * KERNEL_CELLS;
  const out = new Float32Array(inner * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < inner; column++) {
      let sum = 0;
      for (let tap = 0; tap < KERNEL.length; tap++) sum += (KERNEL[tap] ?? 0) * (values[row * width + column + tap] ?? 0);
      out[row * inner + column] = sum;
    }
  }
  return out;
}

function downColumns(values: Float32Array, width: number, height: number): Float32Array {
  const out = new Float32Array(width * height);
  for (let row = 0; row < height; row++) {
    for (let tap = 0; tap < KERNEL.length; tap++) {
      const weight = KERNEL[tap] ?? 0;
      const from = (row + tap) * width;
      for (let column = 0; column < width; column++) out[row * width + column] = (out[row * width + column] ?? 0) + weight * (values[from + column] ?? 0);
    }
  }
  return out;
}

/** Weights of a cubic B-spline a quarter of a cell past the middle of one: before it, it, and two after. */
const QUARTER = [0.0703125, 0.6119792, 0.3151042, 0.0026042] as const;

/** Twice as many values each way, on the smooth surface that a cubic B-spline lays through a grid. */
export function refined(values: Float32Array, width: number, height: number): Float32Array {
  return refinedRows(transposed(refinedRows(transposed(values, width, height), height, width), height * 2, width), width, height * 2);
}

/** Twice as many columns; rows are apart. */
function refinedRows(values: Float32Array, width: number, height: number): Float32Array {
  const out = new Float32Array(width * height * 2);
  for (let row = 0; row < height; row++) {
    const at = (column: number): number => values[row * width + Math.min(width - 1, Math.max(0, column))] ?? 0;
    for (let column = 0; column < width; column++) {
      const [a, b, c, d, e] = [at(column - 2), at(column - 1), at(column), at(column + 1), at(column + 2)];
      const place = (row * width + column) * 2;
      out[place] = QUARTER[3] * a + QUARTER[2] * b + QUARTER[1] * c + QUARTER[0] * d;
      out[place + 1] = QUARTER[0] * b + QUARTER[1] * c + QUARTER[2] * d + QUARTER[3] * e;
    }
  }
  return out;
}

function transposed(values: Float32Array, width: number, height: number): Float32Array {
  const out = new Float32Array(values.length);
  for (let row = 0; row < height; row++) for (let column = 0; column < width; column++) out[column * height + row] = values[row * width + column] ?? 0;
  return out;
}

/** The density at the top of the colour scale: exceeded by one occupied cell in two hundred. */
export function topDensity(geometry: CellsGeometry, weights: Float32Array): number {
  const rows = [...weights.keys()].filter((row) => (weights[row] ?? 0) > 0).sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0));
  const row = rows[Math.floor(rows.length * OVER_TOP)];
  if (row === undefined) return 0;
  const window = { column: geometry.x[row] ?? 0, row: geometry.y[row] ?? 0, width: 1, height: 1 };
  return smoothed(geometry, weights, window)[0] ?? 0;
}
