/** Seeds of a search: counties that regions are grown from, in place of the plan's own regions. */

import { element } from "../dom";
import { act, field } from "./form";
import type { UnitId } from "./plan-types";
import type { UnitIndex } from "./units";

const FEWEST = 2;

export class SeedsField {
  readonly root = element("div", { class: "pl-seeds" });
  readonly #input = element("input", { class: "pl-input", type: "text", list: "pl-seed-names", autocomplete: "off", placeholder: "Pima County, AZ" });
  readonly #list = element("ul", { class: "pl-chips" });
  readonly #said = element("p", { class: "pl-hint", role: "status" });
  readonly #idOf: ReadonlyMap<string, UnitId>;
  readonly #chosen: UnitId[] = [];

  /** `first` is the county that is chosen on the map, if one is. */
  constructor(private readonly units: UnitIndex, first: UnitId | null) {
    const names = units.spots.map(({ unit }) => [units.name(unit), unit] as const);
    this.#idOf = new Map(names);
    // Three thousand options are made only once somebody looks for one.
    this.#input.addEventListener("focus", () => { if (!this.root.querySelector("datalist")) this.root.append(element("datalist", { id: "pl-seed-names" }, ...names.map(([value]) => element("option", { value })))); });
    this.#input.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); this.#add(); } });
    this.root.append(
      field("Start from seeds instead of the plan's regions", this.#input, "A county's name, then Add. Each seed starts a region of its own; regions that are locked stay."),
      act("Add the county", () => { this.#add(); }), this.#list, this.#said,
    );
    if (first !== null) this.#input.value = units.name(first);
    this.#show();
  }

  /** The seeds, none if the search starts from the plan's regions. */
  get asked(): readonly UnitId[] { return this.#chosen.length < FEWEST ? [] : this.#chosen; }

  #add(): void {
    const name = this.#input.value.trim();
    const unit = this.#idOf.get(name);
    if (unit === undefined) this.#said.textContent = name ? `No county of this plan is called ${name}. Choose one from the list.` : "Write a county's name first.";
    else if (!this.#chosen.includes(unit)) { this.#chosen.push(unit); this.#input.value = ""; this.#show(); }
  }

  #show(): void {
    const count = this.#chosen.length;
    this.#said.textContent = count === 0 ? "No seeds: the search starts from the plan's regions." : count < FEWEST ? "One more seed is needed." : `${count} regions are grown from these seeds.`;
    this.#list.replaceChildren(...this.#chosen.map((unit, place) => element("li", {}, this.units.name(unit), act("Remove", () => { this.#chosen.splice(place, 1); this.#show(); }, { "aria-label": `Remove the seed ${this.units.name(unit)}` }))));
  }
}
