/** What is under the pointer, the finger, or the keyboard's cross: the hover card, and clicks. */

import type { Map as MapLibreMap, MapMouseEvent } from "maplibre-gl";

import type { DrawTool } from "./draw";
import { element } from "./dom";
import { HoverCard, type Reading } from "./hover-card";
import type { LayerSet } from "./layer-set";
import type { Clicked } from "./props";

/** Readings in one card: the most specific things only. */
const MOST_READINGS = 2;

export class Pointer {
  readonly #card: HoverCard;
  readonly #cross = element("div", { class: "bo-cross", hidden: "", "aria-hidden": "true" });
  #frame = 0;
  #nonce = 0;
  #isByKeyboard = false;

  constructor(
    private readonly map: MapLibreMap,
    private readonly layers: LayerSet,
    private readonly draw: DrawTool,
    private readonly clicked: (clicked: Clicked) => void,
  ) {
    const container = map.getContainer();
    this.#card = new HoverCard(container);
    container.append(this.#cross);
    map.on("mousemove", (event) => { this.#useKeyboard(false); this.#soon(() => { this.#read(event); }); });
    map.on("mouseout", () => { this.#soon(() => { this.leave(); }); });
    map.on("movestart", () => { if (!this.#isByKeyboard) this.leave(); });
    map.on("moveend", () => { if (this.#isByKeyboard) this.#readCentre(); });
    map.on("click", (event) => { this.#click(event); });
    const canvas = map.getCanvas();
    canvas.addEventListener("focus", () => { if (canvas.matches(":focus-visible")) this.#useKeyboard(true); });
    canvas.addEventListener("blur", () => { this.#useKeyboard(false); this.leave(); });
    canvas.addEventListener("keydown", (event) => {
      this.#useKeyboard(true);
      if (event.key === "Enter" && this.draw.mode === "browse") this.#click(this.#centre());
    });
  }

  leave(): void {
    this.#card.hide();
    for (const { painter } of this.layers.shown()) painter.hover(null);
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
  }

  #soon(act: () => void): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(act);
  }

  #useKeyboard(isByKeyboard: boolean): void {
    if (this.#isByKeyboard === isByKeyboard) return;
    this.#isByKeyboard = isByKeyboard;
    this.#cross.hidden = !isByKeyboard;
    if (isByKeyboard) this.#readCentre();
  }

  #centre(): Pick<MapMouseEvent, "point" | "lngLat"> {
    const lngLat = this.map.getCenter();
    return { lngLat, point: this.map.project(lngLat) };
  }

  #readCentre(): void {
    this.#read(this.#centre());
  }

  #readings({ point, lngLat }: Pick<MapMouseEvent, "point" | "lngLat">): Reading[] {
    const readings: Reading[] = [];
    for (const { description, painter, painted } of this.layers.shown()) {
      const picked = painted && readings.length < MOST_READINGS ? painter.pick(point, lngLat) : null;
      painter.hover(picked?.row ?? null);
      if (picked && painted) readings.push({ description, picked, painted });
    }
    return readings;
  }

  #read(event: Pick<MapMouseEvent, "point" | "lngLat">): void {
    if (this.draw.mode === "draw") { this.leave(); return; }
    const readings = this.#readings(event);
    this.#card.show(readings, event.point);
    if (this.draw.mode === "browse") {
      this.map.getCanvas().style.cursor = readings.some(({ description }) => description.clickable) ? "pointer" : "";
    }
  }

  /** A port wins over the drawn polygon, the polygon over the region under it; while drawing nothing is clicked. */
  #click(event: Pick<MapMouseEvent, "point" | "lngLat">): void {
    if (this.draw.mode !== "browse") return;
    const readings = this.#readings(event);
    this.#card.show(readings, event.point);
    const { lng: lon, lat } = event.lngLat;
    const first = readings.find(({ description }) => description.clickable);
    if (first?.description.kind !== "points" && this.draw.contains(event.lngLat)) {
      this.clicked({ layer: "drawn", id: "drawn", name: "Drawn polygon", lon, lat, nonce: ++this.#nonce });
    } else if (first) {
      const { id, name } = first.picked;
      this.clicked({ layer: first.description.key, id, name, lon, lat, nonce: ++this.#nonce });
    }
  }
}
