/**
 * The approved plan that is in force: asked for once the map is at rest, then every few minutes, when the page is looked
 * at again and when there is newer data. It is no layer: it answers no question, and its shapes come from no archive.
 */

import type { Feature, FeatureCollection, MultiPolygon, Polygon } from "geojson";
import type { Map as MapLibreMap, Point } from "maplibre-gl";

import type { Api } from "./api";
import { APPROVED, ApprovedPainter, type PlanOnMap } from "./approved-painter";
import type { Named } from "./hover-card";
import { dateWords, type LegendEntry } from "./legend-entry";
import type { Look } from "./painter";

/** The papers of an approved plan. */
export interface ApprovedPapers {
  name: string;
  version: number;
  effective_from: string;
  submitted_by: string;
  reviewer: string;
  /** What its signature proves, in words. */
  proof: string;
}

interface RegionProperties {
  key: string;
  name: string;
  colour: number;
  /** Where the name stands. */
  label: [number, number];
}

export interface ApprovedShapes extends FeatureCollection<Polygon | MultiPolygon, RegionProperties> {
  approved: ApprovedPapers;
  caveat: string;
}

/** A layer, as far as it says which data it shows. */
interface OfVersion {
  painted: { header: { version: string } } | null;
}

/** A map at rest may still wait for values: they go first. */
const SETTLE_MS = 1_000;
const ASK_EVERY_MS = 5 * 60_000;
const STORED_AT = "borderops.approved-plan";
const OFF = "off";

export class ApprovedPlan {
  readonly #painters = new Map<MapLibreMap, ApprovedPainter>();
  #shapes: ApprovedShapes | null = null;
  #drawn: PlanOnMap | null = null;
  #tag: string | null = null;
  #dataVersion = "";
  #isOn = readIsOn();
  #isStopped = false;
  #timer = 0;

  /** `changed` is told when what the legend says has changed. */
  constructor(private readonly api: Pick<Api, "approvedPlan">, private look: Look, private readonly changed: () => void) {}

  /** Draw on a map whose style is fresh. The first one starts the asking as soon as it is at rest. */
  attach(map: MapLibreMap): void {
    const isFirst = this.#painters.size === 0;
    const painter = this.#painters.get(map) ?? new ApprovedPainter(map);
    this.#painters.set(map, painter);
    if (this.#drawn) painter.draw(this.#drawn, this.look, this.#isOn);
    if (isFirst) map.once("idle", () => { window.setTimeout(() => { this.#begin(); }, SETTLE_MS); });
  }

  detach(map: MapLibreMap): void {
    this.#painters.delete(map);
  }

  stop(): void {
    this.#isStopped = true;
    window.clearInterval(this.#timer);
    document.removeEventListener("visibilitychange", this.#onVisible);
    this.#painters.clear();
  }

  restyle(look: Look): void {
    this.look = look;
    for (const painter of this.#painters.values()) painter.restyle(look);
  }

  /** Ask anew if the layers show another data version than before. */
  follow(feeds: readonly OfVersion[]): void {
    const version = feeds.find(({ painted }) => painted)?.painted?.header.version ?? this.#dataVersion;
    const isNewer = this.#dataVersion !== "" && version !== this.#dataVersion;
    this.#dataVersion = version;
    if (isNewer && this.#timer !== 0) void this.ask();
  }

  /** The region at a point of a map, for the card under the pointer. */
  pick(map: MapLibreMap, point: Point): Named | null {
    const name = this.#shapes && this.#isOn ? this.#painters.get(map)?.nameAt(point) : null;
    return name && this.#shapes ? { name, of: `Approved plan: ${this.#shapes.approved.name}` } : null;
  }

  /** Its entry, also while it is switched off, as it is switched on there; none if no plan is in force. */
  legend(): LegendEntry[] {
    if (!this.#shapes) return [];
    const { approved, caveat } = this.#shapes;
    return [{
      key: APPROVED,
      title: `Approved plan: ${approved.name}`,
      unit: inForceWords(approved),
      swatches: this.#isOn ? [{ kind: "double", words: "Region of the approved plan", colour: this.look.palette.regionLabel }] : [],
      marks: [],
      facts: this.#isOn ? [`Version ${approved.version}`, `Submitted by ${approved.submitted_by}`, capital(approved.proof)] : [],
      sentence: "",
      caveat,
      isSynthetic: false,
      turning: { words: "Show on the map", isOn: this.#isOn, turn: (isOn) => { this.#turn(isOn); } },
    }];
  }

  /** What a saved picture says of it, a line each. */
  papers(): string[] {
    if (!this.#shapes || !this.#isOn) return [];
    const { approved, caveat } = this.#shapes;
    return [`Approved plan: ${approved.name}, version ${approved.version}. ${inForceWords(approved)}. ${caveat}`];
  }

  /** Ask what is in force, and draw it if it is another. What cannot be asked stays as it is. */
  async ask(): Promise<void> {
    const found = await this.api.approvedPlan(this.#tag).catch(() => "same" as const);
    if (found === "same" || this.#isStopped || (found === null && this.#shapes === null)) return;
    this.#tag = found?.tag ?? null;
    this.#shapes = found?.shapes ?? null;
    this.#drawn = found && { shapes: found.shapes, names: namesOf(found.shapes) };
    for (const painter of this.#painters.values()) painter.draw(this.#drawn, this.look, this.#isOn);
    this.changed();
  }

  #begin(): void {
    if (this.#isStopped || this.#timer !== 0) return;
    this.#timer = window.setInterval(() => { if (!document.hidden) void this.ask(); }, ASK_EVERY_MS);
    document.addEventListener("visibilitychange", this.#onVisible);
    void this.ask();
  }

  readonly #onVisible = (): void => { if (!document.hidden) void this.ask(); };

  #turn(isOn: boolean): void {
    this.#isOn = isOn;
    rememberIsOn(isOn);
    for (const painter of this.#painters.values()) painter.show(this.look, isOn);
    this.changed();
  }
}

function inForceWords({ effective_from: day, reviewer }: ApprovedPapers): string {
  return `In force since ${dateWords(day)}, approved by ${reviewer}`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function namesOf({ features }: ApprovedShapes): FeatureCollection {
  return {
    type: "FeatureCollection",
    features: features.map(({ properties: { name, label } }): Feature => ({ type: "Feature", properties: { name }, geometry: { type: "Point", coordinates: label } })),
  };
}

/** Whether it was switched off at an earlier visit; a browser that may not remember shows it. */
function readIsOn(): boolean {
  try {
    return window.localStorage.getItem(STORED_AT) !== OFF;
  } catch {
    return true;
  }
}

function rememberIsOn(isOn: boolean): void {
  try {
    if (isOn) window.localStorage.removeItem(STORED_AT);
    else window.localStorage.setItem(STORED_AT, OFF);
  } catch {
    // Storage may be full or forbidden: the switch works without memory.
  }
}
