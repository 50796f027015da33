import { afterEach, describe, expect, it, vi } from "vitest";

import { Api, ApiError, SignedOut, Unreachable } from "../../src/api";

const api = new Api(new URL("http://127.0.0.1/prefix/"));
const polygon = { type: "Polygon" as const, coordinates: [[[0, 0], [1, 0], [1, 1], [0, 0]]] };

function answer(response: Response | Error): { addresses: string[] } {
  const addresses: string[] = [];
  vi.stubGlobal("fetch", (url: URL) => {
    addresses.push(url.href);
    return response instanceof Error ? Promise.reject(response) : Promise.resolve(response);
  });
  return { addresses };
}

afterEach(() => { vi.unstubAllGlobals(); });

describe("the API", () => {
  it("asks below the folder that the bundle is served from", async () => {
    const { addresses } = answer(Response.json({ words: "1" }));
    await api.polygonTotal(polygon, "category=a&category=b");
    expect(addresses).toEqual(["http://127.0.0.1/prefix/api/live/polygon?category=a&category=b"]);
    expect(api.tiles("basemap")).toBe("http://127.0.0.1/prefix/tiles/basemap.pmtiles");
  });

  it("passes on the server's own words", async () => {
    answer(Response.json({ error: "ring 0, vertex 3: lines cross. Move the corner." }, { status: 400 }));
    await expect(api.polygonTotal(polygon, "")).rejects.toThrow(new ApiError("ring 0, vertex 3: lines cross. Move the corner."));
  });

  it("says in words what a bare status means, and that the server is gone", async () => {
    answer(new Response("<html>", { status: 500 }));
    await expect(api.polygonTotal(polygon, "")).rejects.toThrow("could not answer (500)");
    answer(new TypeError("Failed to fetch"));
    await expect(api.polygonTotal(polygon, "")).rejects.toThrow("does not answer");
  });

  it("takes an ended sign-in as a server to ask again, which is there", async () => {
    const heard: boolean[] = [];
    const told = new Api(new URL("http://127.0.0.1/"));
    told.heard = (isReachable) => heard.push(isReachable);
    answer(Response.json({ error: "nobody is signed in" }, { status: 401 }));
    const asked = told.polygonTotal(polygon, "");
    await expect(asked).rejects.toThrow(SignedOut);
    await expect(asked).rejects.toThrow("Sign in again");
    expect(heard).toEqual([true]);
  });

  it("tells after each call whether the server answered; a proxy's answer is none", async () => {
    const heard: boolean[] = [];
    const told = new Api(new URL("http://127.0.0.1/"));
    told.heard = (isReachable) => heard.push(isReachable);
    answer(Response.json({ error: "No." }, { status: 400 }));
    await expect(told.polygonTotal(polygon, "")).rejects.toThrow("No.");
    answer(new Response("", { status: 502 }));
    await expect(told.polygonTotal(polygon, "")).rejects.toThrow(Unreachable);
    answer(new TypeError("Failed to fetch"));
    expect(await told.isReachable()).toBe(false);
    expect(heard).toEqual([true, false, false]);
    answer(Response.json({ error: "The store is busy." }, { status: 503 }));
    await expect(told.polygonTotal(polygon, "")).rejects.toThrow("The store is busy.");
    expect(heard.at(-1)).toBe(true);
  });

  it("asks for the card of a cell with its slashes, for other ids whole", async () => {
    const { addresses } = answer(Response.json({}));
    await api.card("incident_density", "12/843/1662", "from=2025-01", new AbortController().signal);
    const again = answer(Response.json({}));
    await api.card("counties", "county:48141", "", new AbortController().signal);
    expect(addresses).toEqual(["http://127.0.0.1/prefix/api/live/layers/incident_density/card/12/843/1662?from=2025-01"]);
    expect(again.addresses).toEqual(["http://127.0.0.1/prefix/api/live/layers/counties/card/county%3A48141"]);
  });
});
