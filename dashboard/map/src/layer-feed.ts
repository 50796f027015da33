/** One layer's geometry and values: fetched when asked, painted when whole. */

import { isAbort, type Api } from "./api";
import { classCodes } from "./classes";
import type { Painted, Painter } from "./painter";
import type { LayerDescription } from "./props";
import { WireError, type Geometry } from "./wire";

const GEOMETRIES_KEPT = 6;

export class LayerFeed {
  geometry: Geometry | null = null;
  painted: Painted | null = null;
  #asking: AbortController | null = null;
  #held = new Map<string, Geometry>();
  #address: string | null = null;

  constructor(
    private readonly api: Pick<Api, "values" | "geometry">,
    readonly description: LayerDescription,
    readonly painter: Painter,
  ) {}

  /** True if this filter and zoom were asked last; a failed asking is not repeated until someone tries again. */
  isFor(query: string, zoom: number): boolean {
    return this.#address === this.#addressOf(query, zoom);
  }

  /**
   * Fetch values, and the geometry if it differs from the one held, and paint.
   *
   * @returns false if a newer call overtook this one; nothing was painted then.
   * @throws what the API throws.
   */
  async refresh(query: string, zoom: number): Promise<boolean> {
    this.stop();
    const asking = new AbortController();
    this.#asking = asking;
    this.#address = this.#addressOf(query, zoom);
    try {
      const { key } = this.description;
      const { header, values } = await this.api.values(key, query, zoom, asking.signal);
      const geometry = this.#held.get(header.geometry) ?? (await this.api.geometry(key, header.version, header.level, asking.signal));
      if (asking.signal.aborted) return false;
      this.#hold(header.geometry, geometry);
      if (geometry !== this.geometry) {
        this.geometry = geometry;
        this.painter.setGeometry(geometry);
      }
      const rows = rowCount(geometry);
      if (rows !== values.length) throw new WireError(`${key}: ${values.length} values for a geometry of ${rows} rows`);
      this.painted = { header, values, codes: classCodes(values, header.breaks) };
      await this.painter.paint(this.painted);
      if (this.#asking === asking) this.#asking = null;
      return true;
    } catch (error) {
      if (isAbort(error) || asking.signal.aborted) return false;
      if (this.#asking === asking) this.#asking = null;
      throw error;
    }
  }

  /** Give up what is being fetched. */
  stop(): void {
    if (!this.#asking) return;
    this.#asking.abort();
    this.#asking = null;
    this.#address = null;
  }

  #addressOf(query: string, zoom: number): string {
    return this.description.kind === "cells" ? `${query}&zoom=${zoom}` : query;
  }

  #hold(key: string, geometry: Geometry): void {
    this.#held.delete(key);
    this.#held.set(key, geometry);
    const oldest = this.#held.keys().next();
    if (this.#held.size > GEOMETRIES_KEPT && !oldest.done) this.#held.delete(oldest.value);
  }
}

function rowCount(geometry: Geometry): number {
  return geometry.kind === "cells" ? geometry.x.length : geometry.ids.length;
}
