/** What a plan is checked for: does each region hang together, how compact is it, what is covered, what overlaps. */

import { errorWords } from "../api";
import { element } from "../dom";
import { coveragePart, overlapPart, type Coverage, type Target } from "./checks-parts";
import { act, part } from "./form";
import { joinList, LinksPart } from "./links-parts";
import type { Checks, Rules, UnitId } from "./plan-types";
import type { PlansApi } from "./plans-api";
import { table } from "./tables";
import type { UnitIndex } from "./units";

export interface CheckActions {
  units: UnitIndex;
  nameOf(region: string): string;
  rules(): Rules;
  /** Save other rules. */
  change(rules: Rules): void;
  /** Show a piece on the map. */
  show(units: readonly UnitId[], bbox: readonly [number, number, number, number]): void;
  /** Draw coverage on the map; null draws none. */
  cover(coverage: Coverage | null): void;
}

export class ChecksView {
  readonly root = element("div", { class: "pl-drawer" });
  readonly #links: LinksPart;
  #piecesOf: Checks["contiguity"] = [];
  #reach = "";
  #isCoverDrawn = false;

  /** `rules` is the form of what the plan is judged by. */
  constructor(private readonly api: PlansApi, private readonly id: string, private readonly rules: HTMLElement, private readonly actions: CheckActions) {
    this.#links = new LinksPart(actions);
  }

  async refresh(): Promise<void> {
    if (this.root.childElementCount === 0) this.root.append(element("p", { class: "pl-none" }, "Checking the plan."));
    try {
      const checks = await this.api.checks(this.id, this.#reach);
      this.#piecesOf = checks.contiguity;
      this.#links.show();
      this.root.replaceChildren(this.#contiguity(checks), this.#links.root, part("Balance", this.rules), this.#compactness(checks), ...this.#others(checks));
    } catch (error) {
      this.root.replaceChildren(element("p", { class: "pl-none" }, errorWords(error)), part("Balance", this.rules));
    }
  }

  /** Show the stray piece of a region: the smallest that is not its largest. */
  async showStray(region: string): Promise<boolean> {
    this.#piecesOf = (await this.api.checks(this.id)).contiguity;
    const stray = this.#piecesOf.find((found) => found.region === region)?.pieces[1];
    if (stray) this.actions.show(stray.units, stray.bbox);
    return stray !== undefined;
  }

  #contiguity({ contiguity }: Checks): HTMLElement {
    const apart = contiguity.filter(({ state }) => state === "apart");
    const unfinished = contiguity.filter(({ state }) => state === "not yet").length;
    const words = apart.length === 0
      ? `Every region hangs together${unfinished > 0 ? `; ${unfinished} not yet finished` : ""}.`
      : `${apart.length} of ${contiguity.length} regions ${apart.length === 1 ? "is" : "are"} in pieces.`;
    const items = apart.flatMap(({ region, pieces }) => pieces.slice(1).map(({ units, bbox, words: piece }) => element(
      "li", {}, element("b", {}, this.actions.nameOf(region)), element("small", {}, piece), act("Show", () => { this.actions.show(units, bbox); }),
      joinList(units, pieces.filter((other) => other.units !== units).flatMap((other) => other.units), this.actions),
    )));
    return part("Contiguity", element("p", { class: apart.length > 0 ? "pl-warn" : null }, words), items.length > 0 ? element("ul", { class: "pl-list" }, ...items) : null);
  }

  #compactness({ compactness, exemplars }: Checks): HTMLElement {
    const share = (value: number | null): string => (value === null ? "–" : value.toFixed(2));
    const measures = ["Polsby–Popper", "Reock", "Convex hull"];
    const rows = compactness.map(({ region, polsby_popper, reock, convex_hull }) => [this.actions.nameOf(region), share(polsby_popper), share(reock), share(convex_hull)]);
    const known = exemplars.map(({ name, polsby_popper, reock, convex_hull }) => [name, share(polsby_popper), share(reock), share(convex_hull)]);
    return part(
      "Compactness",
      element("p", { class: "pl-hint" }, "Three measures from 0 to 1, 1 being the most compact. None of them is a verdict: a long border makes a long region."),
      table(["Region", ...measures], rows),
      known.length > 0 ? element("h4", {}, "For comparison") : null,
      known.length > 0 ? table(["Shape", ...measures], known) : null,
    );
  }

  #others({ coverage, overlap }: Checks): HTMLElement[] {
    const show = (target: Target): void => { this.actions.show([], [target.lon - 0.7, target.lat - 0.5, target.lon + 0.7, target.lat + 0.5]); };
    if (this.#isCoverDrawn) this.actions.cover(coverage);
    return [coveragePart(coverage, {
      show, reach: this.#reach, isDrawn: this.#isCoverDrawn,
      within: (reach) => { this.#reach = reach; void this.refresh(); },
      draw: (isDrawn) => { this.#isCoverDrawn = isDrawn; this.actions.cover(isDrawn ? coverage : null); },
    }), overlapPart(overlap)];
  }
}
