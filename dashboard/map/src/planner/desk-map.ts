/** The planner's map: the house's base map with a plan on it. It is told what to show, and says what lies under a point. */

import type { Feature, FeatureCollection, Geometry } from "geojson";
import * as maplibregl from "maplibre-gl";
import type { GeoJSONSource } from "maplibre-gl";

import { openArchives } from "../archives";
import { addControls, HOME } from "../controls";
import { addImages, stripes } from "../images";
import { isCalm } from "../motion";
import type { Theme } from "../props";
import { addLayer, applyLook } from "../restyle";
import { baseStyle, COUNTIES, type StyleSources } from "../style";
import { PALETTES } from "../themes";
import type { Coverage } from "./checks-parts";
import { COVERAGE, coverageShapes } from "./coverage-map";
import { among, COUNTY_LAYER, DRAWN, LINES, LOCKED_HATCH, NAMES, PARTS, planLayers, SKETCH, UNIT_LAYERS } from "./plan-layers";
import type { UnitId } from "./plan-types";
import type { Shapes } from "./plans-api";
import type { LonLat } from "./units";

const COUNTY = "county:";
const NOTHING: FeatureCollection = { type: "FeatureCollection", features: [] };
const PATTERN_RATIO = 2;
const ROOM_DEGREES = 0.4;
const WORDS = "Map of the plan. Arrow keys move it, plus and minus zoom; the tool in hand acts at the centre with Enter.";

type Pixel = { x: number; y: number };

/** Where the archives are, and which of them could not be opened. */
export async function planSources(assets: URL, tiles: (name: string) => string): Promise<{ sources: StyleSources; missing: ReadonlyMap<string, string> }> {
  maplibregl.setWorkerUrl(new URL("maplibre-gl-worker.mjs", assets).href);
  const { found, missing } = await openArchives(Object.fromEntries(["basemap", "counties"].map((name) => [name, tiles(name)])));
  const sources = { basemap: found.get("basemap")?.url ?? null, regions: null, counties: found.get("counties")?.url ?? null, fonts: new URL("fonts/", assets).href };
  return { sources, missing };
}

export class DeskMap {
  readonly map: maplibregl.Map;
  readonly #data = new Map<string, Feature | FeatureCollection>();
  readonly #painted = new Map<UnitId, number>();
  readonly #chosen = new Set<UnitId>();
  #locked: Record<string, true> = {};
  #hovered: UnitId | null = null;
  #isReady = false;

  /** `ready` is called once the style stands, and again after a lost context. */
  constructor(container: HTMLElement, private readonly sources: StyleSources, private theme: Theme, private readonly ready: () => void) {
    container.dataset.theme = theme;
    this.map = new maplibregl.Map({
      container, style: baseStyle(PALETTES[theme], sources), bounds: HOME, fitBoundsOptions: { padding: Math.min(28, container.clientWidth / 24) },
      minZoom: 2, maxZoom: 13, renderWorldCopies: false, attributionControl: false, validateStyle: false, boxZoom: false,
      dragRotate: false, pitchWithRotate: false, touchPitch: false, fadeDuration: isCalm() ? 0 : 120, locale: { "Map.Title": WORDS },
    });
    this.map.touchZoomRotate.disableRotation();
    addControls(this.map, container);
    this.map.on("style.load", () => { this.#install(); });
  }

  get isReady(): boolean { return this.#isReady; }

  stop(): void { this.map.remove(); }

  restyle(theme: Theme): void {
    this.theme = theme;
    this.map.getContainer().dataset.theme = theme;
    if (!this.#isReady) return;
    this.#addImages();
    applyLook(this.map, baseStyle(PALETTES[theme], this.sources).layers);
    applyLook(this.map, this.#layers().map(({ layer }) => layer));
    this.#filterLocked();
  }

  /** Give units the colours of their numbers; -1 is none. Only what differs is touched. */
  paint(colours: Iterable<readonly [UnitId, number]>): void {
    if (!this.#isReady) return;
    for (const [unit, colour] of colours) {
      if (this.#painted.get(unit) === colour) continue;
      this.#painted.set(unit, colour);
      this.#state(unit, { c: colour + 1 });
    }
  }

  setParts(shapes: Shapes): void { this.#put(PARTS, shapes); }

  setLines(lines: Feature | FeatureCollection): void { this.#put(LINES, lines); }

  setNames(names: FeatureCollection): void { this.#put(NAMES, names); }

  /** What bases reach and what they do not; null for nothing. */
  setCoverage(found: Coverage | null): void { this.#put(COVERAGE, found ? coverageShapes(found) : NOTHING); }

  /** What is being drawn; null for nothing. */
  sketch(shapes: Geometry[] | null): void {
    this.#put(SKETCH, { type: "FeatureCollection", features: (shapes ?? []).map((geometry) => ({ type: "Feature", properties: {}, geometry })) });
  }

  setLocked(units: Iterable<UnitId>): void {
    const ids: Record<string, true> = {};
    for (const unit of units) ids[unit.includes("/") ? unit : COUNTY + unit] = true;
    if (JSON.stringify(ids) === JSON.stringify(this.#locked)) return;
    this.#locked = ids;
    this.#filterLocked();
  }

  hover(unit: UnitId | null): void {
    if (unit === this.#hovered) return;
    if (this.#hovered !== null) this.#state(this.#hovered, { h: false });
    this.#hovered = unit;
    if (unit !== null) this.#state(unit, { h: true });
  }

  choose(units: readonly UnitId[]): void {
    for (const unit of this.#chosen) if (!units.includes(unit)) { this.#chosen.delete(unit); this.#state(unit, { s: false }); }
    for (const unit of units) if (!this.#chosen.has(unit)) { this.#chosen.add(unit); this.#state(unit, { s: true }); }
  }

  /** The unit that is drawn at a point of the canvas. */
  under(point: Pixel): UnitId | null {
    if (!this.#isReady) return null;
    const [top] = this.map.queryRenderedFeatures([point.x, point.y], { layers: UNIT_LAYERS.filter((id) => this.map.getLayer(id)) });
    if (!top) return null;
    const { id, unit } = top.properties as { id?: string; unit?: string };
    return unit ?? id?.replace(COUNTY, "") ?? null;
  }

  at({ x, y }: Pixel): LonLat {
    const { lng, lat } = this.map.unproject([x, y]);
    return [lng, lat];
  }

  pixel(at: LonLat): Pixel { return this.map.project(at); }

  centre(): Pixel {
    const { clientWidth, clientHeight } = this.map.getCanvas();
    return { x: clientWidth / 2, y: clientHeight / 2 };
  }

  goTo([lon, lat]: LonLat, zoom: number): void {
    this.map.easeTo({ center: [lon, lat], zoom: Math.max(zoom, this.map.getZoom()), duration: isCalm() ? 0 : 500 });
  }

  fit(bbox: readonly [number, number, number, number], maxZoom = 9): void {
    this.map.fitBounds([bbox[0], bbox[1], bbox[2], bbox[3]], { padding: Math.min(80, this.map.getContainer().clientWidth / 6), maxZoom, animate: !isCalm() });
  }

  /** Have places in view, with the counties around them; false if there are none. */
  fitPlaces(places: readonly LonLat[]): boolean {
    if (places.length === 0) return false;
    const [lons, lats] = [places.map(([lon]) => lon), places.map(([, lat]) => lat)];
    this.fit([Math.min(...lons) - ROOM_DEGREES, Math.min(...lats) - ROOM_DEGREES, Math.max(...lons) + ROOM_DEGREES, Math.max(...lats) + ROOM_DEGREES]);
    return true;
  }

  focus(): void { this.map.getCanvas().focus({ preventScroll: true }); }

  #install(): void {
    this.#addImages();
    for (const source of DRAWN) {
      const data = this.#data.get(source) ?? NOTHING;
      if (!this.map.getSource(source)) this.map.addSource(source, { type: "geojson", data, ...(source === PARTS ? { promoteId: "unit" } : {}) });
    }
    for (const { layer, before } of this.#layers()) if (!this.map.getLayer(layer.id)) addLayer(this.map, layer, before);
    this.#painted.clear();
    this.#isReady = true;
    this.#filterLocked();
    this.ready();
  }

  /** Without the archive of counties there is nothing to fill. */
  #layers(): ReturnType<typeof planLayers> {
    const all = planLayers(this.theme);
    return this.sources.counties ? all : all.filter(({ layer }) => !("source" in layer) || layer.source !== COUNTIES);
  }

  #addImages(): void {
    addImages(this.map, PALETTES[this.theme]);
    const image = stripes({ ground: "#000000", groundAlpha: 0, stripe: this.theme === "light" ? "#20262c" : "#f4f7fa", isRising: true });
    if (this.map.hasImage(LOCKED_HATCH)) this.map.updateImage(LOCKED_HATCH, image);
    else this.map.addImage(LOCKED_HATCH, image, { pixelRatio: PATTERN_RATIO });
  }

  #filterLocked(): void {
    for (const [layer, property] of [["plan-counties-locked", "id"], ["plan-parts-locked", "unit"]] as const) {
      if (this.#isReady && this.map.getLayer(layer)) this.map.setFilter(layer, among(this.#locked, property), { validate: false });
    }
  }

  #put(source: string, data: Feature | FeatureCollection): void {
    this.#data.set(source, data);
    if (this.#isReady) void this.map.getSource<GeoJSONSource>(source)?.setData(data);
  }

  #state(unit: UnitId, state: Record<string, unknown>): void {
    if (!this.#isReady) return;
    if (unit.includes("/")) this.map.setFeatureState({ source: PARTS, id: unit }, state);
    else if (this.sources.counties) this.map.setFeatureState({ source: COUNTIES, sourceLayer: COUNTY_LAYER, id: COUNTY + unit }, state);
  }
}
