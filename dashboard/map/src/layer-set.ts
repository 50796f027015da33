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

/** How long an early layer waits for the others. */
const TOGETHER_MS = 80;

export class LayerSet {
  #feeds: LayerFeed[] = [];
  /** Keys of the layers to show, top first, with their strength. */
  #visible: ReadonlyMap<string, number> = new Map();
  #isUncertaintyShown = true;
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
    const stale = this.shown().filter((feed) => !feed.isFor(query, zoom));
    const fetched = stale.map((feed) => ({ feed, fetching: feed.fetch(query, zoom) }));
    const together = Promise.race([Promise.allSettled(fetched.map(({ fetching }) => fetching)), pause(TOGETHER_MS)]);
    const painted = await Promise.all(fetched.map(({ feed, fetching }) => this.#paint(feed, fetching, together, () => { this.#retry(feed, query, zoom); })));
    return painted.filter(Boolean).length;
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

  async #paint(feed: LayerFeed, fetching: Promise<Fetched | null>, together: Promise<unknown>, retry: () => void): Promise<boolean> {
    const notice = `layer:${feed.description.key}`;
    try {
      const fetched = await fetching;
      await together;
      const isPainted = fetched !== null && (await feed.apply(fetched));
      if (isPainted) {
        feed.painter.show(this.#isOn(feed));
        this.#spread();
        this.around.notices.clear(notice);
        this.around.changed();
      }
      return isPainted;
    } catch (error) {
      // Said once for the whole map; the layer keeps its last numbers.
      if (error instanceof Unreachable) return false;
      const words = `${feed.description.title} could not be brought up to date. ${errorWords(error)}`;
      this.around.notices.show(notice, words, retry);
      return false;
    }
  }

  #retry(feed: LayerFeed, query: string, zoom: number): void {
    void this.#paint(feed, feed.fetch(query, zoom), Promise.resolve(), () => { this.#retry(feed, query, zoom); });
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
