/** The playback on the map: its panel, one scale for all its pictures, and the query of the picture in force. */

import { commonScale, heatCells } from "./common-scale";
import type { LayerFeed } from "./layer-feed";
import { periodOfQuery, withPeriod, type Period } from "./months";
import { Playback } from "./playback";
import { PlaybackPanel } from "./playback-panel";
import { onScale, type Scale, type ScaledApi } from "./scaled-api";

/** Pictures over the span that a common scale is taken from. */
const SAMPLES = 5;

export interface PlayerHost {
  api: ScaledApi;
  /** Layers in view, without those that are outlines only. */
  layers(): LayerFeed[];
  zoom(): number;
  /** Paint the query in force. Resolves, with the number of layers painted, once they are on the screen. */
  repaint(): Promise<number>;
  /** The server does not answer. */
  isLost(): boolean;
  opened(isOpen: boolean): void;
  use(period: Period): void;
}

export class Player {
  readonly playback: Playback;
  readonly panel: PlaybackPanel;
  #chosen = "";
  #span: readonly [string, string] | null = null;
  #isOpen = false;
  #shown: Period | null = null;
  #scales = new Map<string, Scale>();
  #scaling: Promise<void> = Promise.resolve();
  #scaleName = "";

  constructor(private readonly host: PlayerHost, isCalm: boolean) {
    this.playback = new Playback({
      show: (period) => this.#show(period),
      fetchAhead: (period) => { this.#fetchAhead(period); },
      changed: () => { this.panel.show(); },
    });
    this.panel = new PlaybackPanel(this.playback, {
      use: () => { this.#use(); },
      close: () => { this.close(); },
    }, isCalm);
  }

  get isOpen(): boolean { return this.#isOpen; }

  /** The query that the map shows: the page's own, or that of the picture in force. */
  query(chosen: string): string {
    return this.#isOpen && this.#shown ? onScale(withPeriod(chosen, this.#shown), this.#scaleName) : chosen;
  }

  /** Open at the page's period; does nothing without a span of months. */
  open(): void {
    if (!this.#span || this.#isOpen) return;
    this.#isOpen = true;
    this.host.api.scaleOf = (key) => this.#scales.get(key);
    this.playback.open(this.#span, periodOfQuery(this.#chosen, this.#span)?.to ?? this.#span[1]);
    this.panel.open();
    this.host.opened(true);
    this.rescale();
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#shown = null;
    this.playback.stop();
    this.panel.close();
    this.host.api.scaleOf = null;
    this.host.api.forgetAhead();
    this.host.opened(false);
    void this.host.repaint();
  }

  /** Take the page's filter and span; a new filter is played on a new scale. */
  set(chosen: string, span: readonly [string, string] | null): void {
    const isNew = chosen !== this.#chosen;
    this.#chosen = chosen;
    this.#span = span;
    if (this.#isOpen && isNew) this.rescale();
  }

  /** Find the scale anew and show the picture in force on it: for another filter, zoom or set of layers. */
  rescale(): void {
    // While it plays, the next picture finds the scale that fits.
    if (this.#isOpen && !this.playback.isPlaying) this.playback.goTo(this.playback.at);
  }

  async #show(period: Period): Promise<void> {
    await this.#scaled();
    if (!this.#isOpen) return;
    this.#shown = period;
    await this.host.repaint();
    const isLost = this.host.isLost();
    this.panel.say(isLost ? "The server is not reachable: the map shows the last months it got." : "");
    if (isLost) this.playback.stop();
  }

  /** Resolves when the scale fits the filter, window, zoom and layers in force. */
  #scaled(): Promise<void> {
    const name = [this.#chosen, this.playback.size, this.host.zoom(), ...this.host.layers().map(({ description }) => description.key)].join("|");
    if (name === this.#scaleName) return this.#scaling;
    this.#scaleName = name;
    this.panel.say("Finding one scale for all months…");
    this.#scaling = this.#sample();
    return this.#scaling;
  }

  async #sample(): Promise<void> {
    const { periods } = this.playback;
    const last = periods.length - 1;
    const at = [...new Set(Array.from({ length: SAMPLES }, (_, i) => Math.round((last * i) / (SAMPLES - 1))))];
    const scales = new Map<string, Scale>();
    await Promise.all(this.host.layers().map(async (feed) => {
      const { key } = feed.description;
      const sampled = await Promise.allSettled(at.flatMap((i) => this.#fetch(key, periods[i])));
      scales.set(key, commonScale(sampled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : [])), heatCells(feed)));
    }));
    this.#scales = scales;
    this.panel.say("");
  }

  #fetch(key: string, period: Period | undefined): ReturnType<ScaledApi["fetchAhead"]>[] {
    return period ? [this.host.api.fetchAhead(key, withPeriod(this.#chosen, period), this.host.zoom())] : [];
  }

  #fetchAhead(period: Period): void {
    if (!this.#isOpen) return;
    for (const { description } of this.host.layers()) for (const fetching of this.#fetch(description.key, period)) fetching.catch(() => undefined);
  }

  #use(): void {
    const { period } = this.playback;
    if (!period) return;
    this.host.use(period);
    this.close();
  }
}
