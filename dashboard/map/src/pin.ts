/** From a click to the pinned card: the pin on the map, which side the card stands on, and asking again for a new filter. */

import type { LngLat, Map as MapLibreMap } from "maplibre-gl";

import type { Api } from "./api";
import { CardsAhead } from "./cards-ahead";
import type { Reading } from "./hover-card";
import { PinnedCard } from "./pinned-card";
import { isCalm } from "./motion";
import { PlaceMark } from "./place-mark";
import type { Spot } from "./pointer";
import type { WhyAsked } from "./props";

/** Room that is kept between the card and the place that it is about. */
const CLEAR_PX = 24;
const PAN_MS = 300;

export class Pin {
  readonly card: PinnedCard;
  readonly #mark: PlaceMark;
  readonly #cards: CardsAhead;
  #place: LngLat | null = null;
  #query = "";
  #nonce = 0;

  constructor(private readonly map: MapLibreMap, api: Api, why: (asked: WhyAsked) => void) {
    this.#mark = new PlaceMark(map, "pin");
    this.#cards = new CardsAhead(api);
    this.card = new PinnedCard({
      card: ({ description, picked }, signal) => this.#cards.card(description.key, picked.id, this.#query, signal),
      why: (asked) => { why({ ...asked, nonce: ++this.#nonce }); },
      closed: () => { this.#mark.remove(); this.#place = null; },
    });
    map.getContainer().addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.card.isOpen || event.defaultPrevented) return;
      event.preventDefault();
      this.card.close();
    });
  }

  /** The place that the open card is about. */
  get place(): LngLat | null { return this.#place; }

  /** The pointer rests on something: a click may follow. */
  expect({ description, picked }: Reading, query: string): void {
    this.#cards.ask(description.key, picked.id, query);
  }

  /** Open a card for what was clicked, or close the one that is open if it was nothing; `query` is its filter. */
  open(readings: readonly Reading[], { point, lngLat }: Spot, query: string, byKeyboard: boolean): void {
    if (readings.length === 0) { this.card.close(); return; }
    this.#query = query;
    this.#place = lngLat;
    this.#mark.show(lngLat);
    this.card.root.dataset.side = point.x > this.map.getContainer().clientWidth / 2 ? "left" : "right";
    this.card.open(readings, byKeyboard);
    this.#uncover(point);
  }

  /** Move the map, if the card lies over the place, by as little as brings it out. */
  #uncover({ x, y }: { x: number; y: number }): void {
    const [frame, card] = [this.map.getContainer().getBoundingClientRect(), this.card.root.getBoundingClientRect()];
    const [left, right, top] = [card.left - frame.left - CLEAR_PX, card.right - frame.left + CLEAR_PX, card.top - frame.top - CLEAR_PX];
    if (x < left || x > right || y < top) return;
    const isSheet = card.width > frame.width * 0.9;
    const by: [number, number] = isSheet ? [0, y - top] : [this.card.root.dataset.side === "left" ? x - right : x - left, 0];
    this.map.panBy(by, { duration: isCalm() ? 0 : PAN_MS });
  }

  /** Take a new filter: the card that is open is asked again. */
  refresh(readings: readonly Reading[], query: string): void {
    if (query === this.#query) return;
    this.#query = query;
    this.card.refresh(readings);
  }
}
