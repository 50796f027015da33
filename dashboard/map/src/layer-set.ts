/** The layers of the page on the map: which are there, which are visible, and when they are painted. */

import type { Map as MapLibreMap } from "maplibre-gl";

import { errorWords, Unreachable, type Api } from "./api";
import { CellsPainter } from "./cells-painter";
import { crowdShifts } from "./crowd";
import { HeatPainter } from "./heat-painter";
import { LayerFeed, type Fetched } from "./layer-feed";
import { legendEntry, type LegendEntry } from "./legend-entry";
import type { Notices } from "./notices";
import type { Look, Painter } from "./painter";
import { PointsPainter } from "./points-painter";
import type { LayerDescription } from "./props";
import { RegionsPainter } from "./regions-painter";
import { byTouch, parseShown, stacked } from "./shown-layers";

export interface Surroundings {
  map: MapLibreMap;
  api: Api;
  notices: Notices;
  /** Layers of the archive of regions; null if there is no archive. */
  regionLayers: ReadonlySet<string> | null;
  /** Called when what is visible or painted has changed. */
  changed(): void;
}

interface Ready {
  feed: LayerFeed;
  fetched: Fetched;
}

/** How long an early layer waits for the others. */
const TOGETHER_MS = 80;

export class LayerSet {
  #feeds: LayerFeed[] = [];
  /** Keys of the layers to show, top first, with their strength. */
  #visible: ReadonlyMap<string, number> = new Map();
  #isUncertaintyShown = true;
  #descriptions: readonly LayerDescription[] | null = null;
  #signature = "";
  #look: Look;
  #selected: ReadonlySet<string> = new Set();

  constructor(private readonly around: Surroundings, look: Look) {
    this.#look = look;
    // The reach of a kernel in km depends on the latitude.
    around.map.on("moveend", () => { if (this.#inView().some(({ description }) => description.kind === "heat")) around.changed(); });
  }

  /** Layers that are visible at the zoom in force, in the order in which they answer to the pointer. */
  shown(): LayerFeed[] {
    return byTouch(this.#inView());
  }

  /** Layers that are visible at the zoom in force, top of the list first. */
  #inView(): LayerFeed[] {
    const zoom = this.around.map.getZoom();
    return this.#listed().filter(({ description }) => zoom >= (description.min_zoom ?? 0));
  }

  /** The layers of the page's list, top first. */
  #listed(): LayerFeed[] {
    const feeds = new Map(this.#feeds.map((feed) => [feed.description.key, feed]));
    return [...this.#visible.keys()].flatMap((key) => feeds.get(key) ?? []);
  }

  /** Take the page's descriptions; layers are made again only if these differ. */
  setLayers(descriptions: readonly LayerDescription[]): void {
    if (descriptions === this.#descriptions) return;
    this.#descriptions = descriptions;
    const signature = JSON.stringify(descriptions);
    if (signature === this.#signature) return;
    this.#signature = signature;
    for (const feed of this.#feeds) {
      feed.stop();
      feed.painter.remove();
    }
    this.#feeds = [...descriptions].sort((a, b) => a.order - b.order).flatMap((description) => this.#feedOf(description));
    this.install();
    for (const feed of this.#feeds) {
      feed.painter.select(this.#selected);
      void feed.showUncertainty(this.#isUncertaintyShown);
    }
  }

  /** Add every layer to a style that lacks them, with what they hold. */
  install(): void {
    for (const feed of this.#feeds) {
      feed.painter.install(this.around.map, this.#look);
      feed.painter.show(this.#isOn(feed));
    }
    this.#raise();
  }

  /**
   * Show these layers ("key" or "key~NN", top first); one that holds another filter's values stays hidden until
   * {@link LayerSet.refresh}.
   */
  setVisible(entries: readonly string[], query: string, zoom: number): void {
    const before = this.#visible;
    this.#visible = new Map(parseShown(entries).map(({ key, opacity }) => [key, opacity]));
    for (const feed of this.#feeds) {
      const { key } = feed.description;
      if (!before.has(key) && !feed.isFor(query, zoom)) feed.painted = null;
      feed.painter.setOpacity(this.#visible.get(key) ?? 1);
      feed.painter.show(this.#isOn(feed));
    }
    if ([...before.keys()].join() !== [...this.#visible.keys()].join()) this.#raise();
    this.#spread();
    this.around.changed();
  }

  /** Draw changes that do not stand out quietly, or like any other. */
  async showUncertainty(isShown: boolean): Promise<void> {
    if (isShown === this.#isUncertaintyShown) return;
    this.#isUncertaintyShown = isShown;
    await Promise.all(this.#feeds.map((feed) => feed.showUncertainty(isShown)));
    this.around.changed();
  }

  /** Bring the drawing into the order of the list. */
  #raise(): void {
    const listed = this.#listed();
    const painters = new Map(listed.map(({ description, painter }) => [description.key, painter]));
    for (const { key, isOverCells } of stacked(listed.map(({ description }) => description))) painters.get(key)?.raise(isOverCells);
  }

  /** Set marks that share a place side by side. */
  #spread(): void {
    const points = this.#listed().flatMap(({ painter, geometry, painted }) => (geometry?.kind === "points" && painted ? [{ painter, geometry }] : []));
    const shifts = crowdShifts(points.map(({ geometry }) => geometry));
    points.forEach(({ painter }, i) => { painter.setShifts?.(shifts[i] ?? new Float32Array(0)); });
  }

  #isOn({ description, painted }: LayerFeed): boolean {
    return this.#visible.has(description.key) && painted !== null;
  }

  select(ids: readonly string[]): void {
    this.#selected = new Set(ids);
    for (const { painter } of this.#feeds) painter.select(this.#selected);
  }

  restyle(look: Look): void {
    this.#look = look;
    for (const { painter } of this.#feeds) painter.restyle(look);
    this.around.changed();
  }

  /**
   * Fetch and paint each visible layer that does not show this filter at this zoom yet; a layer that fails
   * keeps its last picture and says so. Layers that arrive close together are painted in one frame.
   *
   * @returns how many layers were painted.
   */
  async refresh(query: string, zoom: number): Promise<number> {
    const early: Ready[] = [];
    let isEarly = true;
    const painting = this.shown().filter((feed) => !feed.isFor(query, zoom)).map(async (feed) => {
      const fetched = await this.#fetch(feed, query, zoom);
      if (!fetched) return 0;
      if (!isEarly) return this.#paint([{ feed, fetched }]);
      early.push({ feed, fetched });
      return 0;
    });
    await Promise.race([Promise.all(painting), pause(TOGETHER_MS)]);
    isEarly = false;
    const painted = await Promise.all([this.#paint(early), ...painting]);
    return painted.reduce((sum, layers) => sum + layers, 0);
  }

  stop(): void {
    for (const feed of this.#feeds) feed.stop();
  }

  legend(): LegendEntry[] {
    return this.#inView().flatMap(({ description, painted, painter, geometry }) => {
      if (!painted) return [];
      const classes = geometry?.kind === "points" ? [...new Set(geometry.classes)] : [];
      return [legendEntry({ description, painted, look: this.#look, classes, scale: painter.scale?.() ?? null })];
    });
  }

  /** What a layer shows for a filter; null if it was overtaken, or failed, which is said. */
  async #fetch(feed: LayerFeed, query: string, zoom: number): Promise<Fetched | null> {
    const retry = (): void => { void this.#retry(feed, query, zoom); };
    return feed.fetch(query, zoom).catch((error: unknown) => { this.#sayFailure(feed, error, retry); return null; });
  }

  /** Said once for the whole map where the server is gone; the layer keeps its last numbers. */
  #sayFailure({ description }: LayerFeed, error: unknown, retry: () => void): void {
    if (error instanceof Unreachable) return;
    this.around.notices.show(`layer:${description.key}`, `${description.title} could not be brought up to date. ${errorWords(error)}`, retry);
  }

  /** Paint what was fetched, all for one frame; the number of layers that were not overtaken. */
  async #paint(ready: readonly Ready[]): Promise<number> {
    const applied = await Promise.all(ready.map(({ feed, fetched }) => feed.apply(fetched).catch((error: unknown) => {
      this.#sayFailure(feed, error, () => { void this.#paint([{ feed, fetched }]); });
      return false;
    })));
    const painted = ready.filter((_, i) => applied[i]);
    if (painted.length === 0) return 0;
    for (const { feed } of painted) {
      feed.painter.show(this.#isOn(feed));
      this.around.notices.clear(`layer:${feed.description.key}`);
    }
    this.#spread();
    this.around.changed();
    return painted.length;
  }

  async #retry(feed: LayerFeed, query: string, zoom: number): Promise<void> {
    const fetched = await this.#fetch(feed, query, zoom);
    if (fetched) await this.#paint([{ feed, fetched }]);
  }

  #feedOf(description: LayerDescription): LayerFeed[] {
    const painter = this.#painterOf(description);
    return painter ? [new LayerFeed(this.around.api, description, painter)] : [];
  }

  #painterOf(description: LayerDescription): Painter | null {
    switch (description.kind) {
      case "cells": return new CellsPainter(description);
      case "heat": return new HeatPainter(description);
      case "points": return new PointsPainter(description);
      case "regions": return this.around.regionLayers ? new RegionsPainter(description, this.around.regionLayers) : null;
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => { window.setTimeout(resolve, ms); });
}
