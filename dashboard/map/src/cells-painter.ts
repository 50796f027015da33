/** Cells: one colour for each by the class of its value. */

import { CellsLayer } from "./cells-layer";
import type { Classing } from "./classes";
import { OverCells } from "./over-cells";
import { coloursOf, UNCLASSED, type Look, type Painted } from "./painter";
import type { LayerDescription } from "./props";
import type { CellsGeometry } from "./wire";

export class CellsPainter extends OverCells<CellsLayer> {
  #classing: Classing = UNCLASSED;

  constructor(description: LayerDescription) {
    super(description, new CellsLayer(description.key));
  }

  paint({ header, codes }: Painted): Promise<void> {
    this.codes = codes;
    this.#classing = header;
    if (this.look) this.restyle(this.look);
    this.layer.setCodes(codes);
    return Promise.resolve();
  }

  hover(row: number | null): void {
    const next = row ?? -1;
    if (this.layer.hovered === next) return;
    this.layer.hovered = next;
    this.map?.triggerRepaint();
  }

  protected take(geometry: CellsGeometry): void {
    this.layer.hovered = -1;
    this.layer.setGeometry(geometry);
  }

  protected colour(look: Look): void {
    const { palette } = look;
    this.layer.setColours({
      classes: coloursOf(this.description, look, this.#classing),
      hidden: palette.hidden,
      hatch: palette.hatch,
      mark: palette.border,
      ground: palette.home,
      quiet: palette.quiet,
      opacity: palette.cellOpacity * this.opacity,
    });
  }
}
