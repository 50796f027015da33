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

/** The density at the top of the colour scale: exceeded by one occupied cell in two hundred. */
export function topDensity(geometry: CellsGeometry, weights: Float32Array): number {
  const rows = [...weights.keys()].filter((row) => (weights[row] ?? 0) > 0).sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0));
  const row = rows[Math.floor(rows.length * OVER_TOP)];
  if (row === undefined) return 0;
  const window = { column: geometry.x[row] ?? 0, row: geometry.y[row] ?? 0, width: 1, height: 1 };
  return smoothed(geometry, weights, window)[0] ?? 0;
}
