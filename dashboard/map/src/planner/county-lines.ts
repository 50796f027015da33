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

  /** The lines of a county, each with the row of the county across. */
  around(row: number): { across: number; line: readonly Position[] }[] {
    const { first, second } = this.given;
    return this.#lines.flatMap((line, i) => {
      if (first[i] !== row && second[i] !== row) return [];
      return [{ across: (first[i] === row ? second[i] : first[i]) ?? -1, line }];
    });
  }

  /** The lines between different regions; a county that is cut has lines of its own, along its parts. */
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
    const isBetween = ([a = "", ...more]: readonly string[], [b = "", ...others]: readonly string[]): boolean => a !== b && more.length === 0 && others.length === 0;
    const coordinates = this.#lines.filter((_, i) => isBetween(of(first[i] ?? -1), of(second[i] ?? -1)));
    return { type: "Feature", properties: { kind: "between" }, geometry: { type: "MultiLineString", coordinates } };
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
