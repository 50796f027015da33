/** The calls to `/api/plans`. */

import type { FeatureCollection, MultiPolygon, Polygon } from "geojson";

import { ApiError, Unreachable } from "../api";
import { jsonHeaders, tokenHeader } from "../csrf";
import type { Checks, CountyLines, Edit, Head, HistoryEntry, Panel, PlanList, Saved, UnitColumns, UnitId, Why } from "./plan-types";

const GATEWAY_STATUSES: ReadonlySet<number> = new Set([502, 503, 504]);
const CONFLICT = 409;

/** The server answered and refused, in words for a person. */
export class Refusal extends ApiError {
  override name = "Refusal";

  constructor(words: string, readonly status: number, readonly remedy: string) {
    super(words);
  }

  /** The plan moved on, or what was to change is locked. */
  get isConflict(): boolean { return this.status === CONFLICT; }
}

export interface Live {
  notes: string[];
  moved: UnitId[];
  panel: Panel;
}

export type Shapes = FeatureCollection<Polygon | MultiPolygon, { unit: UnitId; name: string }>;

export class PlansApi {
  /** `root` is the folder that holds `api/`; `filter` is the query text of the figures asked for. */
  constructor(readonly root: URL, public filter: string) {}

  /** The address of a tile archive. */
  tiles(name: string): string {
    return new URL(`tiles/${name}.pmtiles`, this.root).href;
  }

  /** Address of a path under `/api/plans`. */
  address(path: string): string {
    return new URL(`api/plans${path}`, this.root).href;
  }

  list(): Promise<PlanList> { return this.ask("") as Promise<PlanList>; }

  units(): Promise<UnitColumns> { return this.ask("/units") as Promise<UnitColumns>; }

  lines(): Promise<CountyLines> { return this.ask("/lines") as Promise<CountyLines>; }

  async create(name: string, from: { start: string } | { copy_of: number }): Promise<Head> {
    return readHead(await this.ask("", { name, ...from }));
  }

  async head(id: string): Promise<Head> { return readHead(await this.ask(`/${id}`)); }

  /** `key` is our own name for the edit: sent again after a lost answer, it is saved only once. */
  async save(id: string, version: number, edit: Edit, key: string): Promise<Saved> {
    return readSaved(await this.ask(`/${id}/edits`, { version, edit, key }));
  }

  async step(id: string, direction: "undo" | "redo", version: number, to?: number): Promise<Saved> {
    return readSaved(await this.ask(`/${id}/${direction}`, { version, ...(to === undefined ? {} : { to }) }));
  }

  async go(id: string, version: number, edit: number): Promise<Saved> {
    return readSaved(await this.ask(`/${id}/go`, { version, edit }));
  }

  live(id: string, version: number, edit: Edit): Promise<Live> {
    return this.ask(this.filtered(`/${id}/live`), { version, edit }) as Promise<Live>;
  }

  async panel(id: string): Promise<Panel> {
    return ((await this.ask(this.filtered(`/${id}/panel`))) as { panel: Panel }).panel;
  }

  shapes(id: string): Promise<Shapes> { return this.ask(`/${id}/shapes`) as Promise<Shapes>; }

  /** `reach` is how far a base reaches, as it is asked: `within_km=100`, `within_minutes=75`, or empty for the usual. */
  checks(id: string, reach = ""): Promise<Checks> {
    const path = this.filtered(`/${id}/checks`);
    return this.ask(reach ? `${path}${path.includes("?") ? "&" : "?"}${reach}` : path) as Promise<Checks>;
  }

  /** Why a unit is in its region: each ground that was looked at. */
  why(id: string, unit: UnitId): Promise<Why> { return this.ask(this.filtered(`/${id}/why/${unit}`)) as Promise<Why>; }

  async history(id: string): Promise<HistoryEntry[]> {
    return ((await this.ask(`/${id}/history`)) as { edits: HistoryEntry[] }).edits;
  }

  filtered(path: string): string {
    return this.filter ? `${path}?${this.filter}` : path;
  }

  /**
   * The JSON that a path answers with; with a body it is posted.
   *
   * @throws Unreachable if nothing answers; Refusal in the server's words.
   */
  async ask(path: string, body?: unknown): Promise<unknown> {
    const sent: RequestInit = body === undefined ? {} : { method: "POST", ...content(body) };
    const response = await fetch(this.address(path), { credentials: "same-origin", ...sent }).catch(() => { throw new Unreachable(); });
    const isJson = response.headers.get("Content-Type")?.includes("json") ?? false;
    if (!isJson && GATEWAY_STATUSES.has(response.status)) throw new Unreachable();
    const given: unknown = isJson ? await response.json().catch(() => null) : null;
    if (response.ok) return given;
    throw refusal(response.status, given);
  }
}

/** A region says that it is locked in the words of the plan's own file. */
export function readHead(given: unknown): Head {
  const head = given as Omit<Head, "id"> & { id: string | number };
  const regions = head.regions.map((region: Head["regions"][number] & { is_locked?: boolean }) => ({ ...region, locked: region.is_locked ?? region.locked }));
  return { ...head, id: String(head.id), regions };
}

function readSaved(given: unknown): Saved {
  const saved = given as Saved;
  return { ...saved, head: readHead(saved.head) };
}

/** JSON, or a form with a file as it is. */
function content(body: unknown): RequestInit {
  if (body instanceof FormData) return { headers: tokenHeader(), body };
  return { headers: jsonHeaders(), body: JSON.stringify(body) };
}

function refusal(status: number, given: unknown): Refusal {
  const { error, remedy } = (given && typeof given === "object" ? given : {}) as { error?: unknown; remedy?: unknown };
  const words = typeof error === "string" && error ? error : `The server could not answer (${status}). Try again.`;
  return new Refusal(words, status, typeof remedy === "string" ? remedy : "");
}
