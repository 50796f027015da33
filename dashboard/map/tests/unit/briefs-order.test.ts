import { describe, expect, it } from "vitest";

import { durationWords, freeKey, moved, withCopy, withScene } from "../../src/briefs/scene-order";
import type { Scene } from "../../src/briefs/types";

function scene(key: string, seconds = 20): Scene {
  return { key, title: key, seconds, notes: "", questions: [], body: { kind: "note", words: key } };
}

describe("the order of scenes", () => {
  it("puts a scene where it is moved, and keeps all others in order", () => {
    for (let from = 0; from < 5; from++) {
      for (let to = 0; to < 5; to++) {
        const list = ["a", "b", "c", "d", "e"];
        const now = moved(list, from, to);
        expect(now[to]).toBe(list[from]);
        expect(now.filter((item) => item !== list[from])).toEqual(list.filter((item) => item !== list[from]));
      }
    }
  });

  it("takes a place beyond the ends for the end, and leaves the list alone without an item", () => {
    expect(moved(["a", "b"], 0, 9)).toEqual(["b", "a"]);
    expect(moved(["a", "b"], 1, -3)).toEqual(["b", "a"]);
    expect(moved(["a", "b"], 7, 0)).toEqual(["a", "b"]);
  });

  it("gives each new scene a key that no other has", () => {
    const scenes = [scene("map"), scene("map-2")];
    expect(freeKey("note", scenes)).toBe("note");
    expect(freeKey("map", scenes)).toBe("map-3");
    expect(freeKey("map-2", scenes)).toBe("map-3");
    expect(freeKey("x".repeat(60), [scene("x".repeat(60))])).toHaveLength(58);
  });

  it("adds after the chosen scene, and copies beside the original without sharing anything", () => {
    const scenes = [scene("a"), scene("b")];
    expect(withScene(scenes, scene("c"), 0).map(({ key }) => key)).toEqual(["a", "c", "b"]);
    expect(withScene(scenes, scene("c"), -1).map(({ key }) => key)).toEqual(["c", "a", "b"]);
    const copied = withCopy(scenes, 1);
    expect(copied.map(({ key }) => key)).toEqual(["a", "b", "b-2"]);
    expect(copied[2]?.body).not.toBe(copied[1]?.body);
  });

  it("says how long a rotation takes", () => {
    expect(durationWords([])).toBe("0 s");
    expect(durationWords([scene("a", 45)])).toBe("45 s");
    expect(durationWords([scene("a", 45), scene("b", 75)])).toBe("2 min");
    expect(durationWords([scene("a", 45), scene("b", 80)])).toBe("2 min 5 s");
  });
});
