/** The calls to `/api/briefs`, and the one to `/api/plans` that choosing a plan needs. */

import { Unreachable } from "../api";
import { jsonHeaders } from "../csrf";
import { Refusal } from "../planner/plans-api";
import type { Brief, Choices, Frozen, Kept, PlanLine, Scene, Summary, ViewTold } from "./types";

/** Statuses of a proxy that answers in place of the server; the server's own refusals are JSON. */
const GATEWAY_STATUSES: ReadonlySet<number> = new Set([502, 503, 504]);

/** A scene that is to be added: what is left out is usual. */
export type NewScene = Pick<Scene, "key" | "title" | "body">;

export class BriefsApi {
  /** `root` is the folder that holds `api/`. */
  constructor(readonly root: URL) {}

  async list(withArchived = false): Promise<Summary[]> {
    return ((await this.#ask("GET", `briefs${withArchived ? "?archived=1" : ""}`)) as { briefs: Summary[] }).briefs;
  }

  choices(): Promise<Choices> { return this.#ask("GET", "briefs/choices") as Promise<Choices>; }

  open(token: string): Promise<Kept> { return this.#ask("GET", path(token)) as Promise<Kept>; }

  create(title: string): Promise<Kept> { return this.#ask("POST", "briefs", { title }) as Promise<Kept>; }

  createWhole(brief: Brief): Promise<Kept> { return this.#ask("POST", "briefs", { brief }) as Promise<Kept>; }

  duplicate(token: string, title?: string): Promise<Kept> {
    return this.#ask("POST", "briefs", { copy_of: token, ...(title ? { title } : {}) }) as Promise<Kept>;
  }

  save(token: string, version: number, brief: Brief): Promise<Kept> {
    return this.#ask("PUT", path(token), { version, brief }) as Promise<Kept>;
  }

  append(token: string, scenes: readonly NewScene[]): Promise<Kept> {
    return this.#ask("POST", `${path(token)}/scenes`, { scenes }) as Promise<Kept>;
  }

  archive(token: string, version: number, archived: boolean): Promise<Kept> {
    return this.#ask("POST", `${path(token)}/archive`, { version, archived }) as Promise<Kept>;
  }

  async frozen(token: string): Promise<Frozen[]> {
    return ((await this.#ask("GET", `${path(token)}/frozen`)) as { frozen: Frozen[] }).frozen;
  }

  freeze(token: string): Promise<Frozen> { return this.#ask("POST", `${path(token)}/freeze`, {}) as Promise<Frozen>; }

  /** A view in words; refused in words if it does not open. */
  view(view: string): Promise<ViewTold> { return this.#ask("GET", `briefs/view?${view}`) as Promise<ViewTold>; }

  /** The plans that there are; none for who may not see plans. */
  async plans(): Promise<PlanLine[]> {
    return ((await this.#ask("GET", "plans")) as { plans: PlanLine[] }).plans;
  }

  /** The edit at which a plan stands now, with its name. */
  plan(id: number): Promise<{ name: string; edit: number; version: number }> {
    return this.#ask("GET", `plans/${id}`) as Promise<{ name: string; edit: number; version: number }>;
  }

  async #ask(method: string, where: string, body?: unknown): Promise<unknown> {
    const sent: RequestInit = body === undefined ? {} : { headers: jsonHeaders(), body: JSON.stringify(body) };
    const address = new URL(`api/${where}`, this.root);
    const response = await fetch(address, { method, credentials: "same-origin", ...sent }).catch(() => { throw new Unreachable(); });
    const isJson = response.headers.get("Content-Type")?.includes("json") ?? false;
    if (!isJson && GATEWAY_STATUSES.has(response.status)) throw new Unreachable();
    const given: unknown = isJson ? await response.json().catch(() => null) : null;
    if (response.ok) return given;
    throw refusal(response.status, given);
  }
}

function path(token: string): string {
  return `briefs/${encodeURIComponent(token)}`;
}

function refusal(status: number, given: unknown): Refusal {
  const { error, remedy } = (given && typeof given === "object" ? given : {}) as { error?: unknown; remedy?: unknown };
  const words = typeof error === "string" && error ? error : `The server could not answer (${status}). Try again.`;
  return new Refusal(words, status, typeof remedy === "string" ? remedy : "");
}
