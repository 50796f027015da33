/** Notes on the map: a small numbered mark where each stands, with its words. */

import * as maplibregl from "maplibre-gl";

import { element } from "../dom";
import type { DeskMap } from "./desk-map";
import { nearestPairs } from "./links";
import type { RegionKey, UnitId } from "./plan-types";
import type { PlanView } from "./plan-view";
import { namePoints } from "./region-names";
import type { Note } from "./talk-view";
import type { LonLat, UnitIndex } from "./units";

interface Where {
  map: DeskMap;
  view: PlanView;
  units: UnitIndex;
}

export class NotePins {
  #markers: maplibregl.Marker[] = [];

  /** Marks for notes in place of those there were; `words` are told when the pointer rests on one, `open` when it is pressed. */
  show({ map, view, units }: Where, notes: readonly Note[], words: (note: Note, number: number) => string, open: (note: Note) => void): void {
    for (const marker of this.#markers) marker.remove();
    this.#markers = notes.flatMap((note, i) => {
      const at = note.open ? noteAt(note, view, units) : null;
      if (!at) return [];
      const said = words(note, i + 1);
      const mark = element("button", { type: "button", class: "pl-pin", title: said, "aria-label": `Note ${said}` }, String(i + 1));
      mark.addEventListener("click", (event) => { event.stopPropagation(); open(note); });
      return [new maplibregl.Marker({ element: mark, anchor: "bottom", offset: [0, -8] }).setLngLat(at).addTo(map.map)];
    });
  }
}

/** Where a note stands: at its county, where its region's name is, or between the nearest counties of two regions. */
export function noteAt({ to, keys: [one = "", other = ""] }: Note, view: PlanView, units: UnitIndex): LonLat | null {
  if (to === "unit") return units.at(one);
  if (to === "region") {
    const found = namePoints(view, units.spots).features.find(({ properties }) => properties?.["key"] === one);
    return found ? (found.geometry.coordinates as LonLat) : null;
  }
  const [nearest] = nearestPairs(unitsOf(one, view, units), unitsOf(other, view, units), (unit) => units.at(unit), 1);
  const [from, until] = nearest ? units.allAt(nearest.pair) : [];
  return from && until ? [(from[0] + until[0]) / 2, (from[1] + until[1]) / 2] : null;
}

function unitsOf(key: RegionKey, view: PlanView, units: UnitIndex): UnitId[] {
  return units.spots.map(({ unit }) => unit).filter((unit) => (view.regionOf(unit) ?? "") === key);
}
