/** The map: MapLibre, the layers, drawing and panels, behind `createMap`. */

import * as maplibregl from "maplibre-gl";

import { Api } from "./api";
import { openArchives } from "./archives";
import { addControls, HOME, homePadding } from "./controls";
import { Drawing } from "./drawing";
import { same } from "./draw";
import { addImages } from "./images";
import { LayerSet } from "./layer-set";
import { Legend } from "./legend";
import { Notices } from "./notices";
import type { Look } from "./painter";
import { PaintClock } from "./paint-clock";
import { Pointer } from "./pointer";
import type { Emit, MapProps, View, ViewRequest } from "./props";
import { applyLook } from "./restyle";
import { baseStyle, type StyleSources } from "./style";
import { PALETTES } from "./themes";

const VIEW_DECIMALS = 4;

/** What the bridge holds of a map. */
export interface MapHandle {
  update(props: MapProps): void;
  destroy(): void;
}

/** A map in `container`; `assets` is the folder of the bundle, ending in a slash. */
export async function createMap(container: HTMLElement, assets: URL, props: MapProps, emit: Emit): Promise<MapHandle> {
  maplibregl.setWorkerUrl(new URL("maplibre-gl-worker.mjs", assets).href);
  const api = new Api(new URL("../", assets));
  container.dataset.theme = props.theme;
  const { found, missing } = await openArchives({ basemap: api.tiles("basemap"), regions: api.tiles("regions") });
  const sources: StyleSources = {
    basemap: found.get("basemap")?.url ?? null,
    regions: found.get("regions")?.url ?? null,
    fonts: new URL("fonts/", assets).href,
  };
  const view = new MapView(container, api, sources, found.get("regions")?.layers ?? null, props, emit);
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
  #props: MapProps;
  #isReady = false;
  #zoom: number;
  #lastDrawn: MapProps["drawn"] = null;

  constructor(container: HTMLElement, api: Api, private readonly sources: StyleSources, regionLayers: ReadonlySet<string> | null, props: MapProps, private readonly emit: Emit) {
    this.#props = props;
    const map = new maplibregl.Map(options(container, sources, props));
    this.#map = map;
    this.#zoom = Math.floor(map.getZoom());
    this.#notices = new Notices(container);
    const send: Emit = (output) => { this.#emitted(output); };
    this.#layers = new LayerSet({ map, api, notices: this.#notices, regionLayers, changed: () => { this.#showLegend(); } }, this.#look());
    this.#drawing = new Drawing(map, api, PALETTES[props.theme], this.#notices, send);
    this.#pointer = new Pointer(map, this.#layers, this.#drawing.tool, (clicked) => { emit({ clicked }); });
    this.#clock = new PaintClock(map, (status) => { emit({ status }); });
    this.#legend = new Legend(container);
    this.#legend.root.hidden = true;
    addControls(map, container);
    map.on("style.load", () => { this.#install(); });
    map.on("moveend", () => { this.#notices.clear("map"); this.#moved(); });
    map.on("error", ({ error }) => { this.#notices.show("map", `The map met an error. ${error.message}`); });
  }

  /** Say which archives are not there; the map goes on without them. */
  sayMissing(missing: ReadonlyMap<string, string>): void {
    const words: Record<string, string> = {
      basemap: "The base map is not there, so coast, states and cities are not drawn.",
      regions: "The region boundaries are not there, so layers of regions are not drawn.",
    };
    for (const [name, reason] of missing) this.#notices.show(name, `${words[name] ?? name} (tiles/${name}.pmtiles: ${reason})`);
  }

  update(props: MapProps): void {
    const before = this.#props;
    this.#props = props;
    if (props.view && props.view.nonce !== before.view?.nonce) this.#goTo(props.view);
    if (!this.#isReady) return;
    if (props.theme !== before.theme) this.#restyle();
    this.#apply(before);
  }

  destroy(): void {
    this.#layers.stop();
    this.#pointer.stop();
    this.#clock.stop();
    this.#drawing.tool.stop();
    this.#map.remove();
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
    this.#drawing.tool.start();
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
    this.#layers.setLayers(props.layers);
    if (before?.selected.join() !== props.selected.join()) this.#layers.select(props.selected);
    if (before?.visible.join() !== props.visible.join() || before.layers !== props.layers) this.#layers.setVisible(props.visible, props.query, this.#zoom);
    this.#drawing.setQuery(props.query);
    if (!same(props.drawn, this.#lastDrawn)) {
      this.#lastDrawn = props.drawn;
      this.#drawing.load(props.drawn);
    }
    if (props.mode !== (before?.mode ?? "browse") && props.mode !== this.#drawing.tool.mode) this.#drawing.tool.setMode(props.mode);
    this.#refresh();
  }

  #refresh(): void {
    this.#clock.time(this.#layers.refresh(this.#props.query, this.#zoom));
  }

  #restyle(): void {
    const look = this.#look();
    this.#map.getContainer().dataset.theme = look.theme;
    addImages(this.#map, look.palette);
    applyLook(this.#map, baseStyle(look.palette, this.sources).layers);
    this.#layers.restyle(look);
    this.#drawing.tool.restyle(look.palette);
  }

  #showLegend(): void {
    this.#legend.show(this.#layers.legend());
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
    this.#refresh();
  }

  #goTo({ lon, lat, zoom }: ViewRequest): void {
    this.#map.easeTo({ center: [lon, lat], zoom, duration: 600 });
  }

  #emitted(output: Parameters<Emit>[0]): void {
    if (output.drawn !== undefined) this.#lastDrawn = output.drawn;
    this.emit(output);
  }
}

function options(container: HTMLElement, sources: StyleSources, props: MapProps): maplibregl.MapOptions {
  const isCalm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const { view } = props;
  const start = view ? { center: [view.lon, view.lat] as [number, number], zoom: view.zoom } : { bounds: HOME };
  return {
    container,
    style: baseStyle(PALETTES[props.theme], sources),
    ...start,
    fitBoundsOptions: { padding: homePadding(container) },
    minZoom: 2,
    maxZoom: 13,
    renderWorldCopies: false,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: isCalm ? 0 : 120,
    locale: { "Map.Title": "Map of incidents, regions and ports of entry. Arrow keys move it, plus and minus zoom; Enter reads the centre." },
  };
}

