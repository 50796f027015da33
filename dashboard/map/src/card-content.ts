/** What the server tells of one thing on the map, and how a card shows it: facts, then a small chart of each series. */

import { element } from "./dom";
import { syntheticTag } from "./legend";
import { dateWords } from "./legend-entry";
import { sparkline } from "./sparkline";

/** A figure by month. `values` holds null where `words` says why: too small to show, or no figure. */
export interface Series {
  label: string;
  unit: string;
  months: string[];
  values: (number | null)[];
  words: string[];
  latest_words: string;
  latest_month: string;
}

export interface CardContent {
  title: string;
  kind_words: string;
  note: string;
  facts: { label: string; words: string }[];
  series: Series[];
  sentence: string;
  source: string;
  as_of: string | null;
  caveat: string;
  is_synthetic: boolean;
}

/** The part of a card that comes from the server. */
export function cardBody(card: CardContent): HTMLElement[] {
  const facts = card.facts.map(({ label, words }) => element("div", {}, element("dt", {}, label), element("dd", {}, words)));
  const papers = [card.source ? `Source: ${card.source}` : "", card.as_of ? `As of ${dateWords(card.as_of)}` : ""].filter(Boolean).join(" · ");
  return [
    card.note ? element("p", { class: "bo-facts" }, card.note) : null,
    facts.length > 0 ? element("dl", { class: "bo-card-facts" }, ...facts) : null,
    ...card.series.map(sparkline),
    card.sentence ? element("p", { class: "bo-sentence" }, card.sentence, card.is_synthetic ? syntheticTag() : null) : null,
    papers ? element("p", { class: "bo-facts" }, papers) : null,
    card.caveat ? element("p", { class: "bo-caveat" }, card.caveat) : null,
  ].filter((made): made is HTMLElement => made !== null);
}
