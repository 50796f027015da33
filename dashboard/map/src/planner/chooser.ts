/** Choosing a plan: those that there are, and a new one from a starting point or as a copy. */

import { errorWords } from "../api";
import { element } from "../dom";
import { act } from "./form";
import { timeWords } from "./figures-words";
import type { PlanList, PlanSummary } from "./plan-types";
import type { PlansApi } from "./plans-api";

const START_HINTS: Record<string, string> = {
  today: "The task-force map as it stands today, to change from there.",
  sectors: "The Border Patrol's sectors as regions.",
  field_offices: "The field offices of the Office of Field Operations as regions.",
  empty: "No region yet; every county unassigned.",
};

export class Chooser {
  readonly root = element("div", { class: "pl-chooser" });
  readonly #list = element("div", { class: "pl-plans" });
  readonly #error = element("p", { class: "pl-warn", role: "alert" });
  readonly #name = element("input", { class: "pl-input", type: "text", maxlength: 80, id: "pl-new-name", required: "", placeholder: "For example: Southwest, option A" });
  readonly #starts = element("div", { class: "pl-starts" });
  readonly #create = element("button", { type: "submit", class: "pl-button pl-strong" }, "Make the plan");

  constructor(private readonly api: PlansApi, private readonly open: (id: string) => void) {
    const form = element(
      "form", { class: "pl-form pl-new" },
      element("h2", {}, "New plan"),
      element("label", { class: "pl-field", for: "pl-new-name" }, element("span", {}, "Name"), this.#name),
      element("fieldset", {}, element("legend", {}, "Start from"), this.#starts),
      this.#error,
      element("p", { class: "pl-buttons" }, this.#create),
    );
    form.addEventListener("submit", (event) => { event.preventDefault(); void this.#make(); });
    this.root.append(
      element("div", { class: "pl-chooser-head" }, element("h1", {}, "Plans"), element("p", {}, "Redraw the task-force boundaries: by hand, county by county, or from a proposal. Every edit is kept and can be undone.")),
      element("div", { class: "pl-chooser-body" }, element("section", { class: "pl-existing" }, element("h2", {}, "Plans so far"), this.#list), form),
    );
  }

  async refresh(): Promise<void> {
    this.#list.replaceChildren(element("p", { class: "pl-none" }, "Reading the list."));
    try {
      this.#show(await this.api.list());
    } catch (error) {
      this.#list.replaceChildren(element("p", { class: "pl-warn" }, errorWords(error)), act("Try again", () => { void this.refresh(); }));
    }
  }

  #show({ plans, starts }: PlanList): void {
    const newest = [...plans].sort((a, b) => b.changed_at.localeCompare(a.changed_at));
    this.#list.replaceChildren(...(newest.length > 0 ? newest.map((plan) => this.#plan(plan)) : [element("p", { class: "pl-none" }, "There is no plan yet. Make the first one beside this list.")]));
    this.#starts.replaceChildren(...starts.map(({ key, title }, i) => element(
      "label", { class: "pl-start" },
      element("input", { type: "radio", name: "pl-start", value: key, checked: i === 0 ? "" : null }),
      element("span", {}, element("b", {}, title), element("small", {}, START_HINTS[key] ?? "")),
    )));
  }

  #plan({ id: given, name, owner, status, regions, changed_at, changed_by, version }: PlanSummary): HTMLElement {
    const id = String(given);
    const link = element("a", { href: `?plan=${encodeURIComponent(id)}`, class: "pl-plan-link" }, name);
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      this.open(id);
    });
    const copy = act("Copy", () => { void this.#copy(id, name); }, { "aria-label": `Copy ${name}` });
    return element(
      "article", { class: "pl-plan" },
      element("div", {}, element("h3", {}, link), element("p", {}, `${regions === 1 ? "1 region" : `${regions} regions`}, version ${version}, by ${owner}. Changed ${timeWords(changed_at)}${changed_by === owner ? "" : ` by ${changed_by}`}.`)),
      element("span", { class: "pl-status", "data-status": status }, status), copy,
    );
  }

  async #make(): Promise<void> {
    const start = this.#starts.querySelector<HTMLInputElement>("input:checked")?.value ?? "today";
    await this.#made(this.#name.value.trim(), { start });
  }

  async #copy(id: string, name: string): Promise<void> {
    await this.#made(`${name}, copy`.slice(0, 80), { copy_of: Number(id) });
  }

  async #made(name: string, from: { start: string } | { copy_of: number }): Promise<void> {
    this.#error.textContent = "";
    this.#create.disabled = true;
    try {
      this.open((await this.api.create(name, from)).id);
    } catch (error) {
      this.#error.textContent = errorWords(error);
    } finally {
      this.#create.disabled = false;
    }
  }
}
