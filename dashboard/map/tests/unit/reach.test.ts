import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Notices } from "../../src/notices";
import { Reach } from "../../src/reach";

let answers: boolean;
let tries: number;
let recovered: number;
let notices: Notices;
let reach: Reach;

beforeEach(() => {
  vi.useFakeTimers();
  [answers, tries, recovered] = [false, 0, 0];
  notices = new Notices(document.createElement("div"));
  reach = new Reach(notices, {
    isReachable: () => { tries++; if (answers) reach.heard(true); return Promise.resolve(answers); },
    recover: () => { recovered++; },
  });
});

afterEach(() => {
  reach.stop();
  vi.useRealTimers();
});

describe("a server that is gone", () => {
  it("is said once, however many calls fail", () => {
    for (let call = 0; call < 5; call++) reach.heard(false);
    expect(notices.root.children).toHaveLength(1);
    expect(notices.root.textContent).toContain("not reachable");
    expect(notices.root.textContent).toContain("last numbers");
    expect(reach.isLost).toBe(true);
  });

  it("is asked again with pauses that grow", async () => {
    reach.heard(false);
    const after: number[] = [];
    for (let second = 1; second <= 40; second++) {
      const before = tries;
      await vi.advanceTimersByTimeAsync(1000);
      if (tries > before) after.push(second);
    }
    expect(after).toEqual([1, 3, 7, 15, 31]);
  });

  it("that is back clears the notice, and what was missed is asked for once", async () => {
    reach.heard(false);
    answers = true;
    await vi.advanceTimersByTimeAsync(1000);
    expect(recovered).toBe(1);
    expect(notices.root.children).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(tries).toBe(1);
  });

  it("is asked at once when someone wants it, and when the network is back", async () => {
    reach.heard(false);
    notices.root.querySelector("button")?.click();
    expect(tries).toBe(1);
    expect(notices.root.children).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(0);
    window.dispatchEvent(new Event("online"));
    expect(tries).toBe(2);
  });
});

describe("a sign-in that has ended", () => {
  it("has what was missed asked for once somebody is signed in again", () => {
    window.dispatchEvent(new Event("borderops:signed-in"));
    expect(recovered).toBe(1);
    reach.stop();
    window.dispatchEvent(new Event("borderops:signed-in"));
    expect(recovered).toBe(1);
  });
});
