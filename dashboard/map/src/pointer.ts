/** What is under the pointer, the finger, or the keyboard's cross: the hover card, and clicks. */

import type { LngLat, Map as MapLibreMap, MapMouseEvent, Point } from "maplibre-gl";

import { element } from "./dom";
import { HoverCard, type Named, type Reading } from "./hover-card";
import type { LayerFeed } from "./layer-feed";
import type { Clicked } from "./props";

/** Readings in the hover card: the most specific things only. */
const MOST_HOVERED = 2;
/** Readings that a click offers. */
const MOST_CLICKED = 6;

/** A mark costs a repaint of the map, the card does not: marks wait until the pointer rests so long. */
const REST_MS = 90;

export type Spot = Pick<MapMouseEvent, "point" | "lngLat">;

export interface PointerActions {
  /** Layers shown at a point of the canvas, top first. */
  shownAt(point: Point): LayerFeed[];
  /** Every layer whose mark of what is under the pointer may be on. */
  every(): LayerFeed[];
  /** What else lies there, that has a name and no figure; null if nothing. */
  alsoAt(point: Point): Named | null;
  /** False while a tool has the pointer to itself. */
  isReading(): boolean;
  isClicking(): boolean;
  isInsideDrawn(place: LngLat): boolean;
  clicked(clicked: Clicked): void;
  /** The pointer rests on something. */
  rested(reading: Reading, spot: Spot): void;
  /** What a click found, most specific first; none closes what is open. */
  pinned(readings: readonly Reading[], spot: Spot, byKeyboard: boolean): void;
}

export class Pointer {
  readonly #card: HoverCard;
  readonly #cross = element("div", { class: "bo-cross", hidden: "", "aria-hidden": "true" });
  #frame = 0;
  #rest = 0;
  #nonce = 0;
  #isByKeyboard = false;

  constructor(private readonly map: MapLibreMap, private readonly actions: PointerActions) {
    const container = map.getContainer();
    this.#card = new HoverCard(container);
    container.append(this.#cross);
    map.on("mousemove", (event) => { this.#useKeyboard(false); this.#soon(() => { this.#read(event); }); });
    map.on("mouseout", () => { this.#soon(() => { this.leave(); }); });
    map.on("movestart", () => { if (!this.#isByKeyboard) this.leave(); });
    map.on("moveend", () => { if (this.#isByKeyboard) this.#readCentre(); });
    map.on("click", (event) => { this.#click(event, false); });
    const canvas = map.getCanvas();
    canvas.addEventListener("focus", () => { if (canvas.matches(":focus-visible")) this.#useKeyboard(true); });
    canvas.addEventListener("blur", () => { this.#useKeyboard(false); this.leave(); });
    canvas.addEventListener("keydown", (event) => {
      this.#useKeyboard(true);
      if (event.key === "Enter") this.#click(this.#centre(), true);
    });
  }

  leave(): void {
    this.stop();
    this.#card.hide();
    for (const { painter } of this.actions.every()) painter.hover(null);
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    window.clearTimeout(this.#rest);
  }

  /** What lies at a place of the map now. */
  readingsAt(lngLat: LngLat): Reading[] {
    return this.#pick({ lngLat, point: this.map.project(lngLat) }, MOST_CLICKED).map(({ reading }) => reading);
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

  #centre(): Spot {
    const lngLat = this.map.getCenter();
    return { lngLat, point: this.map.project(lngLat) };
  }

  #readCentre(): void {
    this.#read(this.#centre());
  }

  #pick({ point, lngLat }: Spot, most: number): { feed: LayerFeed; reading: Reading }[] {
    const found: { feed: LayerFeed; reading: Reading }[] = [];
    for (const feed of this.actions.shownAt(point)) {
      const { description, painter, painted } = feed;
      const picked = painted && found.length < most ? painter.pick(point, lngLat) : null;
      if (picked && painted) found.push({ feed, reading: { description, picked, painted } });
    }
    return found;
  }

  /** The readings of the hover card; each is marked on the map once the pointer rests. */
  #hovered(spot: Spot): Reading[] {
    const found = this.#pick(spot, MOST_HOVERED);
    window.clearTimeout(this.#rest);
    this.#rest = window.setTimeout(() => {
      for (const feed of this.actions.every()) feed.painter.hover(found.find((one) => one.feed === feed)?.reading.picked.row ?? null);
      if (found[0]) this.actions.rested(found[0].reading, spot);
    }, REST_MS);
    return found.map(({ reading }) => reading);
  }

  #read(spot: Spot): void {
    if (!this.actions.isReading()) { this.leave(); return; }
    const readings = this.#hovered(spot);
    this.#card.show(readings, spot.point, this.actions.alsoAt(spot.point));
    if (this.actions.isClicking()) this.map.getCanvas().style.cursor = readings.length > 0 ? "pointer" : "";
  }

  /** A port wins over the drawn polygon, the polygon over the region under it; while drawing nothing is clicked. */
  #click(spot: Spot, byKeyboard: boolean): void {
    if (!this.actions.isClicking()) return;
    const readings = this.#pick(spot, MOST_CLICKED).map(({ reading }) => reading);
    this.leave();
    this.actions.pinned(readings, spot, byKeyboard);
    const { lng: lon, lat } = spot.lngLat;
    const first = readings.find(({ description }) => description.clickable);
    if (first?.description.kind !== "points" && this.actions.isInsideDrawn(spot.lngLat)) {
      this.#tell({ layer: "drawn", id: "drawn", name: "Drawn polygon", lon, lat, nonce: ++this.#nonce });
    } else if (first) {
      const { id, name } = first.picked;
      this.#tell({ layer: first.description.key, id, name, lon, lat, nonce: ++this.#nonce });
    }
  }

  /** Once the card is on the screen: the page answers a click with a new filter, which is work for the whole page. */
  #tell(clicked: Clicked): void {
    requestAnimationFrame(() => { window.setTimeout(() => { this.actions.clicked(clicked); }); });
  }
}
