/** Lines around and through counties that are cut: what lies across each edge of a part, and which edges part regions. */

import type { Feature, MultiLineString, Position } from "geojson";

import type { LineIndex, SeenIn } from "./county-lines";
import type { UnitId } from "./plan-types";
import type { Shapes } from "./plans-api";
import { countyOf } from "./units";

/** Lines between counties are simplified; an edge of a part that is farther from all of them has nothing across. */
const FARTHEST_DEGREES = 0.02;
const MICRO = 1e6;

/** Solid between two regions, dashed inside one. */
export type LineKind = "between" | "inside";

interface Edge {
  unit: UnitId;
  /** Another part, or the row of a county; null for nothing. */
  across: UnitId | number | null;
}

interface Ring {
  corners: Position[];
  /** One less than corners; null where the part across has the edge already. */
  edges: (Edge | null)[];
}

export class PartLines {
  readonly #rings: Ring[];

  constructor(shapes: Shapes, lines: LineIndex, rowOf: (county: UnitId) => number) {
    const known = new Map<string, Edge>();
    this.#rings = shapes.features.flatMap(({ properties: { unit }, geometry }) => {
      const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
      return polygons.flat().map((corners) => ({ corners, edges: edgesOf(corners, unit, known) }));
    });
    for (const { corners, edges } of this.#rings) {
      edges.forEach((edge, i) => {
        if (edge?.across === null) edge.across = nearest(middle(corners[i], corners[i + 1]), lines.around(rowOf(countyOf(edge.unit))));
      });
    }
  }

  /** The lines of both kinds, by the regions that parts and counties are seen in. */
  drawn(regionOf: (unit: UnitId) => string | null, seenIn: SeenIn): Feature<MultiLineString>[] {
    const runs: Record<LineKind, Position[][]> = { between: [], inside: [] };
    const kindOf = ({ unit, across }: Edge): LineKind | null => {
      const own = regionOf(unit) ?? "";
      if (across === null) return null;
      if (typeof across === "number") return seenIn(across).includes(own) ? null : "between";
      if ((regionOf(across) ?? "") !== own) return "between";
      return countyOf(across) === countyOf(unit) ? "inside" : null;
    };
    for (const ring of this.#rings) addRuns(ring, kindOf, runs);
    return (["between", "inside"] as const).map((kind) => ({ type: "Feature", properties: { kind }, geometry: { type: "MultiLineString", coordinates: runs[kind] } }));
  }
}

function edgesOf(corners: readonly Position[], unit: UnitId, known: Map<string, Edge>): (Edge | null)[] {
  return corners.slice(1).map((to, i) => {
    const key = [corners[i], to].map((place) => (place ?? []).map((value) => Math.round(value * MICRO)).join()).sort().join(";");
    const other = known.get(key);
    if (other) {
      other.across = unit;
      return null;
    }
    const made: Edge = { unit, across: null };
    known.set(key, made);
    return made;
  });
}

/** Edges of one kind after one another are one line. */
function addRuns({ corners, edges }: Ring, kindOf: (edge: Edge) => LineKind | null, runs: Record<LineKind, Position[][]>): void {
  let [last, run]: [LineKind | null, Position[]] = [null, []];
  edges.forEach((edge, i) => {
    const kind = edge && kindOf(edge);
    const [from, to] = [corners[i], corners[i + 1]];
    if (kind !== null && from && to) {
      if (kind === last) run.push(to);
      else runs[kind].push(run = [from, to]);
    }
    last = kind;
  });
}

function middle([ax = 0, ay = 0]: Position = [], [bx = 0, by = 0]: Position = []): Position {
  return [(ax + bx) / 2, (ay + by) / 2];
}

/** The county whose line is nearest to a place, by its row. */
function nearest(place: Position, around: readonly { across: number; line: readonly Position[] }[]): number | null {
  let [best, found]: [number, number | null] = [FARTHEST_DEGREES ** 2, null];
  for (const { across, line } of around) {
    for (let i = 0; i + 1 < line.length; i++) {
      const far = farFrom(place, line[i], line[i + 1]);
      if (far < best) [best, found] = [far, across];
    }
  }
  return found;
}

/** The squared distance of a place from a straight line. */
function farFrom([x = 0, y = 0]: Position, [ax = 0, ay = 0]: Position = [], [bx = 0, by = 0]: Position = []): number {
  const [dx, dy] = [bx - ax, by - ay];
  const long = dx * dx + dy * dy;
  const share = long === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / long));
  return (x - ax - share * dx) ** 2 + (y - ay - share * dy) ** 2;
}
