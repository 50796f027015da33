import { afterEach, describe, expect, it, vi } from "vitest";

import { commonScale } from "../../src/common-scale";
import { askedOf, onScale, ScaledApi } from "../../src/scaled-api";
import { readValues, SUPPRESSED } from "../../src/wire";
import { frame, PAPERS } from "./frames";

const signal = new AbortController().signal;

function serve(breaks: number[] = [20, 50]): string[] {
  const asked: string[] = [];
  vi.stubGlobal("fetch", (url: URL) => {
    asked.push(url.search);
    return Promise.resolve(new Response(frame({ ...PAPERS, breaks }, { values: Uint32Array.of(12, SUPPRESSED, 60) })));
  });
  return asked;
}

afterEach(() => { vi.unstubAllGlobals(); });

describe("values on a shared scale", () => {
  it("keep their own class limits unless the query names a scale", async () => {
    serve();
    const api = new ScaledApi(new URL("http://127.0.0.1/"));
    api.scaleOf = () => ({ breaks: [5, 10], largest: 99 });
    expect((await api.values("counties", "from=2025-01", 4, signal)).header).toMatchObject({ breaks: [20, 50] });
    const scaled = await api.values("counties", onScale("from=2025-01", "play"), 4, signal);
    expect(scaled.header).toMatchObject({ breaks: [5, 10], largest: 99 });
  });

  it("are asked of the server without the scale's name", async () => {
    const asked = serve();
    await new ScaledApi(new URL("http://127.0.0.1/")).values("counties", onScale("from=2025-01", "a|b"), 4, signal);
    expect(asked).toEqual(["?from=2025-01&zoom=4"]);
    expect(askedOf(onScale("", "x"))).toBe("");
    expect(askedOf("category=Drug%20seizure")).toBe("category=Drug%20seizure");
  });

  it("that were fetched ahead are not fetched again", async () => {
    const asked = serve();
    const api = new ScaledApi(new URL("http://127.0.0.1/"));
    await api.fetchAhead("counties", "from=2025-01", 4);
    await api.values("counties", onScale("from=2025-01", "play"), 4, signal);
    expect(asked).toHaveLength(1);
    api.forgetAhead();
    await api.values("counties", "from=2025-01", 4, signal);
    expect(asked).toHaveLength(2);
  });

  it("are not kept if fetching them ahead failed", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("gone")));
    const api = new ScaledApi(new URL("http://127.0.0.1/"));
    await expect(api.fetchAhead("counties", "", 4)).rejects.toThrow("does not answer");
    serve();
    expect((await api.values("counties", "", 4, signal)).values).toHaveLength(3);
  });
});

describe("one scale for several pictures", () => {
  const sample = (breaks: number[], ...values: number[]): ReturnType<typeof readValues> => readValues(frame({ ...PAPERS, breaks }, { values: Uint32Array.from(values) }));

  it("has the limits of the one that reaches highest, and the largest value of all", () => {
    const scale = commonScale([sample([10, 20], 15, 300), sample([10, 500], 600, SUPPRESSED), sample([], 0)], null);
    expect(scale).toEqual({ breaks: [10, 500], largest: 600 });
  });

  it("of nothing has no limits", () => {
    expect(commonScale([], null)).toEqual({ breaks: [], largest: 0 });
  });

  it("of heat has the top of the densest picture", () => {
    const cells = { kind: "cells" as const, key: "c", level: 12, x: Uint32Array.of(843, 844), y: Uint32Array.of(1662, 1662) };
    const [few, many] = [sample([], 10, 0), sample([], 1000, 0)];
    expect(commonScale([few, many], cells).heatTop).toBeCloseTo(commonScale([many], cells).heatTop ?? 0, 6);
    expect(commonScale([many], cells).heatTop).toBeGreaterThan(commonScale([few], cells).heatTop ?? Infinity);
  });
});
