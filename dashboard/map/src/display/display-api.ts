/** The calls of a display: never longer than its patience. */

import { ApiError, Unreachable } from "../api";
import type { BriefShown, SceneShown } from "./brief-types";

export class DisplayApi {
  /** `root` is the address of the folder that holds `api/`; `patience` are milliseconds. */
  constructor(private readonly root: URL, private readonly token: string, public patience: number) {}

  /**
   * The brief's order and digest.
   *
   * @throws Unreachable if there is no answer in time; ApiError with the server's words.
   */
  async brief(): Promise<BriefShown> {
    return (await this.#ask("display", this.patience)) as BriefShown;
  }

  /** A scene for a theme; throws as {@link DisplayApi.brief}, but waits longer: it may have to be composed. */
  async scene(key: string, theme: string): Promise<SceneShown> {
    const until = performance.now() + COMPOSING_MS;
    for (;;) {
      const told = await this.#ask(`display/${encodeURIComponent(key)}?theme=${theme}`, Math.max(this.patience, COMPOSING_MS));
      if (!isComposing(told)) return told as SceneShown;
      if (performance.now() > until) throw new ApiError("It is still being composed.");
      // Displays that wait for the same scene do not ask at the same moment.
      await new Promise((resolve) => { window.setTimeout(resolve, AGAIN_MS * (0.5 + Math.random())); });
    }
  }

  async #ask(path: string, patience: number): Promise<unknown> {
    const address = new URL(`api/briefs/${encodeURIComponent(this.token)}/${path}`, this.root);
    try {
      const response = await fetch(address, { credentials: "same-origin", signal: AbortSignal.timeout(patience) });
      const body: unknown = await response.json();
      if (response.ok) return body;
      throw new ApiError(refusalWords(body, response.status));
    } catch (error) {
      if (error instanceof ApiError) throw error;
      throw new Unreachable();
    }
  }
}

const COMPOSING_MS = 60_000;
const AGAIN_MS = 1000;

function isComposing(told: unknown): boolean {
  return typeof told === "object" && told !== null && "composing" in told;
}

function refusalWords(body: unknown, status: number): string {
  const given = body && typeof body === "object" ? (body as { error?: unknown }).error : undefined;
  return typeof given === "string" && given ? given : `The server could not answer (${status}).`;
}
