import { describe, expect, it } from "vitest";

import { fiscalYear, monthNumber, monthText, monthWords, periodOfQuery, periodWords, readPeriod, windowsOf, withPeriod, yearBefore, yearStarting } from "../../src/months";

describe("months", () => {
  it("go to numbers and back, over the turn of a year", () => {
    for (const text of ["1999-12", "2024-01", "2026-10"]) expect(monthText(monthNumber(text))).toBe(text);
    expect(monthText(monthNumber("2024-01") - 1)).toBe("2023-12");
    expect(() => monthNumber("2024-13")).toThrow(/YYYY-MM/);
  });

  it("are named, alone and as a period", () => {
    expect(monthWords("2026-03")).toBe("Mar 2026");
    expect(periodWords({ from: "2026-03", to: "2026-03" })).toBe("Mar 2026");
    expect(periodWords({ from: "2026-01", to: "2026-03" })).toBe("Jan–Mar 2026");
    expect(periodWords({ from: "2025-11", to: "2026-01" })).toBe("Nov 2025–Jan 2026");
  });

  it("begin a calendar year in January and a fiscal year in October", () => {
    expect(yearStarting("2026-01")).toBe("calendar");
    expect(yearStarting("2025-10")).toBe("fiscal");
    expect(yearStarting("2025-09")).toBeNull();
    expect([fiscalYear("2025-09"), fiscalYear("2025-10"), fiscalYear("2099-10")]).toEqual(["FY25", "FY26", "FY00"]);
  });

  it("have one window for each month that it can end in", () => {
    expect(windowsOf(["2025-01", "2025-04"], 3)).toEqual([{ from: "2025-01", to: "2025-03" }, { from: "2025-02", to: "2025-04" }]);
    expect(windowsOf(["2025-01", "2025-04"], 1)).toHaveLength(4);
    expect(windowsOf(["2025-01", "2025-04"], 12)).toEqual([]);
  });
});

describe("a period", () => {
  it("is read strictly", () => {
    expect(readPeriod("2024-10/2025-03")).toEqual({ from: "2024-10", to: "2025-03" });
    for (const text of [null, "", "2024-10", "2025-03/2024-10", "2024-10/2025-03/2026-01", "2024-1/2024-02"]) expect(readPeriod(text)).toBeNull();
  });

  it("a year before has the same months", () => {
    expect(yearBefore({ from: "2025-11", to: "2026-10" })).toEqual({ from: "2024-11", to: "2025-10" });
  });

  it("goes into a filter and comes out of it; an open end comes from the span", () => {
    const query = withPeriod("category=Drug+seizure&from=2020-01&to=2020-02", { from: "2025-01", to: "2025-03" });
    expect(new URLSearchParams(query).get("category")).toBe("Drug seizure");
    expect(periodOfQuery(query, null)).toEqual({ from: "2025-01", to: "2025-03" });
    expect(periodOfQuery("from=2025-01", ["2022-11", "2026-10"])).toEqual({ from: "2025-01", to: "2026-10" });
    expect(periodOfQuery("", null)).toBeNull();
  });
});
