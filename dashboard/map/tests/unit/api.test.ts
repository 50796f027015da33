import { afterEach, describe, expect, it, vi } from "vitest";

import { Api, ApiError } from "../../src/api";

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
    answer(new Response("<html>", { status: 503 }));
    await expect(api.polygonTotal(polygon, "")).rejects.toThrow("could not answer (503)");
    answer(new TypeError("Failed to fetch"));
    await expect(api.polygonTotal(polygon, "")).rejects.toThrow("does not answer");
  });
});
