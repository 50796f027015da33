/** The figures of a plan: as it is saved, and, while a stroke is made, as they would be. One question at a time. */

import { errorWords, Unreachable } from "../api";
import { Newest } from "../newest";
import type { Edit, Panel } from "./plan-types";
import type { Live, PlansApi } from "./plans-api";

export interface FiguresEvents {
  show(panel: Panel, isLive: boolean): void;
  /** What would be done by itself. */
  notes(notes: readonly string[]): void;
  wait(): void;
  fail(words: string): void;
}

export class Figures {
  #saved: Panel | null = null;
  #isStroke = false;
  readonly #live: Newest<Edit>;
  readonly #panel: Newest<number>;

  constructor(private readonly api: PlansApi, private readonly id: string, private readonly version: () => number, private readonly events: FiguresEvents) {
    this.#live = new Newest<Edit>(
      (edit) => api.live(id, this.version(), edit),
      (answer) => { this.#lively(answer as Live); },
      // A shape that is still being drawn may cross itself; what is wrong with it is said when it is done.
      () => undefined,
    );
    this.#panel = new Newest<number>(
      () => api.panel(this.id),
      (panel) => { this.#settled(panel as Panel); },
      (error) => { if (!(error instanceof Unreachable)) events.fail(errorWords(error)); },
    );
  }

  get panel(): Panel | null { return this.#saved; }

  /** The figures as they would be with an edit. */
  ask(edit: Edit): void {
    this.#isStroke = true;
    this.#live.push(edit);
  }

  /** The stroke was taken back: the figures are those that are saved. */
  drop(): void {
    this.#isStroke = false;
    this.#live.drop();
    this.events.notes([]);
    if (this.#saved) this.events.show(this.#saved, false);
  }

  /** The stroke was made: its figures stay until the saved ones are there. */
  made(): void {
    this.#isStroke = false;
    this.#live.drop();
    this.events.wait();
  }

  /** The plan is another: ask for its figures. */
  refresh(): void {
    this.events.wait();
    this.#panel.push(this.version());
  }

  /** Another filter. */
  filterBy(filter: string): void {
    this.api.filter = filter;
    this.refresh();
  }

  #lively({ panel, notes }: Live): void {
    if (!this.#isStroke) return;
    this.events.show(panel, true);
    this.events.notes(notes);
  }

  #settled(panel: Panel): void {
    this.#saved = panel;
    if (!this.#isStroke) this.events.show(panel, false);
  }
}
