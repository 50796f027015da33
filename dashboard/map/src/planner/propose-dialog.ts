/** Let the machine propose: how many plans, how long, from which seed; then how far it is, and what it found. */

import { errorWords } from "../api";
import { element } from "../dom";
import { Dialog } from "./dialog";
import { act, numberField } from "./form";
import type { PlanView } from "./plan-view";
import type { PlansApi } from "./plans-api";

interface Job {
  state: "queued" | "running" | "done" | "failed" | "cancelled";
  progress: number;
  plans?: Proposed[];
  explanation?: Explanation | null;
}

interface Explanation {
  binding?: string | null;
  infeasible?: { words?: string } | null;
  choke?: { words?: string; units?: string[] } | null;
  costs?: { words?: string }[];
  base_robustness?: string | null;
  notes?: string[];
}

interface Proposed {
  plan?: unknown;
  name?: string;
  measures?: Record<string, unknown>;
  [more: string]: unknown;
}

const LOOK_MS = 1000;
const ENDED = new Set(["done", "failed", "cancelled"]);

export class ProposeDialog {
  readonly #dialog: Dialog;
  readonly #bar = element("progress", { max: 1, value: 0, "aria-label": "How far the proposals are" });
  readonly #found = element("div", { class: "pl-proposals", role: "status" });
  readonly #form: HTMLFormElement;
  readonly #cancel: HTMLButtonElement;
  readonly #count = numberField("Plans", 8, { min: 1, max: 20 });
  readonly #seconds = numberField("Seconds at most", 45, { min: 5, max: 600 });
  readonly #seed = numberField("Seed", 1, { min: 0 });
  readonly #regions = numberField("Regions", 2, { min: 2, max: 200 });
  #job: string | null = null;
  #timer = 0;

  constructor(private readonly api: PlansApi, private readonly view: PlanView, private readonly show: (units: readonly string[]) => void, private readonly adopt: (plan: unknown, origin: string) => void) {
    this.#dialog = new Dialog("Let the machine propose", () => { window.clearTimeout(this.#timer); });
    this.#cancel = act("Stop", () => { void this.#stop(); }, { hidden: "" });
    this.#form = element(
      "form", { class: "pl-form" },
      element("p", { class: "pl-hint" }, "From this plan, with its locks, its weights and its tolerance. The same seed gives the same plans."),
      element("div", { class: "pl-weights" }, this.#count.root, this.#seconds.root, this.#regions.root, this.#seed.root),
      element("p", { class: "pl-buttons" }, element("button", { type: "submit", class: "pl-button pl-strong" }, "Propose"), this.#cancel),
    );
    this.#form.addEventListener("submit", (event) => { event.preventDefault(); void this.#start(); });
    this.#bar.hidden = true;
    this.#regions.input.value = String(view.regions.length);
    this.#dialog.body.append(this.#form, this.#bar, this.#found);
  }

  open(within: HTMLElement): void { this.#dialog.open(within); }

  async #start(): Promise<void> {
    const { id, version, regions } = this.view.head;
    const asked = this.#regions.input.valueAsNumber;
    this.#found.replaceChildren();
    try {
      const { job } = (await this.api.ask(this.api.filtered(`/${id}/proposals`), {
        count: this.#count.input.valueAsNumber, seconds: this.#seconds.input.valueAsNumber, seed: this.#seed.input.valueAsNumber,
        ...(asked === regions.length ? {} : { regions: asked }),
      })) as { job: string | number };
      this.#job = String(job);
      this.#show({ state: "queued", progress: 0 }, version);
      this.#later(version);
    } catch (error) {
      this.#found.replaceChildren(element("p", { class: "pl-warn" }, errorWords(error)));
    }
  }

  #later(version: number): void {
    this.#timer = window.setTimeout(() => { void this.#look(version); }, LOOK_MS);
  }

  async #look(version: number): Promise<void> {
    if (this.#job === null) return;
    try {
      const job = (await this.api.ask(`/jobs/${this.#job}`)) as Job;
      this.#show(job, version);
      if (!ENDED.has(job.state)) this.#later(version);
    } catch (error) {
      this.#found.replaceChildren(element("p", { class: "pl-warn" }, errorWords(error)));
      this.#later(version);
    }
  }

  async #stop(): Promise<void> {
    if (this.#job !== null) await this.api.ask(`/jobs/${this.#job}/cancel`, {}).catch(() => undefined);
  }

  #show({ state, progress, plans = [], explanation }: Job, version: number): void {
    this.#bar.hidden = this.#cancel.hidden = ENDED.has(state);
    this.#bar.value = progress;
    const words = { queued: "Waiting for the worker.", running: `${plans.length} found so far.`, done: `${plans.length} plans.`, failed: "No plan could be made.", cancelled: `Stopped; ${plans.length} plans so far.` }[state];
    this.#found.replaceChildren(
      element("p", {}, words),
      ...plans.map((one, i) => this.#proposal(one, i, version)),
      ...(explanation ? explained(explanation) : []),
      explanation?.choke?.units?.length ? act("Show the choke point", () => { this.#dialog.close(); this.show(explanation.choke?.units ?? []); }) : "",
    );
  }

  #proposal(one: Proposed, i: number, version: number): HTMLElement {
    const name = one.name ?? `Plan ${i + 1}`;
    const { plan, measures, ...others } = one;
    const take = act("Adopt", () => { this.#dialog.close(); this.adopt(plan, `${name} of the proposals made from version ${version}`); }, { class: "pl-button pl-strong" });
    return element("article", { class: "pl-proposal" }, element("h3", {}, name), plan ? take : null, measured(measures ?? others));
  }
}

function measured(measures: Record<string, unknown>): HTMLElement {
  const said = Object.entries(measures).filter((entry): entry is [string, string | number] => typeof entry[1] === "string" || typeof entry[1] === "number");
  return element("dl", { class: "pl-measures" }, ...said.map(([title, words]) => element("div", {}, element("dt", {}, title), element("dd", {}, String(words)))));
}

/** Which rule binds, where the choke point is, what each rule costs. */
function explained({ binding, infeasible, choke, costs = [], base_robustness, notes = [] }: Explanation): HTMLElement[] {
  const said = [infeasible?.words, binding ? `The rule that costs most is ${binding}.` : "", choke?.words, ...costs.map(({ words }) => words), base_robustness, ...notes].filter((words): words is string => typeof words === "string" && words !== "");
  return said.length > 0 ? [element("h3", {}, "What binds"), element("ul", { class: "pl-lines" }, ...said.map((words) => element("li", {}, words)))] : [];
}
