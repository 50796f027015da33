/** Two plans side by side: maps that move together, and what differs between them. */

import { errorWords } from "../api";
import { element, icon } from "../dom";
import { Newest } from "../newest";
import type { Theme } from "../props";
import type { Ground } from "./bench";
import { DeskMap } from "./desk-map";
import { diffView, type Diff } from "./diff-view";
import { field } from "./form";
import { PlanPainter } from "./plan-painter";
import type { Head } from "./plan-types";
import { PlanView } from "./plan-view";
import { UnitIndex } from "./units";

interface Side {
  map: DeskMap;
  stop(): void;
}

interface Found {
  head: Head;
  diff: Diff;
}

export class CompareView {
  readonly #root = element("section", { class: "pl-compare", role: "dialog", "aria-modal": "true", "aria-label": "Compare with another plan", tabindex: -1 });
  readonly #choice = element("select", { class: "pl-input" });
  readonly #left = element("div", { class: "bo-map" });
  readonly #right = element("div", { class: "bo-map" });
  readonly #rightName = element("h3", {}, "The other plan");
  readonly #diff = element("div", { class: "pl-diff", tabindex: 0, role: "region", "aria-label": "What differs" });
  readonly #before = document.activeElement;
  readonly #newest = new Newest<string>(
    (id) => this.#fetched(id),
    (found) => { this.#show(found as Found); },
    (error) => { this.#diff.replaceChildren(element("p", { class: "pl-warn" }, errorWords(error))); },
  );
  #sides: Side[] = [];
  #isMoving = false;

  /** `beside` is the map that the comparison opens at. */
  constructor(private readonly ground: Ground, private readonly mine: PlanView, private readonly theme: Theme, private readonly beside: DeskMap) {
    const close = element("button", { type: "button", class: "pl-close", "aria-label": "Close the comparison", title: "Close (Esc)" }, icon("M5 5l10 10M15 5 5 15"));
    close.addEventListener("click", () => { this.close(); });
    this.#choice.addEventListener("change", () => { this.#chosen(this.#choice.value); });
    this.#root.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
      event.stopPropagation();
    });
    this.#root.append(
      element("div", { class: "pl-dialog-head" }, element("h2", {}, "Compare"), field("with", this.#choice), close),
      element("div", { class: "pl-twins" }, element("div", {}, element("h3", {}, mine.head.name), this.#left), element("div", {}, this.#rightName, this.#right)),
      this.#diff,
    );
  }

  open(within: HTMLElement): void {
    within.append(this.#root);
    this.#root.focus();
    this.#sides.push(this.#side(this.#left, this.mine));
    void this.#list();
  }

  close(): void {
    for (const side of this.#sides) side.stop();
    this.#root.remove();
    if (this.#before instanceof HTMLElement) this.#before.focus();
  }

  async #list(): Promise<void> {
    try {
      const others = (await this.ground.api.list()).plans.filter(({ id }) => String(id) !== this.mine.head.id);
      this.#choice.replaceChildren(...others.map(({ id, name, status }) => element("option", { value: String(id) }, `${name} (${status})`)));
      const [first] = others;
      if (first) this.#chosen(String(first.id));
      else this.#diff.replaceChildren(element("p", { class: "pl-none" }, "There is no other plan yet. Copy this one from the list of plans, change the copy, and compare."));
    } catch (error) {
      this.#diff.replaceChildren(element("p", { class: "pl-warn" }, errorWords(error)));
    }
  }

  /** What was asked for before is not shown any more, however late it comes. */
  #chosen(id: string): void {
    this.#diff.replaceChildren(element("p", { class: "pl-none" }, "Comparing."));
    this.#newest.drop();
    this.#newest.push(id);
  }

  async #fetched(id: string): Promise<Found> {
    const { api } = this.ground;
    const [head, diff] = await Promise.all([api.head(id), api.ask(api.filtered(`/${this.mine.head.id}/diff/${id}`))]);
    return { head, diff: diff as Diff };
  }

  #show({ head, diff }: Found): void {
    if (!this.#root.isConnected) return;
    this.#rightName.textContent = head.name;
    this.#sides.splice(1).forEach((side) => { side.stop(); });
    this.#right.replaceChildren();
    this.#sides.push(this.#side(this.#right, new PlanView(head, () => undefined)));
    this.#diff.replaceChildren(...diffView(diff));
  }

  #side(container: HTMLElement, view: PlanView): Side {
    const { ground, theme } = this;
    const units = new UnitIndex(ground.columns);
    let painter: PlanPainter | null = null;
    const map = new DeskMap(container, ground.sources, theme, () => { painter?.all(); });
    painter = new PlanPainter(map, units, view);
    void ground.lines.then((lines) => { if (lines) painter.useLines(lines); });
    const start = this.beside.map;
    map.map.jumpTo({ center: start.getCenter(), zoom: start.getZoom() - 0.8 });
    map.map.on("move", () => { this.#follow(map); });
    if (view.head.cuts.length > 0) {
      void ground.api.shapes(view.head.id).then((shapes) => { units.setParts(shapes); map.setParts(shapes); painter.all(); }, () => undefined);
    }
    return { map, stop: () => { painter.stop(); map.stop(); } };
  }

  #follow(moved: DeskMap): void {
    if (this.#isMoving) return;
    this.#isMoving = true;
    for (const { map } of this.#sides) if (map !== moved) map.map.jumpTo({ center: moved.map.getCenter(), zoom: moved.map.getZoom() });
    this.#isMoving = false;
  }
}
