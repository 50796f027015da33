/** The panel of a plan: regions, checks, history, talk; and the ledger. */

import { element } from "../dom";
import type { Bench } from "./bench";
import { ChecksView } from "./checks-view";
import { FiguresFilter, writeAddress } from "./figures-filter";
import { HistoryView } from "./history-view";
import { NotePins } from "./note-pins";
import type { Panel, UnitId } from "./plan-types";
import { freeColour } from "./region-colours";
import { RegionTable } from "./region-table";
import { ReviewView } from "./review-view";
import { resourcesDialog } from "./resources-form";
import { RulesForm } from "./rules-form";
import { Side } from "./side";
import { TalkView, type Note } from "./talk-view";

export class BenchSide {
  readonly #side: Side;
  readonly #table: RegionTable;
  readonly #rules: RulesForm;
  readonly #checks: ChecksView;
  readonly #live = element("p", { class: "pl-live", "aria-live": "polite", hidden: "" });
  readonly #filter: FiguresFilter;
  #panel: Panel | null = null;

  constructor(private readonly bench: Bench) {
    const { ground: { api }, view } = bench;
    const { id } = view.head;
    this.#table = this.#newTable();
    this.#rules = new RulesForm((rules) => { bench.commit({ kind: "rules", rules }); });
    this.#checks = new ChecksView(api, id, this.#rules.root, {
      units: bench.units, rules: () => view.head.rules, change: (rules) => { bench.commit({ kind: "rules", rules }); },
      nameOf: (region) => view.region(region)?.name ?? region,
      show: (units, bbox) => { this.#showPiece(units, bbox); },
      cover: (coverage) => { bench.map.setCoverage(coverage); },
    });
    const history = new HistoryView(api, id, { current: () => view.head.edit, go: (edit) => { bench.edits.go(edit); }, say: (words) => { bench.messages.say(words); } });
    const talk = this.#newTalk();
    const review = this.#newReview();
    this.#filter = new FiguresFilter(api.filter, bench.ground.periods, (query) => { this.#filterBy(query); });
    this.#side = new Side(this.#filter.root, [
      { key: "regions", words: "Regions", root: element("div", { class: "pl-part-regions" }, this.#live, this.#table.root) },
      { key: "checks", words: "Checks", root: this.#checks.root, opened: () => { void this.#checks.refresh(); } },
      { key: "history", words: "History", root: history.root, opened: () => { void history.refresh(); } },
      { key: "review", words: "Notes and review", root: element("div", { class: "pl-drawer" }, review.root, talk.root), opened: () => { void review.refresh(); void talk.refresh(); } },
    ]);
    void talk.refresh();
    this.#side.tabs.root.addEventListener("click", () => { if (this.#side.tabs.key !== "regions") this.#table.setWide(false); });
  }

  get root(): HTMLElement { return this.#side.root; }

  /** The ledger of the saved plan does not close: nothing may be saved. */
  get isOpenLedger(): boolean { return this.#panel?.ledger.is_closed === false; }

  show(): void {
    const { view, active, theme } = this.bench;
    this.#table.show(view.regions, active, { panel: this.#panel, saved: this.bench.figures.panel }, theme);
    this.#table.showRest(this.#rest());
    this.#rules.show(view.head.rules);
  }

  showPanel(panel: Panel, isLive: boolean): void {
    this.#panel = panel;
    this.#side.root.toggleAttribute("data-live", isLive);
    this.#side.ledger.wait(false);
    this.#side.ledger.show(panel);
    this.#filter.show(panel);
    this.#rules.showBalance(panel);
    this.show();
    if (isLive) this.#table.reveal(false);
  }

  /** What a stroke in hand would do by itself. */
  showNotes(notes: readonly string[]): void {
    const words = notes.slice(0, 3).join(" ");
    if (this.#live.textContent !== words) this.#live.textContent = words;
    this.#live.hidden = words === "";
    if (this.#side.root.hasAttribute("data-live")) this.#table.reveal(false);
  }

  wait(): void { this.#side.ledger.wait(true); }

  fail(words: string): void { this.#side.ledger.fail(words); }

  /** The plan changed: have the part in view ask again. */
  edited(): void {
    this.showNotes([]);
    if (this.#side.tabs.key !== "regions") this.#side.tabs.refresh();
  }

  pinned(): void {
    if (this.#side.tabs.key === "review") this.#side.tabs.refresh();
  }

  keyOf(number: number): string | null { return this.#table.keyOf(number); }

  reveal(): void { this.#table.reveal(); }

  /** A new region with a name and a colour that no other has. */
  add(): void {
    const { regions } = this.bench.view;
    const names = new Set(regions.map(({ name }) => name));
    let number = regions.length + 1;
    while (names.has(`Region ${number}`)) number++;
    this.bench.commit({ kind: "add", name: `Region ${number}`, colour: freeColour(regions.map(({ colour }) => colour)) });
  }

  #filterBy(query: string): void {
    writeAddress(query);
    this.bench.figures.filterBy(query);
    if (this.#side.tabs.key !== "regions") this.#side.tabs.refresh();
  }

  /** Units that are in no region. */
  #rest(): UnitId[] {
    const { units, view } = this.bench;
    return units.spots.map(({ unit }) => unit).filter((unit) => view.regionOf(unit) === null);
  }

  #newTable(): RegionTable {
    const { bench } = this;
    return new RegionTable({
      choose: (key) => { bench.setActive(key); },
      showPieces: (key) => { void this.#checks.showStray(key); },
      rename: (region, name, colour) => { bench.commit({ kind: "label", region, name, colour }); },
      lock: (key, isLocked) => { bench.commit({ kind: "lock", units: [], regions: [key], is_locked: isLocked }); },
      remove: (region) => { bench.commit({ kind: "remove", region }); },
      zoom: (key) => { bench.zoomTo(key); },
      resources: (key) => { this.#resources(key); },
      add: () => { this.add(); },
      showRest: () => { bench.showUnits(this.#rest()); },
    }, (isWide) => { this.#side.setWide(isWide); });
  }

  #newTalk(): TalkView {
    const { bench } = this;
    const { view, units } = bench;
    const pins = new NotePins();
    const nameOf = ({ to, keys }: Note): string => keys.map((key) => (to === "unit" ? units.name(key) : (view.region(key)?.name ?? (key || "no region")))).join(" and ");
    return new TalkView(bench.ground.api, view.head.id, {
      regions: () => view.regions,
      known: (notes) => { pins.show(bench, notes, (note, number) => `${number}, ${nameOf(note)}: ${note.text}`, (note) => { this.#showNote(note); }); },
      pin: () => {
        if (bench.chosen !== null) return { to: "unit", key: bench.chosen, words: `About ${units.name(bench.chosen)}:` };
        const region = view.region(bench.active);
        return region && { to: "region", key: region.key, words: `About ${region.name}:` };
      },
      nameOf,
      show: (note) => { this.#showNote(note); },
      say: (words) => { bench.messages.keep("Not done", [words], { kind: "warn" }); },
    });
  }

  #newReview(): ReviewView {
    const { ground: { api }, view, messages } = this.bench;
    return new ReviewView(api, view.head.id, {
      version: () => view.head.version,
      owner: () => view.head.owner,
      changed: () => { void api.head(view.head.id).then((head) => this.bench.renewed(head), () => undefined); },
      say: (words) => { messages.keep("Not done", [words], { kind: "warn" }); },
    });
  }

  #showNote({ to, keys: [key] }: Note): void {
    if (key === undefined) return;
    const at = to === "unit" ? this.bench.units.at(key) : null;
    if (at) { this.bench.choose(key); this.bench.map.goTo(at, 7); }
    else if (this.bench.view.region(key)) { this.bench.setActive(key); this.bench.zoomTo(key); }
  }

  #showPiece(units: readonly UnitId[], bbox: readonly [number, number, number, number]): void {
    this.bench.map.fit(bbox, 8);
    this.bench.map.choose(units);
  }

  #resources(key: string): void {
    const { bench } = this;
    const region = bench.view.region(key);
    if (region) resourcesDialog(region.name, bench.view.head.resources[key], (resources) => { bench.commit({ kind: "resources", region: key, resources }); }).open(bench.root);
  }
}
