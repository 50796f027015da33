/** Drawing and its live total: the tool, its buttons, the readout, and one request at a time. */

import type { Polygon } from "geojson";
import type { Map as MapLibreMap } from "maplibre-gl";

import { errorWords, type Api, type PolygonTotal } from "./api";
import { DrawTool, hasInside, rounded, same } from "./draw";
import { Newest } from "./newest";
import type { Notices } from "./notices";
import type { Emit, Mode } from "./props";
import { Readout } from "./readout";
import type { Palette } from "./themes";
import { Toolbar } from "./toolbar";

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
  readonly #toolbar: Toolbar;
  readonly #readout: Readout;
  readonly #totals: Newest<Task>;
  #query = "";
  /** The polygon as the page holds it. */
  #held: Polygon | null = null;

  constructor(map: MapLibreMap, api: Api, palette: Palette, private readonly notices: Notices, private readonly emit: Emit) {
    const container = map.getContainer();
    this.tool = new DrawTool(map, palette, {
      changed: (polygon, isFinal) => { this.#changed(polygon, isFinal); },
      mode: (mode) => { this.#entered(mode); },
    });
    this.#toolbar = new Toolbar(container, {
      draw: () => { this.tool.setMode(this.tool.mode === "draw" ? "browse" : "draw"); map.getCanvas().focus({ preventScroll: true }); },
      finish: () => { this.tool.finish(); },
      edit: () => { this.tool.setMode(this.tool.mode === "edit" ? "browse" : "edit"); },
      clear: () => { this.tool.clear(); },
      undo: () => { this.tool.undo(); },
      redo: () => { this.tool.redo(); },
    }, () => { map.getCanvas().focus({ preventScroll: true }); });
    this.#readout = new Readout(container);
    this.#totals = new Newest<Task>(
      ({ polygon, query }) => api.polygonTotal(polygon, query),
      (total) => { this.#readout.show(total as PolygonTotal, this.isSynthetic); },
      (error) => { this.#readout.fail(errorWords(error)); },
    );
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

  #entered(mode: Mode): void {
    this.#readout.hint(HINTS[mode]);
    this.#show();
    this.emit({ mode });
  }

  #ask(polygon: Polygon | null): void {
    if (!polygon || !hasInside(polygon)) {
      this.#totals.drop();
      this.#readout.clear();
      return;
    }
    this.#readout.wait();
    this.#totals.push({ polygon: rounded(polygon), query: this.#query });
  }

  #show(): void {
    const { mode, canUndo, canRedo } = this.tool;
    const polygon = this.tool.polygon();
    this.#toolbar.show({ mode, hasPolygon: polygon !== null, canFinish: polygon !== null && hasInside(polygon), canUndo, canRedo });
  }
}
