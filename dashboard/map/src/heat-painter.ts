/** Heat: smooth density on the geometry of cells, from disclosed counts only. */

import { isClass } from "./classes";
import { KERNEL_CELLS, topDensity } from "./density";
import { cellSideKm, rowLatitude } from "./grid";
import { HeatLayer } from "./heat-layer";
import { OverCells } from "./over-cells";
import { ramp, type HeatScale, type Look, type Painted } from "./painter";
import type { LayerDescription } from "./props";
import type { CellsGeometry } from "./wire";

/** Densities are per so many square kilometres: a thousand square miles. */
const PER_KM2 = 2589.988;
/** Half floats end at 65,504; densities are scaled to stay well below. */
const TEXTURE_TOP = 100;

export class HeatPainter extends OverCells<HeatLayer> {
  #geometry: CellsGeometry | null = null;
  #top = 0;

  constructor(description: LayerDescription) {
    super(description, new HeatLayer(description.key));
  }

  paint({ header, values, codes }: Painted): Promise<void> {
    this.codes = codes;
    const geometry = this.#geometry;
    if (!geometry) return Promise.resolve();
    const densities = densitiesOf(geometry, values, codes);
    this.#top = header.heatTop ?? topDensity(geometry, densities);
    const scale = this.#top > 0 ? TEXTURE_TOP / this.#top : 0;
    this.layer.setWeights(geometry, densities.map((density) => density * scale), this.#top * scale);
    return Promise.resolve();
  }

  /** How colours stand for density, at the latitude in the middle of the map. */
  scale(): HeatScale | null {
    const geometry = this.#geometry;
    if (!this.map || !geometry) return null;
    const latitude = this.map.getCenter().lat;
    return { top: this.#top, latitude, radiusKm: KERNEL_CELLS * cellSideKm(geometry.level, latitude) };
  }

  hover(): void {
    // What is smooth has no edge to mark.
  }

  protected take(geometry: CellsGeometry): void {
    this.#geometry = geometry;
  }

  protected colour(look: Look): void {
    this.layer.setColours({ ramp: ramp(this.description, look), opacity: look.palette.cellOpacity * this.opacity });
  }
}

/** Events per thousand square miles of each cell; a count that is not shown adds nothing. */
export function densitiesOf({ level, y }: CellsGeometry, values: ArrayLike<number>, codes: Uint8Array): Float32Array {
  return Float32Array.from(codes, (code, row) => {
    if (!isClass(code)) return 0;
    return ((values[row] ?? 0) / cellSideKm(level, rowLatitude(y[row] ?? 0, 2 ** level)) ** 2) * PER_KM2;
  });
}
