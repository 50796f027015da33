import { describe, expect, it } from "vitest";

import { Divider } from "../../src/divider";
import { offersFor } from "../../src/swipe";

describe("the divider", () => {
  const made = (): { divider: Divider; handle: HTMLElement; moved: number[]; ended: () => number } => {
    const moved: number[] = [];
    let ended = 0;
    const divider = new Divider({ moved: (share) => moved.push(share), close: () => { ended++; }, chosen: () => undefined });
    divider.show("Jan 2026", "Jan 2025", [["2025-01/2025-01", "Jan 2025, a year before"]], "2025-01/2025-01");
    return { divider, handle: divider.root.querySelector("[role=slider]") as HTMLElement, moved, ended: () => ended };
  };
  const press = (on: HTMLElement, key: string, shiftKey = false): void => { on.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey, bubbles: true, cancelable: true })); };

  it("is a slider that says how much of each period is seen", () => {
    const { handle } = made();
    expect(handle.getAttribute("aria-valuenow")).toBe("50");
    expect(handle.getAttribute("aria-valuetext")).toBe("50 % Jan 2026, 50 % Jan 2025");
  });

  it("moves by arrow keys, and not beyond its ends", () => {
    const { handle, moved } = made();
    press(handle, "ArrowRight");
    press(handle, "ArrowLeft", true);
    expect(moved.slice(-2)).toEqual([0.52, 0.42]);
    press(handle, "End");
    press(handle, "ArrowRight");
    expect(handle.getAttribute("aria-valuenow")).toBe("100");
    press(handle, "Home");
    press(handle, "PageDown");
    expect(moved.at(-1)).toBe(0);
  });

  it("ends on Escape", () => {
    const { handle, ended } = made();
    press(handle, "Escape");
    expect(ended()).toBe(1);
  });
});

describe("second periods to choose from", () => {
  it("are the year before, two years before and the months before, where there are incidents", () => {
    const first = { from: "2026-01", to: "2026-03" };
    const second = { from: "2025-01", to: "2025-03" };
    expect(offersFor(first, second, ["2024-06", "2026-10"])).toEqual([
      ["2025-01/2025-03", "Jan–Mar 2025, a year before"],
      ["2025-10/2025-12", "Oct–Dec 2025, the months before"],
    ]);
  });

  it("hold the one in force, whatever it is", () => {
    expect(offersFor(null, { from: "2020-01", to: "2020-02" }, ["2024-06", "2026-10"])).toEqual([["2020-01/2020-02", "Jan–Feb 2020"]]);
  });
});
