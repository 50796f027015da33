/** One layer's geometry and values: fetched when asked, painted when whole. */

import { isAbort, Unreachable, type Api } from "./api";
import { classCodes } from "./classes";
import type { Painted, Painter } from "./painter";
import type { LayerDescription } from "./props";
import { WireError, type Geometry, type LayerValues } from "./wire";

const GEOMETRIES_KEPT = 6;

/** What a feed fetched, ready to be painted. */
export interface Fetched extends LayerValues {
  geometry: Geometry;
  asking: AbortController;
}

export class LayerFeed {
  geometry: Geometry | null = null;
  painted: Painted | null = null;
  /** Draw changes that do not stand out quietly. */
  #isUncertaintyShown = true;
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
   * The values for a filter, and the geometry that they align with, fetched if it is not held.
   *
   * @returns null if a newer call overtook this one.
   * @throws what the API throws; WireError if values and geometry do not fit.
   */
  async fetch(query: string, zoom: number): Promise<Fetched | null> {
    this.stop();
    const asking = new AbortController();
    this.#asking = asking;
    this.#address = this.#addressOf(query, zoom);
    try {
      const { key } = this.description;
      const values = await this.api.values(key, query, zoom, asking.signal);
      const { geometry: held, version, level } = values.header;
      const geometry = this.#held.get(held) ?? (await this.api.geometry(key, version, level, asking.signal));
      if (asking.signal.aborted) return null;
      const rows = rowCount(geometry);
      if (rows !== values.values.length) throw new WireError(`${key}: ${values.values.length} values for a geometry of ${rows} rows`);
      this.#hold(held, geometry);
      return { ...values, geometry, asking };
    } catch (error) {
      if (isAbort(error) || asking.signal.aborted) return null;
      this.#asking = null;
      // A server that was gone is asked again as soon as it is back.
      if (error instanceof Unreachable) this.#address = null;
      throw error;
    }
  }

  /** Paint what was fetched; false if a newer fetch overtook it. */
  async apply({ header, values, change, geometry, asking }: Fetched): Promise<boolean> {
    if (this.#asking !== asking) return false;
    this.#asking = null;
    if (geometry !== this.geometry) {
      this.geometry = geometry;
      this.painter.setGeometry(geometry);
    }
    await this.#paint({ header, values, change });
    return true;
  }

  /** Draw changes that do not stand out quietly, or like any other. */
  async showUncertainty(isShown: boolean): Promise<void> {
    if (isShown === this.#isUncertaintyShown) return;
    this.#isUncertaintyShown = isShown;
    if (this.painted?.change) await this.#paint(this.painted);
  }

  async #paint({ header, values, change }: LayerValues): Promise<void> {
    const verdicts = this.#isUncertaintyShown && change ? change.verdict : null;
    this.painted = { header, values, change, codes: classCodes(values, header, verdicts) };
    await this.painter.paint(this.painted);
  }

  /** Give up what is being fetched. */
  stop(): void {
    if (!this.#asking) return;
    this.#asking.abort();
    this.#asking = null;
    this.#address = null;
  }

  #addressOf(query: string, zoom: number): string {
    const { kind } = this.description;
    return kind === "cells" || kind === "heat" ? `${query}&zoom=${zoom}` : query;
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
