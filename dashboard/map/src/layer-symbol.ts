/** The symbol of a layer in the layer list: its own colours and shape. */

import { classColours } from "./classes";
import type { LayerDescription, Theme } from "./props";
import { swatchDrawing } from "./swatch";

const STEPS = 5;
const WIDTH = 28;

export function layerSymbol({ kind, colours, outline, dashed, shapes }: LayerDescription, theme: Theme): SVGSVGElement {
  const ramp = colours[theme];
  const colour = classColours(ramp, 1)[0] ?? "";
  if (kind === "points") return swatchDrawing({ kind: "mark", words: "", colour, shape: Object.values(shapes ?? {})[0] ?? "circle", radius: 7 });
  if (outline) return swatchDrawing({ kind: "line", words: "", colour: ramp.at(-1) ?? colour, dashed });
  return swatchDrawing({ kind: kind === "heat" ? "ramp" : "steps", words: "", colour, colours: classColours(ramp, STEPS) }, WIDTH);
}
