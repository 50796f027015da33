import { describe, expect, it } from "vitest";

import { filterView, isSameMonths, monthsWords, regionSetOf, sceneView, viewOf } from "../../src/briefs/link-view";

const SEARCH = "?from=2025-11&to=2026-10&region=sector%3Atucson&layers=ports_of_entry%7Csectors~60&version=v000002&at=-110%2C32%2C6";

describe("a saved view", () => {
  it("is what stands behind the question mark of whatever is pasted", () => {
    expect(viewOf("/?a=1&b=2#map")).toBe("a=1&b=2");
    expect(viewOf(" ?a=1 ")).toBe("a=1");
    expect(viewOf("a=1&b=2")).toBe("a=1&b=2");
    expect(viewOf("/planner")).toBe("");
    expect(viewOf("")).toBe("");
  });

  it("leaves the data version behind, and the months unless they are to stay", () => {
    const follows = new URLSearchParams(sceneView(SEARCH, false));
    expect([...follows.keys()]).toEqual(["region", "layers", "at"]);
    expect(new URLSearchParams(sceneView(SEARCH, true)).get("from")).toBe("2025-11");
  });

  it("is only a filter where there is no map", () => {
    expect(filterView(sceneView(SEARCH, false))).toBe("region=sector%3Atucson");
  });

  it("tells its months in words, and whether they are those of another", () => {
    expect(monthsWords(SEARCH.slice(1))).toBe("Nov 2025 to Oct 2026");
    expect(monthsWords("from=2026-01&to=2026-01")).toBe("Jan 2026");
    expect(monthsWords("from=2026-01")).toBe("from Jan 2026");
    expect(monthsWords("to=2026-13")).toBe("");
    expect(isSameMonths(SEARCH, "from=2025-11&to=2026-10")).toBe(true);
    expect(isSameMonths(SEARCH, "from=2025-11")).toBe(false);
  });

  it("names the set of regions that it shows first, else sectors", () => {
    expect(regionSetOf(SEARCH.slice(1))).toBe("sector");
    expect(regionSetOf("layers=ports_of_entry%7Ccounties~40%7Csectors")).toBe("county");
    expect(regionSetOf("layers=none")).toBe("sector");
  });
});
