import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Ground } from "../../src/planner/bench";
import type { DeskMap } from "../../src/planner/desk-map";
import { differing } from "../../src/planner/plan-side";
import { PlanView } from "../../src/planner/plan-view";
import { PlansApi } from "../../src/planner/plans-api";
import { ProposeDialog } from "../../src/planner/propose-dialog";
import { explained } from "../../src/planner/propose-parts";
import { headWith, type Job } from "../../src/planner/propose-types";
import { costRows, headline, keptWords } from "../../src/planner/propose-words";
import { SeedsField } from "../../src/planner/seeds-field";
import { UnitIndex } from "../../src/planner/units";
import { headOf } from "./plans";

vi.mock("maplibre-gl", () => ({}));

const COLUMNS = { units: ["48141", "48229", "35001"], names: ["El Paso County", "Hudspeth County", "Bernalillo County"], states: ["TX", "TX", "NM"], lon: [-106, -105, -106], lat: [31, 31, 35] };

const viewOf = (assigned: Record<string, string>, more = {}): PlanView => new PlanView(headOf(assigned, more), () => undefined);
const job = (more: Partial<Job>): Job => ({ job: 7, state: "done", progress: 1, plans: [], ...more });

describe("the headline of a search", () => {
  it("says that the time ran out, and what to do", () => {
    const { happened, remedy } = headline(job({ is_cut_short: true, steps: 120, steps_asked: 4500 }));
    expect(happened).toBe("The time ran out after 120 of 4,500 steps, before a plan was found.");
    expect(remedy).toContain("more seconds");
  });

  it("names the least tolerance where no plan can keep the rules", () => {
    const infeasible = { rule: "balance", words: "", units: ["06073"], least_tolerance: 2.3931, is_proven: true };
    expect(headline(job({ explanation: { infeasible } }))).toEqual({ happened: "No plan can keep the rules.", remedy: "Set a tolerance of at least 239.4 %, other weights, or fewer locks." });
  });

  it("gives the reason of a search that failed", () => {
    expect(headline(job({ state: "failed", reason: "The store is gone." })).happened).toBe("No plan could be made. The store is gone.");
  });
});

describe("what a search starts from", () => {
  it("tells weights as shares, and which locks are kept", () => {
    const head = headOf({}, { locked: ["48141"], rules: { ...headOf({}).rules, weights: { incidents: 1, ports: 3 } } });
    expect(keptWords(head)).toEqual(["Balance is by Incidents 25 %, Ports of entry 75 %, as the plan's rules have it.", "Locks are kept: 1 locked county."]);
  });

  it("is told apart from a proposal by the names of regions", () => {
    const before = viewOf({ "48141": "r1", "48229": "r1" });
    const proposed = headWith(before.head, {
      regions: [{ key: "r9", name: "West", colour: 0, is_locked: false }, { key: "r2", name: "East", colour: 1, is_locked: true }],
      assigned: { "48141": "r9", "48229": "r2" }, cuts: {}, locked: [], rules: before.head.rules,
    });
    expect(differing(before, new PlanView(proposed, () => undefined))).toEqual(["48229"]);
    expect(proposed.regions[1]?.locked).toBe(true);
  });
});

describe("what binds", () => {
  it("begins with the binding rule, and folds the notes", () => {
    const made = explained({ binding: "contiguity", costs: [{ rule: "contiguity", gains: { deviation: 0.031, moved: 12 }, makes_possible: false, words: "words" }], notes: ["a note"] }, () => undefined);
    expect(made[1]?.textContent).toBe("One piece each costs most.");
    expect(made.at(-1)?.tagName).toBe("DETAILS");
    expect(costRows([{ rule: "locks", gains: { deviation: 0.031, moved: 12 }, makes_possible: true, words: "" }])).toEqual([["Locks", "3.1 points", "–", "–", "12", "yes"]]);
  });
});

describe("the dialog", () => {
  const asked: string[] = [];
  const answers = new Map<string, unknown>();
  class Answering extends PlansApi {
    override ask(path: string, body?: unknown): Promise<unknown> {
      asked.push(body === undefined ? path : `POST ${path}`);
      return Promise.resolve(answers.get(path));
    }
  }
  const opened = (): ProposeDialog => {
    const ground = { api: new Answering(new URL("http://127.0.0.1/"), "") } as unknown as Ground;
    const dialog = new ProposeDialog({ ground, theme: "dark", map: {} as unknown as DeskMap }, viewOf({ "48141": "r1" }), new SeedsField(new UnitIndex(COLUMNS), null), () => undefined);
    dialog.open(document.body);
    return dialog;
  };
  const settled = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve, 0); });

  beforeEach(() => {
    asked.length = 0;
    answers.clear();
    HTMLDialogElement.prototype.showModal = function show() { this.open = true; };
  });
  afterEach(() => { document.body.replaceChildren(); });

  it("takes up a search that still runs, and starts no second one meanwhile", async () => {
    answers.set("/1/proposals", { jobs: [{ job: 7, state: "running", progress: 0.4 }] });
    answers.set("/jobs/7", job({ state: "running", progress: 0.4 }));
    opened();
    await settled();
    const submit = document.querySelector<HTMLButtonElement>("button[type=submit]");
    expect(document.body.textContent).toContain("Searching: 0 plans so far.");
    expect(submit?.getAttribute("aria-disabled")).toBe("true");
    document.querySelector("form")?.dispatchEvent(new Event("submit", { cancelable: true }));
    await settled();
    expect(asked).toEqual(["/1/proposals", "/jobs/7"]);
    document.querySelector("dialog")?.dispatchEvent(new Event("close"));
  });

  it("warns that a proposal is older than the plan", async () => {
    answers.set("/1/proposals", { jobs: [{ job: 7, state: "done", progress: 1 }] });
    answers.set("/jobs/7", job({ at: "2026-11-30T11:00:00Z" }));
    opened();
    await settled();
    expect(document.body.textContent).toContain("The plan was changed since then");
  });
});

describe("seeds of a search", () => {
  const add = (field: SeedsField, name: string): void => {
    const input = field.root.querySelector("input");
    if (input) input.value = name;
    field.root.querySelector("button")?.click();
  };

  it("are asked for once there are two, each named as the map names it", () => {
    const field = new SeedsField(new UnitIndex(COLUMNS), "48141");
    expect(field.root.querySelector("input")?.value).toBe("El Paso County, TX");
    add(field, "El Paso County, TX");
    expect(field.asked).toEqual([]);
    expect(field.root.textContent).toContain("One more seed is needed.");
    add(field, "Bernalillo County, NM");
    add(field, "Bernalillo County, NM");
    expect(field.asked).toEqual(["48141", "35001"]);
    expect(field.root.textContent).toContain("2 regions are grown from these seeds.");
    field.root.querySelector<HTMLButtonElement>("[aria-label='Remove the seed El Paso County, TX']")?.click();
    expect(field.asked).toEqual([]);
  });

  it("refuse a name that no county of the plan has", () => {
    const field = new SeedsField(new UnitIndex(COLUMNS), null);
    add(field, "Nowhere County");
    expect(field.root.textContent).toContain("No county of this plan is called Nowhere County.");
    expect(field.asked).toEqual([]);
  });
});
