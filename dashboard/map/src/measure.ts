/** Measuring: places on the map, the geodesic through them, its length, and the area once it is closed. */

import type { FeatureCollection } from "geojson";
import type { GeoJSONSource, LayerSpecification, Map as MapLibreMap, MapMouseEvent } from "maplibre-gl";

import { areaM2, geodesic, lengthM, type LonLat } from "./geodesy";
import { MeasurePanel } from "./measure-panel";
import { applyLook } from "./restyle";
import type { Palette } from "./themes";

const SOURCE = "measure";
/** A click this near the first place closes the line. */
const CLOSE_PX = 12;
const FEWEST_CORNERS = 3;

export class Measure {
  readonly panel: MeasurePanel;
  #places: LonLat[] = [];
  #isOn = false;
  #isClosed = false;
  #pointer: LonLat | null = null;

  /** `changed` is called when measuring begins or ends. */
  constructor(private readonly map: MapLibreMap, private palette: Palette, private readonly changed: () => void) {
    this.panel = new MeasurePanel({
      undo: () => { this.#undo(); },
      close: () => { this.#close(); },
      restart: () => { this.#restart(); },
      end: () => { this.end(); },
    });
    map.on("click", (event) => { this.#click(event); });
    map.on("mousemove", (event) => { this.#move(event); });
    map.getContainer().addEventListener("keydown", (event) => { this.#key(event); });
  }

  get isOn(): boolean { return this.#isOn; }

  /** Add what is drawn to a style that lacks it: at first, and after a lost context. */
  install(): void {
    if (!this.map.getSource(SOURCE)) this.map.addSource(SOURCE, { type: "geojson", data: this.#features() });
    for (const layer of layers(this.palette)) if (!this.map.getLayer(layer.id)) this.map.addLayer(layer);
  }

  restyle(palette: Palette): void {
    this.palette = palette;
    applyLook(this.map, layers(palette));
  }

  begin(): void {
    this.#isOn = true;
    this.map.doubleClickZoom.disable();
    this.map.getCanvas().style.cursor = "crosshair";
    this.#restart();
    this.changed();
    this.map.getCanvas().focus({ preventScroll: true });
  }

  end(): void {
    if (!this.#isOn) return;
    this.#isOn = false;
    this.map.doubleClickZoom.enable();
    this.map.getCanvas().style.cursor = "";
    this.#restart();
    this.changed();
    this.map.getCanvas().focus({ preventScroll: true });
  }

  #restart(): void {
    this.#places = [];
    this.#isClosed = false;
    this.#show();
  }

  #undo(): void {
    if (this.#isClosed) this.#isClosed = false;
    else this.#places = this.#places.slice(0, -1);
    this.#show();
  }

  #close(): void {
    if (this.#places.length < FEWEST_CORNERS) return;
    this.#isClosed = true;
    this.#show();
  }

  #click({ lngLat, point }: Pick<MapMouseEvent, "lngLat" | "point">): void {
    if (!this.#isOn || this.#isClosed) return;
    const [first] = this.#places;
    if (first && this.#places.length >= FEWEST_CORNERS && this.map.project(first).dist(point) <= CLOSE_PX) this.#close();
    else this.#add([lngLat.lng, lngLat.lat]);
  }

  #add(place: LonLat): void {
    const last = this.#places.at(-1);
    if (last?.[0] === place[0] && last[1] === place[1]) return;
    this.#places = [...this.#places, place];
    this.#show();
  }

  #move({ lngLat }: MapMouseEvent): void {
    if (!this.#isOn || this.#isClosed || this.#places.length === 0) return;
    this.#pointer = [lngLat.lng, lngLat.lat];
    this.#draw();
  }

  #key(event: KeyboardEvent): void {
    if (!this.#isOn) return;
    const isOnMap = event.target === this.map.getCanvas();
    if (event.key === "Escape") this.end();
    else if (isOnMap && event.key === "Enter") this.#click({ lngLat: this.map.getCenter(), point: this.map.project(this.map.getCenter()) });
    else if (isOnMap && event.key === "Backspace") this.#undo();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #show(): void {
    this.#pointer = null;
    const ring = this.#isClosed ? [...this.#places, ...this.#places.slice(0, 1)] : this.#places;
    this.panel.show({
      isOn: this.#isOn,
      places: this.#places.length,
      lengthM: lengthM(ring),
      areaM2: this.#isClosed ? areaM2(this.#places) : null,
    });
    this.#draw();
  }

  #draw(): void {
    void this.map.getSource<GeoJSONSource>(SOURCE)?.setData(this.#features());
  }

  #features(): FeatureCollection {
    const corners = this.#isClosed ? [...this.#places, ...this.#places.slice(0, 1)] : this.#places;
    const last = this.#places.at(-1);
    const line = corners.slice(1).flatMap((place, i) => geodesic(corners[i] ?? place, place));
    const made: FeatureCollection = { type: "FeatureCollection", features: [] };
    const add = (geometry: GeoJSON.Geometry, part: string): void => { made.features.push({ type: "Feature", properties: { part }, geometry }); };
    if (this.#isClosed) add({ type: "Polygon", coordinates: [line] }, "inside");
    if (line.length > 1) add({ type: "LineString", coordinates: line }, "line");
    if (this.#pointer && last) add({ type: "LineString", coordinates: geodesic(last, this.#pointer) }, "next");
    for (const place of this.#places) add({ type: "Point", coordinates: place }, "corner");
    return made;
  }
}

function layers({ accent, accentCasing }: Palette): LayerSpecification[] {
  const only = (part: string): ["==", ["get", string], string] => ["==", ["get", "part"], part];
  const round = { "line-join": "round", "line-cap": "round" } as const;
  return [
    { id: "measure-inside", type: "fill", source: SOURCE, filter: only("inside"), paint: { "fill-color": accent, "fill-opacity": 0.14 } },
    { id: "measure-casing", type: "line", source: SOURCE, filter: only("line"), layout: round, paint: { "line-color": accentCasing, "line-width": 6, "line-opacity": 0.8 } },
    { id: "measure-line", type: "line", source: SOURCE, filter: only("line"), layout: round, paint: { "line-color": accent, "line-width": 2.5 } },
    { id: "measure-next", type: "line", source: SOURCE, filter: only("next"), layout: round, paint: { "line-color": accent, "line-width": 2, "line-dasharray": [1.5, 2] } },
    { id: "measure-corners", type: "circle", source: SOURCE, filter: only("corner"), paint: { "circle-color": accent, "circle-radius": 4.5, "circle-stroke-color": accentCasing, "circle-stroke-width": 2 } },
  ];
}
