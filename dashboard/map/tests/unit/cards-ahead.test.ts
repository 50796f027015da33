import { beforeEach, describe, expect, it } from "vitest";

import type { CardContent } from "../../src/card-content";
import { CardsAhead } from "../../src/cards-ahead";

const CARD = { title: "Laredo, TX" } as CardContent;
const never = new AbortController().signal;

describe("cards asked for ahead", () => {
  let asked: string[];
  let now: number;
  let isGone: boolean;
  let cards: CardsAhead;

  beforeEach(() => {
    [asked, now, isGone] = [[], 0, false];
    const card = (key: string, id: string, query: string): Promise<CardContent> => {
      asked.push(`${key}/${id}?${query}`);
      return isGone ? Promise.reject(new Error("gone")) : Promise.resolve(CARD);
    };
    cards = new CardsAhead({ card }, () => now);
  });

  it("answers a click from what was asked while the pointer rested", async () => {
    cards.ask("ports", "2304", "form=count");
    cards.ask("ports", "2304", "form=count");
    expect(await cards.card("ports", "2304", "form=count", never)).toBe(CARD);
    expect(asked).toEqual(["ports/2304?form=count"]);
  });

  it("asks anew for another filter, and when what it holds has grown old", async () => {
    cards.ask("ports", "2304", "from=2024-01");
    await cards.card("ports", "2304", "from=2025-01", never);
    now = 60_000;
    await cards.card("ports", "2304", "from=2024-01", never);
    expect(asked).toHaveLength(3);
  });

  it("asks again where asking ahead failed", async () => {
    isGone = true;
    cards.ask("ports", "2304", "");
    await Promise.resolve();
    isGone = false;
    expect(await cards.card("ports", "2304", "", never)).toBe(CARD);
    expect(asked).toHaveLength(2);
  });

  it("gives nothing to a card that is closed by then", async () => {
    cards.ask("ports", "2304", "");
    await expect(cards.card("ports", "2304", "", AbortSignal.abort())).rejects.toThrow();
  });

  it("keeps few", async () => {
    for (let i = 0; i < 20; i++) cards.ask("ports", String(i), "");
    await cards.card("ports", "0", "", never);
    await cards.card("ports", "19", "", never);
    expect(asked).toHaveLength(21);
  });
});
