/** What a plan is judged by: the mix of measures, the tolerance, and how far a drawn line is drawn to a county line. */

import { element } from "../dom";
import { numberField } from "./form";
import type { Panel, Rules } from "./plan-types";

/** What may be weighed: what happens and what is there, never who lives there. */
export const WEIGHABLE: readonly { key: string; title: string }[] = [
  { key: "incidents", title: "Incidents" },
  { key: "crossings-people", title: "People entering" },
  { key: "crossings-vehicles", title: "Personal vehicles entering" },
  { key: "crossings-trucks", title: "Trucks entering" },
  { key: "crossings-containers", title: "Containers entering" },
  { key: "ports", title: "Ports of entry" },
  { key: "border-miles", title: "Miles of land border" },
  { key: "area-km2", title: "Area" },
];

export class RulesForm {
  readonly root = element("form", { class: "pl-form" });
  readonly #words = element("p", {});
  readonly #weights = new Map<string, HTMLInputElement>();
  readonly #tolerance: HTMLInputElement;
  readonly #snap: HTMLInputElement;
  #rules: Rules | null = null;

  constructor(save: (rules: Rules) => void) {
    const tolerance = numberField("Tolerance, % of the mean", 10, { min: 0, max: 100, step: 1 });
    const snap = numberField("A drawn line follows a county line within, km", 2, { min: 0, max: 50, step: 0.5 });
    [this.#tolerance, this.#snap] = [tolerance.input, snap.input];
    const weights = WEIGHABLE.map(({ key, title }) => {
      const made = numberField(title, 0, { min: 0, step: 0.1 });
      this.#weights.set(key, made.input);
      return made.root;
    });
    this.root.append(
      this.#words,
      element("fieldset", {}, element("legend", {}, "Weights of the mix"), element("p", { class: "pl-hint" }, "Each measure counts as a share of its national total. What happens and what is there can be weighed, never who lives there."), element("div", { class: "pl-weights" }, ...weights)),
      tolerance.root, snap.root,
      element("p", { class: "pl-buttons" }, element("button", { type: "submit", class: "pl-button pl-strong" }, "Use these rules")),
    );
    this.root.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.#rules) save(this.#read(this.#rules));
    });
  }

  show(rules: Rules): void {
    const isSame = JSON.stringify(rules) === JSON.stringify(this.#rules);
    this.#rules = rules;
    if (isSame) return;
    for (const [key, input] of this.#weights) input.value = String(rules.weights[key] ?? 0);
    this.#tolerance.value = String(Math.round(rules.tolerance * 1000) / 10);
    this.#snap.value = String(rules.snap_km);
  }

  showBalance({ balance }: Panel): void {
    this.#words.textContent = balance.words ?? "";
  }

  #read(rules: Rules): Rules {
    const weights: Record<string, number> = {};
    for (const [key, input] of this.#weights) if (input.valueAsNumber > 0) weights[key] = input.valueAsNumber;
    return { ...rules, weights, tolerance: (this.#tolerance.valueAsNumber || 0) / 100, snap_km: this.#snap.valueAsNumber || 0 };
  }
}
