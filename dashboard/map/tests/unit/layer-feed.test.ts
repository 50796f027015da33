import { describe, expect, it } from "vitest";

import { LayerFeed } from "../../src/layer-feed";
import type { Painter } from "../../src/painter";
import type { LayerDescription } from "../../src/props";
import { readValues, type Geometry, type LayerValues } from "../../src/wire";
import { frame, PAPERS } from "./frames";

class Record implements Painter {
  geometries: Geometry[] = [];
  painted: number[][] = [];
  install(): void { /* nothing to add to */ }
  remove(): void { /* nothing to remove */ }
  show(): void { /* always shown */ }
  setOpacity(): void { /* always full */ }
  raise(): void { /* always on top */ }
  restyle(): void { /* has no look */ }
  pick(): null { return null; }
  hover(): void { /* nothing is hovered */ }
  select(): void { /* nothing is selected */ }
  setGeometry(geometry: Geometry): void { this.geometries.push(geometry); }
  paint({ values }: { values: Iterable<number> }): Promise<void> { this.painted.push([...values]); return Promise.resolve(); }
}

const CELLS = { key: "density", kind: "cells", title: "Density" } as LayerDescription;

function answer(geometry: string, ...values: number[]): LayerValues {
  return readValues(frame({ ...PAPERS, geometry }, { values: Uint32Array.from(values) }));
}

function cells(key: string, rows: number): Geometry {
  return { kind: "cells", key, level: 12, x: new Uint32Array(rows), y: new Uint32Array(rows) };
}

function feed(answers: (() => Promise<LayerValues>)[], asked: string[] = [], description = CELLS): { feed: LayerFeed; painter: Record; asked: string[] } {
  const painter = new Record();
  const api = {
    values: (_key: string, query: string, zoom: number): Promise<LayerValues> => {
      asked.push(`values ${query} ${zoom}`);
      return (answers.shift() ?? ((): Promise<LayerValues> => Promise.reject(new Error("no answer left"))))();
    },
    geometry: (_key: string, version: string): Promise<Geometry> => {
      asked.push(`geometry ${version}`);
      return Promise.resolve(cells("g", 2));
    },
  };
  return { feed: new LayerFeed(api, description, painter), painter, asked };
}

async function refresh(made: LayerFeed, query: string, zoom: number): Promise<boolean> {
  const fetched = await made.fetch(query, zoom);
  return fetched !== null && made.apply(fetched);
}

describe("a layer's feed", () => {
  it("fetches geometry once, values for each filter", async () => {
    const made = feed([(): Promise<LayerValues> => Promise.resolve(answer("g", 1, 2)), (): Promise<LayerValues> => Promise.resolve(answer("g", 3, 4))]);
    expect(await refresh(made.feed, "", 4)).toBe(true);
    expect(await refresh(made.feed, "category=x", 4)).toBe(true);
    expect(made.asked).toEqual(["values  4", "geometry v000001", "values category=x 4"]);
    expect(made.painter.geometries).toHaveLength(1);
    expect(made.painter.painted).toEqual([[1, 2], [3, 4]]);
  });

  it("does not paint an answer that a newer question overtook", async () => {
    let release: (values: LayerValues) => void = () => undefined;
    const slow = (): Promise<LayerValues> => new Promise((resolve) => { release = resolve; });
    const made = feed([slow, (): Promise<LayerValues> => Promise.resolve(answer("g", 5, 6))]);
    const first = refresh(made.feed, "a=1", 4);
    const second = refresh(made.feed, "a=2", 4);
    expect(await second).toBe(true);
    release(answer("g", 1, 1));
    expect(await first).toBe(false);
    expect(made.painter.painted).toEqual([[5, 6]]);
  });

  it("does not paint what was fetched before a newer question", async () => {
    const give = (): Promise<LayerValues> => Promise.resolve(answer("g", 1, 2));
    const made = feed([give, give]);
    const old = await made.feed.fetch("a=1", 4);
    const fresh = await made.feed.fetch("a=2", 4);
    expect(old && (await made.feed.apply(old))).toBe(false);
    expect(fresh && (await made.feed.apply(fresh))).toBe(true);
    expect(made.painter.painted).toHaveLength(1);
  });

  it("refuses values that do not fit the geometry, and does not ask again by itself", async () => {
    const made = feed([(): Promise<LayerValues> => Promise.resolve(answer("g", 1, 2, 3))]);
    await expect(refresh(made.feed, "", 4)).rejects.toThrow("3 values for a geometry of 2 rows");
    expect(made.painter.painted).toEqual([]);
    expect(made.feed.isFor("", 4)).toBe(true);
  });

  it("of cells depends on the zoom, of other kinds only on the filter", async () => {
    const give = (): Promise<LayerValues> => Promise.resolve(answer("g", 1, 2));
    const ofCells = feed([give]).feed;
    await refresh(ofCells, "q", 4);
    expect([ofCells.isFor("q", 4), ofCells.isFor("q", 5), ofCells.isFor("r", 4)]).toEqual([true, false, false]);
    const ofPoints = feed([give], [], { ...CELLS, kind: "points" }).feed;
    expect(ofPoints.isFor("", 4)).toBe(false);
    await refresh(ofPoints, "q", 4);
    expect(ofPoints.isFor("q", 5)).toBe(true);
  });

  it("stopped while asking is not taken for done", async () => {
    const made = feed([(): Promise<LayerValues> => new Promise(() => undefined)]);
    void refresh(made.feed, "q", 4);
    made.feed.stop();
    expect(made.feed.isFor("q", 4)).toBe(false);
    await Promise.resolve();
  });
});
