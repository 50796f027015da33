/** Cards that are asked for while the pointer rests on a place, so that a click finds them there. */

import type { Api } from "./api";
import type { CardContent } from "./card-content";

const MOST_HELD = 8;
/** Newer data may have come since. */
const HELD_MS = 30_000;

export class CardsAhead {
  readonly #held = new Map<string, { card: Promise<CardContent>; askedAt: number }>();

  /** `now` is a clock in milliseconds. */
  constructor(private readonly api: Pick<Api, "card">, private readonly now: () => number = () => performance.now()) {}

  /** Ask for a card that will probably be wanted; a failure is kept to itself. */
  ask(key: string, id: string, query: string): void {
    if (this.#find(key, id, query)) return;
    const name = nameOf(key, id, query);
    const card = this.api.card(key, id, query, new AbortController().signal);
    this.#held.set(name, { card, askedAt: this.now() });
    card.catch(() => { this.#held.delete(name); });
    const oldest = this.#held.keys().next();
    if (this.#held.size > MOST_HELD && !oldest.done) this.#held.delete(oldest.value);
  }

  /** The card, asked for now if it is not on its way; throws as {@link Api.card}. */
  async card(key: string, id: string, query: string, signal: AbortSignal): Promise<CardContent> {
    const held = this.#find(key, id, query);
    // One that fails is asked for again: the reason may be gone.
    const found = await held?.catch(() => null);
    signal.throwIfAborted();
    return found ?? this.api.card(key, id, query, signal);
  }

  #find(key: string, id: string, query: string): Promise<CardContent> | undefined {
    const held = this.#held.get(nameOf(key, id, query));
    return held && this.now() - held.askedAt < HELD_MS ? held.card : undefined;
  }
}

function nameOf(key: string, id: string, query: string): string {
  return `${key}/${id}?${query}`;
}
