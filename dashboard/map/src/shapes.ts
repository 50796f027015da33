/** Shapes of marks: one outline each, drawn on the map as a distance field and in the legend as a path. */

import type { Shape } from "./props";

type Corner = readonly [number, number];

/** Corners around (0, 0), y down, of about the area of a circle of radius 1; null for what is round. */
const OUTLINES: Readonly<Record<Shape, readonly Corner[] | null>> = {
  circle: null,
  ring: null,
  square: regular(4, 1.24, 45),
  diamond: regular(4, 1.26, 0),
  triangle: shifted(regular(3, 1.44, 0), 0.2),
  "triangle-down": shifted(regular(3, 1.44, 180), -0.2),
  pentagon: regular(5, 1.16, 0),
  hexagon: regular(6, 1.1, 0),
  star: star(5, 1.46, 0.66),
  cross: cross(1.22, 0.46),
};

/** Half the width of a ring's band, and the radius of its middle. */
const RING = { half: 0.2, middle: 0.92 };

export const SHAPES = Object.keys(OUTLINES) as Shape[];

/** Distance from (x, y) to the edge of a shape of radius 1 around 0, negative inside; y points down. */
export function distance(shape: Shape, x: number, y: number): number {
  const outline = OUTLINES[shape];
  if (outline) return distanceToPolygon(outline, x, y);
  const radius = Math.hypot(x, y);
  return shape === "ring" ? Math.abs(radius - RING.middle) - RING.half : radius - 1;
}

/** The shape as SVG path data, around (x, y) with radius `r`. */
export function outlinePath(shape: Shape, x: number, y: number, r: number): string {
  const outline = OUTLINES[shape];
  if (outline) return `M${outline.map(([dx, dy]) => `${round(x + dx * r)} ${round(y + dy * r)}`).join("L")}z`;
  if (shape === "circle") return circle(x, y, r, 1);
  // The hole runs the other way round, so that it stays empty.
  return circle(x, y, r * (RING.middle + RING.half), 1) + circle(x, y, r * (RING.middle - RING.half), 0);
}

function circle(x: number, y: number, r: number, sweep: 0 | 1): string {
  const [left, across] = [round(x - r), round(2 * r)];
  return `M${left} ${round(y)}a${round(r)} ${round(r)} 0 1 ${sweep} ${across} 0a${round(r)} ${round(r)} 0 1 ${sweep} ${-across} 0z`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function regular(corners: number, radius: number, turn: number): Corner[] {
  return Array.from({ length: corners }, (_, i) => corner(radius, turn + (i * 360) / corners));
}

function star(points: number, outer: number, inner: number): Corner[] {
  return Array.from({ length: points * 2 }, (_, i) => corner(i % 2 === 0 ? outer : inner, (i * 180) / points));
}

function cross(arm: number, half: number): Corner[] {
  const quarter: Corner[] = [[half, -arm], [half, -half], [arm, -half]];
  return [0, 1, 2, 3].flatMap((turns) => quarter.map((point) => turned(point, turns)));
}

function turned([x, y]: Corner, quarters: number): Corner {
  return quarters === 0 ? [x, y] : turned([-y, x], quarters - 1);
}

function shifted(outline: Corner[], down: number): Corner[] {
  return outline.map(([x, y]) => [x, y + down]);
}

/** The point at an angle clockwise from the top, in degrees. */
function corner(radius: number, degrees: number): Corner {
  const angle = (degrees * Math.PI) / 180;
  return [radius * Math.sin(angle), -radius * Math.cos(angle)];
}

function distanceToPolygon(outline: readonly Corner[], x: number, y: number): number {
  let nearest = Infinity;
  let isInside = false;
  let [ax, ay] = outline.at(-1) ?? [0, 0];
  for (const [bx, by] of outline) {
    const [ex, ey] = [bx - ax, by - ay];
    const along = Math.min(1, Math.max(0, ((x - ax) * ex + (y - ay) * ey) / (ex * ex + ey * ey)));
    nearest = Math.min(nearest, Math.hypot(x - ax - ex * along, y - ay - ey * along));
    if (ay > y !== by > y && x < ax + ((y - ay) * ex) / ey) isInside = !isInside;
    [ax, ay] = [bx, by];
  }
  return isInside ? -nearest : nearest;
}
