/** Where a display gets its scenes from: the server, asked again and again, and what was kept of earlier answers. */

import { errorWords } from "../api";
import type { BriefShown, DisplayProps, SceneEntry } from "./brief-types";
import { DisplayApi } from "./display-api";
import { Feed } from "./freshness";
import { keepLastGood, lastGood } from "./last-good";
import { patienceOf, Refresh } from "./refresh";
import { Scenes } from "./scenes";

const KEEP_AFTER_MS = 5000;

export interface SupplyEvents {
  /** The brief as the server tells it now, or as it was kept. */
  brief(brief: BriefShown): void;
  /** A scene has other numbers. */
  renewed(key: string): void;
  /** The server answered, or did not. */
  told(): void;
  /** Scenes in the order in which they will be shown. */
  wanted(): readonly SceneEntry[];
}

/** Seconds between questions, until the server has said. */
const USUAL_S = 60;
const LEAST_S = 2;

export class Supply {
  readonly feed: Feed;
  readonly scenes: Scenes;
  brief: BriefShown | null = null;
  readonly #api: DisplayApi;
  readonly #refresh: Refresh;
  #theme: string;
  #isFilling = false;
  #keepTimer: number | null = null;

  constructor(root: URL, private readonly props: DisplayProps, private readonly events: SupplyEvents) {
    const every = Math.max(LEAST_S, props.every || USUAL_S) * 1000;
    this.#theme = props.theme;
    this.#api = new DisplayApi(root, props.brief, patienceOf(every));
    this.feed = new Feed(() => performance.now(), every);
    this.scenes = new Scenes(this.#api, (key) => { this.#keepSoon(); events.renewed(key); });
    this.#refresh = new Refresh(() => this.#ask(), every);
  }

  /** Show what was kept, and ask the server. */
  start(): void {
    void this.#recall();
    void this.#refresh.ask();
  }

  /** Scenes for another theme. */
  restyle(theme: string): void {
    this.#theme = theme;
    if (!this.brief) return;
    this.scenes.accept(this.brief, theme);
    void this.#fill();
  }

  stop(): void {
    this.#refresh.stop();
    if (this.#keepTimer !== null) window.clearTimeout(this.#keepTimer);
  }

  get #name(): string { return `${this.props.brief} ${this.#theme}`; }

  async #recall(): Promise<void> {
    const kept = await lastGood(this.#name);
    if (kept === null || this.brief !== null) return;
    const moment = new Date(kept.at);
    this.feed.kept(moment);
    this.scenes.recall(kept.brief, kept.scenes, this.#theme, moment);
    this.events.brief(kept.brief);
  }

  async #ask(): Promise<boolean> {
    try {
      const brief = await this.#api.brief();
      this.feed.answered(new Date());
      this.#accept(brief);
    } catch (error) {
      this.feed.failed(errorWords(error));
      this.events.told();
      return false;
    }
    this.events.told();
    void this.#fill();
    return true;
  }

  #accept(brief: BriefShown): void {
    this.brief = brief;
    if (this.props.every === 0) {
      this.feed.every = this.#refresh.every = brief.every * 1000;
      this.#api.patience = patienceOf(this.feed.every);
    }
    this.scenes.accept(brief, this.#theme);
    this.events.brief(brief);
  }

  /** Fetch what is not here, or not as it is now: one after the other, what is shown first. */
  async #fill(): Promise<void> {
    if (this.#isFilling) return;
    this.#isFilling = true;
    let isComplete = false;
    while (!isComplete) {
      const stamp = this.scenes.stamp;
      for (const entry of this.events.wanted()) {
        await this.scenes.fetch(entry, this.#theme);
        if (stamp !== this.scenes.stamp) break;
      }
      isComplete = stamp === this.scenes.stamp;
    }
    this.#isFilling = false;
    this.events.told();
  }

  #keepSoon(): void {
    this.#keepTimer ??= window.setTimeout(() => {
      this.#keepTimer = null;
      if (this.brief && this.feed.lastGood) void keepLastGood({ name: this.#name, at: this.feed.lastGood.getTime(), brief: this.brief, scenes: this.scenes.kept });
    }, KEEP_AFTER_MS);
  }
}
