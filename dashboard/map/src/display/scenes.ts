/** The scenes of a brief as nodes: at most one for each, fetched when they come near, renewed when they changed. */

import { errorWords } from "../api";
import type { BriefShown, SceneEntry, SceneShown } from "./brief-types";
import type { DisplayApi } from "./display-api";
import { SceneNode } from "./scene-node";

export class Scenes {
  readonly #nodes = new Map<string, SceneNode>();
  /** Digest of the brief, and theme, for which a scene was last fetched. */
  readonly #fetchedFor = new Map<string, string>();
  readonly #underWay = new Map<string, Promise<boolean>>();
  #stamp = "";

  constructor(private readonly api: DisplayApi, private readonly renewed: (key: string) => void) {}

  /** The node of a scene, made if there is none yet. */
  node(entry: SceneEntry): SceneNode {
    const found = this.#nodes.get(entry.key) ?? new SceneNode(entry);
    this.#nodes.set(entry.key, found);
    return found;
  }

  /** What scenes are fetched for: changes when all have to be asked for again. */
  get stamp(): string { return this.#stamp; }

  /** Every scene that is here, as the server told it. */
  get kept(): SceneShown[] {
    return [...this.#nodes.values()].flatMap(({ shown }) => (shown && !shown.failed ? [shown] : []));
  }

  /** Scenes of another list or digest: those that are no longer in it go. */
  accept(brief: BriefShown, theme: string): void {
    this.#stamp = `${brief.digest} ${theme}`;
    const keys = new Set(brief.scenes.map(({ key }) => key));
    for (const key of [...this.#nodes.keys()]) {
      if (keys.has(key)) continue;
      this.#nodes.delete(key);
      this.#fetchedFor.delete(key);
    }
  }

  /** Scenes that were kept from an earlier time; what the server told since is newer. */
  recall(brief: BriefShown, scenes: readonly SceneShown[], theme: string, moment: Date): void {
    for (const entry of brief.scenes) {
      const shown = scenes.find(({ key }) => key === entry.key);
      const node = this.node(entry);
      if (shown && node.shown === null && node.take(shown, theme, moment)) this.renewed(entry.key);
    }
  }

  /** Have a scene as the server tells it now; false if that failed. Asked once at a time. */
  fetch(entry: SceneEntry, theme: string): Promise<boolean> {
    if (this.#fetchedFor.get(entry.key) === this.#stamp) return Promise.resolve(true);
    const mark = `${entry.key} ${this.#stamp}`;
    const running = this.#underWay.get(mark) ?? this.#fetch(entry, theme, this.#stamp);
    this.#underWay.set(mark, running);
    return running.finally(() => { this.#underWay.delete(mark); });
  }

  async #fetch(entry: SceneEntry, theme: string, stamp: string): Promise<boolean> {
    const node = this.node(entry);
    try {
      const shown = await this.api.scene(entry.key, theme);
      if (stamp !== this.#stamp) return true;
      // Words of a failure never take the place of numbers.
      if (shown.failed && node.shown?.failed === false) node.fail(shown.notes);
      else if (node.take(shown, theme, new Date())) this.renewed(entry.key);
      if (!shown.failed) this.#fetchedFor.set(entry.key, stamp);
      return !shown.failed;
    } catch (error) {
      node.fail(`“${entry.title}” cannot be shown: ${errorWords(error)}`);
      return false;
    }
  }
}
