/** Zoom, home, scale and coordinates. */

import { ScaleControl, type LngLat, type LngLatBoundsLike, type Map as MapLibreMap, type PaddingOptions } from "maplibre-gl";

import { button, element, icon } from "./dom";
import { placeWords } from "./grid";
import { LEGEND_PX } from "./legend";

/** The lower 48 states: where "home" leads. */
export const HOME: LngLatBoundsLike = [[-124.9, 24.3], [-66.8, 49.5]];

export const ATTRIBUTION = "US Census Bureau · Natural Earth";

const WIDE_PX = 900;

/** Room around home; on a wide map the legend keeps its own. */
export function homePadding({ clientWidth }: HTMLElement): PaddingOptions {
  const around = Math.min(32, clientWidth / 24);
  return { top: around, bottom: around, right: around, left: clientWidth > WIDE_PX ? LEGEND_PX : around };
}

/** Add the controls to the map's container. */
export function addControls(map: MapLibreMap, container: HTMLElement): void {
  const group = element(
    "div",
    { class: "bo-group bo-zoom", role: "group", "aria-label": "Zoom" },
    button("Zoom in", icon("M10 4v12M4 10h12"), "", () => { map.zoomIn(); }),
    button("Zoom out", icon("M4 10h12"), "", () => { map.zoomOut(); }),
    button("Fit the map to the lower 48 states", icon("M3 9.5 10 4l7 5.5M5 8.5V16h10V8.5"), "", () => { map.fitBounds(HOME, { padding: homePadding(container) }); }),
  );
  const coordinates = element("div", { class: "bo-coordinates" });
  const corner = element("div", { class: "bo-corner" }, coordinates, element("div", { class: "bo-attribution" }, ATTRIBUTION));
  container.append(group, corner);
  map.addControl(new ScaleControl({ unit: "metric", maxWidth: 110 }), "bottom-right");
  map.addControl(new ScaleControl({ unit: "imperial", maxWidth: 110 }), "bottom-right");
  const say = (place: LngLat): void => { coordinates.textContent = `${placeWords(place)} · zoom ${map.getZoom().toFixed(1)}`; };
  map.on("mousemove", (event) => { say(event.lngLat); });
  map.on("move", () => { say(map.getCenter()); });
  say(map.getCenter());
}
