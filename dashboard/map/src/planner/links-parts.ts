/** Links by water, bridge and ferry in the checks: what may join a stray piece, and what is linked or parted already. */

import { element } from "../dom";
import { act, field, part } from "./form";
import { joined, nearestPairs, pairOf, parted, takenBack, type Pair } from "./links";
import type { Rules, UnitId } from "./plan-types";
import type { UnitIndex } from "./units";

export interface LinkActions {
  units: UnitIndex;
  rules(): Rules;
  change(rules: Rules): void;
  show(units: readonly UnitId[], bbox: readonly [number, number, number, number]): void;
}

const ROOM_DEGREES = 0.7;

/** Pairs of counties that would join a piece to the rest of its region; they are looked for when it is opened. */
export function joinList(piece: readonly UnitId[], rest: readonly UnitId[], actions: LinkActions): HTMLElement {
  const list = element("ul", { class: "pl-list" });
  const fold = element("details", { class: "pl-fold" }, element("summary", {}, "Join by water or bridge…"), list);
  fold.addEventListener("toggle", () => {
    if (!fold.open || list.childElementCount > 0) return;
    const found = nearestPairs(piece, rest, (unit) => actions.units.at(unit));
    list.append(...found.map(({ pair, km }) => item(pair, `${Math.round(km).toLocaleString("en-US")} km between their middles`, actions, ["Join", () => { actions.change(joined(actions.rules(), pair)); }])));
  });
  return fold;
}

function item(pair: Pair, words: string, actions: LinkActions, [label, run]: [string, () => void]): HTMLElement {
  const names = pair.map((unit) => actions.units.name(unit)).join(" and ");
  return element(
    "li", {}, element("b", {}, names), element("small", {}, words),
    element("span", { class: "pl-buttons" }, act("Show", () => { showPair(pair, actions); }, { "aria-label": `Show ${names}` }), act(label, run, { "aria-label": `${label} ${names}` })),
  );
}

function showPair(pair: Pair, actions: LinkActions): void {
  const places = actions.units.allAt(pair);
  const [lons, lats] = [places.map(([lon]) => lon), places.map(([, lat]) => lat)];
  if (places.length > 0) actions.show(pair, [Math.min(...lons) - ROOM_DEGREES, Math.min(...lats) - ROOM_DEGREES, Math.max(...lons) + ROOM_DEGREES, Math.max(...lats) + ROOM_DEGREES]);
}

/** What the plan says of links itself, and a form for more. */
export class LinksPart {
  readonly root: HTMLElement;
  readonly #list = element("ul", { class: "pl-list" });
  readonly #names = element("datalist", { id: "pl-link-counties" });
  readonly #one = element("input", { class: "pl-input", list: "pl-link-counties", autocomplete: "off" });
  readonly #other = element("input", { class: "pl-input", list: "pl-link-counties", autocomplete: "off" });
  readonly #said = element("p", { class: "pl-warn", role: "status" });

  constructor(private readonly actions: LinkActions) {
    const form = element(
      "details", { class: "pl-fold" }, element("summary", {}, "Link or part two counties…"),
      field("County", this.#one), field("Other county", this.#other), this.#names, this.#said,
      element("p", { class: "pl-buttons" }, act("Link them", () => { this.#made(joined); }), act("Part them", () => { this.#made(parted); })),
    );
    form.addEventListener("toggle", () => {
      const { units } = this.actions;
      if (form.open) this.#names.replaceChildren(...units.spots.map(({ unit }) => element("option", { value: units.name(unit) })));
    });
    this.root = part(
      "Bridges, ferries and water",
      element("p", { class: "pl-hint" }, "Counties touch where they share a line; islands are linked to the nearest coast of their part of the country. What this plan holds otherwise is here."),
      this.#list, form,
    );
  }

  show(): void {
    const { bridged, parted: apart } = this.actions.rules();
    const back = (pair: Pair, words: string): HTMLElement => item(pair, words, this.actions, ["Take back", () => { this.actions.change(takenBack(this.actions.rules(), pair)); }]);
    const items = [...bridged.map((pair) => back(pair, "linked")), ...apart.map((pair) => back(pair, "parted"))];
    this.#list.replaceChildren(...(items.length > 0 ? items : [element("li", { class: "pl-none" }, "Nothing is linked or parted by hand.")]));
  }

  #made(change: (rules: Rules, pair: Pair) => Rules): void {
    const { units } = this.actions;
    const [one, other] = [this.#one, this.#other].map(({ value }) => units.spots.find(({ unit }) => units.name(unit) === value.trim())?.unit);
    this.#said.textContent = "";
    if (one === undefined || other === undefined || one === other) {
      this.#said.textContent = "Choose two different counties from the list.";
      return;
    }
    this.#one.value = this.#other.value = "";
    this.actions.change(change(this.actions.rules(), pairOf(one, other)));
  }
}
