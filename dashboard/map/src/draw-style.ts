/** How the drawn polygon looks; functions, so that a change of theme needs no new drawing. */

import type { HexColor } from "terra-draw";

import type { Palette } from "./themes";

type Current = () => Palette;

const hex = (pick: (palette: Palette) => string, current: Current) => (): HexColor => pick(current()) as HexColor;

function handles(current: Current): { colour: () => HexColor; edge: () => HexColor } {
  return { colour: hex((palette) => palette.accent, current), edge: hex((palette) => palette.accentCasing, current) };
}

/** Styles of a polygon while it is drawn, and at rest. */
export function polygonStyles(current: Current) {
  const { colour, edge } = handles(current);
  return {
    fillColor: colour,
    fillOpacity: 0.14,
    outlineColor: colour,
    outlineWidth: 3,
    closingPointColor: edge,
    closingPointWidth: 7,
    closingPointOutlineColor: colour,
    closingPointOutlineWidth: 3,
    coordinatePointColor: colour,
    coordinatePointWidth: 5,
    coordinatePointOutlineColor: edge,
    coordinatePointOutlineWidth: 2,
  };
}

/** Styles of the polygon in edit, with corners and midpoints to take hold of. */
export function selectStyles(current: Current) {
  const { colour, edge } = handles(current);
  return {
    selectedPolygonColor: colour,
    selectedPolygonFillOpacity: 0.18,
    selectedPolygonOutlineColor: colour,
    selectedPolygonOutlineWidth: 3,
    selectionPointColor: colour,
    selectionPointWidth: 7,
    selectionPointOutlineColor: edge,
    selectionPointOutlineWidth: 2.5,
    midPointColor: edge,
    midPointWidth: 5,
    midPointOutlineColor: colour,
    midPointOutlineWidth: 2,
  };
}
