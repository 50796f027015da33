/** Places to go to: reading them off the API, and finding them by what someone types. */

/** Columns of equal length, as `GET /api/live/places` gives them; OGC:CRS84 degrees. */
export interface PlaceColumns {
  ids: string[];
  names: string[];
  kinds: string[];
  lon: number[];
  lat: number[];
  zoom: number[];
}

export interface Place {
  id: string;
  name: string;
  /** In words. */
  kind: string;
  lon: number;
  lat: number;
  zoom: number;
}

const MOST_FOUND = 8;
const COORDINATE_ZOOM = 9;
const COORDINATES = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*°?\s*([NS])?[\s,;]+(-?\d{1,3}(?:\.\d+)?)\s*°?\s*([EW])?\s*$/i;

/** Text without case, accents and punctuation, so that "Canon City" finds "Cañon City". */
export function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();
}

/** Holds the places in a form that is quick to search. */
export class PlaceIndex {
  readonly #folded: string[];
  /** Of places that match alike, the rarer kind comes first: 17 sectors before 3,000 counties. */
  readonly #ranks: ReadonlyMap<string, number>;

  constructor(private readonly columns: PlaceColumns) {
    this.#folded = columns.names.map(folded);
    const counts = new Map<string, number>();
    for (const kind of columns.kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    this.#ranks = new Map([...counts].sort(([, a], [, b]) => a - b).map(([kind], rank) => [kind, rank]));
  }

  /** The best matches for what was typed: each word must begin a word of the name. */
  find(typed: string, most: number = MOST_FOUND): Place[] {
    const words = folded(typed).split(" ").filter(Boolean);
    if (words.length === 0) return [];
    const found: { row: number; score: number }[] = [];
    this.#folded.forEach((name, row) => {
      const score = this.#score(name, words, this.columns.kinds[row] ?? "");
      if (score !== null) found.push({ row, score });
    });
    found.sort((a, b) => a.score - b.score || (this.#folded[a.row] ?? "").localeCompare(this.#folded[b.row] ?? ""));
    return found.slice(0, most).map(({ row }) => this.#place(row));
  }

  /** Lower is better; null is no match. */
  #score(name: string, words: readonly string[], kind: string): number | null {
    const padded = ` ${name}`;
    if (!words.every((word) => padded.includes(` ${word}`))) return null;
    const typed = words.join(" ");
    const closeness = name === typed ? 0 : name.startsWith(typed) ? 1 : 2;
    return closeness * 10_000 + (this.#ranks.get(kind) ?? 0) * 100 + Math.min(99, name.length - typed.length);
  }

  #place(row: number): Place {
    const { ids, names, kinds, lon, lat, zoom } = this.columns;
    return { id: ids[row] ?? "", name: names[row] ?? "", kind: kinds[row] ?? "", lon: lon[row] ?? 0, lat: lat[row] ?? 0, zoom: zoom[row] ?? COORDINATE_ZOOM };
  }
}

/** A place typed as "31.76, -106.49" or "31.76 N, 106.49 W": latitude first, as people write it. */
export function typedCoordinates(typed: string): Place | null {
  const match = COORDINATES.exec(typed);
  if (!match) return null;
  const [lat, lon] = [signed(match[1], match[2], "S"), signed(match[3], match[4], "W")];
  if (Math.abs(lat) > 85 || Math.abs(lon) > 180) return null;
  return { id: "typed", name: `${lat}, ${lon}`, kind: "Coordinates", lon, lat, zoom: COORDINATE_ZOOM };
}

function signed(digits: string | undefined, letter: string | undefined, negative: string): number {
  const value = Number(digits);
  return letter?.toUpperCase() === negative ? -Math.abs(value) : value;
}
