/** Drawing and its live total: the tool, its buttons, the readout, and one request at a time. */

import type { Polygon } from "geojson";
import { LngLatBounds, type Map as MapLibreMap } from "maplibre-gl";

import { errorWords, Unreachable, type Api, type PolygonTotal } from "./api";
import { CornerTable } from "./corner-table";
import { CountedShape } from "./counted-shape";
import { DrawBar } from "./draw-bar";
import { DrawTool, hasInside, rounded, same } from "./draw";
import { Newest } from "./newest";
import type { Notices } from "./notices";
import type { Emit, Mode } from "./props";
import { Readout } from "./readout";
import type { Palette } from "./themes";

const HINTS: Record<Mode, string> = {
  browse: "",
  draw: "Click or tap to set corners. Click the first corner again, or press Enter, to finish. Esc cancels.",
  edit: "Drag a corner or the whole shape. Drag a midpoint to add a corner, right-click a corner to delete it. Esc ends editing.",
};

interface Task {
  polygon: Polygon;
  query: string;
}

export class Drawing {
  readonly tool: DrawTool;
  isSynthetic = false;
  readonly bar: DrawBar;
  readonly readout: Readout;
  readonly #corners: CornerTable;
  readonly #counted: CountedShape;
  readonly #totals: Newest<Task>;
  #query = "";
  /** The polygon as the page holds it. */
  #held: Polygon | null = null;

  constructor(private readonly map: MapLibreMap, private readonly api: Api, palette: Palette, private readonly notices: Notices, private readonly emit: Emit) {
    const focusMap = (): void => { map.getCanvas().focus({ preventScroll: true }); };
    this.tool = new DrawTool(map, palette, {
      changed: (polygon, isFinal) => { this.#changed(polygon, isFinal); },
      mode: (mode) => { this.#entered(mode); },
    });
    this.bar = new DrawBar({
      finish: () => { this.tool.finish(); },
      edit: () => { this.tool.setMode(this.tool.mode === "edit" ? "browse" : "edit"); },
      clear: () => { this.tool.clear(); },
      undo: () => { this.tool.undo(); },
      redo: () => { this.tool.redo(); },
      zoom: () => { this.zoomTo(); },
      plan: () => { void this.#toPlanner(); },
    }, focusMap);
    this.#corners = new CornerTable({
      changed: (polygon) => { this.#typed(polygon); },
      centre: () => map.getCenter().toArray(),
    });
    this.#counted = new CountedShape(map, palette);
    this.readout = new Readout(this.#corners.root);
    this.#totals = new Newest<Task>(
      ({ polygon, query }) => api.polygonTotal(polygon, query),
      (total) => { this.#answered(total as PolygonTotal); },
      (error) => {
        if (error instanceof Unreachable) { this.readout.keep(); return; }
        this.#counted.show(null);
        this.readout.fail(errorWords(error));
      },
    );
  }

  /** Put what is drawn and counted into a style that lacks it: at first, and after a lost context. */
  start(): void {
    this.tool.start();
    this.#counted.install();
  }

  restyle(palette: Palette): void {
    this.tool.restyle(palette);
    this.#counted.restyle(palette);
  }

  /** Begin a polygon, or leave the one being drawn. */
  toggle(): void {
    this.tool.setMode(this.tool.mode === "draw" ? "browse" : "draw");
    this.map.getCanvas().focus({ preventScroll: true });
  }

  /** Move the map to the whole polygon. */
  zoomTo(): void {
    const ring = this.tool.polygon()?.coordinates[0] ?? [];
    const bounds = new LngLatBounds();
    for (const [lon, lat] of ring) bounds.extend([lon ?? 0, lat ?? 0]);
    if (!bounds.isEmpty()) this.map.fitBounds(bounds, { padding: Math.min(120, this.map.getContainer().clientWidth / 6), maxZoom: 12 });
  }

  /** Ask again for the polygon in force, after the server was gone. */
  retry(): void {
    this.#ask(this.tool.polygon());
  }

  /** Take the polygon of the page; null removes the one on the map. */
  load(polygon: Polygon | null): void {
    const refusal = this.tool.load(polygon);
    if (refusal) this.notices.show("drawn", refusal);
    else this.notices.clear("drawn");
    this.#held = this.tool.polygon();
    this.#ask(this.tool.polygon());
    this.#show();
  }

  /** A new filter: the total inside the polygon is asked again. */
  setQuery(query: string): void {
    if (query === this.#query) return;
    this.#query = query;
    this.#ask(this.tool.polygon());
  }

  #changed(polygon: Polygon | null, isFinal: boolean): void {
    this.#ask(polygon);
    this.#show();
    if (!isFinal || same(polygon, this.#held)) return;
    this.#held = polygon;
    this.emit({ drawn: polygon ? rounded(polygon) : null });
  }

  /** A polygon given by its corners; null while there are too few of them. */
  #typed(polygon: Polygon | null): void {
    this.load(polygon);
    const held = this.tool.polygon();
    this.emit({ drawn: held ? rounded(held) : null });
  }

  /** A draft of the polygon, opened at the desk; it is drawn here still if there can be none. */
  async #toPlanner(): Promise<void> {
    const polygon = this.tool.polygon();
    if (!polygon || !hasInside(polygon)) return;
    const name = `Drawn area, ${new Date().toLocaleString("en-US", { dateStyle: "medium", timeStyle: "medium" })}`;
    try {
      const id = await this.api.newPlan(name, rounded(polygon));
      window.location.assign(`planner?plan=${id}`);
    } catch (error) {
      this.notices.show("drawn", errorWords(error));
    }
  }

  #entered(mode: Mode): void {
    this.readout.hint(HINTS[mode]);
    this.#show();
    this.emit({ mode });
  }

  #ask(polygon: Polygon | null): void {
    if (!polygon || !hasInside(polygon)) {
      this.#totals.drop();
      this.#counted.show(null);
      this.readout.clear();
      return;
    }
    this.readout.wait();
    this.#totals.push({ polygon: rounded(polygon), query: this.#query });
  }

  #answered(total: PolygonTotal): void {
    this.#counted.show(total.counted);
    this.readout.show(total, this.isSynthetic);
  }

  #show(): void {
    const { mode, canUndo, canRedo } = this.tool;
    const polygon = this.tool.polygon();
    if (mode !== "draw") this.#corners.show(polygon);
    this.bar.show({ mode, hasPolygon: polygon !== null, canFinish: polygon !== null && hasInside(polygon), canUndo, canRedo });
  }
}
