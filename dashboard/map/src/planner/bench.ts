/** The workbench of one plan: the map, the tools, the panel, and what goes between them and the server. */

import { errorWords } from "../api";
import { element } from "../dom";
import type { GoTo } from "../go-to";
import { Notices } from "../notices";
import type { Theme } from "../props";
import type { StyleSources } from "../style";
import { BenchEdits } from "./bench-edits";
import { BenchSide } from "./bench-side";
import type { LineIndex } from "./county-lines";
import { DeskMap } from "./desk-map";
import { Figures } from "./figures";
import type { Period } from "./figures-filter";
import { findCounty } from "./find-county";
import type { Hands } from "./hands";
import { jumps } from "./jumps";
import { Keys } from "./keys";
import { Messages } from "./messages";
import { PlanPainter } from "./plan-painter";
import type { Edit, Head, RegionKey, UnitColumns, UnitId } from "./plan-types";
import { movesTo, PlanView, type Moves } from "./plan-view";
import type { PlansApi } from "./plans-api";
import { Strip } from "./strip";
import { Toolbox } from "./toolbox";
import { UnitCard } from "./unit-card";
import { UnitIndex } from "./units";
import { openCompare, openFiles, openProposals } from "./windows";

/** What every plan is opened with. */
export interface Ground {
  api: PlansApi;
  columns: UnitColumns;
  lines: Promise<LineIndex | null>;
  sources: StyleSources;
  missing: ReadonlyMap<string, string>;
  theme: Theme;
  periods: readonly Period[];
  /** Back to the list of plans, or to another plan. */
  leave(plan: string | null): void;
}

export class Bench {
  readonly root = element("div", { class: "pl-bench" });
  readonly units: UnitIndex;
  readonly view: PlanView;
  readonly map: DeskMap;
  readonly messages = new Messages();
  readonly figures: Figures;
  readonly edits: BenchEdits;
  readonly side: BenchSide;
  readonly strip: Strip;
  readonly tools: Toolbox;
  theme: Theme;
  active: RegionKey | null;
  chosen: UnitId | null = null;
  readonly #painter: PlanPainter;
  readonly #card: UnitCard;
  readonly #keys: Keys;
  readonly #goTo: GoTo;
  readonly #key = element("p", { class: "pl-key", hidden: "" }, "Dashed: a county cut inside one region");
  readonly #stage = element("div", { class: "bo-map pl-map" });

  constructor(readonly ground: Ground, head: Head, within: HTMLElement) {
    this.theme = ground.theme;
    this.active = head.regions[0]?.key ?? null;
    this.units = new UnitIndex(ground.columns);
    this.view = new PlanView(head, (isNewHead) => { this.#changed(isNewHead); });
    this.edits = new BenchEdits(this, head.id);
    this.figures = new Figures(ground.api, head.id, () => this.view.head.version, {
      show: (panel, isLive) => { this.side.showPanel(panel, isLive); },
      notes: (notes) => { this.side.showNotes(notes); },
      wait: () => { this.side.wait(); },
      fail: (words) => { this.side.fail(words); },
    });
    this.side = new BenchSide(this);
    this.strip = this.#newStrip();
    // The map measures its place, so the frame has to stand before it.
    const middle = element("div", { class: "pl-middle" }, this.#stage);
    this.root.append(this.strip.root, middle, this.side.root);
    within.append(this.root);
    this.map = new DeskMap(this.#stage, ground.sources, this.theme, () => { this.#painter.all(); this.tools.measure.install(); this.#stage.dataset.ready = ""; });
    this.#painter = new PlanPainter(this.map, this.units, this.view);
    this.tools = new Toolbox(this.#hands(), this.theme);
    middle.prepend(this.tools.rail.root);
    this.#card = this.#newCard();
    this.#goTo = findCounty(this);
    this.#furnish();
    this.#keys = this.#newKeys();
    this.#start(head);
  }

  destroy(): void {
    this.edits.stop();
    this.#keys.stop();
    this.#goTo.stop();
    this.tools.stop();
    this.#painter.stop();
    this.map.stop();
    this.root.remove();
  }

  restyle(theme: Theme): void {
    this.theme = theme;
    this.map.restyle(theme);
    this.tools.restyle(theme);
    this.side.show();
  }

  setActive(key: RegionKey): void {
    this.active = key;
    this.side.show();
    this.side.reveal();
    this.#card.show(this.chosen);
  }

  choose(unit: UnitId | null): void {
    this.chosen = unit;
    this.map.choose(unit === null ? [] : [unit]);
    this.#card.show(unit);
    this.side.pinned();
  }

  /** Give units to a region, leaving out those that are locked. */
  give(units: readonly UnitId[], region: RegionKey | null): void {
    const { moves } = movesTo(this.view, units, region);
    if (moves.size > 0) this.edits.commit({ kind: "assign", units: [...moves.keys()].sort(), region }, moves);
  }

  commit(edit: Edit, preview?: Moves): void { this.edits.commit(edit, preview); }

  /** The plan was saved, undone, or found to be another. */
  async renewed(head: Head): Promise<void> {
    const areCutsOther = head.cuts.join() !== this.view.head.cuts.join();
    this.view.setHead(head);
    this.figures.refresh();
    if (!areCutsOther) return;
    await this.#loadParts();
    this.#painter.all();
  }

  zoomTo(key: RegionKey): void {
    const units = this.units.spots.map(({ unit }) => unit).filter((unit) => this.view.regionOf(unit) === key);
    if (!this.map.fitPlaces(this.units.allAt(units))) this.messages.say("This region has no county yet.");
  }

  /** Mark units, and have them in view. */
  showUnits(units: readonly UnitId[]): void {
    this.map.choose(units);
    this.map.fitPlaces(this.units.allAt(units));
  }

  async #loadParts(): Promise<void> {
    this.#key.hidden = this.view.head.cuts.length === 0;
    const shapes = await this.ground.api.shapes(this.view.head.id).catch((error: unknown) => { this.messages.say(errorWords(error)); return null; });
    if (!shapes) return;
    this.units.setParts(shapes);
    this.map.setParts(shapes);
    this.#painter.useParts(shapes);
  }

  #changed(isNewHead: boolean): void {
    this.tools.again();
    if (!isNewHead) { this.#painter.changed(); return; }
    this.#painter.renewed();
    if (this.active !== null && !this.view.region(this.active)) this.active = this.view.regions[0]?.key ?? null;
    this.strip.showHead(this.view.head, this.edits.isBusy);
    this.side.show();
    this.#card.show(this.chosen !== null && this.view.isCut(this.chosen) ? null : this.chosen);
  }

  #start(head: Head): void {
    this.strip.showHead(head, false);
    this.strip.showState({ is: "saved" }, head.version);
    this.side.show();
    this.figures.refresh();
    void this.ground.lines.then((lines) => { if (lines) this.#painter.useLines(lines); });
    if (head.cuts.length > 0) void this.#loadParts().then(() => { this.#painter.all(); });
    const count = this.edits.recover();
    if (count > 0) this.messages.keep("Taken up again", [`${count === 1 ? "A change" : `${count} changes`} of your last visit could not be saved then, and ${count === 1 ? "is" : "are"} saved now.`]);
  }

  #hands(): Hands {
    return {
      map: this.map, units: this.units, view: this.view, brush: () => this.tools.radius,
      active: () => this.active,
      setActive: (key) => { this.setActive(key); },
      choose: (unit) => { this.choose(unit); },
      preview: (moves) => { this.view.setStroke(moves); },
      sketch: (shapes) => { this.map.sketch(shapes); },
      ask: (edit) => { this.edits.ask(edit); },
      unask: () => { this.figures.drop(); },
      commit: (edit, preview) => { this.commit(edit, preview); },
      say: (words) => { this.messages.say(words); },
    };
  }

  #furnish(): void {
    const notices = new Notices(this.#stage);
    for (const [name, reason] of this.ground.missing) notices.show(name, `The ${name === "counties" ? "county boundaries are" : "base map is"} not there (tiles/${name}.pmtiles: ${reason}).`);
    this.#stage.append(
      jumps(this.units.counties, (box) => { this.map.fit(box); }),
      element("div", { class: "bo-top" }, element("div", { class: "bo-top-row" }, this.#goTo.root)),
      element("div", { class: "bo-dock" }, this.tools.measure.panel.root),
      element("div", { class: "pl-foot" }, this.#card.root, this.messages.root, element("div", { class: "pl-line" }, this.tools.under, this.tools.hint, this.#key)),
    );
  }

  #newStrip(): Strip {
    return new Strip({
      plans: () => { this.ground.leave(null); },
      undo: () => { this.edits.step("undo"); },
      redo: () => { this.edits.step("redo"); },
      compare: () => { openCompare(this); },
      propose: () => { openProposals(this); },
      files: () => { openFiles(this); },
    });
  }

  #newCard(): UnitCard {
    return new UnitCard(this.view, this.units, {
      active: () => this.active,
      assign: (unit, region) => { this.give([unit], region); },
      lock: (unit, isLocked) => { this.commit({ kind: "lock", units: [unit], regions: [], is_locked: isLocked }); },
      join: (parent) => { this.commit({ kind: "join", unit: parent, region: this.view.regionOf(`${parent}/1`) }); this.choose(null); },
      why: (unit) => this.ground.api.why(this.view.head.id, unit),
      reason: (unit, text) => { this.commit({ kind: "reason", units: [unit], text }); },
      close: () => { this.choose(null); },
    });
  }

  #newKeys(): Keys {
    return new Keys(() => this.map.map.getCanvas(), {
      tool: (name) => { this.tools.use(name); this.map.focus(); },
      region: (number) => { const key = this.side.keyOf(number); if (key !== null) this.setActive(key); },
      brush: (step) => { this.tools.brush(step); },
      undo: () => { this.edits.step("undo"); },
      redo: () => { this.edits.step("redo"); },
      add: () => { this.side.add(); },
      hand: (key) => this.tools.key(key),
      escape: () => { this.tools.escape(); },
    });
  }
}
