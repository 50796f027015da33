/** A second map over the first: the same layers for another period, at the right of a divider. It follows the first's camera. */

import { Map as SecondMapLibre, type Map as MapLibreMap } from "maplibre-gl";

import type { ApprovedPlan } from "./approved-plan";
import { element } from "./dom";
import { addImages } from "./images";
import { applyLayerProps } from "./layer-props";
import { LayerSet, type Surroundings } from "./layer-set";
import type { Look } from "./painter";
import type { MapProps } from "./props";
import { applyLook } from "./restyle";
import { onScale, type ScaledApi } from "./scaled-api";
import { baseStyle, type StyleSources } from "./style";

export interface SecondSurroundings extends Omit<Surroundings, "map" | "changed" | "api"> {
  /** A first map whose camera is followed. */
  first: MapLibreMap;
  /** Its own calls, so that its scale is its own. */
  api: ScaledApi;
  sources: StyleSources;
  approved: ApprovedPlan;
}

export class SecondMap {
  readonly root = element("div", { class: "bo-second", "aria-hidden": "true" });
  readonly map: MapLibreMap;
  readonly layers: LayerSet;
  #props: MapProps | null = null;
  #isReady = false;
  #asked: { query: string; zoom: number } | null = null;
  readonly #follow = (): void => { this.#toCamera(); };

  constructor(private readonly around: SecondSurroundings, private look: Look) {
    const { first, sources } = around;
    first.getContainer().append(this.root);
    const holder = element("div", { class: "bo-second-map" });
    this.root.append(holder);
    this.map = new SecondMapLibre({
      container: holder, style: baseStyle(look.palette, sources), center: first.getCenter(), zoom: first.getZoom(), minZoom: 0,
      interactive: false, attributionControl: false, renderWorldCopies: false, fadeDuration: 0,
    });
    this.map.getCanvas().tabIndex = -1;
    this.layers = new LayerSet({ ...around, map: this.map, changed: () => undefined }, look);
    this.map.on("style.load", () => { this.#install(); });
    first.on("move", this.#follow);
    first.on("resize", this.#follow);
  }

  /** Bring the layers to the page's props. */
  apply(props: MapProps): void {
    const before = this.#props;
    this.#props = props;
    if (this.#isReady) applyLayerProps(this.layers, props, before, this.#asked?.query ?? "", this.#asked?.zoom ?? 0);
  }

  /** Paint a filter; `scale` names the class limits that the first map has now. */
  async refresh(query: string, zoom: number, scale: string): Promise<void> {
    this.#asked = { query: onScale(query, scale), zoom };
    if (this.#isReady) await this.layers.refresh(this.#asked.query, zoom);
  }

  restyle(look: Look): void {
    this.look = look;
    if (!this.#isReady) return;
    addImages(this.map, look.palette);
    applyLook(this.map, baseStyle(look.palette, this.around.sources).layers);
    this.layers.restyle(look);
  }

  destroy(): void {
    this.around.first.off("move", this.#follow);
    this.around.first.off("resize", this.#follow);
    this.layers.stop();
    this.around.approved.detach(this.map);
    this.map.remove();
    this.root.remove();
  }

  #install(): void {
    const isFirst = !this.#isReady;
    addImages(this.map, this.look.palette);
    this.#isReady = true;
    this.around.approved.attach(this.map);
    if (!isFirst) { this.layers.install(); return; }
    if (this.#props) applyLayerProps(this.layers, this.#props, null, this.#asked?.query ?? "", this.#asked?.zoom ?? 0);
    if (this.#asked) void this.layers.refresh(this.#asked.query, this.#asked.zoom);
  }

  /** Take the first map's camera in the same frame, so that a line runs on across the divider. */
  #toCamera(): void {
    const { first } = this.around;
    this.map.jumpTo({ center: first.getCenter(), zoom: first.getZoom(), bearing: first.getBearing(), pitch: first.getPitch() });
    this.map.redraw();
  }
}
