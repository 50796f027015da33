import { validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import { Point, type Map as MapLibreMap } from "maplibre-gl";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Api } from "../../src/api";
import { approvedLayers } from "../../src/approved-painter";
import { ApprovedPlan, type ApprovedShapes } from "../../src/approved-plan";
import { HoverCard } from "../../src/hover-card";
import { Legend } from "../../src/legend";
import type { Look } from "../../src/painter";
import type { Theme } from "../../src/props";
import { baseStyle } from "../../src/style";
import { PALETTES } from "../../src/themes";

const LOOK: Look = { theme: "dark", palette: PALETTES.dark };
const THEMES = Object.keys(PALETTES) as Theme[];
const SQUARE = [[[-100, 30], [-99, 30], [-99, 31], [-100, 31], [-100, 30]]];

function shapes(name: string): ApprovedShapes {
  return {
    type: "FeatureCollection",
    features: [{ type: "Feature", properties: { key: "r1", name: "West", colour: 1, label: [-99.5, 30.5] }, geometry: { type: "Polygon", coordinates: SQUARE } }],
    approved: { name, version: 4, effective_from: "2026-12-01", submitted_by: "A. Planner", reviewer: "B. Reviewer", proof: "checksum verified; not signed, as no key was set" },
    caveat: "Outlines are simplified.",
  };
}

/** The parts of MapLibre that the overlay uses, with what is on the map readable. */
class Canvas {
  readonly sources = new Map<string, { data: unknown; setData(data: unknown): void }>();
  readonly layers = new Map<string, { visibility: string; paint: Record<string, unknown> }>();
  readonly rested: (() => void)[] = [];
  readonly style = {
    addLayer: (layer: { id: string; paint?: Record<string, unknown> }): void => { this.layers.set(layer.id, { visibility: "visible", paint: { ...layer.paint } }); },
  };

  get map(): MapLibreMap { return this as unknown as MapLibreMap; }

  once(_name: string, act: () => void): void { this.rested.push(act); }
  _update(): void { /* a frame is asked for */ }
  getSource(id: string): unknown { return this.sources.get(id); }
  getLayer(id: string): unknown { return this.layers.get(id); }
  removeLayer(id: string): void { this.layers.delete(id); }
  removeSource(id: string): void { this.sources.delete(id); }
  setPaintProperty(id: string, name: string, value: unknown): void { Object.assign(this.layers.get(id)?.paint ?? {}, { [name]: value }); }
  getLayoutProperty(id: string): unknown { return this.layers.get(id)?.visibility; }
  setLayoutProperty(id: string, name: string, value: string): void { Object.assign(this.layers.get(id) ?? {}, { [name]: value }); }
  setLayerZoomRange(): void { /* zooms do not change with the theme */ }
  queryRenderedFeatures(): unknown[] { return this.sources.size > 0 ? [{ properties: { name: "West" } }] : []; }

  addSource(id: string, { data }: { data: unknown }): void {
    const source = { data, setData(next: unknown): void { source.data = next; } };
    this.sources.set(id, source);
  }

  get isDrawn(): boolean { return [...this.layers.values()].some(({ visibility }) => visibility === "visible"); }
}

/** A server that has a plan in force, or none. */
class Server {
  plan: string | null = null;
  asked = 0;

  constructor() {
    vi.stubGlobal("fetch", () => {
      this.asked++;
      return Promise.resolve(this.plan === null ? new Response(null, { status: 204 }) : Response.json(shapes(this.plan), { headers: { ETag: `"${this.plan}"` } }));
    });
  }
}

let server: Server;
let canvas: Canvas;
let made: ApprovedPlan;
let changes: number;

async function rest(): Promise<void> {
  for (const act of canvas.rested.splice(0)) act();
  await vi.advanceTimersByTimeAsync(1_000);
}

function newPlan(): ApprovedPlan {
  return new ApprovedPlan(new Api(new URL("http://127.0.0.1/")), LOOK, () => { changes++; });
}

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  server = new Server();
  canvas = new Canvas();
  changes = 0;
  made = newPlan();
  made.attach(canvas.map);
});

afterEach(() => {
  made.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const AT = new Point(1, 1);

describe("the approved plan on the map", () => {
  it("is asked for only once the map is at rest", async () => {
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.asked).toBe(0);
    await rest();
    expect(server.asked).toBe(1);
  });

  it("leaves no trace where none is in force", async () => {
    await rest();
    expect([canvas.sources.size, canvas.layers.size, changes, made.legend().length]).toEqual([0, 0, 0, 0]);
    expect([made.pick(canvas.map, AT), made.papers()]).toEqual([null, []]);
  });

  it("comes by itself on its day, is replaced by its successor, and goes when it is no more in force", async () => {
    await rest();
    server.plan = "Southwest";
    await vi.advanceTimersByTimeAsync(5 * 60_000);
    expect(canvas.isDrawn).toBe(true);
    expect(made.legend()[0]?.title).toBe("Approved plan: Southwest");
    server.plan = "Northwest";
    document.dispatchEvent(new Event("visibilitychange"));
    await vi.advanceTimersByTimeAsync(0);
    expect(made.legend()[0]?.title).toBe("Approved plan: Northwest");
    server.plan = null;
    await vi.advanceTimersByTimeAsync(5 * 60_000);
    expect([canvas.sources.size, canvas.layers.size, made.legend().length]).toEqual([0, 0, 0]);
  });

  it("is not drawn anew while it is the same, nor taken off while the server is gone", async () => {
    server.plan = "Southwest";
    await rest();
    expect(changes).toBe(1);
    await made.ask();
    expect(changes).toBe(1);
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    await made.ask();
    expect([changes, canvas.isDrawn]).toEqual([1, true]);
  });

  it("is asked for when the layers show newer data, and not before the map was at rest", async () => {
    const of = (version: string): Parameters<ApprovedPlan["follow"]>[0] => [{ painted: { header: { version } } }];
    made.follow(of("v1"));
    made.follow(of("v2"));
    expect(server.asked).toBe(0);
    await rest();
    made.follow(of("v2"));
    expect(server.asked).toBe(1);
    made.follow(of("v3"));
    made.follow([]);
    expect(server.asked).toBe(2);
  });

  it("names its region under the pointer, beside what layers say or alone", async () => {
    server.plan = "Southwest";
    await rest();
    const named = made.pick(canvas.map, AT);
    expect(named).toEqual({ name: "West", of: "Approved plan: Southwest" });
    const card = new HoverCard(document.createElement("div"));
    card.show([], { x: 1, y: 1 }, named);
    expect([card.root.hidden, card.root.textContent]).toEqual([false, "WestApproved plan: Southwest"]);
    card.show([], { x: 1, y: 1 });
    expect(card.root.hidden).toBe(true);
  });

  it("is switched off in the legend, which the browser remembers and a picture does not show", async () => {
    server.plan = "Southwest";
    await rest();
    const legend = new Legend(document.body);
    legend.show(made.legend());
    const box = legend.root.querySelector("input") as HTMLInputElement;
    expect(legend.root.textContent).toContain("In force since 1\u00a0Dec\u00a02026, approved by B. Reviewer");
    expect(legend.root.textContent).toContain("Version 4 · Submitted by A. Planner · Checksum verified; not signed, as no key was set");
    expect(legend.root.textContent).toContain("Outlines are simplified.");
    box.focus();
    box.click();
    legend.show(made.legend());
    expect([canvas.isDrawn, made.pick(canvas.map, AT), made.papers()]).toEqual([false, null, []]);
    expect(legend.root.querySelectorAll(".bo-entry:not([data-off])")).toHaveLength(0);
    expect(document.activeElement).toBe(legend.root.querySelector("input"));

    made.stop();
    made = newPlan();
    canvas = new Canvas();
    made.attach(canvas.map);
    await rest();
    expect([canvas.isDrawn, made.legend()[0]?.turning?.isOn]).toEqual([false, false]);
    made.legend()[0]?.turning?.turn(true);
    expect([canvas.isDrawn, localStorage.length]).toEqual([true, 0]);
  });

  it("is on a second map too, until that is gone, and on a map whose style was lost", async () => {
    server.plan = "Southwest";
    await rest();
    const second = new Canvas();
    made.attach(second.map);
    expect(second.isDrawn).toBe(true);
    made.detach(second.map);
    canvas.sources.clear();
    canvas.layers.clear();
    made.attach(canvas.map);
    expect(canvas.isDrawn).toBe(true);
    made.restyle({ theme: "light", palette: PALETTES.light });
    expect(canvas.layers.get("approved_plan:line")?.paint["line-color"]).toBe(PALETTES.light.regionLabel);
    expect(second.layers.get("approved_plan:line")?.paint["line-color"]).toBe(PALETTES.dark.regionLabel);
  });

  it.each(THEMES)("has a valid style in the %s theme, under slots that are there", (theme) => {
    const look = { theme, palette: PALETTES[theme] };
    const style = baseStyle(look.palette, { basemap: null, regions: null, counties: null, fonts: "http://127.0.0.1/fonts/" });
    const slots = new Set(style.layers.map(({ id }) => id));
    const empty = { type: "geojson" as const, data: { type: "FeatureCollection" as const, features: [] } };
    style.sources = { "approved_plan:shapes": empty, "approved_plan:names": empty };
    style.layers = [...style.layers, ...approvedLayers(look).map(({ layer }) => layer)];
    expect(validateStyleMin(style).map(({ message }) => message)).toEqual([]);
    expect(approvedLayers(look).every(({ before }) => slots.has(before))).toBe(true);
  });
});
