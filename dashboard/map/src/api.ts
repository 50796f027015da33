/** The calls to the house's own API, all on the page's own origin. */

import type { Polygon } from "geojson";

import { readGeometry, readValues, type Geometry, type LayerValues } from "./wire";

export class ApiError extends Error {
  override name = "ApiError";
}

/** The answer to a drawn polygon. */
export interface PolygonTotal {
  words: string;
  value: number | null;
  suppressed: boolean;
  unit: string;
  sentence: string;
  version: string;
  area_km2: number;
  rows: { label: string; words: string }[];
  is_synthetic?: boolean;
}

export class Api {
  /** `root` is the address of the folder that holds `api/`, `tiles/` and `assets-map/`. */
  constructor(private readonly root: URL) {}

  /** The address of a tile archive. */
  tiles(name: string): string {
    return new URL(`tiles/${name}.pmtiles`, this.root).href;
  }

  /**
   * A layer's values for a filter. The browser's cache revalidates by ETag.
   *
   * @throws ApiError in words for a person; WireError if the frame is broken; AbortError on `signal`.
   */
  async values(key: string, query: string, zoom: number, signal: AbortSignal): Promise<LayerValues> {
    const parameters = new URLSearchParams(query);
    parameters.set("zoom", String(zoom));
    return readValues(await this.#frame(`api/live/layers/${encodeURIComponent(key)}/values?${parameters}`, signal));
  }

  /** A layer's geometry; throws as {@link Api.values}. */
  async geometry(key: string, version: string, level: number | null, signal: AbortSignal): Promise<Geometry> {
    const parameters = new URLSearchParams({ version });
    if (level !== null) parameters.set("level", String(level));
    return readGeometry(await this.#frame(`api/live/layers/${encodeURIComponent(key)}/geometry?${parameters}`, signal));
  }

  /** The exact total inside a polygon; throws as {@link Api.values}. */
  async polygonTotal(polygon: Polygon, query: string): Promise<PolygonTotal> {
    const response = await this.#ask(`api/live/polygon${query ? `?${query}` : ""}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ type: polygon.type, coordinates: polygon.coordinates }),
    });
    return (await response.json()) as PolygonTotal;
  }

  async #frame(path: string, signal: AbortSignal): Promise<ArrayBuffer> {
    return (await this.#ask(path, { signal })).arrayBuffer();
  }

  async #ask(path: string, options: RequestInit): Promise<Response> {
    const response = await fetch(new URL(path, this.root), { credentials: "same-origin", ...options }).catch((error: unknown) => {
      if (options.signal?.aborted) throw error;
      throw new ApiError("The server does not answer. Check that borderops is still running.");
    });
    if (response.ok) return response;
    throw new ApiError(await refusal(response));
  }
}

/** The server's own words if it gave any, else what its status means. */
async function refusal(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => null);
  const given = body && typeof body === "object" ? (body as { error?: unknown }).error : undefined;
  if (typeof given === "string" && given) return given;
  if (response.status === 404) return "The server does not know this address (404).";
  if (response.status === 403) return "You may not see this (403).";
  return `The server could not answer (${response.status}). Try again.`;
}

/** True for an abort that we asked for ourselves. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

/** An error in words for a person. */
export function errorWords(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
