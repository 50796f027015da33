/** Bringing a set of layers to the page's props: the same for the map and for the second map of a swipe. */

import type { LayerSet } from "./layer-set";
import type { MapProps } from "./props";

/** Apply what differs from `before`, which is null at first; `query` is the filter that the layers will be painted for. */
export function applyLayerProps(layers: LayerSet, props: MapProps, before: MapProps | null, query: string, zoom: number): void {
  layers.setLayers(props.layers);
  if (before?.selected.join() !== props.selected.join()) layers.select(props.selected);
  if (before?.visible.join() !== props.visible.join() || before.layers !== props.layers) layers.setVisible(props.visible, query, zoom);
  void layers.showUncertainty(props.uncertainty);
}
