/** Drawing one polygon: draw, edit, undo, cancel. Terra Draw does the work; this keeps it to a single shape. */

import type { Polygon, Position } from "geojson";
import type { Map as MapLibreMap } from "maplibre-gl";
import {
  TerraDraw,
  TerraDrawModeUndoRedo,
  TerraDrawPolygonMode,
  TerraDrawSelectMode,
  TerraDrawSessionUndoRedo,
  TerraDrawUndoRedoKeyboardShortcuts,
  type GeoJSONStoreFeatures,
} from "terra-draw";
import { TerraDrawMapLibreGLAdapter } from "terra-draw-maplibre-gl-adapter";

import { polygonStyles, selectStyles } from "./draw-style";
import type { Mode } from "./props";
import type { Palette } from "./themes";

const POLYGON = "polygon";
const SELECT = "select";
const STATIC = "static";
/** Decimals of a degree that are kept: 0.1 m. */
const DECIMALS = 6;

export interface DrawEvents {
  /** The polygon changed; `isFinal` once a corner is let go, a shape is finished or removed. */
  changed(polygon: Polygon | null, isFinal: boolean): void;
  mode(mode: Mode): void;
}

export class DrawTool {
  #draw: TerraDraw | null = null;
  #mode: Mode = "browse";
  #kept: Polygon | null = null;
  #isQuiet = false;
  readonly #onKey = (event: KeyboardEvent): void => { if (event.key === "Escape") this.#escape(); };

  constructor(private readonly map: MapLibreMap, private palette: Palette, private readonly events: DrawEvents) {
    map.getContainer().addEventListener("keydown", this.#onKey);
  }

  get mode(): Mode { return this.#mode; }

  get canUndo(): boolean { return this.#draw?.canUndo() ?? false; }

  get canRedo(): boolean { return this.#draw?.canRedo() ?? false; }

  /** Start on a style that has no drawing in it: at first, and after a lost context. */
  start(): void {
    const polygon = this.polygon();
    this.#quietly(() => { if (this.#draw?.enabled) this.#draw.stop(); });
    const draw = new TerraDraw({
      adapter: new TerraDrawMapLibreGLAdapter({ map: this.map, coordinatePrecision: DECIMALS }),
      modes: [
        new TerraDrawPolygonMode({ styles: polygonStyles(() => this.palette), showCoordinatePoints: true, pointerDistance: 22 }),
        new TerraDrawSelectMode({
          styles: selectStyles(() => this.palette),
          pointerDistance: 22,
          flags: { [POLYGON]: { feature: { draggable: true, coordinates: { midpoints: true, draggable: true, deletable: true } } } },
        }),
      ],
      undoRedo: {
        modeLevel: new TerraDrawModeUndoRedo(),
        sessionLevel: new TerraDrawSessionUndoRedo(),
        keyboardShortcuts: new TerraDrawUndoRedoKeyboardShortcuts(),
      },
    });
    draw.on("change", (_ids, type) => {
      // Undo takes the polygon out and puts it back: wait for the end of it.
      if (type === "delete") queueMicrotask(() => { this.#deleted(); });
      else if (type !== "styling") this.#changed(false);
    });
    draw.on("finish", (id, { action }) => { this.#finished(id, action); });
    draw.on("deselect", () => { if (this.#mode === "edit" && !this.#isQuiet) queueMicrotask(() => { this.#reselect(); }); });
    draw.start();
    draw.setMode(STATIC);
    this.#draw = draw;
    if (polygon) this.load(polygon);
    if (this.#mode !== "browse") this.setMode(this.#mode);
  }

  stop(): void {
    this.map.getContainer().removeEventListener("keydown", this.#onKey);
    this.#quietly(() => { if (this.#draw?.enabled) this.#draw.stop(); });
  }

  /** The polygon on the map, finished or in hand. */
  polygon(): Polygon | null {
    return this.#feature()?.geometry ?? null;
  }

  /**
   * Put a polygon on the map in place of any there.
   *
   * @returns words for a person if it cannot be shown for editing, else null.
   */
  load(polygon: Polygon | null): string | null {
    const draw = this.#draw;
    if (!draw || same(polygon, this.polygon())) return null;
    let refusal: string | null = null;
    this.#quietly(() => {
      draw.setMode(STATIC);
      draw.clear();
      if (!polygon) return;
      const results = draw.addFeatures([{ type: "Feature", geometry: rounded(polygon), properties: { mode: POLYGON } }]);
      const bad = results.find((result) => !result.valid);
      if (bad) refusal = `This polygon cannot be shown for editing: ${bad.reason ?? "its shape is not a plain polygon"}.`;
    });
    this.#enter(this.polygon() && this.#mode === "edit" ? "edit" : "browse");
    return refusal;
  }

  setMode(mode: Mode): void {
    const draw = this.#draw;
    if (!draw) return;
    if (mode === "draw") {
      this.#kept = this.polygon();
      this.#quietly(() => { draw.setMode(STATIC); draw.clear(); draw.setMode(POLYGON); });
      this.#enter("draw");
    } else {
      if (this.#mode === "draw") this.#restore();
      this.#enter(mode === "edit" && this.polygon() ? "edit" : "browse");
    }
  }

  /** Close the polygon in hand, as its Enter key does. */
  finish(): void {
    if (this.#mode === "draw") this.map.getCanvas().dispatchEvent(new KeyboardEvent("keyup", { key: "Enter" }));
  }

  clear(): void {
    this.#kept = null;
    this.#quietly(() => { this.#draw?.setMode(STATIC); this.#draw?.clear(); });
    this.#enter("browse");
    this.events.changed(null, true);
  }

  undo(): void {
    if (this.#draw?.undo()) this.#changed(this.#mode !== "draw");
  }

  redo(): void {
    if (this.#draw?.redo()) this.#changed(this.#mode !== "draw");
  }

  /** True if a place lies inside the finished polygon. */
  contains(place: { lng: number; lat: number }): boolean {
    if (this.#mode === "draw") return false;
    return (this.#draw?.getFeaturesAtLngLat(place, { includePolygonsWithinPointerDistance: false }) ?? []).length > 0;
  }

  restyle(palette: Palette): void {
    this.palette = palette;
    this.#draw?.updateModeOptions<typeof TerraDrawPolygonMode>(POLYGON, { styles: polygonStyles(() => this.palette) });
    this.#draw?.updateModeOptions<typeof TerraDrawSelectMode>(SELECT, { styles: selectStyles(() => this.palette) });
  }

  #enter(mode: Mode): void {
    this.#mode = mode;
    const draw = this.#draw;
    if (!draw) return;
    this.#quietly(() => {
      const feature = this.#feature();
      if (mode === "browse") draw.setMode(STATIC);
      else if (mode === "edit" && feature?.id !== undefined) {
        draw.setMode(SELECT);
        draw.selectFeature(feature.id);
      }
    });
    this.events.mode(mode);
  }

  #changed(isFinal: boolean): void {
    if (!this.#isQuiet) this.events.changed(this.polygon(), isFinal);
  }

  #deleted(): void {
    if (this.#mode !== "draw" && !this.polygon()) this.#changed(true);
  }

  #finished(_id: string | number, action: string): void {
    if (this.#isQuiet) return;
    this.#kept = null;
    // Terra Draw is still inside its own click: change its mode after it.
    if (action === "draw") queueMicrotask(() => { this.#enter("edit"); });
    this.#changed(true);
  }

  #escape(): void {
    if (this.#mode === "draw") this.#restore();
    if (this.#mode !== "browse") this.#enter("browse");
  }

  /** Back to the polygon from before an unfinished drawing. */
  #restore(): void {
    const kept = this.#kept;
    this.#kept = null;
    this.#quietly(() => { this.#draw?.setMode(STATIC); this.#draw?.clear(); });
    if (kept) this.load(kept);
    this.events.changed(kept, true);
  }

  #reselect(): void {
    const id = this.#feature()?.id;
    if (id === undefined) this.#enter("browse");
    else if (this.#mode === "edit") this.#quietly(() => { this.#draw?.selectFeature(id); });
  }

  #feature(): GeoJSONStoreFeatures<Polygon> | undefined {
    return this.#draw?.getSnapshot().find((feature): feature is GeoJSONStoreFeatures<Polygon> => feature.geometry.type === "Polygon");
  }

  #quietly(act: () => void): void {
    const before = this.#isQuiet;
    this.#isQuiet = true;
    try { act(); } finally { this.#isQuiet = before; }
  }
}

/**
 * A polygon with coordinates of {@link DECIMALS} decimals, no corner twice in a row: while a polygon is drawn, the corner
 * under the pointer stands on the one just set.
 */
export function rounded(polygon: Polygon): Polygon {
  const part = (value: number): number => Number(value.toFixed(DECIMALS));
  const places = (ring: Position[]): Position[] => ring.map(([lon, lat]): Position => [part(lon ?? 0), part(lat ?? 0)]);
  const moves = ([lon, lat]: Position, before: Position | undefined): boolean => before?.[0] !== lon || before?.[1] !== lat;
  return { type: "Polygon", coordinates: polygon.coordinates.map((ring) => places(ring).filter((place, i, all) => moves(place, all[i - 1]))) };
}

/** True if two polygons have the same corners. */
export function same(a: Polygon | null, b: Polygon | null): boolean {
  if (!a || !b) return a === b;
  return JSON.stringify(rounded(a).coordinates) === JSON.stringify(rounded(b).coordinates);
}

/** True if the ring has at least three different corners, so that it has an inside. */
export function hasInside(polygon: Polygon): boolean {
  const corners = new Set((polygon.coordinates[0] ?? []).map((place) => place.slice(0, 2).join(",")));
  return corners.size >= 3;
}
