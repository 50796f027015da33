/** The tools and the one in hand: which gets the pointer and the keys, its brush, its hint. */

import { element } from "../dom";
import { Measure } from "../measure";
import type { Theme } from "../props";
import { PALETTES } from "../themes";
import { Area } from "./areas";
import { Brush } from "./brush";
import { Gestures, type Press } from "./gestures";
import { unitAt, type Hands, type Tool, type ToolName } from "./hands";
import { fillTool, lockTool, mergeTool, panTool, stateTool } from "./picks";
import type { UnitId } from "./plan-types";
import { ShapeTool } from "./shapes-tool";
import { ToolRail } from "./tool-rail";

const RADII = [2, 6, 10, 14, 20, 28, 38, 50, 66, 86];
const FIRST_RADIUS = 3;

export class Toolbox {
  readonly rail: ToolRail;
  readonly hint = element("p", { class: "pl-hint-line" });
  readonly under = element("p", { class: "pl-under", "aria-hidden": "true" });
  readonly measure: Measure;
  readonly #ring = element("div", { class: "pl-ring", "aria-hidden": "true", hidden: "" });
  readonly #cross = element("div", { class: "bo-cross", "aria-hidden": "true", hidden: "" });
  readonly #tools = new Map<ToolName, Tool>();
  readonly #gestures: Gestures;
  #radius = FIRST_RADIUS;
  #tool: Tool;
  #pointer: Press | null = null;
  #unit: UnitId | null = null;

  constructor(private readonly hands: Hands, theme: Theme) {
    const { map } = hands.map;
    this.rail = new ToolRail((name) => { this.use(name); hands.map.focus(); });
    this.measure = new Measure(map, PALETTES[theme], () => { if (!this.measure.isOn && this.#tool.name === "measure") this.use("pan"); });
    for (const tool of this.#all()) this.#tools.set(tool.name, tool);
    this.#tool = panTool(hands);
    this.#gestures = new Gestures(map, (press) => { this.#moved(press); });
    map.getContainer().append(this.#ring, this.#cross);
    map.getCanvas().addEventListener("focus", () => { this.#cross.hidden = !map.getCanvas().matches(":focus-visible"); });
    map.getCanvas().addEventListener("blur", () => { this.#cross.hidden = true; });
    map.on("move", () => { this.#look(this.#pointer); });
    this.use("pan");
  }

  get name(): ToolName { return this.#tool.name; }

  get radius(): number { return RADII[this.#radius] ?? 14; }

  use(name: ToolName): void {
    const tool = this.#tools.get(name);
    if (!tool) return;
    if (this.#tool !== tool) this.#tool.leave?.();
    this.#tool = tool;
    this.#gestures.use(tool);
    this.rail.show(name);
    this.hint.textContent = tool.hint;
    const { map } = this.hands.map;
    map.getContainer().dataset.tool = name;
    if (name !== "pan") this.hands.choose(null);
    if (name === "measure" && !this.measure.isOn) this.measure.begin();
    if (name !== "measure" && this.measure.isOn) this.measure.end();
    if (name !== "measure") map.getCanvas().style.cursor = name === "pan" ? "" : "crosshair";
    this.#look(this.#pointer);
  }

  brush(step: 1 | -1): void {
    this.#radius = Math.max(0, Math.min(RADII.length - 1, this.#radius + step));
    this.#look(this.#pointer);
    this.hands.say(`Brush of ${this.radius * 2} pixels.`);
  }

  /** A key for the tool in hand; Escape takes back a stroke first. */
  key(key: string): boolean {
    if (key === "Escape" && this.#gestures.cancel()) return true;
    return this.#tool.key?.(key) ?? false;
  }

  escape(): void {
    if (this.name !== "pan") this.use("pan");
    else this.hands.choose(null);
  }

  restyle(theme: Theme): void { this.measure.restyle(PALETTES[theme]); }

  stop(): void { this.#gestures.stop(); }

  #all(): Tool[] {
    const { hands } = this;
    const measure: Tool = { name: "measure", hint: "Click place after place; the first one again closes the shape and gives its area." };
    return [
      panTool(hands), stateTool(hands), mergeTool(hands), fillTool(hands), lockTool(hands), measure,
      ...(["paint", "erase", "border"] as const).map((name) => new Brush(name, hands)),
      ...(["rectangle", "lasso"] as const).map((name) => new Area(name, hands)),
      ...(["polygon", "hole", "cut"] as const).map((name) => new ShapeTool(name, hands)),
    ];
  }

  #moved(press: Press | null): void {
    this.#cross.hidden = true;
    this.#pointer = press;
    this.#look(press);
  }

  /** The brush's ring, and the name of what lies under the pointer. */
  #look(press: Press | null): void {
    const { hands } = this;
    this.#ring.hidden = !press || !this.#tool.hasBrush;
    if (press && this.#tool.hasBrush) {
      this.#ring.style.setProperty("--x", `${press.x}px`);
      this.#ring.style.setProperty("--y", `${press.y}px`);
      this.#ring.style.setProperty("--radius", `${this.radius}px`);
    }
    this.#unit = press && unitAt(hands, press);
    hands.map.hover(this.#unit);
    this.again();
  }

  /** Say anew what lies under the pointer: the plan may be seen otherwise. */
  again(): void {
    const { hands } = this;
    const unit = this.#unit;
    const region = unit === null ? null : hands.view.region(hands.view.regionOf(unit));
    this.under.textContent = unit === null ? "" : `${hands.units.name(unit)}: ${region?.name ?? "no region"}${hands.view.isLocked(unit) ? ", locked" : ""}`;
    this.under.hidden = unit === null;
  }
}
