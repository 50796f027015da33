/** Let the machine propose: what is asked for, how far it is, and what it found. One search of a plan at a time. */

import { errorWords } from "../api";
import { element } from "../dom";
import { Dialog } from "./dialog";
import { timeWords } from "./figures-words";
import { act } from "./form";
import { differing } from "./plan-side";
import type { UnitId } from "./plan-types";
import { PlanView } from "./plan-view";
import { ProposeForm } from "./propose-form";
import { explained, measured, proposalCard } from "./propose-parts";
import { Preview, type Surroundings } from "./propose-preview";
import { ENDED, headWith, type Job, type Proposed } from "./propose-types";
import { headline } from "./propose-words";
import type { SeedsField } from "./seeds-field";

const LOOK_MS = 1000;

export class ProposeDialog {
  readonly #dialog: Dialog;
  readonly #bar = element("progress", { max: 1, value: 0, "aria-label": "How far the proposals are" });
  readonly #said = element("div", { class: "pl-proposals", role: "status" });
  readonly #found = element("div", { class: "pl-proposals" });
  readonly #main: HTMLElement;
  readonly #form: ProposeForm;
  readonly #cancel: HTMLButtonElement;
  readonly #preview: Preview;
  #job: number | null = null;
  #timer = 0;
  #shown = "";
  #isClosed = false;

  constructor(private readonly around: Surroundings, private readonly view: PlanView, seeds: SeedsField, private readonly adopt: (plan: unknown, origin: string) => void) {
    this.#dialog = new Dialog("Let the machine propose", () => { this.#isClosed = true; window.clearTimeout(this.#timer); this.#preview.stop(); });
    this.#cancel = act("Stop", () => { void this.#stop(); }, { hidden: "" });
    this.#form = new ProposeForm(view, seeds, this.#cancel, () => { void this.#start(); });
    this.#bar.hidden = true;
    this.#main = element("div", {}, this.#form.root, this.#bar, this.#said, this.#found);
    this.#preview = new Preview(around, () => { this.#looking(false); });
    this.#dialog.body.append(this.#main, this.#preview.root);
  }

  open(within: HTMLElement): void {
    this.#dialog.open(within);
    void this.#resume();
  }

  /** Take up the newest search of this plan again, if there is one. */
  async #resume(): Promise<void> {
    this.#form.isBusy = true;
    try {
      const { jobs } = (await this.around.ground.api.ask(`/${this.view.head.id}/proposals`)) as { jobs: Job[] };
      this.#form.isBusy = false;
      const [newest] = jobs;
      if (newest && !this.#isClosed) { this.#job = newest.job; await this.#look(); }
    } catch (error) {
      this.#form.isBusy = false;
      this.#fail(error);
    }
  }

  async #start(): Promise<void> {
    const { api } = this.around.ground;
    this.#form.isBusy = true;
    this.#found.replaceChildren();
    this.#shown = "";
    try {
      const { job } = (await api.ask(api.filtered(`/${this.view.head.id}/proposals`), this.#form.asked)) as { job: number };
      this.#job = job;
      this.#show({ job, state: "queued", progress: 0 });
      this.#later();
    } catch (error) {
      this.#form.isBusy = false;
      this.#fail(error);
    }
  }

  #later(): void {
    window.clearTimeout(this.#timer);
    if (!this.#isClosed) this.#timer = window.setTimeout(() => { void this.#look(); }, LOOK_MS);
  }

  async #look(): Promise<void> {
    const asked = this.#job;
    if (asked === null) return;
    try {
      const job = (await this.around.ground.api.ask(`/jobs/${asked}`)) as Job;
      if (asked !== this.#job || this.#isClosed) return;
      this.#show(job);
      if (!ENDED.has(job.state)) this.#later();
    } catch (error) {
      this.#fail(error);
      this.#later();
    }
  }

  async #stop(): Promise<void> {
    if (this.#job !== null) await this.around.ground.api.ask(`/jobs/${this.#job}/cancel`, {}).catch((error: unknown) => { this.#fail(error); });
  }

  #fail(error: unknown): void {
    this.#said.replaceChildren(element("p", { class: "pl-warn" }, errorWords(error)));
  }

  #show(job: Job): void {
    const { happened, remedy } = headline(job);
    const isOver = ENDED.has(job.state);
    this.#form.isBusy = !isOver;
    this.#bar.hidden = this.#cancel.hidden = isOver;
    this.#bar.value = job.progress;
    this.#said.replaceChildren(
      element("p", { class: "pl-strong-words" }, happened), remedy ? element("p", {}, remedy) : "",
      job.at && job.at < this.view.head.changed_at ? element("p", { class: "pl-warn" }, `Asked for ${timeWords(job.at)}. The plan was changed since then: a proposal does not have these changes, and adopting it takes them back.`) : "",
    );
    this.#list(job);
  }

  /** What is there already stays as it is, so that a button does not go away under the pointer. */
  #list({ job, at, plans = [], explanation }: Job): void {
    const seen = JSON.stringify([job, plans.map(({ name, measures }) => [name, measures]), explanation]);
    if (seen === this.#shown) return;
    this.#shown = seen;
    const origin = at ? `asked for ${timeWords(at)}` : `of search ${job}`;
    this.#found.replaceChildren(
      ...plans.map((one) => proposalCard(one, { preview: () => { this.#lookAt(one, origin); }, adopt: () => { this.#take(one, origin); } })),
      ...(explanation ? explained(explanation, (units) => { this.#point(units); }) : []),
    );
  }

  #take(one: Proposed, origin: string): void {
    this.#dialog.close();
    this.adopt(one.plan, `${one.name}, ${origin}`);
  }

  #lookAt(one: Proposed, origin: string): void {
    const view = new PlanView(headWith(this.view.head, one.plan), () => undefined);
    const moved = differing(this.view, view);
    this.#looking(true);
    this.#preview.show({ title: one.name, view, marked: moved, markWords: `Outline the ${moved.length.toLocaleString("en-US")} counties that move`, isNear: false, below: [measured(one)], adopt: () => { this.#take(one, origin); } });
  }

  #point(units: readonly UnitId[]): void {
    this.#looking(true);
    this.#preview.show({ title: "Where it is stuck", view: this.view, marked: units, markWords: "Outline these counties", isNear: true, below: [], adopt: null });
  }

  #looking(isLooking: boolean): void {
    this.#main.hidden = isLooking;
    this.#dialog.root.classList.toggle("pl-dialog-wide", isLooking);
  }
}
