/** What is known of the chosen county or part, and what can be done with it without a pointer. */

import { element, icon } from "../dom";
import { act, field } from "./form";
import type { UnitId, Why } from "./plan-types";
import type { PlanView } from "./plan-view";
import type { UnitIndex } from "./units";
import { WhyView } from "./why-view";

export interface UnitActions {
  active(): string | null;
  assign(unit: UnitId, region: string | null): void;
  lock(unit: UnitId, isLocked: boolean): void;
  join(parent: UnitId): void;
  /** What speaks for a unit's region. */
  why: (unit: UnitId) => Promise<Why>;
  reason(unit: UnitId, text: string): void;
  close(): void;
}

export class UnitCard {
  readonly root = element("section", { class: "bo-panel pl-unit", "aria-label": "Chosen county", hidden: "" });
  readonly #title = element("h3", {});
  readonly #where = element("p", { role: "status" });
  readonly #buttons = element("p", { class: "pl-buttons" });
  readonly #reason = element("input", { class: "pl-input", type: "text", maxlength: 200, "aria-label": "Why it is in this region", placeholder: "Your own reason" });
  readonly #why: WhyView;
  #unit: UnitId | null = null;

  constructor(private readonly view: PlanView, private readonly units: UnitIndex, private readonly actions: UnitActions) {
    const close = element("button", { type: "button", class: "pl-close", "aria-label": "Close", title: "Close" }, icon("M5 5l10 10M15 5 5 15"));
    this.#why = new WhyView(actions.why);
    close.addEventListener("click", () => { actions.close(); });
    this.#reason.addEventListener("change", () => { if (this.#unit) actions.reason(this.#unit, this.#reason.value.trim()); });
    this.root.append(element("div", { class: "pl-unit-head" }, this.#title, close), this.#where, this.#buttons, this.#why.root, field("Recorded reason", this.#reason));
  }

  show(unit: UnitId | null): void {
    const isOther = unit !== this.#unit;
    this.#unit = unit;
    this.root.hidden = unit === null;
    if (unit === null) return;
    this.#why.about(unit, this.view.head.version);
    const { view, actions } = this;
    const region = view.region(view.regionOf(unit));
    this.#title.textContent = this.units.name(unit);
    const isLocked = view.isLocked(unit);
    this.#where.textContent = `${region ? `In ${region.name}` : "In no region"}${isLocked ? ", locked" : ""}.`;
    if (isOther || document.activeElement !== this.#reason) this.#reason.value = view.head.reasons?.[unit] ?? "";
    const active = view.region(actions.active());
    const parent = unit.includes("/") ? unit.slice(0, unit.lastIndexOf("/")) : null;
    this.#buttons.replaceChildren(
      ...(active && active.key !== region?.key && !isLocked ? [act(`Give to ${active.name}`, () => { actions.assign(unit, active.key); }, { class: "pl-button pl-strong" })] : []),
      ...(region && !isLocked ? [act("Take out", () => { actions.assign(unit, null); })] : []),
      act(view.isPinned(unit) ? "Unlock" : "Lock", () => { actions.lock(unit, !view.isPinned(unit)); }),
      ...(parent ? [act("Join the parts again", () => { actions.join(parent); })] : []),
    );
  }
}
