/** One scale for several pictures of a layer, so that a colour and a size mean one value in all of them. */

import { classCodes, largestShown } from "./classes";
import { topDensity } from "./density";
import { densitiesOf } from "./heat-painter";
import type { LayerFeed } from "./layer-feed";
import type { Scale } from "./scaled-api";
import type { CellsGeometry, LayerValues } from "./wire";

/**
 * A scale for the samples and what lies between them: the class limits of the sample that reaches highest, so that no
 * other sample runs out of classes. `heat` is the geometry of a heat layer's cells, null for other kinds.
 */
export function commonScale(samples: readonly LayerValues[], heat: CellsGeometry | null): Scale {
  const reach = ({ header }: LayerValues): number => Math.max(0, ...header.breaks.map(Math.abs));
  const highest = samples.reduce<LayerValues | null>((best, sample) => (best && reach(best) >= reach(sample) ? best : sample), null);
  const scale: Scale = { breaks: highest?.header.breaks ?? [], largest: Math.max(0, ...samples.map(({ values }) => largestShown(values))) };
  if (!heat) return scale;
  const fitting = samples.filter(({ values }) => values.length === heat.x.length);
  return { ...scale, heatTop: Math.max(0, ...fitting.map(({ header, values }) => topDensity(heat, densitiesOf(heat, values, classCodes(values, header))))) };
}

/** The scale that a layer is painted on now; undefined if it is not painted yet. */
export function scaleInForce({ painted, painter }: LayerFeed): Scale | undefined {
  if (!painted) return undefined;
  const top = painter.scale?.()?.top;
  return { breaks: painted.header.breaks, largest: painted.header.largest ?? largestShown(painted.values), ...(top === undefined ? {} : { heatTop: top }) };
}

/** The cells of a heat layer; null for other kinds, and before its first picture. */
export function heatCells({ description, geometry }: LayerFeed): CellsGeometry | null {
  return description.kind === "heat" && geometry?.kind === "cells" ? geometry : null;
}
