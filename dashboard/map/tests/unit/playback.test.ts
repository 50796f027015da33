import { describe, expect, it } from "vitest";

import { periodText, type Period } from "../../src/months";
import { Playback } from "../../src/playback";
import { PlaybackPanel } from "../../src/playback-panel";

interface Bench {
  playback: Playback;
  shown: string[];
  ahead: string[];
  painted: () => Promise<void>;
  pauseOver: () => Promise<void>;
}

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

function bench(): Bench {
  const shown: string[] = [];
  const ahead: string[] = [];
  const paints: (() => void)[] = [];
  const pauses: (() => void)[] = [];
  const playback = new Playback({
    show: (period: Period) => new Promise((resolve) => { shown.push(periodText(period)); paints.push(resolve); }),
    fetchAhead: (period) => ahead.push(periodText(period)),
    changed: () => undefined,
  }, () => new Promise((resolve) => { pauses.push(resolve); }));
  playback.open(["2025-01", "2025-04"], "2025-04");
  const next = async (list: (() => void)[]): Promise<void> => { list.shift()?.(); await soon(); };
  return { playback, shown, ahead, painted: () => next(paints), pauseOver: () => next(pauses) };
}

const MONTHS = ["2025-01/2025-01", "2025-02/2025-02", "2025-03/2025-03", "2025-04/2025-04"];

describe("playback", () => {
  it("opens at the window that ends in the page's period", () => {
    const { playback } = bench();
    expect(playback.period).toEqual({ from: "2025-04", to: "2025-04" });
    playback.open(["2025-01", "2025-04"], "2025-02");
    expect(playback.at).toBe(1);
  });

  it("shows every month, each only after the one before it was painted, and fetches one ahead", async () => {
    const { playback, shown, ahead, painted, pauseOver } = bench();
    void playback.play();
    await soon();
    expect(shown).toEqual(MONTHS.slice(0, 1));
    expect(ahead).toEqual(MONTHS.slice(1, 2));
    await pauseOver();
    expect(shown).toHaveLength(1);
    while (shown.length < MONTHS.length) {
      await painted();
      await pauseOver();
    }
    await painted();
    await pauseOver();
    expect(shown).toEqual(MONTHS);
    expect(playback.painted).toBe(MONTHS.length);
    expect(playback.isPlaying).toBe(false);
  });

  it("stops where it is told to, and goes on from there", async () => {
    const { playback, shown, painted, pauseOver } = bench();
    void playback.play();
    await painted();
    await pauseOver();
    playback.toggle();
    await painted();
    await pauseOver();
    expect(shown).toHaveLength(2);
    expect(playback.period?.from).toBe("2025-02");
  });

  it("stops when a month cannot be shown", async () => {
    const playback = new Playback({ show: () => Promise.reject(new Error("gone")), fetchAhead: () => undefined, changed: () => undefined });
    playback.open(["2025-01", "2025-04"], "2025-01");
    await expect(playback.play()).rejects.toThrow("gone");
    expect(playback.isPlaying).toBe(false);
  });

  it("paints only the newest of the months that a slider runs over", async () => {
    const { playback, shown, painted } = bench();
    for (const at of [0, 1, 2]) playback.goTo(at);
    await painted();
    expect(shown).toEqual([MONTHS[0], MONTHS[2]]);
  });

  it("keeps the last month when the window grows", () => {
    const { playback } = bench();
    playback.resize(3);
    expect(playback.period).toEqual({ from: "2025-02", to: "2025-04" });
  });
});

describe("the playback's panel", () => {
  const press = (on: Element | null, key: string): void => { on?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })); };

  it("names on the map what is painted, not what is on its way", async () => {
    const { playback, painted } = bench();
    const panel = new PlaybackPanel(playback, { use: () => undefined, close: () => undefined }, false);
    playback.goTo(1);
    panel.show();
    expect(panel.label.textContent).toBe("");
    await painted();
    panel.show();
    expect(panel.label.textContent).toBe("Feb 2025");
  });

  it("toggles on Space at the slider, and names the months", () => {
    const { playback } = bench();
    const panel = new PlaybackPanel(playback, { use: () => undefined, close: () => undefined }, false);
    panel.open();
    const slider = panel.root.querySelector("input");
    expect(slider?.getAttribute("aria-valuetext")).toBe("Apr 2025");
    press(slider, " ");
    expect(playback.isPlaying).toBe(true);
    press(slider, " ");
    expect(playback.isPlaying).toBe(false);
  });

  it("offers no playing by itself where little motion is asked for", () => {
    const { playback } = bench();
    const panel = new PlaybackPanel(playback, { use: () => undefined, close: () => undefined }, true);
    panel.open();
    press(panel.root.querySelector("input"), " ");
    expect(playback.isPlaying).toBe(false);
    expect(panel.root.querySelector<HTMLElement>("[aria-label=Play]")?.hidden).toBe(true);
  });
});
