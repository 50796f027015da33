/** What the machine's proposals are on the wire. */

import type { Head, PlanRegion, Rules, UnitId } from "./plan-types";

export type JobState = "queued" | "running" | "done" | "failed" | "cancelled";

export interface Job {
  job: number;
  state: JobState;
  progress: number;
  reason?: string;
  at?: string;
  plans?: Proposed[];
  explanation?: Explanation | null;
  steps?: number;
  steps_asked?: number;
  is_cut_short?: boolean;
}

export interface RuleCost {
  rule: string;
  gains: Record<string, number>;
  makes_possible: boolean;
  words: string;
}

export interface Explanation {
  binding?: string;
  infeasible?: { rule: string; words: string; units: UnitId[]; least_tolerance: number | null; is_proven: boolean } | null;
  choke?: { words: string; units: UnitId[]; behind: UnitId[] } | null;
  costs?: RuleCost[];
  start?: { words: string };
  base_robustness?: string | null;
  notes?: string[];
}

/** A plan as its own file has it. */
export interface ProposedPlan {
  regions: { key: string; name: string; colour: number; is_locked: boolean }[];
  assigned: Record<UnitId, string>;
  cuts: Record<UnitId, unknown>;
  locked: UnitId[];
  rules: Rules;
}

export interface Proposed {
  name: string;
  plan: ProposedPlan;
  /** Marks in words, with where they stand among neutral plans once that is known. */
  measures: Record<string, string>;
  robustness?: { seasons_within: number | null; surges_within: number | null; words: string } | null;
}

export const ENDED: ReadonlySet<JobState> = new Set<JobState>(["done", "failed", "cancelled"]);

/** A plan as it would be with a proposal taken over. */
export function headWith(head: Head, plan: ProposedPlan): Head {
  const regions: PlanRegion[] = plan.regions.map(({ key, name, colour, is_locked }) => ({ key, name, colour, locked: is_locked }));
  return { ...head, regions, assigned: plan.assigned, cuts: Object.keys(plan.cuts), locked: plan.locked, rules: plan.rules };
}
