import { beforeEach, describe, expect, it } from "vitest";

import type { CardContent, Series } from "../../src/card-content";
import type { Reading } from "../../src/hover-card";
import { PinnedCard } from "../../src/pinned-card";
import type { LayerDescription } from "../../src/props";
import { sparkline } from "../../src/sparkline";
import { readValues } from "../../src/wire";
import { frame, PAPERS } from "./frames";

const SERIES: Series = { label: "Pedestrians", unit: "people", months: ["2025-01", "2025-02", "2025-03"], values: [120, null, 80], words: ["120", "<10", "80"], latest_words: "80", latest_month: "2025-03" };
const CARD: CardContent = { title: "Laredo, TX", kind_words: "Port of entry", note: "Four bridges.", facts: [{ label: "Field office", words: "Laredo" }], series: [SERIES], sentence: "All categories", source: "BTS", as_of: "2025-02-28", caveat: "Inbound only.", is_synthetic: false };

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

function reading(key: string, name: string): Reading {
  const { header, values, change } = readValues(frame(PAPERS, { values: Uint32Array.of(1234) }));
  const description = { key, kind: "points", title: `Layer ${key}`, suppressed_words: "<10", outline: false } as LayerDescription;
  return { description, picked: { id: `${key}:1`, name, row: 0, note: "Land" }, painted: { header, values, change, codes: Uint8Array.of(1) } };
}

describe("the pinned card", () => {
  let asked: { id: string; signal: AbortSignal; answer: (card: CardContent) => void; refuse: (error: Error) => void }[];
  let whys: unknown[];
  let closed: number;
  let card: PinnedCard;
  const button = (words: string): HTMLButtonElement | undefined => [...card.root.querySelectorAll("button")].find((made) => (made.getAttribute("aria-label") ?? made.textContent) === words);

  beforeEach(() => {
    [asked, whys, closed] = [[], [], 0];
    card = new PinnedCard({
      card: ({ picked }, signal) => new Promise((answer, refuse) => { asked.push({ id: picked.id, signal, answer, refuse }); }),
      why: (why) => whys.push(why),
      closed: () => { closed++; },
    });
    document.body.replaceChildren(card.root);
  });

  it("shows at once what the map knows, then what the server tells", async () => {
    card.open([reading("ports", "Laredo, TX")], false);
    expect(card.root.textContent).toContain("Laredo, TX");
    expect(card.root.textContent).toContain("1,234");
    expect(card.root.querySelector("[aria-busy=true]")).not.toBeNull();
    asked[0]?.answer(CARD);
    await soon();
    expect(card.root.textContent).toContain("Four bridges.");
    expect(card.root.textContent).toContain("As of 28\u00a0Feb\u00a02025");
    expect(card.root.querySelector("[aria-busy=true]")).toBeNull();
  });

  it("offers a choice where several things lie, and drops the answer to the one that is left", async () => {
    card.open([reading("ports", "Laredo, TX"), reading("counties", "Webb County, TX")], false);
    button("Webb County, TX")?.click();
    expect(asked.map(({ id }) => id)).toEqual(["ports:1", "counties:1"]);
    expect(asked[0]?.signal.aborted).toBe(true);
    asked[0]?.answer(CARD);
    await soon();
    expect(card.root.textContent).not.toContain("Four bridges.");
    expect(button("Webb County, TX")?.getAttribute("aria-pressed")).toBe("true");
  });

  it("asks why of what it shows", () => {
    card.open([reading("counties", "Webb County, TX")], false);
    button("Why this colour?")?.click();
    expect(whys).toEqual([{ layer: "counties", id: "counties:1", name: "Webb County, TX" }]);
  });

  it("keeps what the map knows when the details do not come, and tries again", async () => {
    card.open([reading("ports", "Laredo, TX")], false);
    asked[0]?.refuse(new Error("The server does not answer."));
    await soon();
    expect(card.root.textContent).toContain("1,234");
    expect(card.root.textContent).toContain("could not be loaded");
    button("Try again")?.click();
    asked[1]?.answer(CARD);
    await soon();
    expect(card.root.textContent).toContain("Four bridges.");
  });

  it("opened by keyboard takes the focus, and gives it back on Escape", () => {
    const before = document.createElement("button");
    document.body.append(before);
    before.focus();
    card.open([reading("ports", "Laredo, TX")], true);
    expect(document.activeElement).toBe(card.root);
    card.root.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }));
    expect(card.isOpen).toBe(false);
    expect(document.activeElement).toBe(before);
    expect(closed).toBe(1);
    expect(asked[0]?.signal.aborted).toBe(true);
  });

  it("stays on the same thing when it is asked for another filter", () => {
    card.open([reading("ports", "Laredo, TX"), reading("counties", "Webb County, TX")], false);
    button("Webb County, TX")?.click();
    card.refresh([reading("ports", "Laredo, TX"), reading("counties", "Webb County, TX")]);
    expect(asked.at(-1)?.id).toBe("counties:1");
  });
});

describe("a small chart", () => {
  const chart = (): { root: HTMLElement; svg: SVGSVGElement; said: () => string | null | undefined } => {
    const root = sparkline(SERIES);
    return { root, svg: root.querySelector("svg") as SVGSVGElement, said: () => root.querySelector("output")?.textContent };
  };
  const press = (svg: SVGSVGElement, key: string): void => { svg.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })); };

  it("says the latest value with its month", () => {
    const { svg, said } = chart();
    expect(said()).toBe("80 people in Mar 2025");
    expect(svg.getAttribute("aria-label")).toContain("Pedestrians, people, by month, Jan 2025 to Mar 2025");
  });

  it("draws a month that is too small to show as a striped stub, never by its number", () => {
    const { svg, said } = chart();
    expect(svg.querySelectorAll(".bo-bar-small")).toHaveLength(1);
    expect(svg.querySelector(".bo-bar-small .bo-stripe")).not.toBeNull();
    svg.dispatchEvent(new FocusEvent("focus"));
    press(svg, "ArrowLeft");
    expect(said()).toBe("<10 in Feb 2025");
  });

  it("is read by arrow keys, and stops at its ends", () => {
    const { svg, said } = chart();
    press(svg, "Home");
    press(svg, "ArrowLeft");
    expect(said()).toBe("120 in Jan 2025");
    svg.dispatchEvent(new FocusEvent("blur"));
    expect(said()).toBe("80 people in Mar 2025");
  });
});
