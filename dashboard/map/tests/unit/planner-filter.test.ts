import { afterEach, describe, expect, it } from "vitest";

import { FiguresFilter, withCategory, withPeriod, writeAddress } from "../../src/planner/figures-filter";
import { panelOf } from "./plans";

const PERIODS = [{ value: "2025-12-01/2026-11-01", label: "Latest 12 months" }, { value: "2025-01-01/2025-12-01", label: "Calendar year 2025" }];

afterEach(() => { window.history.replaceState(null, "", "/"); });

describe("the filter of the figures", () => {
  it("changes period and category and leaves the rest of the query alone", () => {
    expect(withPeriod("from=2025-12&to=2026-11&mode=air", "2025-01-01/2025-12-01")).toBe("from=2025-01&to=2025-12&mode=air");
    expect(withCategory("from=2025-12", "Drug seizure")).toBe("from=2025-12&category=Drug+seizure");
    expect(withCategory("category=Drug+seizure", "")).toBe("");
  });

  it("stands in the address beside the plan", () => {
    window.history.replaceState(null, "", "/planner?plan=3&category=Old");
    writeAddress("from=2025-01&to=2025-12");
    expect(window.location.search).toBe("?plan=3&from=2025-01&to=2025-12");
  });

  it("offers the ready-made periods and the panel's categories, with what is asked for chosen", () => {
    const asked: string[] = [];
    const filter = new FiguresFilter("from=2025-12&to=2026-11", PERIODS, (query) => asked.push(query));
    const columns = ["Drug seizure", "Port operations"].map((title) => ({ key: `category-${title}`, title, unit: "events" }));
    filter.show(panelOf({ columns }));
    const [period, category] = [...filter.root.querySelectorAll("select")] as [HTMLSelectElement, HTMLSelectElement];
    expect([period.selectedOptions[0]?.textContent, category.options.length]).toEqual(["Latest 12 months", 3]);
    category.value = "Drug seizure";
    category.dispatchEvent(new Event("change"));
    filter.show(panelOf());
    expect([asked, category.value]).toEqual([["from=2025-12&to=2026-11&category=Drug+seizure"], "Drug seizure"]);
  });

  it("names a period of a link that is no ready-made one", () => {
    const filter = new FiguresFilter("from=2024-03&to=2024-05", PERIODS, () => undefined);
    expect(filter.root.querySelector("option")?.textContent).toBe("2024-03 to 2024-05");
  });
});
