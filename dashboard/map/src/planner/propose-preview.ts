/** A plan on a map inside a dialog, to be looked at: nothing is saved. */

import { element } from "../dom";
import type { Theme } from "../props";
import type { Ground } from "./bench";
import type { DeskMap } from "./desk-map";
import { act } from "./form";
import { planSide, type PlanSide } from "./plan-side";
import type { UnitId } from "./plan-types";
import type { PlanView } from "./plan-view";

/** Where maps are made, and the one that they open at. */
export interface Surroundings {
  ground: Ground;
  theme: Theme;
  map: DeskMap;
}

export interface Looked {
  title: string;
  view: PlanView;
  /** Units that may be outlined. */
  marked: readonly UnitId[];
  markWords: string;
  /** Whether to go to what is marked. */
  isNear: boolean;
  below: readonly (HTMLElement | null)[];
  adopt: (() => void) | null;
}

/** So many outlines can still be told apart on a map of the country. */
const MOST_OUTLINES = 250;

export class Preview {
  readonly root = element("section", { class: "pl-preview", "aria-label": "Preview", hidden: "" });
  #side: PlanSide | null = null;

  constructor(private readonly around: Surroundings, private readonly closed: () => void) {}

  show({ title, view, marked, markWords, isNear, below, adopt }: Looked): void {
    this.stop();
    const stage = element("div", { class: "bo-map" });
    const box = element("input", { type: "checkbox" });
    const back = act("Back", () => { this.stop(); this.closed(); });
    box.checked = marked.length <= MOST_OUTLINES;
    box.addEventListener("change", () => { this.#side?.mark(box.checked ? marked : []); });
    this.root.hidden = false;
    this.root.replaceChildren(
      element("div", { class: "pl-preview-head" }, back, element("h3", {}, title), element("small", {}, "Nothing is saved."), adopt ? act("Adopt", adopt, { class: "pl-button pl-strong" }) : ""),
      stage, element("label", { class: "pl-mark" }, box, markWords), ...below.filter((one) => one !== null),
    );
    this.#side = planSide(stage, view, { ground: this.around.ground, theme: this.around.theme, beside: this.around.map, less: 1 });
    this.#side.mark(box.checked ? marked : []);
    if (isNear) this.#side.map.fitPlaces(this.#side.units.allAt(marked));
    back.focus();
  }

  stop(): void {
    this.#side?.stop();
    this.#side = null;
    this.root.hidden = true;
    this.root.replaceChildren();
  }
}
