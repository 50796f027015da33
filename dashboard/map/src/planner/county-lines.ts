/** Lines between counties, of which those are drawn that have another region on either side. */

import type { Feature, MultiLineString, Position } from "geojson";

import type { CountyLines, UnitId } from "./plan-types";

const PER_DEGREE = 2_000;

/** What a county is seen in: its region, or, where it is cut, the regions of its parts; "" is none. */
export type SeenIn = (row: number) => readonly string[];

export class LineIndex {
  readonly #lines: Position[][];

  constructor(private readonly given: CountyLines) {
    this.#lines = given.lines.map(corners);
  }

  /** The lines between different regions. */
  between(seenIn: SeenIn): Feature<MultiLineString> {
    const { first, second } = this.given;
    const seen = new Map<number, readonly string[]>();
    const of = (row: number): readonly string[] => {
      const known = seen.get(row);
      if (known !== undefined) return known;
      const found = seenIn(row);
      seen.set(row, found);
      return found;
    };
    // Beside a county that is cut, the line is drawn where no part of it is in the other's region.
    const isBetween = (a: readonly string[], b: readonly string[]): boolean => !a.some((region) => b.includes(region));
    const coordinates = this.#lines.filter((_, i) => isBetween(of(first[i] ?? -1), of(second[i] ?? -1)));
    return { type: "Feature", properties: {}, geometry: { type: "MultiLineString", coordinates } };
  }
}

function corners(differences: readonly number[]): Position[] {
  const made: Position[] = [];
  let [x, y] = [0, 0];
  for (let i = 0; i + 1 < differences.length; i += 2) {
    x += differences[i] ?? 0;
    y += differences[i + 1] ?? 0;
    made.push([x / PER_DEGREE, y / PER_DEGREE]);
  }
  return made;
}

/** Regions of each county, by its row in order of FIPS. */
export function seenInOf(counties: readonly UnitId[], regionOf: (unit: UnitId) => string | null, partsOf: (county: UnitId) => readonly UnitId[]): SeenIn {
  return (row) => {
    const county = counties[row] ?? "";
    const parts = partsOf(county);
    if (parts.length === 0) return [regionOf(county) ?? ""];
    return parts.map((part) => regionOf(part) ?? "");
  };
}
