/** The line under a scene: a dot with words, the day of the numbers, and how old their sources are. */

import { element } from "../dom";
import type { SourceAge } from "./brief-types";
import { clockWords, lateWords, type FeedState } from "./freshness";

export interface StatusFacts {
  feed: FeedState;
  isPaused: boolean;
  /** Moment of the last answer. */
  lastGood: Date | null;
  /** When the first failure of those that go on was. */
  trouble: string;
  asOf: string;
  sources: readonly SourceAge[];
  place: string;
  today: Date;
}

export type Dot = "live" | "late" | "cut off" | "paused" | "starting";

/** Which dot, and the words beside it. */
export function dotOf({ feed, isPaused, lastGood, sources, today }: StatusFacts): { dot: Dot; words: string } {
  const paused = isPaused ? ", paused" : "";
  if (feed === "cut off") return { dot: "cut off", words: `Cut off${lastGood ? ` since ${clockWords(lastGood, today)}` : ""}${paused}` };
  if (feed === "starting") return { dot: "starting", words: `Waiting for the server${paused}` };
  const late = sources.filter(({ late: isLate }) => isLate).length;
  if (late > 0) return { dot: "late", words: `Live, ${late === 1 ? "a source is" : `${late} sources are`} late${paused}` };
  return isPaused ? { dot: "paused", words: "Live, paused" } : { dot: "live", words: "Live" };
}

export class StatusLine {
  readonly #dot = element("span", { class: "bd-dot", "aria-hidden": "true" });
  readonly #words = element("strong", { class: "bd-state" });
  readonly #asOf = element("span", { class: "bd-as-of" });
  readonly #ages = element("span", { class: "bd-ages" });
  readonly #place = element("span", { class: "bd-place" });
  readonly root = element("footer", { class: "bd-status", "aria-label": "State of the display" }, this.#dot, this.#words, this.#asOf, this.#ages, this.#place);

  show(facts: StatusFacts): void {
    const { dot, words } = dotOf(facts);
    this.root.dataset.state = dot;
    put(this.#words, words);
    put(this.#asOf, facts.asOf === "" ? "" : `As of ${facts.asOf}`);
    const late = lateWords(facts.sources);
    put(this.#ages, late === "" ? agesWords(facts.sources) : late);
    put(this.#place, facts.place);
    this.root.title = facts.trouble;
  }
}

function agesWords(sources: readonly SourceAge[]): string {
  return sources.map(({ source, words }) => `${source}: ${words}`).join(" · ");
}

function put(place: HTMLElement, words: string): void {
  if (place.textContent !== words) place.textContent = words;
}
