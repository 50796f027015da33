/** Zoom, home, scale and coordinates. */

import { ScaleControl, type LngLat, type LngLatBoundsLike, type Map as MapLibreMap, type PaddingOptions } from "maplibre-gl";

import { button, element, icon } from "./dom";
import { placeWords } from "./grid";
import { LEGEND_PX } from "./legend";
import { isCalm } from "./motion";

/** The lower 48 states: where "home" leads. */
export const HOME: LngLatBoundsLike = [[-124.9, 24.3], [-66.8, 49.5]];

/** Every land with a post; the ends of the Pacific are left out. */
const WORLD: LngLatBoundsLike = [[-165, -46], [178, 66]];

const SCALE_PX = 84;

export const ATTRIBUTION = "US Census Bureau · Natural Earth";

const WIDE_PX = 900;

/** Room around home; on a wide map the legend keeps its own. */
export function homePadding({ clientWidth }: HTMLElement): PaddingOptions {
  const around = Math.min(32, clientWidth / 24);
  return { top: around, bottom: around, right: around, left: clientWidth > WIDE_PX ? LEGEND_PX : around };
}

/** Add the controls to the map's container. */
export function addControls(map: MapLibreMap, container: HTMLElement): void {
  const fit = (bounds: LngLatBoundsLike): void => { map.fitBounds(bounds, { padding: homePadding(container), animate: !isCalm() }); };
  const group = element(
    "div",
    { class: "bo-group bo-zoom", role: "group", "aria-label": "Zoom" },
    button("Zoom in", icon("M10 4v12M4 10h12"), "", () => { map.zoomIn(); }),
    button("Zoom out", icon("M4 10h12"), "", () => { map.zoomOut(); }),
    button("Fit the map to the lower 48 states", icon("M3 9.5 10 4l7 5.5M5 8.5V16h10V8.5"), "", () => { fit(HOME); }),
    button("Fit the map to the world", icon("M10 3a7 7 0 1 1 0 14a7 7 0 0 1 0-14zM3 10h14M10 3c4.5 4.5 4.5 9.500 0 14M10 3c-4.500 4.500-4.500 9.500 0 14"), "", () => { fit(WORLD); }),
  );
  container.append(group, corner(map));
}

/** Scale, coordinates and sources: one row that wraps, so that its parts cannot lie over one another. */
function corner(map: MapLibreMap): HTMLElement {
  const coordinates = element("div", { class: "bo-coordinates" });
  const scales = (["imperial", "metric"] as const).map((unit) => new ScaleControl({ unit, maxWidth: SCALE_PX }).onAdd(map));
  const say = (place: LngLat): void => { coordinates.textContent = `${placeWords(place)} · zoom ${map.getZoom().toFixed(1)}`; };
  map.on("mousemove", (event) => { say(event.lngLat); });
  map.on("move", () => { say(map.getCenter()); });
  say(map.getCenter());
  return element("div", { class: "bo-corner" }, element("div", { class: "bo-scales" }, ...scales), coordinates, element("div", { class: "bo-attribution" }, ATTRIBUTION));
}
