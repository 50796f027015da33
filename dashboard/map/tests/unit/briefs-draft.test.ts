import { describe, expect, it } from "vitest";

import { Draft } from "../../src/briefs/draft";
import type { Kept } from "../../src/briefs/types";

function kept(title: string, version = 1): Kept {
  return { token: "7", title, owner: "local", origin: "", scenes: 0, version, is_default: false, is_archived: false, changed_at: null, changed_by: "local", brief: { title, view: "", scenes: [] } };
}

describe("a draft", () => {
  it("is changed until what it is has been stored", () => {
    const draft = new Draft(kept("Monday"));
    expect(draft.isChanged).toBe(false);
    draft.change({ ...draft.brief, title: "Tuesday" }, "Title");
    expect(draft.isChanged).toBe(true);
    draft.stored(kept("Tuesday", 2));
    expect(draft.isChanged).toBe(false);
    expect(draft.saved.version).toBe(2);
  });

  it("keeps what was typed while a save was under way", () => {
    const draft = new Draft(kept("A"));
    draft.change({ ...draft.brief, title: "AB" }, "Title");
    draft.change({ ...draft.brief, title: "ABC" }, "Title");
    draft.stored(kept("AB", 2));
    expect(draft.brief.title).toBe("ABC");
    expect(draft.isChanged).toBe(true);
  });

  it("takes back one change after the other, and a run of keystrokes in a field as one", () => {
    let now = 0;
    const draft = new Draft(kept("A"), () => now);
    for (const title of ["AB", "ABC", "ABCD"]) { now += 200; draft.change({ ...draft.brief, title }, "Title", "title"); }
    now += 5000;
    draft.change({ ...draft.brief, title: "ABCDE" }, "Title", "title");
    draft.change({ ...draft.brief, view: "from=2026-01" }, "Filter", "view");
    expect(draft.undoWords).toBe("Filter");
    expect([draft.undo(), draft.brief.view]).toEqual(["Filter", ""]);
    expect([draft.undo(), draft.brief.title]).toEqual(["Title", "ABCD"]);
    expect([draft.undo(), draft.brief.title]).toEqual(["Title", "A"]);
    expect([draft.undo(), draft.undoWords]).toEqual([null, null]);
  });

  it("brings one's own back by undo after theirs was opened", () => {
    const draft = new Draft(kept("Mine"));
    draft.change({ ...draft.brief, title: "Mine, longer" }, "Title");
    draft.takeTheirs(kept("Theirs", 5));
    expect([draft.brief.title, draft.isChanged, draft.saved.version]).toEqual(["Theirs", false, 5]);
    expect(draft.undo()).toBe("Open theirs");
    expect([draft.brief.title, draft.isChanged]).toEqual(["Mine, longer", true]);
  });

  it("goes on top of theirs if one's own is to stay", () => {
    const draft = new Draft(kept("Mine"));
    draft.change({ ...draft.brief, title: "Mine, longer" }, "Title");
    draft.keepMine(kept("Theirs", 5));
    expect([draft.brief.title, draft.isChanged, draft.saved.version]).toEqual(["Mine, longer", true, 5]);
  });
});
