import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { clockWords, cutOffWords, Feed, lateWords } from "../../src/display/freshness";
import { patienceOf, Refresh } from "../../src/display/refresh";
import { dotOf, type StatusFacts } from "../../src/display/status";

const EVERY = 60_000;
const TODAY = new Date("2026-11-30T14:05:00Z");

function feed(): { feed: Feed; go: (ms: number) => void } {
  let now = 0;
  return { feed: new Feed(() => now, EVERY), go: (ms) => { now += ms; } };
}

test("a feed starts, is live once it is answered, and stays so within the interval", () => {
  const { feed: made, go } = feed();
  expect(made.state).toBe("starting");
  made.answered(TODAY);
  go(EVERY * 0.9);
  expect(made.state).toBe("live");
});

test("silence of an interval cuts it off, even if no question has failed", () => {
  const { feed: made, go } = feed();
  made.answered(TODAY);
  go(EVERY);
  expect(made.state).toBe("cut off");
});

test("one failure may be chance, the second is not, and one answer mends it", () => {
  const { feed: made } = feed();
  made.answered(TODAY);
  made.failed("The server does not answer.");
  expect(made.state).toBe("live");
  made.failed("The server does not answer.");
  expect(made.state).toBe("cut off");
  expect(made.lastGood).toEqual(TODAY);
  made.answered(new Date(TODAY.getTime() + 1000));
  expect(made.state).toBe("live");
  expect(made.words).toBe("");
});

test("a display that never had an answer is cut off too, and what was kept says from when it is", () => {
  const { feed: made } = feed();
  made.kept(TODAY);
  made.failed("no");
  expect(made.state).toBe("starting");
  made.failed("no");
  expect(made.state).toBe("cut off");
  expect(made.lastGood).toEqual(TODAY);
});

test("it is said since when, with the day if that was another one", () => {
  expect(clockWords(new Date("2026-11-30T14:02:59Z"), TODAY)).toBe("14:02 UTC");
  expect(clockWords(new Date("2026-11-29T23:10:00Z"), TODAY)).toBe("2026-11-29 23:10 UTC");
  expect(cutOffWords(new Date("2026-11-30T14:02:00Z"), TODAY)).toBe("Cut off from the server since 14:02 UTC. These are the last good numbers");
  expect(cutOffWords(null, TODAY)).toContain("no numbers yet");
});

test("late sources are named with their age, others are not", () => {
  expect(lateWords([{ source: "A", words: "as of 1 Oct 2026, 60 days old", late: true }, { source: "B", words: "new", late: false }])).toBe("Late: A (as of 1 Oct 2026, 60 days old)");
  expect(lateWords([])).toBe("");
});

const FACTS: StatusFacts = { feed: "live", isPaused: false, lastGood: new Date("2026-11-30T14:02:00Z"), trouble: "", asOf: "", sources: [], place: "1 of 3", today: TODAY };
const LATE = { source: "A", words: "old", late: true };

test.each([
  [FACTS, "live", "Live"],
  [{ ...FACTS, isPaused: true }, "paused", "Live, paused"],
  [{ ...FACTS, sources: [LATE] }, "late", "Live, a source is late"],
  [{ ...FACTS, sources: [LATE, LATE], isPaused: true }, "late", "Live, 2 sources are late, paused"],
  [{ ...FACTS, feed: "cut off" as const, sources: [LATE] }, "cut off", "Cut off since 14:02 UTC"],
  [{ ...FACTS, feed: "starting" as const, lastGood: null }, "starting", "Waiting for the server"],
])("the dot has words beside it: %#", (facts, dot, words) => {
  expect(dotOf(facts)).toEqual({ dot, words });
});

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

test("the server is asked twice within an interval, a little sooner by chance, and never twice at once", async () => {
  let asked = 0;
  const refresh = new Refresh(() => { asked += 1; return Promise.resolve(true); }, EVERY, () => 1);
  void refresh.ask();
  void refresh.ask();
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toBe(1);
  await vi.advanceTimersByTimeAsync(EVERY * 0.4);
  expect(asked).toBe(2);
  refresh.stop();
  await vi.advanceTimersByTimeAsync(EVERY * 10);
  expect(asked).toBe(2);
});

test("after a failure it asks again soon, and two failures fit into one interval with their patience", async () => {
  const moments: number[] = [];
  const start = Date.now();
  const refresh = new Refresh(() => { moments.push(Date.now() - start); return Promise.reject(new Error("gone")); }, EVERY, () => 1);
  void refresh.ask();
  await vi.advanceTimersByTimeAsync(EVERY * 0.2);
  expect(moments).toEqual([0, EVERY * 0.2]);
  refresh.stop();
  expect(patienceOf(2000)).toBe(800);
  expect(patienceOf(3_600_000)).toBe(15_000);
});
