/** The map: MapLibre, the layers, drawing and panels, behind `createMap`. */

import * as maplibregl from "maplibre-gl";

import { ApprovedPlan } from "./approved-plan";
import { missingWords, openArchives, tileLayers } from "./archives";
import { addControls } from "./controls";
import { Drawing } from "./drawing";
import { same } from "./draw";
import { addImages } from "./images";
import { applyLayerProps } from "./layer-props";
import { LayerSet } from "./layer-set";
import { Legend } from "./legend";
import { mapOptions } from "./map-options";
import { isCalm } from "./motion";
import { Notices } from "./notices";
import type { Look } from "./painter";
import { PaintClock } from "./paint-clock";
import { Plates } from "./plates";
import { Pointer } from "./pointer";
import type { Emit, MapProps, ShownView, View, ViewRequest } from "./props";
import { Reach } from "./reach";
import { applyLook } from "./restyle";
import { ScaledApi } from "./scaled-api";
import { baseStyle, type StyleSources } from "./style";
import { PALETTES } from "./themes";
import { Tools } from "./tools";

const VIEW_DECIMALS = 4;

/** What the bridge holds of a map. */
export interface MapHandle {
  update(props: MapProps): void;
  /** Show a view before the page's props tell of it; resolves once it is on the screen, or its values are late. */
  show(view: ShownView): Promise<void>;
  destroy(): void;
}

/** A map in `container`; `assets` is the folder of the bundle, ending in a slash. */
export async function createMap(container: HTMLElement, assets: URL, props: MapProps, emit: Emit): Promise<MapHandle> {
  maplibregl.setWorkerUrl(new URL("maplibre-gl-worker.mjs", assets).href);
  const api = new ScaledApi(new URL("../", assets));
  container.dataset.theme = props.theme;
  const { found, missing } = await openArchives(Object.fromEntries(["basemap", "regions", "counties"].map((name) => [name, api.tiles(name)])));
  const sources: StyleSources = {
    basemap: found.get("basemap")?.url ?? null,
    regions: found.get("regions")?.url ?? null,
    counties: found.get("counties")?.url ?? null,
    fonts: new URL("fonts/", assets).href,
  };
  const view = new MapView(container, api, sources, tileLayers(found.get("regions"), found.get("counties")), props, emit);
  view.sayMissing(missing);
  return view;
}

class MapView implements MapHandle {
  readonly #map: maplibregl.Map;
  readonly #notices: Notices;
  readonly #legend: Legend;
  readonly #layers: LayerSet;
  readonly #drawing: Drawing;
  readonly #pointer: Pointer;
  readonly #clock: PaintClock;
  readonly #reach: Reach;
  readonly #tools: Tools;
  readonly #approved: ApprovedPlan;
  readonly #plates: Plates;
  #props: MapProps;
  #isReady = false;
  #zoom: number;
  #lastDrawn: MapProps["drawn"] = null;

  constructor(container: HTMLElement, api: ScaledApi, private readonly sources: StyleSources, private readonly regionLayers: ReadonlySet<string> | null, props: MapProps, private readonly emit: Emit) {
    this.#props = props;
    const map = new maplibregl.Map(mapOptions(container, sources, props));
    this.#map = map;
    this.#plates = new Plates(map);
    this.#zoom = Math.floor(map.getZoom());
    this.#notices = new Notices(container);
    const send: Emit = (output) => { this.#emitted(output); };
    this.#layers = new LayerSet({ map, api, notices: this.#notices, regionLayers, changed: () => { this.#showLegend(); } }, this.#look());
    this.#drawing = new Drawing(map, api, PALETTES[props.theme], this.#notices, send);
    this.#clock = new PaintClock(map, (status) => { emit({ status }); });
    this.#legend = new Legend(container);
    this.#legend.root.hidden = true;
    this.#approved = new ApprovedPlan(api, this.#look(), () => { this.#showLegend(); });
    this.#tools = this.#newTools(api, send);
    this.#pointer = this.#newPointer();
    this.#reach = new Reach(this.#notices, { isReachable: () => api.isReachable(), recover: () => { this.#recover(); } });
    api.heard = (isReachable) => { this.#reach.heard(isReachable); };
    addControls(map, container);
    map.on("style.load", () => { this.#install(); });
    map.on("moveend", () => { this.#notices.clear("map"); this.#moved(); });
    map.on("error", ({ error }) => { this.#notices.show("map", `The map met an error. ${error.message}`); });
  }

  /** Say which archives are not there; the map goes on without them. */
  sayMissing(missing: ReadonlyMap<string, string>): void {
    for (const [name, reason] of missing) this.#notices.show(name, missingWords(name, reason));
  }

  update(props: MapProps): void {
    const before = this.#props;
    this.#props = props;
    if (props.view && props.view.nonce !== before.view?.nonce) this.#goTo(props.view);
    if (!this.#isReady) return;
    if (props.theme !== before.theme) this.#restyle();
    this.#apply(before);
  }

  async show(view: ShownView): Promise<void> {
    this.update({ ...this.#props, ...view });
    await this.#clock.turn();
  }

  destroy(): void {
    this.#layers.stop();
    this.#pointer.stop();
    this.#clock.stop();
    this.#plates.stop();
    this.#reach.stop();
    this.#approved.stop();
    this.#tools.stop();
    this.#drawing.tool.stop();
    this.#map.remove();
  }

  #newTools(api: ScaledApi, emit: Emit): Tools {
    return new Tools({
      map: this.#map, api, emit, sources: this.sources, regionLayers: this.regionLayers, layers: this.#layers, drawing: this.#drawing, legend: this.#legend, approved: this.#approved,
      notices: this.#notices,
      secondNotices: new Notices(this.#map.getContainer(), this.#notices, "second:"),
      secondApi: () => api.again(),
      look: () => this.#look(),
      zoom: () => this.#zoom,
      repaint: () => this.#refresh(),
      isLost: () => this.#reach.isLost,
    }, this.#props);
  }

  #newPointer(): Pointer {
    const { pin, swipe, measure } = this.#tools;
    return new Pointer(this.#map, {
      shownAt: (point) => swipe.shownAt(point),
      every: () => this.#tools.every(),
      alsoAt: (point) => this.#approved.pick(this.#map, point),
      isReading: () => this.#drawing.tool.mode !== "draw" && !measure.isOn,
      isClicking: () => this.#tools.isClicking,
      isInsideDrawn: (place) => this.#drawing.tool.contains(place),
      clicked: (clicked) => { this.emit({ clicked }); },
      rested: (reading, { point }) => { pin.expect(reading, this.#tools.queryAt(point)); },
      pinned: (readings, spot, byKeyboard) => { pin.open(readings, spot, this.#tools.queryAt(spot.point), byKeyboard); },
    });
  }

  #look(): Look {
    const { theme } = this.#props;
    return { theme, palette: PALETTES[theme] };
  }

  /** Fill a fresh style: at first, and after a lost WebGL context. */
  #install(): void {
    const isFirst = !this.#isReady;
    addImages(this.#map, this.#look().palette);
    if (isFirst) this.#layers.setLayers(this.#props.layers);
    else this.#layers.install();
    this.#plates.install();
    this.#approved.attach(this.#map);
    this.#drawing.start();
    this.#tools.measure.install();
    if (!isFirst) return;
    this.#isReady = true;
    this.#apply(null);
    this.emit({ ready: true, viewport: this.#viewport() });
    performance.mark("borderops:map-ready");
  }

  /** Bring the map to the props in force; `before` is null at first. */
  #apply(before: MapProps | null): void {
    const props = this.#props;
    this.#drawing.isSynthetic = props.synthetic;
    this.#tools.set(props);
    applyLayerProps(this.#layers, props, before, this.#tools.query(), this.#zoom);
    this.#drawing.setQuery(props.query);
    if (!same(props.drawn, this.#lastDrawn)) {
      this.#lastDrawn = props.drawn;
      this.#drawing.load(props.drawn);
    }
    if (props.mode !== (before?.mode ?? "browse") && props.mode !== this.#drawing.tool.mode) this.#drawing.tool.setMode(props.mode);
    void this.#refresh();
  }

  /** Paint the filter in force; resolves with the number of layers painted once they are on the screen. */
  async #refresh(): Promise<number> {
    const painted = await this.#clock.time(this.#layers.refresh(this.#tools.query(), this.#zoom));
    const { place } = this.#tools.pin;
    if (place && !this.#tools.player.playback.isPlaying) this.#tools.pin.refresh(this.#pointer.readingsAt(place), this.#tools.queryAt(this.#map.project(place)));
    return painted;
  }

  /** The server answers again: ask for what was missed. */
  #recover(): void {
    void this.#refresh();
    this.#drawing.retry();
    this.#tools.painted();
  }

  #restyle(): void {
    const look = this.#look();
    this.#map.getContainer().dataset.theme = look.theme;
    addImages(this.#map, look.palette);
    applyLook(this.#map, baseStyle(look.palette, this.sources).layers);
    this.#approved.restyle(look);
    this.#layers.restyle(look);
    this.#drawing.restyle(look.palette);
    this.#tools.restyle(look);
  }

  #showLegend(): void {
    this.#approved.follow(this.#layers.shown());
    this.#legend.show([...this.#approved.legend(), ...this.#layers.legend()]);
    this.#tools.painted();
  }

  #viewport(): View {
    const { lng, lat } = this.#map.getCenter();
    const part = (value: number): number => Number(value.toFixed(VIEW_DECIMALS));
    return { lon: part(lng), lat: part(lat), zoom: Number(this.#map.getZoom().toFixed(2)) };
  }

  #moved(): void {
    this.emit({ viewport: this.#viewport() });
    const zoom = Math.floor(this.#map.getZoom());
    if (zoom === this.#zoom || !this.#isReady) return;
    this.#zoom = zoom;
    this.#showLegend();
    if (this.#tools.player.isOpen) this.#tools.player.rescale();
    else void this.#refresh();
  }

  #goTo({ lon, lat, zoom }: ViewRequest): void {
    this.#map.easeTo({ center: [lon, lat], zoom, duration: isCalm() ? 0 : 600 });
  }

  #emitted(output: Parameters<Emit>[0]): void {
    if (output.drawn !== undefined) this.#lastDrawn = output.drawn;
    if (output.mode !== undefined) this.#tools.show();
    this.emit(output);
  }
}
