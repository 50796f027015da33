import { describe, expect, it } from "vitest";

import { Newest } from "../../src/newest";

interface Call { task: number; answer: (value: string) => void; refuse: (error: Error) => void }

function harness(): { calls: Call[]; settled: unknown[]; failed: unknown[]; newest: Newest<number> } {
  const calls: Call[] = [];
  const settled: unknown[] = [];
  const failed: unknown[] = [];
  const newest = new Newest<number>(
    (task) => new Promise<string>((answer, refuse) => { calls.push({ task, answer, refuse }); }),
    (result) => settled.push(result),
    (error) => failed.push(error),
  );
  return { calls, settled, failed, newest };
}

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe("newest", () => {
  it("has one task in flight, and of those that wait runs only the newest", async () => {
    const { calls, settled, newest } = harness();
    for (let task = 1; task <= 5; task++) newest.push(task);
    expect(calls.map(({ task }) => task)).toEqual([1]);
    calls[0]?.answer("one");
    await soon();
    expect(calls.map(({ task }) => task)).toEqual([1, 5]);
    calls[1]?.answer("five");
    await soon();
    expect(settled).toEqual(["one", "five"]);
    expect(calls).toHaveLength(2);
  });

  it("goes on after an error", async () => {
    const { calls, settled, failed, newest } = harness();
    newest.push(1);
    newest.push(2);
    calls[0]?.refuse(new Error("no"));
    await soon();
    calls[1]?.answer("two");
    await soon();
    expect(failed).toEqual([new Error("no")]);
    expect(settled).toEqual(["two"]);
  });

  it("ignores the answer to a dropped task, and takes the next", async () => {
    const { calls, settled, newest } = harness();
    newest.push(1);
    newest.push(2);
    newest.drop();
    calls[0]?.answer("late");
    await soon();
    expect(settled).toEqual([]);
    newest.push(3);
    calls[1]?.answer("three");
    await soon();
    expect(settled).toEqual(["three"]);
    expect(calls.map(({ task }) => task)).toEqual([1, 3]);
  });
});
