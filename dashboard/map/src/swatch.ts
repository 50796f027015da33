/** A swatch of the legend or of the layer list as a drawing. */

import { vector } from "./dom";
import type { Swatch } from "./legend-entry";
import { outlinePath } from "./shapes";

const HEIGHT = 16;
const WIDTH = 28;
const RAMP_WIDTH = 232;
const STRIPE_STEP = 6;

/** What stands before the words: decoration, as the words say it. `rampWidth` in CSS pixels. */
export function swatchDrawing(swatch: Swatch, rampWidth = RAMP_WIDTH): SVGSVGElement {
  const radius = swatch.radius ?? 6;
  const [width, height] = swatch.kind === "mark" ? [Math.max(WIDTH, radius * 2 + 4), Math.max(HEIGHT, radius * 2 + 4)] : [swatch.kind === "ramp" ? rampWidth : WIDTH, HEIGHT];
  const svg = vector("svg", { width, height, viewBox: `0 0 ${width} ${height}`, class: `bo-swatch bo-swatch-${swatch.kind}`, preserveAspectRatio: "none", "aria-hidden": "true" });
  svg.append(...parts(swatch, width, height, radius));
  return svg;
}

function parts(swatch: Swatch, width: number, height: number, radius: number): SVGElement[] {
  const box = { x: 0, y: 0, width, height, rx: 2, fill: swatch.colour };
  switch (swatch.kind) {
    case "line":
      return [vector("line", { x1: 1, x2: width - 1, y1: height / 2, y2: height / 2, stroke: swatch.colour, "stroke-width": 2.5, ...(swatch.dashed ? { "stroke-dasharray": "6 4" } : {}) })];
    case "double":
      return [0.3, 0.7].map((share) => vector("line", { x1: 1, x2: width - 1, y1: height * share, y2: height * share, stroke: swatch.colour, "stroke-width": 1.8 }));
    case "mark":
      return [vector("path", { d: outlinePath(swatch.shape ?? "circle", width / 2, height / 2, radius), fill: swatch.colour, ...(swatch.edge ? { stroke: swatch.edge, "stroke-width": 1.5 } : {}) })];
    case "ramp":
      return smoothRamp(swatch.colours ?? [], width, height);
    case "hidden":
      return [vector("rect", box), ...stripes(width, height, true, {})];
    case "quiet":
      return [vector("rect", box), ...stripes(width, height, false, { stroke: swatch.edge ?? swatch.colour })];
    case "steps":
      return (swatch.colours ?? []).map((fill, i, { length }) => vector("rect", { x: (i * width) / length, y: 2, width: width / length + 0.2, height: height - 4, fill }));
    case "fill":
      return [vector("rect", box)];
  }
}

function smoothRamp(colours: readonly string[], width: number, height: number): SVGElement[] {
  const id = `ramp-${colours.join("").replaceAll("#", "")}`;
  const gradient = vector("linearGradient", { id });
  gradient.append(...colours.map((colour, i) => vector("stop", { offset: i / Math.max(1, colours.length - 1), "stop-color": colour })));
  return [gradient, vector("rect", { x: 0, y: 0, width, height, rx: 2, fill: `url(#${id})` })];
}

function stripes(width: number, height: number, isRising: boolean, paint: Record<string, string>): SVGElement[] {
  const count = Math.ceil((width + height) / STRIPE_STEP);
  return Array.from({ length: count }, (_, i) => {
    const x = i * STRIPE_STEP - height;
    const d = isRising ? `M${x} ${height}l${height} ${-height}` : `M${x} 0l${height} ${height}`;
    return vector("path", { d, class: "bo-stripe", ...paint });
  });
}
