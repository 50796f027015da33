/** What became of a search for proposals, in words: what happened, and what may be done. */

import type { Head } from "./plan-types";
import type { Explanation, Job, RuleCost } from "./propose-types";
import { WEIGHABLE } from "./rules-form";

export const RULES: Record<string, string> = { balance: "Balance", contiguity: "One piece each", coverage: "Coverage of ports", locks: "Locks", regions: "Number of regions" };
const PERCENT_AIMS = new Set(["deviation", "uncovered"]);

export interface Headline {
  happened: string;
  /** Empty where nothing need be done. */
  remedy: string;
}

export function headline(job: Job): Headline {
  const count = job.plans?.length ?? 0;
  const found = count === 1 ? "1 plan" : `${count} plans`;
  if (job.state === "queued") return { happened: "Waiting for the worker.", remedy: "" };
  if (job.state === "running") return { happened: `Searching: ${found} so far.`, remedy: "You may close this; the search goes on, and its plans are here when you come back." };
  if (job.state === "cancelled") return { happened: `Stopped; ${found} so far.`, remedy: count > 0 ? "" : "Propose again, and let it search longer." };
  if (job.state === "failed") return { happened: `No plan could be made. ${job.reason ?? ""}`.trim(), remedy: "Propose again; if it fails again, change the rules or the number of regions." };
  return ended(job, count, found);
}

function ended({ explanation, is_cut_short: isCutShort = false, steps = 0, steps_asked: asked = 0 }: Job, count: number, found: string): Headline {
  const infeasible = explanation?.infeasible ?? null;
  const taken = `${steps.toLocaleString("en-US")} of ${asked.toLocaleString("en-US")} steps`;
  if (infeasible?.is_proven) return { happened: `No plan can keep the rules${count > 0 ? `; the nearest ${found} are shown` : ""}.`, remedy: wayOut(infeasible) };
  if (infeasible) return { happened: `${isCutShort ? `The time ran out after ${taken}, and no` : "No"} plan was found that keeps all rules${count > 0 ? `; the nearest ${found} are shown` : ""}.`, remedy: isCutShort ? "Give it more seconds, or a wider tolerance." : wayOut(infeasible) };
  if (count === 0 && isCutShort) return { happened: `The time ran out after ${taken}, before a plan was found.`, remedy: "Give it more seconds, a wider tolerance, or fewer locks, and propose again." };
  if (count === 0) return { happened: "No plan was found that differs enough from this one.", remedy: "Take another seed, a smaller least difference, a wider tolerance, or fewer locks." };
  if (isCutShort) return { happened: `${found}; the time ran out after ${taken}.`, remedy: "More seconds find better ones. Until all steps are taken, the same seed may give other plans." };
  return { happened: `${found}.`, remedy: "" };
}

function wayOut({ rule, least_tolerance: least }: NonNullable<Explanation["infeasible"]>): string {
  if (rule === "balance") return `${least === null ? "Set a wider tolerance" : `Set a tolerance of at least ${(Math.ceil(least * 1000) / 10).toLocaleString("en-US")} %`}, other weights, or fewer locks.`;
  if (rule === "regions") return "Ask for another number of regions, or unlock some.";
  if (rule === "coverage") return "Ask for a smaller share of ports, or a longer reach.";
  return "Unlock what stands between, or join it by water or bridge in the checks.";
}

/** What the search starts from and keeps, a sentence each. */
export function keptWords({ regions, locked, rules }: Head): string[] {
  const total = Object.values(rules.weights).reduce((sum, weight) => sum + weight, 0);
  const mix = Object.entries(rules.weights).map(([key, weight]) => `${WEIGHABLE.find((one) => one.key === key)?.title ?? key} ${Math.round((weight / (total || 1)) * 100)} %`);
  const names = regions.filter((region) => region.locked).map(({ name }) => name);
  const kept = [names.length > 0 ? `${names.length === 1 ? "region" : "regions"} ${names.join(", ")}` : "", locked.length > 0 ? `${locked.length} locked ${locked.length === 1 ? "county" : "counties"}` : ""].filter((words) => words !== "");
  return [
    `Balance is by ${mix.join(", ") || "nothing"}, as the plan's rules have it.`,
    kept.length > 0 ? `Locks are kept: ${kept.join(" and ")}.` : "Nothing is locked: every county may move.",
  ];
}

/** A row for each rule: what each aim gains without it. */
export function costRows(costs: readonly RuleCost[]): string[][] {
  return costs.map(({ rule, gains, makes_possible: isGate }) => [
    RULES[rule] ?? rule, ...["deviation", "cut_edges", "uncovered", "moved"].map((aim) => gained(aim, gains[aim] ?? 0)), isGate ? "yes" : "no",
  ]);
}

function gained(aim: string, gain: number): string {
  const shown = PERCENT_AIMS.has(aim) ? Math.round(gain * 1000) / 10 : Math.round(gain);
  if (shown === 0) return "–";
  return `${shown.toLocaleString("en-US")}${PERCENT_AIMS.has(aim) ? " points" : ""}`;
}
