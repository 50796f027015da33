/** From the map on the screen to a saved PNG. */

import type { Map as MapLibreMap } from "maplibre-gl";

import { ATTRIBUTION } from "./controls";
import { dateWords } from "./legend-entry";
import type { LayerFeed } from "./layer-feed";
import { composePicture, type PictureParts } from "./picture";
import type { SecondMap } from "./second-map";

export interface OnScreen {
  map: MapLibreMap;
  second: { map: SecondMap; edgePx: number; words: [string, string] } | null;
  shown: readonly LayerFeed[];
  /** Lines about what is drawn over the layers. */
  over: readonly string[];
  legend: HTMLElement;
  marking: string;
  title: string;
}

/** Save what is on the screen as `borderops-map-<date>.png`; `today` is an ISO date. @throws as {@link composePicture}. */
export async function savePicture(screen: OnScreen, today: string): Promise<void> {
  const canvas = await composePicture(partsOf(screen));
  const blob = await new Promise<Blob | null>((resolve) => { canvas.toBlob(resolve, "image/png"); });
  if (!blob) throw new Error("This browser could not make the picture: it may be too large.");
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = `borderops-map-${today}.png`;
  link.click();
  window.setTimeout(() => { URL.revokeObjectURL(address); }, 60_000);
}

/** The parts, copied in the frame in which they are drawn: the maps keep no drawing buffer. */
function partsOf({ map, second, shown, over, legend, marking, title }: OnScreen): PictureParts {
  map.redraw();
  second?.map.map.redraw();
  const style = getComputedStyle(map.getContainer());
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const headers = shown.flatMap(({ painted, description }) => (painted && !description.outline ? [{ header: painted.header, title: description.title }] : []));
  const sentences = [...new Set(headers.map(({ header }) => header.sentence).filter(Boolean))];
  const sources = headers.map(({ header, title: layer }) => [`${layer}: ${header.source || "source not stated"}`, header.asOf ? `as of ${dateWords(header.asOf)}` : ""].filter(Boolean).join(", "));
  const caveats = shown.map(({ painted, description }) => [description.title, description.outline ? description.caveat : painted?.header.caveat || description.caveat]).flatMap(([layer, caveat]) => (caveat ? [`${layer}: ${caveat}`] : []));
  return {
    marking,
    canvas: map.getCanvas(),
    second: second ? { canvas: second.map.map.getCanvas(), edgePx: second.edgePx, words: second.words } : null,
    legend,
    title,
    papers: [sentences.join(" · ") || "No layer with figures is shown", ...sources, ...over, ...caveats, `Base map: ${ATTRIBUTION}`],
    isSynthetic: headers.some(({ header }) => header.isSynthetic),
    colours: { ground: colour("--bo-ground"), text: colour("--bo-text"), soft: colour("--bo-soft"), line: colour("--bo-raised"), warn: colour("--bo-warn"), accent: colour("--bo-accent") },
  };
}
