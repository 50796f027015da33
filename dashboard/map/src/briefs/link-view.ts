/** Saved views: what stands behind the question mark of a link, and what of it a scene keeps. */

/** Parameters that say which months a view is about. */
const MONTHS = ["from", "to"] as const;
const NOT_OF_A_SCENE = new Set(["brief", "scene", "plan", "swipe", "table", "set"]);

/** The view of a pasted link or query: without address, question mark and hash. */
export function viewOf(text: string): string {
  const trimmed = text.trim();
  const query = /\?([^#]*)/.exec(trimmed)?.[1];
  if (query !== undefined) return query;
  return trimmed.includes("://") || trimmed.startsWith("/") ? "" : (trimmed.split("#")[0] ?? "");
}

/** What a scene keeps of the page's address: no data version, and the months only if they are to stay. */
export function sceneView(search: string, keepsMonths: boolean): string {
  const kept = new URLSearchParams(search);
  kept.delete("version");
  for (const name of NOT_OF_A_SCENE) kept.delete(name);
  if (!keepsMonths) for (const name of MONTHS) kept.delete(name);
  return kept.toString();
}

/** The same without what only a map has: layers, camera, shape. */
export function filterView(view: string): string {
  const kept = new URLSearchParams(view);
  for (const name of ["layers", "at", "shape", "uncertainty", "form"]) kept.delete(name);
  return kept.toString();
}

/** Whether two queries are about the same months. */
export function isSameMonths(one: string, other: string): boolean {
  const [a, b] = [new URLSearchParams(one), new URLSearchParams(other)];
  return MONTHS.every((name) => (a.get(name) ?? "") === (b.get(name) ?? ""));
}

const SHORT_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The months of a query in words; empty if it names none. */
export function monthsWords(query: string): string {
  const given = new URLSearchParams(query);
  const [from, to] = MONTHS.map((name) => monthWords(given.get(name) ?? ""));
  if (from && to) return from === to ? from : `${from} to ${to}`;
  return from ? `from ${from}` : to ? `to ${to}` : "";
}

function monthWords(text: string): string {
  const found = /^(\d{4})-(\d{2})$/.exec(text);
  const name = found && SHORT_MONTHS[Number(found[2]) - 1];
  return name ? `${name} ${found[1] ?? ""}` : "";
}

const LAYER_SETS: Record<string, string> = {
  counties: "county",
  states: "state",
  sectors: "sector",
  field_offices: "field_office",
  ero_areas: "ero_area",
  best_incidents: "best",
  best_regions: "best",
};

/** The set of regions that a view's topmost layer of regions shows; sectors if there is none. */
export function regionSetOf(view: string): string {
  const layers = (new URLSearchParams(view).get("layers") ?? "").split("|").map((layer) => layer.split("~")[0] ?? "");
  return layers.map((layer) => LAYER_SETS[layer]).find((set) => set !== undefined) ?? "sector";
}
