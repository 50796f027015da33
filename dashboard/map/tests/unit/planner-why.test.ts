import { describe, expect, it } from "vitest";

import type { Ground, Why } from "../../src/planner/plan-types";
import { WhyView } from "../../src/planner/why-view";

const ground = (kind: string, speaks_for: boolean | null): Ground => ({ kind, speaks_for, words: `${kind}.` });
const settled = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve, 0); });

describe("why a county is here", () => {
  const waiting = new Map<string, (why: Why) => void>();
  const view = new WhyView((unit) => new Promise((resolve) => { waiting.set(unit, resolve); }));
  const answer = async (unit: string, grounds: Ground[], decisive: Ground | null): Promise<void> => {
    waiting.get(unit)?.({ unit, grounds, decisive, words: "Nothing speaks for it." });
    await settled();
  };
  const lines = (): (string | null)[] => [...view.root.querySelectorAll("li")].map(({ textContent }) => textContent);

  it("tells the ground that decides first, and what speaks against", async () => {
    view.about("48141", 1);
    view.root.querySelector("button")?.click();
    const sector = ground("sector", true);
    await answer("48141", [ground("enclosed", null), ground("balance", false), sector], sector);
    expect(lines()).toEqual(["Sector, decides: sector.", "Enclosed, neither for nor against: enclosed.", "Balance, against: balance."]);
  });

  it("asks again when the plan is another, and not for a county that nobody asked about", async () => {
    waiting.clear();
    view.about("48141", 2);
    expect([...waiting.keys()]).toEqual(["48141"]);
    view.about("48229", 2);
    await answer("48141", [ground("sector", true)], null);
    expect(lines()).toEqual([]);
    expect(waiting.has("48229")).toBe(false);
  });
});
