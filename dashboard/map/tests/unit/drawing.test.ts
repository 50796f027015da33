import type { FeatureCollection, Polygon } from "geojson";
import type { Map as MapLibreMap } from "maplibre-gl";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { Unreachable, type Api, type PolygonTotal } from "../../src/api";
import type { DrawEvents } from "../../src/draw";
import { Drawing } from "../../src/drawing";
import { Notices } from "../../src/notices";
import type { MapOutput } from "../../src/props";
import { PALETTES } from "../../src/themes";

/** The drawing that a hand would make; Terra Draw itself needs a real map. */
const hand: { events: unknown; polygon: unknown } = vi.hoisted(() => ({ events: null, polygon: null }));

vi.mock("../../src/draw", async (original) => ({
  ...(await original<typeof import("../../src/draw")>()),
  DrawTool: class {
    mode = "browse";
    canUndo = false;
    canRedo = false;
    constructor(_map: unknown, _palette: unknown, events: unknown) { hand.events = events; }
    polygon(): unknown { return hand.polygon; }
    load(polygon: unknown): null { hand.polygon = polygon; return null; }
  },
}));

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
const square = (east: number): Polygon => ({ type: "Polygon", coordinates: [[[0, 0], [east, 0], [east, 1], [0, 1], [0, 0]]] });
const total = (words: string): PolygonTotal => ({ words, value: null, suppressed: false, unit: "events", sentence: "All", version: "v000001", area_km2: 100, notes: [], counted: null, rows: [] });

let asked: { east: number; answer: (total: PolygonTotal) => void; refuse: (error: Error) => void }[];
let outputs: MapOutput[];
let drawing: Drawing;
let painted: FeatureCollection | null;

function drag(east: number, isFinal = false): void {
  hand.polygon = square(east);
  (hand.events as DrawEvents).changed(square(east), isFinal);
}

beforeEach(() => {
  [asked, outputs, hand.polygon] = [[], [], null];
  painted = null;
  const source = { setData: (data: FeatureCollection) => { painted = data; } };
  const map = {
    getContainer: () => document.body,
    getCanvas: () => document.body,
    getCenter: () => ({ toArray: () => [0, 0] }),
    getSource: () => source,
    getLayer: () => ({}),
    getLayersOrder: () => [],
  } as unknown as MapLibreMap;
  const api = { polygonTotal: (polygon: Polygon) => new Promise((answer, refuse) => { asked.push({ east: polygon.coordinates[0]?.[1]?.[0] ?? 0, answer, refuse }); }) } as unknown as Api;
  drawing = new Drawing(map, api, PALETTES.dark, new Notices(document.createElement("div")), (output) => outputs.push(output));
});

describe("the total inside a drawn polygon", () => {
  it("follows a drag with one request in flight; the newest shape waits", async () => {
    for (const east of [1, 2, 3, 4]) drag(east);
    expect(asked.map(({ east }) => east)).toEqual([1]);
    asked[0]?.answer(total("11"));
    await soon();
    expect(asked.map(({ east }) => east)).toEqual([1, 4]);
    expect(drawing.readout.root.textContent).toContain("11 events");
    asked[1]?.answer(total("44"));
    await soon();
    expect(drawing.readout.root.textContent).toContain("44 events");
  });

  it("says what was mended of the shape, and no more once nothing is", async () => {
    const notes = (): (string | null)[] => [...drawing.readout.root.querySelectorAll(".bo-caveat")].map((note) => note.textContent);
    drag(1);
    asked[0]?.answer({ ...total("11"), notes: ["Two edges cross.", "1 ring was open."] });
    await soon();
    expect(notes()).toEqual(["Two edges cross.", "1 ring was open."]);
    drag(2);
    asked[1]?.answer(total("22"));
    await soon();
    expect(notes()).toEqual([]);
  });

  it("shows the shape that was counted where it is not the one that was drawn", async () => {
    drag(1);
    asked[0]?.answer(total("11"));
    await soon();
    expect(painted).toBeNull();
    drag(2);
    asked[1]?.answer({ ...total("22"), counted: square(9) });
    await soon();
    expect(painted?.features.map(({ geometry }) => geometry)).toEqual([square(9)]);
    drag(3);
    asked[2]?.refuse(new Error("refused"));
    await soon();
    expect(painted?.features).toEqual([]);
  });

  it("tells the page nothing while a corner is dragged, and once when it is let go", () => {
    for (const east of [1, 2, 3]) drag(east);
    expect(outputs).toEqual([]);
    drag(3, true);
    expect(outputs).toEqual([{ drawn: square(3) }]);
  });

  it("stays, and says that it is old, when the server is gone", async () => {
    drag(1);
    asked[0]?.answer(total("11"));
    await soon();
    drag(2, true);
    asked[1]?.refuse(new Unreachable());
    await soon();
    expect(drawing.readout.root.textContent).toContain("11 events");
    expect(drawing.readout.root.querySelector(".bo-kept:not([hidden])")?.textContent).toContain("last numbers");
    drawing.retry();
    asked[2]?.answer(total("22"));
    await soon();
    expect(drawing.readout.root.textContent).toContain("22 events");
    expect(drawing.readout.root.querySelector(".bo-kept:not([hidden])")).toBeNull();
  });
});
