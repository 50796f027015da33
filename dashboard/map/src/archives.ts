/** The tile archives, read in byte ranges from our own server. */

import { addProtocol } from "maplibre-gl";
import { FetchSource, PMTiles, Protocol } from "pmtiles";

const protocol = new Protocol();
let isAdded = false;

export interface Archive {
  url: string;
  /** Names of the layers inside. */
  layers: ReadonlySet<string>;
}

/**
 * The archive at an address.
 *
 * @throws Error if the server has no such file, or it is no tile archive.
 */
export async function openArchive(url: string): Promise<Archive> {
  if (!isAdded) addProtocol("pmtiles", protocol.tile);
  isAdded = true;
  const archive = protocol.get(url) ?? new PMTiles(new FetchSource(url));
  const metadata = (await archive.getMetadata()) as { vector_layers?: { id: string }[] } | null;
  protocol.add(archive);
  return { url, layers: new Set((metadata?.vector_layers ?? []).map(({ id }) => id)) };
}

/** Archives by name; those that failed are in `missing`, with the reason. */
export async function openArchives(addresses: Record<string, string>): Promise<{ found: Map<string, Archive>; missing: Map<string, string> }> {
  const found = new Map<string, Archive>();
  const missing = new Map<string, string>();
  await Promise.all(
    Object.entries(addresses).map(async ([name, url]) => {
      try {
        found.set(name, await openArchive(url));
      } catch (error) {
        missing.set(name, error instanceof Error ? error.message : String(error));
      }
    }),
  );
  return { found, missing };
}

const MISSING: Readonly<Record<string, string>> = {
  basemap: "The base map is not there, so coast, states and cities are not drawn.",
  regions: "The region boundaries are not there, so layers of regions are not drawn.",
  counties: "The county boundaries are not there, so layers of counties are not drawn.",
};

/** What is not drawn without an archive, and why it is missing. */
export function missingWords(name: string, reason: string): string {
  return `${MISSING[name] ?? name} (tiles/${name}.pmtiles: ${reason})`;
}

/** Names of the layers of the archives that are there; null if there is none. */
export function tileLayers(...archives: (Archive | undefined)[]): ReadonlySet<string> | null {
  const there = archives.flatMap((archive) => archive ?? []);
  return there.length > 0 ? new Set(there.flatMap(({ layers }) => [...layers])) : null;
}
