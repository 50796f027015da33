/** How MapLibre is set up: flat, north up, on our own style. */

import type { MapOptions } from "maplibre-gl";

import { HOME, homePadding } from "./controls";
import { isCalm } from "./motion";
import type { MapProps } from "./props";
import { baseStyle, type StyleSources } from "./style";
import { PALETTES } from "./themes";

/** Options of a map that begins at the page's view, or at home. */
export function mapOptions(container: HTMLElement, sources: StyleSources, props: MapProps): MapOptions {
  const { view } = props;
  const start = view ? { center: [view.lon, view.lat] as [number, number], zoom: view.zoom } : { bounds: HOME };
  return {
    container,
    style: baseStyle(PALETTES[props.theme], sources),
    ...start,
    fitBoundsOptions: { padding: homePadding(container) },
    minZoom: 0.6,
    maxZoom: 13,
    renderWorldCopies: false,
    attributionControl: false,
    validateStyle: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: isCalm() ? 0 : 120,
    locale: { "Map.Title": "Map of incidents, regions and ports of entry. Arrow keys move it, plus and minus zoom; Enter reads the centre." },
  };
}
