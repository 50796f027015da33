/** Up to four plans beside each other: maps that move together, and what differs between the first and one of the others. */

import { errorWords } from "../api";
import { element, icon } from "../dom";
import type { Theme } from "../props";
import type { Ground } from "./bench";
import { CompareDivider } from "./compare-divider";
import { OtherPlan, type Found, type OtherHost } from "./compare-other";
import type { DeskMap } from "./desk-map";
import { diffUnits, diffView, type Diff } from "./diff-view";
import { act, field } from "./form";
import { planSide, type PlanSide } from "./plan-side";
import type { PlanSummary, UnitId } from "./plan-types";
import { PlanView } from "./plan-view";

const MOST_OTHERS = 3;
const LABELS = ["with", "and", "and also"];

export class CompareView {
  readonly #root = element("section", { class: "pl-compare", role: "dialog", "aria-modal": "true", "aria-label": "Compare with another plan", tabindex: -1 });
  readonly #choices = element("span", { class: "pl-choices" });
  readonly #left = element("div", { class: "bo-map" });
  readonly #maps: HTMLElement;
  readonly #diff = element("div", { class: "pl-diff", tabindex: 0, role: "region", "aria-label": "What differs" });
  readonly #before = document.activeElement;
  readonly #divider = new CompareDivider((percent) => { this.#clip(percent); });
  readonly #add = act("Add a plan", () => { this.#more(); }, { hidden: "" });
  readonly #swipe = act("One over the other", () => { this.#over(); }, { "aria-pressed": "false" });
  readonly #host: OtherHost = {
    fetch: (id) => this.#fetched(id),
    began: (other) => { this.#tell(other); },
    came: (other, found) => { this.#came(other, found); },
    failed: (other, error) => { if (other === this.#told) this.#say(errorWords(error), "pl-warn"); },
    tell: (other) => { this.#tell(other); },
  };
  #plans: PlanSummary[] = [];
  #others: OtherPlan[] = [];
  #told: OtherPlan | null = null;
  #first: PlanSide | null = null;
  #isMoving = false;

  /** `beside` is the map that the comparison opens at. */
  constructor(private readonly ground: Ground, private readonly mine: PlanView, private readonly theme: Theme, private readonly beside: DeskMap) {
    const close = element("button", { type: "button", class: "pl-close", "aria-label": "Close the comparison", title: "Close (Esc)" }, icon("M5 5l10 10M15 5 5 15"));
    close.addEventListener("click", () => { this.close(); });
    this.#root.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
      event.stopPropagation();
    });
    this.#maps = element("div", { class: "pl-twins" }, element("div", { class: "pl-twin" }, element("h3", {}, mine.head.name), this.#left));
    this.#root.append(element("div", { class: "pl-dialog-head" }, element("h2", {}, "Compare"), this.#choices, this.#add, this.#swipe, close), this.#maps, this.#diff);
  }

  open(within: HTMLElement): void {
    within.append(this.#root);
    this.#root.focus();
    this.#first = this.#side(this.#left, this.mine);
    void this.#list();
  }

  close(): void {
    for (const side of this.#sides) side.stop();
    this.#root.remove();
    if (this.#before instanceof HTMLElement) this.#before.focus();
  }

  get #sides(): PlanSide[] { return [this.#first, ...this.#others.map(({ side }) => side)].filter((side) => side !== null); }

  async #list(): Promise<void> {
    try {
      this.#plans = (await this.ground.api.list()).plans.filter(({ id }) => String(id) !== this.mine.head.id);
      if (this.#plans.length > 0) this.#more();
      else this.#say("There is no other plan yet. Copy this one from the list of plans, change the copy, and compare.");
    } catch (error) {
      this.#say(errorWords(error), "pl-warn");
    }
  }

  /** Another plan beside those there are: the first that is not shown yet. */
  #more(): void {
    const shown = new Set(this.#others.map(({ select }) => select.value));
    const next = this.#plans.find(({ id }) => !shown.has(String(id)));
    if (!next) return;
    const other = new OtherPlan(this.#plans, this.#host);
    this.#others.push(other);
    this.#choices.append(field(LABELS[this.#others.length - 1] ?? "and", other.select));
    this.#maps.append(other.root);
    this.#maps.style.setProperty("--maps", String(this.#others.length + 1));
    this.#add.hidden = this.#others.length >= Math.min(MOST_OTHERS, this.#plans.length);
    other.choose(String(next.id), this.#host);
  }

  async #fetched(id: string): Promise<Found> {
    const { api } = this.ground;
    const [head, diff] = await Promise.all([api.head(id), api.ask(api.filtered(`/${this.mine.head.id}/diff/${id}`))]);
    return { head, diff: diff as Diff };
  }

  #came(other: OtherPlan, { head }: Found): void {
    if (!this.#root.isConnected) return;
    other.draw(() => this.#side(other.stage, new PlanView(head, () => undefined)));
    if (other === this.#told) this.#tell(other);
    else this.#mark();
  }

  /** Say below what differs from this one. */
  #tell(other: OtherPlan): void {
    this.#told = other;
    for (const one of this.#others) one.told(one === other, this.#others.length === 1);
    if (other.found) this.#diff.replaceChildren(...diffView(other.found.diff, (units) => { this.#show(units); }));
    else this.#say("Comparing.");
    this.#mark();
    this.#divider.again();
  }

  /** Outline what differs: on each other map against the first, on the first against the one that is told. */
  #mark(): void {
    for (const { side, found } of this.#others) if (found) side?.mark(diffUnits(found.diff));
    this.#first?.mark(this.#told?.found ? diffUnits(this.#told.found.diff) : []);
  }

  #show(units: readonly UnitId[]): void {
    const { units: index, map } = this.#told?.side ?? this.#first ?? {};
    if (index && map) map.fitPlaces(index.allAt(units));
  }

  /** One map over the other with a divider, or beside each other again. */
  #over(): void {
    const isOver = this.#swipe.getAttribute("aria-pressed") !== "true";
    this.#swipe.setAttribute("aria-pressed", String(isOver));
    this.#maps.toggleAttribute("data-swipe", isOver);
    if (isOver) this.#maps.append(this.#divider.root);
    else this.#divider.root.remove();
    this.#divider.again();
    if (isOver) this.#divider.root.focus();
  }

  #clip(percent: number): void {
    const isOver = this.#maps.hasAttribute("data-swipe");
    for (const other of this.#others) other.stage.style.clipPath = isOver ? `inset(0 0 0 ${percent}%)` : "";
  }

  #say(words: string, kind = "pl-none"): void {
    this.#diff.replaceChildren(element("p", { class: kind }, words));
  }

  #side(container: HTMLElement, view: PlanView): PlanSide {
    const { ground, theme, beside } = this;
    const side = planSide(container, view, { ground, theme, beside: this.#first?.map ?? beside, less: this.#first ? 0 : 0.8 });
    side.map.map.on("move", () => { this.#follow(side.map); });
    return side;
  }

  #follow(moved: DeskMap): void {
    if (this.#isMoving) return;
    this.#isMoving = true;
    for (const { map } of this.#sides) if (map !== moved) map.map.jumpTo({ center: moved.map.getCenter(), zoom: moved.map.getZoom() });
    this.#isMoving = false;
  }
}
