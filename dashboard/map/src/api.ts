/** The calls to the house's own API, all on the page's own origin. */

import type { MultiPolygon, Polygon } from "geojson";

import type { ApprovedShapes } from "./approved-plan";
import type { CardContent } from "./card-content";
import { jsonHeaders } from "./csrf";
import type { PlaceColumns } from "./places";
import { readGeometry, readValues, type Geometry, type LayerValues } from "./wire";

/** Statuses of a proxy that answers in place of the server; the server's own refusals are JSON. */
const GATEWAY_STATUSES: ReadonlySet<number> = new Set([502, 503, 504]);

const NOBODY = 401;

export class ApiError extends Error {
  override name = "ApiError";
}

/** The server gave no answer at all: the network, or the server, is gone. */
export class Unreachable extends ApiError {
  override name = "Unreachable";

  constructor() {
    super("The server does not answer. Check that borderops is still running.");
  }
}

/** The sign-in has ended: what is shown stays, and is asked for again when somebody is signed in. */
export class SignedOut extends Unreachable {
  override name = "SignedOut";
  override message = "Your sign-in has ended. Sign in again to go on.";
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
  /** What was mended of the polygon before it was counted in, a sentence each. */
  notes: string[];
  /** The shape that was counted, where it is not the one that was asked about. */
  counted: Polygon | MultiPolygon | null;
  rows: { label: string; words: string }[];
  is_synthetic?: boolean;
}

export class Api {
  /** Told after each call whether the server answered. */
  heard: (isReachable: boolean) => void = () => undefined;

  /** `root` is the address of the folder that holds `api/`, `tiles/` and `assets-map/`. */
  constructor(protected readonly root: URL) {}

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
      headers: jsonHeaders(),
      body: JSON.stringify({ type: polygon.type, coordinates: polygon.coordinates }),
    });
    return (await response.json()) as PolygonTotal;
  }

  /** The id of a new plan of which a polygon is the one region; throws as {@link Api.values}. */
  async newPlan(name: string, drawn: Polygon): Promise<number> {
    const response = await this.#ask("api/plans", { method: "POST", headers: jsonHeaders(), body: JSON.stringify({ name, drawn: { type: drawn.type, coordinates: drawn.coordinates } }) });
    return ((await response.json()) as { id: number }).id;
  }

  /** What is known of one thing on the map; throws as {@link Api.values}. */
  async card(key: string, id: string, query: string, signal: AbortSignal): Promise<CardContent> {
    const path = id.split("/").map(encodeURIComponent).join("/");
    const response = await this.#ask(`api/live/layers/${encodeURIComponent(key)}/card/${path}${query ? `?${query}` : ""}`, { signal });
    return (await response.json()) as CardContent;
  }

  /** Every place to go to; throws as {@link Api.values}. */
  async places(): Promise<PlaceColumns> {
    return (await (await this.#ask("api/live/places")).json()) as PlaceColumns;
  }

  /** The approved plan that is in force, with its tag; null if there is none; "same" if it has the `known` tag. Throws as {@link Api.values}. */
  async approvedPlan(known: string | null): Promise<{ tag: string | null; shapes: ApprovedShapes } | "same" | null> {
    const response = await this.#ask("api/plans/approved/shapes", { priority: "low" });
    if (response.status === 204) return null;
    const tag = response.headers.get("ETag");
    if (known !== null && tag === known) return "same";
    return { tag, shapes: (await response.json()) as ApprovedShapes };
  }

  /** True if the server answers. */
  async isReachable(): Promise<boolean> {
    return this.#ask("healthz").then(() => true, (error: unknown) => !(error instanceof Unreachable));
  }

  async #frame(path: string, signal: AbortSignal): Promise<ArrayBuffer> {
    return (await this.#ask(path, { signal })).arrayBuffer();
  }

  async #ask(path: string, options: RequestInit = {}): Promise<Response> {
    const response = await fetch(new URL(path, this.root), { credentials: "same-origin", ...options }).catch((error: unknown) => {
      if (options.signal?.aborted) throw error;
      this.heard(false);
      throw new Unreachable();
    });
    const isAnswer = !GATEWAY_STATUSES.has(response.status) || isJson(response);
    this.heard(isAnswer);
    if (!isAnswer) throw new Unreachable();
    if (response.ok) return response;
    if (response.status === NOBODY) throw new SignedOut();
    throw new ApiError(await refusal(response));
  }
}

function isJson(response: Response): boolean {
  return response.headers.get("Content-Type")?.includes("json") ?? false;
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
