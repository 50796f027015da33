/** A mark at a place: rings that fade for where one was taken, a pin for what a card is about. */

import { Marker, type LngLatLike, type Map as MapLibreMap } from "maplibre-gl";

import { element } from "./dom";

const SHOWN_MS = 4000;

export class PlaceMark {
  #marker: Marker | null = null;
  #timer = 0;

  /** `kind` is "rings", which go away by themselves, or "pin", which stays until {@link remove}. */
  constructor(private readonly map: MapLibreMap, private readonly kind: "rings" | "pin") {}

  show(place: LngLatLike): void {
    this.remove();
    const drawn = element("div", { class: `bo-mark bo-mark-${this.kind}`, "aria-hidden": "true" });
    this.#marker = new Marker({ element: drawn, anchor: "center" }).setLngLat(place).addTo(this.map);
    // MapLibre names every marker for screen readers; this one says nothing that the card does not.
    drawn.removeAttribute("role");
    drawn.removeAttribute("aria-label");
    drawn.removeAttribute("tabindex");
    if (this.kind === "rings") this.#timer = window.setTimeout(() => { this.remove(); }, SHOWN_MS);
  }

  remove(): void {
    window.clearTimeout(this.#timer);
    this.#marker?.remove();
    this.#marker = null;
  }
}
