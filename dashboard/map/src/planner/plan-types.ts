/** What a plan is on the wire: the JSON of `/api/plans`. */

import type { Coverage, Overlap } from "./checks-parts";
import type { LineString, MultiPolygon, Polygon } from "geojson";

/** A county by its FIPS ("48141"), or a part of a county that was cut ("48141/1"). */
export type UnitId = string;
export type RegionKey = string;

export interface PlanRegion {
  key: RegionKey;
  name: string;
  /** Number of one of the 24 colours. */
  colour: number;
  locked: boolean;
}

export interface Rules {
  weights: Record<string, number>;
  tolerance: number;
  snap_km: number;
  bridged: [UnitId, UnitId][];
  parted: [UnitId, UnitId][];
}

export interface Resources {
  officers: number;
  agents: number;
  aircraft: number;
  vessels: number;
  beds: number;
  availability: number;
}

export interface Head {
  id: string;
  name: string;
  owner: string;
  version: number;
  edit: number;
  status: string;
  changed_at: string;
  changed_by: string;
  can_undo: boolean;
  redo: { edit: number; words: string }[];
  regions: PlanRegion[];
  assigned: Record<UnitId, RegionKey>;
  cuts: UnitId[];
  locked: UnitId[];
  rules: Rules;
  resources: Record<RegionKey, Resources>;
  /** Why units are where they are. */
  reasons?: Record<UnitId, string>;
}

export interface PlanSummary {
  id: string | number;
  name: string;
  owner: string;
  status: string;
  regions: number;
  changed_at: string;
  changed_by: string;
  version: number;
}

export interface PlanList {
  plans: PlanSummary[];
  starts: { key: string; title: string }[];
}

export type Edit =
  | { kind: "assign"; units: UnitId[]; region: RegionKey | null }
  | { kind: "draw"; polygon: Polygon | MultiPolygon; region: RegionKey | null; only_from: RegionKey | null }
  | { kind: "cut"; unit: UnitId; line: LineString }
  | { kind: "join"; unit: UnitId; region: RegionKey | null }
  | { kind: "add"; name: string; colour: number }
  | { kind: "remove"; region: RegionKey }
  | { kind: "merge"; into: RegionKey; gone: RegionKey }
  | { kind: "label"; region: RegionKey; name: string; colour: number }
  | { kind: "lock"; units: UnitId[]; regions: RegionKey[]; is_locked: boolean }
  | { kind: "fill"; region: RegionKey }
  | { kind: "rules"; rules: Rules }
  | { kind: "reason"; units: UnitId[]; text: string }
  | { kind: "resources"; region: RegionKey; resources: Resources }
  | { kind: "adopt"; plan: unknown; origin: string };

export interface Saved {
  head: Head;
  /** What was done by itself, a sentence each. */
  notes: string[];
  moved: UnitId[];
  /** The plan had changed meanwhile, and the edit was put on top of that. */
  merged: boolean;
}

export interface PanelColumn {
  key: string;
  title: string;
  unit: string;
}

export interface PanelRow {
  /** Key of a region; empty for what is in none. */
  key: RegionKey;
  name: string;
  words: Record<string, string>;
  values: Record<string, number | null>;
  deviation: number | null;
  within: boolean | null;
  /** Null for what is in no region. */
  pieces: number | null;
  suppressed_units: number;
  units: number;
  /** The change in a year, in words. */
  verdict?: string | null;
}

export interface Ledger {
  regions: number;
  unassigned: number;
  outside?: number | null;
  /** Null where the total is not shown. */
  suppressed: number | null;
  everything: number | null;
  suppressed_units?: number;
  is_closed: boolean;
  words: string;
}

export interface Panel {
  sentence: string;
  version: string;
  as_of: string | null;
  marking: string;
  is_synthetic: boolean;
  caveats: string[];
  sources: string[];
  columns: PanelColumn[];
  rows: PanelRow[];
  ledger: Ledger;
  balance: { mean: number | null; tolerance: number; weights: Record<string, number>; words?: string };
}

export interface HistoryEntry {
  edit: number;
  parent: number | null;
  number: number;
  kind: string;
  words: string;
  actor: string;
  at: string;
  notes: string[];
  on_path: boolean;
}

export interface Checks {
  contiguity: { region: RegionKey; pieces: { units: UnitId[]; bbox: [number, number, number, number]; words: string }[]; state: "ok" | "not yet" | "apart" }[];
  compactness: { region: RegionKey; polsby_popper: number | null; reock: number | null; convex_hull: number | null }[];
  exemplars: { name: string; polsby_popper: number; reock: number; convex_hull: number }[];
  coverage: Coverage;
  overlap: Overlap[];
}

export interface Ground {
  kind: string;
  /** Null if it speaks neither for the region nor against it. */
  speaks_for: boolean | null;
  words: string;
}

export interface Why {
  unit: UnitId;
  grounds: Ground[];
  decisive: Ground | null;
  words: string;
}

export interface UnitColumns {
  units: UnitId[];
  names: string[];
  states: string[];
  lon: number[];
  lat: number[];
}

/** Lines between two counties each: coordinates are differences, in two-thousandths of a degree. */
export interface CountyLines {
  /** Row of the county on either side, in order of FIPS. */
  first: number[];
  second: number[];
  /** Longitude and latitude of each corner less those of the corner before. */
  lines: number[][];
}
