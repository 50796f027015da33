/** What a search found: a card for each proposal, and what binds. */

import { element } from "../dom";
import { act } from "./form";
import type { UnitId } from "./plan-types";
import type { Explanation, Proposed } from "./propose-types";
import { costRows, RULES } from "./propose-words";
import { table } from "./tables";

export function proposalCard(one: Proposed, actions: { preview: () => void; adopt: () => void }): HTMLElement {
  return element(
    "article", { class: "pl-proposal" }, element("h3", {}, one.name),
    element("span", { class: "pl-buttons" }, act("Preview", actions.preview, { "aria-label": `Preview ${one.name}` }), act("Adopt", actions.adopt, { class: "pl-button pl-strong", "aria-label": `Adopt ${one.name}` })),
    measured(one),
  );
}

export function measured({ measures, robustness }: Proposed): HTMLElement {
  const share = (title: string, value: number | null | undefined): [string, string][] => (typeof value === "number" ? [[title, `${Math.round(value * 100)} % within tolerance`]] : []);
  const rows = [...Object.entries(measures), ...share("Calendar quarters", robustness?.seasons_within), ...share("Surges by sector", robustness?.surges_within)];
  return element("dl", { class: "pl-measures" }, ...rows.map(([title, words]) => element("div", {}, element("dt", {}, title), element("dd", {}, words))));
}

/** The binding rule first, then where it is stuck, then what each rule costs; the rest is folded. */
export function explained({ binding = "", infeasible, choke, costs = [], start, base_robustness: robust, notes = [] }: Explanation, show: (units: readonly UnitId[]) => void): HTMLElement[] {
  const rest = [start ? `The plan as it is: ${start.words}` : "", robust ? `The plan as it is: ${robust}` : "", ...costs.map(({ words }) => words), ...notes].filter((words) => words !== "");
  const point = (words: string, units: readonly UnitId[]): HTMLElement => element("p", {}, `${words} `, units.length > 0 ? act("Show on the map", () => { show(units); }) : null);
  const said = [
    binding ? element("p", { class: "pl-strong-words" }, `${RULES[binding] ?? binding} ${infeasible?.is_proven ? "cannot be kept" : "costs most"}.`) : null,
    infeasible ? point(infeasible.words, infeasible.units) : null,
    choke ? point(choke.words, [...choke.units, ...choke.behind]) : null,
    costs.length > 0 ? element("p", { class: "pl-hint" }, "What each aim would gain without a rule, as far as a short search finds:") : null,
    costs.length > 0 ? table(["Without", "Largest deviation", "County borders", "Ports not covered", "Counties moved", "Makes plans possible"], costRows(costs)) : null,
    rest.length > 0 ? element("details", { class: "pl-fold" }, element("summary", {}, `More about the search (${rest.length})`), element("ul", { class: "pl-lines" }, ...rest.map((words) => element("li", {}, words)))) : null,
  ].filter((one) => one !== null);
  return said.length > 0 ? [element("h3", {}, "What binds"), ...said] : [];
}
