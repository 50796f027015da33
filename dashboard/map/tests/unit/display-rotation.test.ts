import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { SceneEntry } from "../../src/display/brief-types";
import { RotationClock } from "../../src/display/clock";
import { Order } from "../../src/display/order";
import { Rotation } from "../../src/display/rotation";

const A: SceneEntry = { key: "a", title: "A", seconds: 10 };
const B: SceneEntry = { key: "b", title: "B", seconds: 20 };
const C: SceneEntry = { key: "c", title: "C", seconds: 5 };
const SCENES = [A, B, C];

function clockAt(): { clock: RotationClock; go: (ms: number) => void } {
  let now = 1000;
  return { clock: new RotationClock(() => now), go: (ms) => { now += ms; } };
}

test("a scene is due when its time is over, and not before", () => {
  const { clock, go } = clockAt();
  clock.begin(10_000);
  go(9_999);
  expect(clock.isDue).toBe(false);
  go(1);
  expect(clock.isDue).toBe(true);
  expect(clock.left).toBe(0);
});

test("lateness of one scene is taken off the next, so that nothing drifts", () => {
  const { clock, go } = clockAt();
  clock.begin(1000);
  for (let scene = 1; scene <= 1000; scene++) {
    go(clock.left + 7);
    expect(clock.isDue).toBe(true);
    clock.follow(1000);
  }
  expect(clock.elapsed).toBe(7);
});

test("after a sleep of more than a scene the next one has its whole time", () => {
  const { clock, go } = clockAt();
  clock.begin(1000);
  go(3_600_000);
  clock.follow(1000);
  expect(clock.left).toBe(1000);
});

test("a pause keeps the time that a scene has had, however long it is", () => {
  const { clock, go } = clockAt();
  clock.begin(10_000);
  go(4000);
  clock.pause();
  go(86_400_000);
  expect(clock.isDue).toBe(false);
  expect(clock.left).toBe(6000);
  clock.resume();
  go(5999);
  expect(clock.isDue).toBe(false);
  go(1);
  expect(clock.isDue).toBe(true);
});

test("a scene that begins during a pause stands until the pause ends", () => {
  const { clock, go } = clockAt();
  clock.begin(1000);
  clock.pause();
  go(700);
  clock.begin(2000);
  go(5000);
  expect(clock.left).toBe(2000);
  clock.resume();
  expect(clock.left).toBe(2000);
});

test("the order goes around its ends, and jumps stop at them", () => {
  const order = new Order();
  order.replace(SCENES);
  order.step(-1);
  expect(order.current?.key).toBe("c");
  expect(order.next?.key).toBe("a");
  order.step(1);
  expect(order.current?.key).toBe("a");
  order.goTo(99);
  expect(order.current?.key).toBe("c");
  order.goTo(-5);
  expect(order.current?.key).toBe("a");
});

test("another list keeps the scene on show by its key, or its place if it is gone", () => {
  const order = new Order();
  order.replace(SCENES, "b");
  order.replace([B, A, C]);
  expect(order.current?.key).toBe("b");
  expect(order.place).toBe(0);
  order.replace([C]);
  expect(order.current?.key).toBe("c");
  order.replace([]);
  expect(order.current).toBeUndefined();
  expect(order.next).toBeUndefined();
});

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

function rotation(isReady: (entry: SceneEntry) => boolean = () => true, speed = 1): { rotation: Rotation; changes: string[] } {
  const changes: string[] = [];
  const made: Rotation = new Rotation(() => Date.now(), speed, {
    changed: (isByItself) => { changes.push(`${made.order.current?.key ?? ""}${isByItself ? "" : "!"}`); },
    isReady,
  });
  made.accept(SCENES);
  return { rotation: made, changes };
}

test("scenes follow each other, each after its own seconds", () => {
  const { changes } = rotation();
  vi.advanceTimersByTime(9_999);
  expect(changes).toEqual(["a"]);
  vi.advanceTimersByTime(1);
  expect(changes).toEqual(["a", "b"]);
  vi.advanceTimersByTime(20_000);
  vi.advanceTimersByTime(5_000);
  expect(changes).toEqual(["a", "b", "c", "a"]);
});

test("a scene that somebody asked for has its whole time", () => {
  const { rotation: made, changes } = rotation();
  vi.advanceTimersByTime(9_000);
  made.goToKey("c");
  vi.advanceTimersByTime(4_999);
  expect(changes).toEqual(["a", "c!"]);
  vi.advanceTimersByTime(1);
  expect(changes).toEqual(["a", "c!", "a"]);
});

test("nothing moves while it is paused, but who asks is served", () => {
  const { rotation: made, changes } = rotation();
  made.setPaused(true);
  vi.advanceTimersByTime(3_600_000);
  made.step(1);
  vi.advanceTimersByTime(3_600_000);
  expect(changes).toEqual(["a", "b!"]);
  made.setPaused(false);
  vi.advanceTimersByTime(20_000);
  expect(changes).toEqual(["a", "b!", "c"]);
});

test("a scene that has not come is waited for, and not for ever", () => {
  let isHere = false;
  const { changes } = rotation(({ key }) => key !== "b" || isHere);
  vi.advanceTimersByTime(15_000);
  expect(changes).toEqual(["a"]);
  isHere = true;
  vi.advanceTimersByTime(250);
  expect(changes).toEqual(["a", "b"]);
  const other = rotation(() => false);
  vi.advanceTimersByTime(10_000 + 30_000 + 250);
  expect(other.changes).toEqual(["a", "b"]);
});

test("a renewed list with other seconds leaves the scene its time so far", () => {
  const { rotation: made, changes } = rotation();
  vi.advanceTimersByTime(6_000);
  made.accept([{ ...A, seconds: 8 }, B]);
  vi.advanceTimersByTime(1_999);
  expect(changes).toEqual(["a"]);
  vi.advanceTimersByTime(1);
  expect(changes).toEqual(["a", "b"]);
});
