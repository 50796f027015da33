/** Regions: one static source of vector tiles; values by feature state. */

import type { GeoJSONSource, Map as MapLibreMap, Point } from "maplibre-gl";

import { HIDDEN, isClass, QUIET } from "./classes";
import { UNCLASSED, type Look, type Painted, type Painter, type Picked } from "./painter";
import type { LayerDescription } from "./props";
import { hoverMinzoom, regionLayers, stateNames, type Placed, type RegionsLook } from "./regions-style";
import { addLayer, applyLook, showLayers } from "./restyle";
import { sourceOfRegions } from "./style";
import type { Geometry, RegionsGeometry } from "./wire";

export class RegionsPainter implements Painter {
  #map: MapLibreMap | null = null;
  #look: Look | null = null;
  #geometry: RegionsGeometry | null = null;
  #rows = new Map<string, number>();
  #codes: Uint8Array = new Uint8Array(0);
  /** Code that each region is drawn with: only one that differs is told to the renderer. */
  readonly #drawn = new Map<string, number>();
  #hovered: number | null = null;
  #isVisible = true;
  readonly #own: RegionsLook;
  readonly #states: { code: string; hover: string };

  /** `tileLayers` are the names of the layers in the archive of regions. */
  constructor(private readonly description: LayerDescription, tileLayers: ReadonlySet<string>) {
    const set = description.source_layer ?? description.key;
    const lines = tileLayers.has(`${set}_lines`) ? `${set}_lines` : set;
    const labels = tileLayers.has(`${set}_labels`) ? `${set}_labels` : null;
    this.#own = {
      classing: UNCLASSED, lines, labels, hasApproximate: false, selectedIds: [], count: 0,
      hasHidden: false, hasQuiet: false, opacity: 1, isOverCells: false,
    };
    this.#states = stateNames(description.key);
  }

  install(map: MapLibreMap, look: Look): void {
    this.#map = map;
    this.#look = look;
    const names = `${this.description.key}:names`;
    if (!map.getSource(names)) map.addSource(names, { type: "geojson", data: this.#names() });
    for (const { layer, before } of this.#layers()) if (!map.getLayer(layer.id)) addLayer(map, layer, before);
    this.show(this.#isVisible);
    this.#drawn.clear();
    this.#paintAll();
  }

  remove(): void {
    const map = this.#map;
    if (!map) return;
    for (const { layer } of this.#layers()) if (map.getLayer(layer.id)) map.removeLayer(layer.id);
    map.removeSource(`${this.description.key}:names`);
    map.removeFeatureState(this.#target());
  }

  show(visible: boolean): void {
    this.#isVisible = visible;
    if (this.#map) showLayers(this.#map, this.#layers(), visible);
  }

  setOpacity(opacity: number): void {
    if (opacity === this.#own.opacity) return;
    this.#own.opacity = opacity;
    if (this.#look) this.restyle(this.#look);
  }

  raise(isOverCells: boolean): void {
    this.#own.isOverCells = isOverCells;
    for (const { layer, before } of this.#layers()) this.#map?.moveLayer(layer.id, before);
  }

  setGeometry(geometry: Geometry): void {
    if (geometry.kind !== "regions") throw new TypeError(`${this.description.key} is of regions, its geometry of ${geometry.kind}`);
    this.#geometry = geometry;
    this.#rows = new Map(geometry.ids.map((id, row) => [id, row]));
    this.#own.count = geometry.ids.length;
    this.#own.hasApproximate = geometry.approximate.includes(true);
    void this.#map?.getSource<GeoJSONSource>(`${this.description.key}:names`)?.setData(this.#names());
    if (this.#look) this.restyle(this.#look);
  }

  paint({ header, codes }: Painted): Promise<void> {
    this.#codes = codes;
    const own = this.#own;
    const before = JSON.stringify([own.classing, own.hasHidden, own.hasQuiet]);
    own.classing = { breaks: header.breaks, isSigned: header.isSigned };
    own.hasHidden = codes.includes(HIDDEN);
    own.hasQuiet = codes.some((code) => code > QUIET && isClass(code));
    if (this.#look && before !== JSON.stringify([own.classing, own.hasHidden, own.hasQuiet])) this.restyle(this.#look);
    this.#paintAll();
    return Promise.resolve();
  }

  restyle(look: Look): void {
    this.#look = look;
    if (this.#map) applyLook(this.#map, this.#layers().map(({ layer }) => layer));
  }

  pick(point: Point): Picked | null {
    const [map, geometry] = [this.#map, this.#geometry];
    const id = `${this.description.key}:fill`;
    if (!map?.getLayer(id) || !geometry) return null;
    const feature = map.queryRenderedFeatures(point, { layers: [id] })[0];
    const row = feature ? this.#rows.get(String(feature.properties.id)) : undefined;
    if (row === undefined) return null;
    const bare = this.description.approximate || geometry.approximate[row] ? "Approximate boundary" : "";
    const note = geometry.notes[row] || bare;
    return { id: geometry.ids[row] ?? "", name: geometry.names[row] ?? "", row, note };
  }

  hover(row: number | null): void {
    // Far out the outlines of many regions are not drawn: a new state would only cost a frame.
    if (row === this.#hovered || (this.#map && this.#map.getZoom() < hoverMinzoom(this.description, this.#own))) return;
    const [before, now] = [this.#idOf(this.#hovered), this.#idOf(row)];
    this.#hovered = row;
    if (before !== undefined) this.#map?.setFeatureState({ ...this.#target(), id: before }, { [this.#states.hover]: false });
    if (now !== undefined) this.#map?.setFeatureState({ ...this.#target(), id: now }, { [this.#states.hover]: true });
  }

  /** `ids` are of the form `set:id`. */
  select(ids: ReadonlySet<string>): void {
    const set = this.#target().sourceLayer;
    this.#own.selectedIds = [...ids].flatMap((id) => (id.startsWith(`${set}:`) ? [id, id.slice(set.length + 1)] : []));
    if (this.#look) this.restyle(this.#look);
  }

  #layers(): Placed[] {
    return this.#look ? regionLayers(this.description, this.#look, this.#own) : [];
  }

  #target(): { source: string; sourceLayer: string } {
    const sourceLayer = this.description.source_layer ?? this.description.key;
    return { source: sourceOfRegions(sourceLayer), sourceLayer };
  }

  #idOf(row: number | null): string | undefined {
    return row === null ? undefined : this.#geometry?.ids[row];
  }

  #paintAll(): void {
    const [map, geometry] = [this.#map, this.#geometry];
    if (!map || !geometry) return;
    const [target, name] = [this.#target(), this.#states.code];
    geometry.ids.forEach((id, row) => {
      const code = this.#codes[row] ?? 0;
      if (this.#drawn.get(id) === code) return;
      this.#drawn.set(id, code);
      map.setFeatureState({ ...target, id }, { [name]: code });
    });
  }

  #names(): GeoJSON.FeatureCollection {
    const geometry = this.#geometry;
    const features = (geometry && geometry.lon.length > 0 ? geometry.ids : []).map((id, row): GeoJSON.Feature => ({
      type: "Feature",
      properties: { id, name: geometry?.names[row] ?? "" },
      geometry: { type: "Point", coordinates: [geometry?.lon[row] ?? 0, geometry?.lat[row] ?? 0] },
    }));
    return { type: "FeatureCollection", features };
  }
}
