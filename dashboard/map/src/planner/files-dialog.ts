/** A plan as a file: taken out in six formats, and a new plan made from one. */

import { errorWords } from "../api";
import { element } from "../dom";
import { anything } from "./tables";
import { Dialog } from "./dialog";
import { act, part } from "./form";
import type { Head } from "./plan-types";
import type { PlansApi } from "./plans-api";

const FORMATS: readonly { suffix: string; words: string; hint: string }[] = [
  { suffix: "geojson", words: "GeoJSON", hint: "for the web and most tools" },
  { suffix: "gpkg", words: "GeoPackage", hint: "for desktop mapping" },
  { suffix: "shp.zip", words: "Shapefile", hint: "for older tools, zipped" },
  { suffix: "kml", words: "KML", hint: "for globes" },
  { suffix: "parquet", words: "GeoParquet", hint: "for analysis" },
  { suffix: "csv", words: "CSV", hint: "county to region" },
];

export function filesDialog(api: PlansApi, head: Head, open: (plan: string) => void): Dialog {
  const dialog = new Dialog("Export and import");
  const links = FORMATS.map(({ suffix, words, hint }) => element("li", {}, element("a", { class: "pl-button", href: api.address(`/${head.id}/export.${suffix}`), download: "" }, words), element("small", {}, hint)));
  dialog.body.append(
    part(`Export version ${head.version}`, element("p", { class: "pl-hint" }, "Each file says inside what it is, its marking, and the data version."), element("ul", { class: "pl-files" }, ...links)),
    part("Import as a new plan", ...importForm(api, (plan) => { dialog.close(); open(plan); })),
  );
  return dialog;
}

function importForm(api: PlansApi, open: (plan: string) => void): HTMLElement[] {
  const file = element("input", { type: "file", class: "bo-only-read", "aria-label": "File of a plan or of shapes", accept: ".geojson,.json,.gpkg,.zip,.kml,.parquet,.csv" });
  const name = element("span", { class: "pl-file-name" }, "No file chosen");
  file.addEventListener("change", () => { name.textContent = file.files?.[0]?.name ?? "No file chosen"; });
  const report = element("div", { class: "pl-report", role: "status" });
  const send = act("Import", () => {
    const [chosen] = file.files ?? [];
    if (!chosen) { file.focus(); return; }
    void sendFile(api, chosen, { report, open });
  }, { class: "pl-button pl-strong" });
  return [element("p", { class: "pl-hint" }, "A file that is not sound is refused whole, with a report of what was found."), element("p", { class: "pl-inline" }, element("label", { class: "pl-button pl-file" }, "Choose a file", file), name, send), report];
}

async function sendFile(api: PlansApi, chosen: File, { report, open }: { report: HTMLElement; open: (plan: string) => void }): Promise<void> {
  report.replaceChildren(element("p", {}, "Reading the file."));
  const form = new FormData();
  form.append("file", chosen);
  try {
    const made = (await api.ask("/import", form)) as { report?: unknown; head?: { id: string | number } };
    const id = made.head?.id;
    report.replaceChildren(...anything(made.report ?? "The file was read."), ...(id === undefined ? [] : [act("Open the plan", () => { open(String(id)); }, { class: "pl-button pl-strong" })]));
  } catch (error) {
    report.replaceChildren(element("p", { class: "pl-warn" }, errorWords(error)));
  }
}
