/** The tools on the map, where they stand, and which of them may be on together. */

import type { Map as MapLibreMap, Point } from "maplibre-gl";

import { errorWords } from "./api";
import type { Drawing } from "./drawing";
import { element } from "./dom";
import { GoTo } from "./go-to";
import type { LayerFeed } from "./layer-feed";
import type { LayerSet } from "./layer-set";
import type { Legend } from "./legend";
import { Measure } from "./measure";
import { periodText, periodWords } from "./months";
import { isCalm } from "./motion";
import type { Notices } from "./notices";
import type { Look } from "./painter";
import { Pin } from "./pin";
import { PlaceMark } from "./place-mark";
import type { Place } from "./places";
import { Player } from "./player";
import type { Emit, MapProps } from "./props";
import { savePicture } from "./save-picture";
import { askedOf, type ScaledApi } from "./scaled-api";
import type { SecondSurroundings } from "./second-map";
import { Swipe } from "./swipe";
import { Toolbar, type ToolName } from "./toolbar";

export interface ToolsHost extends Omit<SecondSurroundings, "first" | "api" | "notices"> {
  map: MapLibreMap;
  api: ScaledApi;
  secondApi(): ScaledApi;
  layers: LayerSet;
  drawing: Drawing;
  legend: Legend;
  notices: Notices;
  secondNotices: Notices;
  emit: Emit;
  look(): Look;
  zoom(): number;
  repaint(): Promise<number>;
  isLost(): boolean;
}

export class Tools {
  readonly pin: Pin;
  readonly player: Player;
  readonly swipe: Swipe;
  readonly measure: Measure;
  readonly #toolbar: Toolbar;
  readonly #goTo: GoTo;
  readonly #mark: PlaceMark;
  #props: MapProps;
  #nonce = 0;

  constructor(private readonly host: ToolsHost, props: MapProps) {
    this.#props = props;
    const { map, api, emit } = host;
    this.#mark = new PlaceMark(map, "rings");
    this.#goTo = new GoTo(map.getContainer().id || "map", { places: () => api.places(), go: (place) => { this.#go(place); } });
    this.measure = new Measure(map, host.look().palette, () => { this.show(); });
    this.pin = new Pin(map, api, (why) => { emit({ why }); });
    this.player = this.#newPlayer();
    this.swipe = new Swipe({ ...host, first: map, firstLayers: host.layers, notices: host.secondNotices, changed: (period) => { emit({ swipe: period && periodText(period) }); } });
    this.#toolbar = new Toolbar({
      draw: () => { this.measure.end(); host.drawing.toggle(); },
      measure: () => { this.#toggleMeasure(); },
      swipe: () => { this.player.close(); this.swipe.toggle(); },
      play: () => { this.#togglePlayer(); },
      save: () => { void this.#save(); },
    });
    this.#lay();
    this.show();
  }

  /** True while neither drawing nor measuring has the pointer to itself. */
  get isClicking(): boolean { return this.host.drawing.tool.mode === "browse" && !this.measure.isOn; }

  /** The filter that the map shows. */
  query(): string {
    return this.player.query(this.#props.query);
  }

  /** The filter at a point, as the server is asked. */
  queryAt(point: Point): string {
    return this.swipe.queryAt(point, askedOf(this.query()));
  }

  /** Layers whose marks of what is under the pointer may be on. */
  every(): LayerFeed[] {
    return [...this.host.layers.shown(), ...(this.swipe.second?.layers.shown() ?? [])];
  }

  /** Take the page's props. */
  set(props: MapProps): void {
    const before = this.#props;
    this.#props = props;
    this.player.set(props.query, props.span);
    if (props.visible.join() !== before.visible.join()) this.player.rescale();
    this.swipe.set(props, props.query);
    this.show();
  }

  /** The first map's pictures have changed. */
  painted(): void {
    this.swipe.follow();
  }

  restyle(look: Look): void {
    this.measure.restyle(look.palette);
    this.swipe.restyle(look);
  }

  /** Bring the toolbar to what is on. */
  show(): void {
    const { drawing } = this.host;
    const on = new Set<ToolName>();
    if (drawing.tool.mode !== "browse") on.add("draw");
    if (this.measure.isOn) on.add("measure");
    if (this.swipe.isOpen) on.add("swipe");
    if (this.player.isOpen) on.add("play");
    const refused = new Map<ToolName, string>();
    if (!this.#props.marking.trim()) refused.set("save", "the page gave no marking, so nothing can be saved");
    if (!this.#props.span) for (const name of ["play", "swipe"] as const) refused.set(name, "the months with incidents are not known");
    this.#toolbar.show(on, refused);
  }

  stop(): void {
    this.#goTo.stop();
    this.#mark.remove();
    this.player.playback.stop();
    this.swipe.stop();
  }

  #newPlayer(): Player {
    const { host } = this;
    const { api, layers, emit } = host;
    return new Player({
      api,
      zoom: () => host.zoom(),
      repaint: () => host.repaint(),
      isLost: () => host.isLost(),
      layers: () => layers.shown().filter(({ description }) => !description.outline),
      opened: (isOpen) => { this.show(); if (!isOpen) this.#toolbar.focus("play"); },
      use: ({ from, to }) => { emit({ period: { from, to, nonce: ++this.#nonce } }); },
    }, isCalm());
  }

  /** Two columns at the top, one row at the bottom: what stands in one column cannot cover its neighbours. */
  #lay(): void {
    const { map, drawing } = this.host;
    map.getContainer().append(
      element("div", { class: "bo-top" }, element("div", { class: "bo-top-row" }, this.#goTo.root, this.#toolbar.root), drawing.bar.root, this.player.panel.label),
      element("div", { class: "bo-dock" }, this.measure.panel.root, drawing.readout.root, this.pin.card.root),
      this.player.panel.root,
    );
  }

  #go(place: Place): void {
    const { map } = this.host;
    const camera = { center: [place.lon, place.lat] as [number, number], zoom: place.zoom };
    if (isCalm()) map.jumpTo(camera);
    else map.flyTo({ ...camera, maxDuration: 2500 });
    this.#mark.show(camera.center);
    map.getCanvas().focus({ preventScroll: true });
  }

  #toggleMeasure(): void {
    if (this.measure.isOn) { this.measure.end(); return; }
    if (this.host.drawing.tool.mode !== "browse") this.host.drawing.tool.setMode("browse");
    this.measure.begin();
  }

  #togglePlayer(): void {
    if (this.player.isOpen) { this.player.close(); return; }
    this.swipe.close();
    this.player.open();
  }

  async #save(): Promise<void> {
    const { map, layers, legend, notices, approved } = this.host;
    const { player, swipe } = this;
    const { period } = player.playback;
    try {
      await savePicture({
        map,
        second: swipe.second ? { map: swipe.second, edgePx: swipe.edgePx, words: swipe.words } : null,
        shown: layers.shown(),
        over: approved.papers(),
        legend: legend.root,
        marking: this.#props.marking,
        title: player.isOpen && period ? periodWords(period) : "",
      }, new Date().toISOString().slice(0, 10));
      notices.clear("picture");
    } catch (error) {
      notices.show("picture", `The picture could not be saved. ${errorWords(error)}`);
    }
  }
}
