import { describe, expect, it } from "vitest";

import { deedWords, holdWords, standWords } from "../../src/planner/review-view";

const LIST = [{ key: "totals", words: "Sums add up", ticked_by: null }, { key: "notes", words: "Notes are resolved", ticked_by: "B. Reviewer" }];
const DONE = LIST.map((item) => ({ ...item, ticked_by: "B. Reviewer" }));

describe("a review", () => {
  it("says how the plan stands in a whole sentence", () => {
    expect(standWords({ status: "draft", submitted_by: null })).toBe("This plan is a draft and was not handed in for review yet.");
    expect(standWords({ status: "submitted", submitted_by: "local" })).toContain("local handed it in");
  });

  it("holds the signature until every box is ticked and a reviewer other than the author is named", () => {
    expect(holdWords({ checklist: LIST.map((item) => ({ ...item, ticked_by: null })), submitted_by: "local" }, "local", "")).toBe("2 of 2 boxes are not ticked yet. Name a reviewer other than local.");
    expect(holdWords({ checklist: LIST, submitted_by: "local" }, "local", "B. Reviewer")).toBe("1 of 2 boxes is not ticked yet.");
    expect(holdWords({ checklist: DONE, submitted_by: "local" }, "local", " Local ")).toContain("name another reviewer");
    expect(holdWords({ checklist: DONE, submitted_by: "local" }, "local", "B. Reviewer")).toBe("");
    expect(holdWords({ checklist: DONE, submitted_by: "local" }, "local", "")).toBe("");
  });

  it("says what was ticked, not only that something was", () => {
    const event = { did: "ticked", item: "notes", words: "", person: "B. Reviewer", at: "2026-11-30T12:00:00Z" };
    expect(deedWords(event, LIST)).toBe("Ticked: Notes are resolved");
    expect(deedWords({ ...event, did: "sent back", item: "", words: "Split Texas" }, LIST)).toBe("Sent back: Split Texas");
    expect(deedWords({ ...event, did: "submitted", item: "" }, LIST)).toBe("Handed in for review");
  });
});
