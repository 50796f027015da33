import { expect, test } from "vitest";

import { KeyMap } from "../../src/display/keys";

const PLAIN = { altKey: false, ctrlKey: false, metaKey: false };

function keys(): { press: (...keys: string[]) => unknown; go: (ms: number) => void } {
  let now = 0;
  const map = new KeyMap(() => now);
  return {
    press: (...pressed) => pressed.map((key) => map.command({ key, ...PLAIN })).at(-1),
    go: (ms) => { now += ms; },
  };
}

test.each([
  [" ", "pause"], ["ArrowRight", "next"], ["ArrowLeft", "previous"], ["PageDown", "next"], ["PageUp", "previous"],
  ["Home", "first"], ["End", "last"], ["f", "full"], ["F", "full"], ["P", "presenter"], ["i", "papers"], ["b", "back"], ["d", "drill"], ["Escape", "back"],
])("%j asks for %s", (key, is) => {
  expect(keys().press(key)).toEqual({ is });
});

test("digits and Enter jump to a scene, counted from one by people", () => {
  const { press } = keys();
  expect(press("1")).toEqual({ is: "digits", words: "1" });
  expect(press("2")).toEqual({ is: "digits", words: "12" });
  expect(press("Enter")).toEqual({ is: "jump", place: 11 });
  expect(press("Enter")).toBeNull();
});

test("digits are forgotten after a while, and Escape forgets them and does nothing else", () => {
  const { press, go } = keys();
  press("7");
  go(4001);
  expect(press("Enter")).toBeNull();
  press("7");
  expect(press("Escape")).toBeNull();
  expect(press("Enter")).toBeNull();
});

test("keys of the browser are left to it", () => {
  const map = new KeyMap(() => 0);
  expect(map.command({ ...PLAIN, key: "f", ctrlKey: true })).toBeNull();
  expect(map.command({ ...PLAIN, key: "ArrowLeft", altKey: true })).toBeNull();
  for (const key of ["Tab", "F12", "x", "Shift", "toString", "constructor"]) expect(map.command({ ...PLAIN, key })).toBeNull();
});
