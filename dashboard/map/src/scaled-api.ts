/**
 * Calls to the API whose values come with fixed class limits, so that pictures of several periods can be compared,
 * and may have been fetched ahead.
 */

import { Api } from "./api";
import type { LayerValues } from "./wire";

/** The limits between classes, the value that the largest mark stands for, and the density at the top of a heat ramp. */
export interface Scale {
  breaks: number[];
  largest: number;
  heatTop?: number;
}

/** Parameter of a query that names a scale: two pictures with other scales are other pictures. Not sent. */
const SCALE = "scale";
const FRAMES_KEPT = 160;

/** A query that asks for the same values on another scale. */
export function onScale(query: string, name: string): string {
  return `${query}${query ? "&" : ""}${SCALE}=${encodeURIComponent(name)}`;
}

/** The part of a query that the server is asked. */
export function askedOf(query: string): string {
  const parameters = new URLSearchParams(query);
  if (!parameters.has(SCALE)) return query;
  parameters.delete(SCALE);
  return parameters.toString();
}

export class ScaledApi extends Api {
  /** The scale that a layer's values are put on; without one they keep their own. */
  scaleOf: ((key: string) => Scale | undefined) | null = null;
  readonly #ahead = new Map<string, Promise<LayerValues>>();

  /** Calls to the same server with a scale of their own. */
  again(): ScaledApi {
    const made = new ScaledApi(this.root);
    made.heard = (isReachable) => { this.heard(isReachable); };
    return made;
  }

  override async values(key: string, query: string, zoom: number, signal: AbortSignal): Promise<LayerValues> {
    const asked = askedOf(query);
    const held = this.#ahead.get(address(key, asked, zoom));
    const found = await (held ?? super.values(key, asked, zoom, signal));
    signal.throwIfAborted();
    const scale = asked === query ? undefined : this.scaleOf?.(key);
    return scale ? { ...found, header: { ...found.header, ...scale } } : found;
  }

  /** Fetch values now and keep them for {@link values}; a failed fetch is not kept. */
  fetchAhead(key: string, query: string, zoom: number): Promise<LayerValues> {
    const asked = askedOf(query);
    const at = address(key, asked, zoom);
    const held = this.#ahead.get(at);
    if (held) return held;
    const fetching = super.values(key, asked, zoom, new AbortController().signal);
    this.#ahead.set(at, fetching);
    fetching.catch(() => { this.#ahead.delete(at); });
    const oldest = this.#ahead.keys().next();
    if (this.#ahead.size > FRAMES_KEPT && !oldest.done) this.#ahead.delete(oldest.value);
    return fetching;
  }

  forgetAhead(): void {
    this.#ahead.clear();
  }
}

function address(key: string, query: string, zoom: number): string {
  return `${key}?${query}&zoom=${zoom}`;
}
