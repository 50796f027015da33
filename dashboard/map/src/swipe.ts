/** Comparing two periods: a second map at the right of a divider, on the first map's class limits. */

import type { Point } from "maplibre-gl";

import { Divider } from "./divider";
import type { LayerFeed } from "./layer-feed";
import type { LayerSet } from "./layer-set";
import { scaleInForce } from "./common-scale";
import { monthNumber, monthText, periodOfQuery, periodText, periodWords, readPeriod, withPeriod, yearBefore, type Period } from "./months";
import type { Look } from "./painter";
import type { MapProps } from "./props";
import type { Scale, ScaledApi } from "./scaled-api";
import { SecondMap, type SecondSurroundings } from "./second-map";

export interface SwipeHost extends Omit<SecondSurroundings, "api"> {
  /** Calls for the second map. */
  secondApi(): ScaledApi;
  firstLayers: LayerSet;
  look(): Look;
  zoom(): number;
  /** The second period changed here, or the comparison ended. */
  changed(period: Period | null): void;
}

export class Swipe {
  #second: SecondMap | null = null;
  #divider: Divider | null = null;
  #period: Period | null = null;
  #props: MapProps | null = null;
  #query = "";
  #painted = "";

  constructor(private readonly host: SwipeHost) {}

  get isOpen(): boolean { return this.#second !== null; }

  get second(): SecondMap | null { return this.#second; }

  /** CSS pixels at the left of the divider. */
  get edgePx(): number { return (this.#divider?.share ?? 1) * this.host.first.getContainer().clientWidth; }

  /** Both periods in words. */
  get words(): [string, string] {
    const first = this.#first();
    return [first ? periodWords(first) : "All months", this.#period ? periodWords(this.#period) : ""];
  }

  /** Layers shown at a point: those of the second map at the right of the divider. */
  shownAt(point: Point): LayerFeed[] {
    return this.#second && point.x > this.edgePx ? this.#second.layers.shown() : this.host.firstLayers.shown();
  }

  /** The filter in force at a point. */
  queryAt(point: Point, query: string): string {
    return this.#period && point.x > this.edgePx ? withPeriod(query, this.#period) : query;
  }

  /** Take the page's props and the first map's filter: opens, changes or closes the comparison. */
  set(props: MapProps, query: string): void {
    this.#props = props;
    this.#query = query;
    const period = readPeriod(props.swipe);
    if (!period) { this.#end(); return; }
    this.#period = period;
    if (!this.#second) this.#begin();
    this.#second?.apply(props);
    this.#say();
    this.follow();
  }

  /** Open on the same months a year before, or close. */
  toggle(): void {
    const first = this.#first();
    if (this.isOpen) this.close();
    else if (first) this.host.changed(yearBefore(first));
  }

  close(): void {
    if (this.isOpen) this.host.changed(null);
  }

  /** Paint the second map if the first map's filter or class limits are others than it was last painted for. */
  follow(): void {
    if (!this.#second || !this.#period) return;
    const query = withPeriod(this.#query, this.#period);
    const scale = this.#scaleName();
    const zoom = this.host.zoom();
    const wanted = `${query}#${scale}#${zoom}#${this.#props?.visible.join() ?? ""}`;
    if (wanted === this.#painted || !scale) return;
    this.#painted = wanted;
    void this.#second.refresh(query, zoom, scale);
  }

  restyle(look: Look): void {
    this.#second?.restyle(look);
  }

  stop(): void {
    this.#end();
  }

  #begin(): void {
    const { host } = this;
    const api = host.secondApi();
    api.scaleOf = (key) => this.#scaleOf(key);
    this.#second = new SecondMap({ ...host, api }, host.look());
    this.#divider = new Divider({
      moved: () => { this.#clip(); },
      close: () => { this.close(); },
      chosen: (key) => { const period = readPeriod(key); if (period) host.changed(period); },
    });
    host.first.getContainer().append(this.#divider.root);
    host.first.on("resize", this.#onResize);
    this.#divider.focus();
  }

  readonly #onResize = (): void => { this.#clip(); };

  #end(): void {
    if (!this.#second) return;
    this.host.first.off("resize", this.#onResize);
    this.#second.destroy();
    this.#divider?.root.remove();
    this.#second = this.#divider = this.#period = null;
    this.#painted = "";
  }

  #clip(): void {
    if (this.#second) this.#second.root.style.clipPath = `inset(0 0 0 ${Math.round(this.edgePx)}px)`;
  }

  #first(): Period | null {
    return periodOfQuery(this.#query, this.#props?.span ?? null);
  }

  #say(): void {
    const [first, second] = [this.#first(), this.#period];
    if (!second) return;
    this.#divider?.show(...this.words, offersFor(first, second, this.#props?.span ?? null), periodText(second));
  }

  #scaleOf(key: string): Scale | undefined {
    const feed = this.host.firstLayers.shown().find(({ description }) => description.key === key);
    return feed && scaleInForce(feed);
  }

  /** Names the class limits of the first map; empty while it has painted nothing. */
  #scaleName(): string {
    return this.host.firstLayers.shown().flatMap((feed) => {
      const scale = scaleInForce(feed);
      return scale ? [`${feed.description.key}:${scale.breaks.join(",")}:${scale.largest}:${scale.heatTop ?? ""}`] : [];
    }).join(";");
  }
}

/** Second periods to choose from, as [text, words]: years before, the months just before, and the one in force. */
export function offersFor(first: Period | null, second: Period, span: readonly [string, string] | null): [string, string][] {
  const offers: [Period, string][] = [[second, ""]];
  if (first) {
    const size = monthNumber(first.to) - monthNumber(first.from) + 1;
    const back = (months: number): Period => ({ from: monthText(monthNumber(first.from) - months), to: monthText(monthNumber(first.to) - months) });
    offers.push([yearBefore(first), "a year before"], [back(24), "two years before"], [back(size), "the months before"]);
  }
  const known = new Map<string, string>();
  for (const [period, words] of offers) {
    const isKnown = !span || (period.from >= span[0] && period.to <= span[1]);
    if (isKnown || period === second) known.set(periodText(period), known.get(periodText(period)) || words);
  }
  return [...known].map(([text, words]) => {
    const period = readPeriod(text);
    return [text, `${period ? periodWords(period) : text}${words ? `, ${words}` : ""}`];
  });
}
