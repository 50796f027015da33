/** Every figure of every region in one table. */

import { element } from "../dom";
import type { Theme } from "../props";
import { swatch } from "./form";
import { cellParts, deviationWords } from "./figures-words";
import type { Panel, PanelRow, PlanRegion } from "./plan-types";
import { fillOf } from "./region-colours";

export function wideTable(panel: Panel, regions: readonly PlanRegion[], theme: Theme): HTMLTableElement {
  const colours = new Map(regions.map(({ key, colour }) => [key, fillOf(theme, colour)]));
  const head = panel.columns.map(({ title, unit }) => element("th", { scope: "col" }, title, element("small", {}, unit)));
  return element(
    "table", { class: "pl-table pl-wide" },
    element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "Region"), element("th", { scope: "col" }, "Off the mean"), ...head)),
    element("tbody", {}, ...panel.rows.map((row) => wideRow(row, panel, colours.get(row.key) ?? null))),
  );
}

function wideRow(row: PanelRow, panel: Panel, fill: string | null): HTMLTableRowElement {
  const cells = panel.columns.map(({ key }) => {
    const { figure, rest } = cellParts(row.words[key]);
    return element("td", { class: "pl-number" }, figure, rest ? element("small", {}, ` + ${rest}`) : null);
  });
  return element("tr", {}, element("th", { scope: "row" }, swatch(fill), row.name), element("td", { class: "pl-number" }, deviationWords(row.deviation)), ...cells);
}
