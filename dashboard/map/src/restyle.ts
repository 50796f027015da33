/** Changing looks in place: same layers, other paint. Tiles, feature states and drawings stay as they are. */

import type { AddLayerObject, LayerSpecification, Map as MapLibreMap } from "maplibre-gl";

type Paint = Parameters<MapLibreMap["setPaintProperty"]>;
type Layout = Parameters<MapLibreMap["setLayoutProperty"]>;

/** Give each of `layers` that is in the style its paint, layout, filter and zooms; what is the same already costs nothing. */
export function applyLook(map: MapLibreMap, layers: readonly LayerSpecification[]): void {
  for (const layer of layers) {
    if (!map.getLayer(layer.id)) continue;
    for (const [name, value] of Object.entries(layer.paint ?? {}) as [Paint[1], Paint[2]][]) {
      map.setPaintProperty(layer.id, name, value, { validate: false });
    }
    for (const [name, value] of Object.entries(layer.layout ?? {}) as [Layout[1], Layout[2]][]) {
      if (name !== "visibility") map.setLayoutProperty(layer.id, name, value, { validate: false });
    }
    if ("filter" in layer && layer.filter) map.setFilter(layer.id, layer.filter, { validate: false });
    if (layer.minzoom !== undefined) map.setLayerZoomRange(layer.id, layer.minzoom, layer.maxzoom ?? 24);
  }
}

/** Show or hide layers of the style; one that is as asked already costs no frame. */
export function showLayers(map: MapLibreMap, layers: readonly { layer: LayerSpecification }[], isVisible: boolean): void {
  const asked = isVisible ? "visible" : "none";
  for (const { layer } of layers) {
    const now: unknown = map.getLayer(layer.id) && (map.getLayoutProperty(layer.id, "visibility") ?? "visible");
    if (now !== undefined && now !== asked) map.setLayoutProperty(layer.id, "visibility", asked);
  }
}

/**
 * Add a layer of ours under another. MapLibre would check it against the style's rules, and write out the whole style for
 * that, for each of some hundred layers; the unit tests check them all.
 */
export function addLayer(map: MapLibreMap, layer: AddLayerObject, before: string): void {
  map.style.addLayer(layer, before, { validate: false });
  map._update(true);
}
