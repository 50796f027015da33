/** Briefs as the server's JSON has them. */

export interface MapBody { kind: "map"; view: string }
export interface NumeralBody { kind: "numeral"; measures: string[]; view: string }
export interface ChartBody { kind: "chart"; measure: string; by: string; view: string; region_set: string }
export interface TableBody { kind: "table"; measure: string; region_set: string; view: string }
export interface NoteBody { kind: "note"; words: string }
export interface ComparisonBody { kind: "comparison"; plan: number; other: number; edit: number; other_edit: number }
export interface Option { name: string; cost: string; risk: string }
export interface AskBody { kind: "ask"; decision: string; options: Option[]; who: string; by_when: string; recommendation: string; plan: number; edit: number }
export interface ChangeBody { kind: "change"; view: string; since: number }
export interface ProgrammeBody { kind: "programme"; programme: string; view: string }
export interface TrackerBody { kind: "tracker"; only: string[] }

export type Body = MapBody | NumeralBody | ChartBody | TableBody | NoteBody | ComparisonBody | AskBody | ChangeBody | ProgrammeBody | TrackerBody;
export type Kind = Body["kind"];

export interface Likely { question: string; answer: string }

export interface Scene {
  key: string;
  title: string;
  seconds: number;
  notes: string;
  questions: Likely[];
  body: Body;
}

export interface Brief {
  title: string;
  view: string;
  scenes: Scene[];
}

/** One line of the list of briefs; `version` is 0 for one that comes with the product. */
export interface Summary {
  token: string;
  title: string;
  owner: string;
  origin: string;
  scenes: number;
  version: number;
  is_default: boolean;
  is_archived: boolean;
  changed_at: string | null;
  changed_by: string;
}

export interface Kept extends Summary {
  brief: Brief;
}

export interface Frozen {
  id: number;
  token: string;
  title: string;
  data_version: string;
  digest: string;
  frozen_at: string;
  frozen_by: string;
}

export interface Named { key: string; title: string }

/** What scenes can be made of. */
export interface Choices {
  measures: (Named & { unit: string })[];
  by: string[];
  region_sets: Named[];
  programmes: Named[];
  recommendations: Named[];
  seconds: { least: number; most: number; usual: number };
  most: { scenes: number; measures: number; options: number; questions: number };
  /** The period of a view that names none, as query text. */
  usual: string;
}

/** A view in words. */
export interface ViewTold { sentence: string; layers: string[]; has_period: boolean }

/** A plan that a scene may show. */
export interface PlanLine { id: number; name: string; version: number; status: string }
