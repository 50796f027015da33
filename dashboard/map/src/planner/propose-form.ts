/** What may be asked of the machine: the fields of a request for proposals. */

import { element } from "../dom";
import { numberField } from "./form";
import type { PlanView } from "./plan-view";
import { keptWords } from "./propose-words";
import type { SeedsField } from "./seeds-field";

export class ProposeForm {
  readonly root: HTMLFormElement;
  readonly #submit = element("button", { type: "submit", class: "pl-button pl-strong" }, "Propose");
  readonly #count = numberField("Plans", 8, { min: 1, max: 20 });
  readonly #seconds = numberField("Seconds at most", 60, { min: 1, max: 600 });
  readonly #seed = numberField("Seed", 1, { min: 0 });
  readonly #regions = numberField("Regions", 2, { min: 2, max: 200 });
  readonly #tolerance = numberField("Tolerance, % of the mean", 10, { min: 0.1, max: 10_000, step: 0.1 });
  readonly #covered = numberField("Ports with a base of their region near, % at least", 0, { min: 0, max: 100 });
  readonly #reach = numberField("Near is within, km", 100, { min: 1, max: 5000 });
  readonly #differ = numberField("Plans differ by, % of counties at least", 1, { min: 0, max: 100, step: 0.1 });
  readonly #nearest = element("input", { type: "checkbox", checked: "" });
  readonly #hadTolerance: string;
  #isBusy = false;

  constructor(private readonly view: PlanView, private readonly seeds: SeedsField, cancel: HTMLElement, propose: () => void) {
    this.#regions.input.value = String(view.regions.length);
    this.#hadTolerance = this.#tolerance.input.value = String(Math.round(view.head.rules.tolerance * 1000) / 10);
    this.root = element(
      "form", { class: "pl-form" },
      ...keptWords(view.head).map((words) => element("p", { class: "pl-hint" }, words)),
      element("div", { class: "pl-weights" }, this.#count.root, this.#seconds.root, this.#regions.root, this.#tolerance.root),
      element(
        "details", { class: "pl-fold" }, element("summary", {}, "More to ask for"),
        element("div", { class: "pl-weights" }, this.#covered.root, this.#reach.root, this.#differ.root, this.#seed.root),
        seeds.root,
        element("label", { class: "pl-mark" }, this.#nearest, "Where no plan keeps the rules, look for the nearest"),
        element("p", { class: "pl-hint" }, "The same seed gives the same plans, if the time does not run out first."),
      ),
      element("p", { class: "pl-buttons" }, this.#submit, cancel),
    );
    this.root.addEventListener("submit", (event) => { event.preventDefault(); if (!this.#isBusy) propose(); });
  }

  /** One search at a time. The button stays in the order of focus: keys go nowhere from one that was disabled under them. */
  set isBusy(isBusy: boolean) {
    this.#isBusy = isBusy;
    this.#submit.setAttribute("aria-disabled", String(isBusy));
  }

  /** The request as it is sent; what is as in the plan is left to the plan. */
  get asked(): Record<string, number | boolean | readonly string[]> {
    const [regions, tolerance, seeds] = [this.#regions.input.valueAsNumber, this.#tolerance.input, this.seeds.asked];
    return {
      count: this.#count.input.valueAsNumber, seconds: this.#seconds.input.valueAsNumber, seed: this.#seed.input.valueAsNumber,
      coverage_at_least: this.#covered.input.valueAsNumber / 100, reach_km: this.#reach.input.valueAsNumber,
      differ_at_least: this.#differ.input.valueAsNumber / 100, is_nearest_wanted: this.#nearest.checked,
      ...(seeds.length > 0 ? { seeds } : {}),
      ...(regions === this.view.regions.length ? {} : { regions }),
      ...(tolerance.value === this.#hadTolerance ? {} : { tolerance: tolerance.valueAsNumber / 100 }),
    };
  }
}
