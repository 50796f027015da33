/** The ten kinds of scene: their names, what each is for, how a new one begins, and a scene in a few words. */

import type { Body, Choices, Kind, Named, PlanLine, Scene } from "./types";

export const KINDS: Record<Kind, { title: string; hint: string }> = {
  map: { title: "Map", hint: "Layers and filter of a saved view" },
  numeral: { title: "Big numerals", hint: "One to three measures with change and interval" },
  chart: { title: "Chart", hint: "One measure by month, category or region" },
  table: { title: "Table", hint: "Regions with the largest counts and changes" },
  change: { title: "Change since the last brief", hint: "In four parts that sum exactly" },
  programme: { title: "Programme", hint: "One of the eleven programmes" },
  tracker: { title: "Recommendation tracker", hint: "The memo's eleven recommendations" },
  comparison: { title: "Plan comparison", hint: "Two plans side by side" },
  ask: { title: "Ask", hint: "A decision, its options, who decides and by when" },
  note: { title: "Note", hint: "A few sentences" },
};

export const BY_WORDS: Record<string, string> = { month: "month", category: "category", component: "component", mode: "mode of entry", region: "region" };

/** A new scene of a kind; what a person has to choose is empty, and the server says so until it is chosen. */
export function newScene(kind: Kind, choices: Choices): Scene {
  return { key: kind, title: KINDS[kind].title, seconds: choices.seconds.usual, notes: "", questions: [], body: newBody(kind, choices) };
}

function newBody(kind: Kind, choices: Choices): Body {
  const measure = choices.measures[0]?.key ?? "";
  switch (kind) {
    case "map": return { kind, view: "" };
    case "numeral": return { kind, measures: [measure], view: "" };
    case "chart": return { kind, measure, by: "month", view: "", region_set: "" };
    case "table": return { kind, measure, region_set: choices.region_sets[0]?.key ?? "", view: "" };
    case "note": return { kind, words: "" };
    case "comparison": return { kind, plan: 0, other: 0, edit: 0, other_edit: 0 };
    case "ask": return { kind, decision: "", options: [{ name: "", cost: "", risk: "" }, { name: "", cost: "", risk: "" }], who: "", by_when: "", recommendation: "", plan: 0, edit: 0 };
    case "change": return { kind, view: "", since: 0 };
    case "programme": return { kind, programme: choices.programmes[0]?.key ?? "", view: "" };
    case "tracker": return { kind, only: [] };
  }
}

/** What a scene shows, in a few words. */
export function bodyWords(body: Body, choices: Choices, plans: readonly PlanLine[]): string {
  switch (body.kind) {
    case "map": return layersWords(body.view);
    case "numeral": return body.measures.map((key) => titleOf(choices.measures, key)).join(", ");
    case "chart": return `${titleOf(choices.measures, body.measure)} by ${body.by === "region" ? titleOf(choices.region_sets, body.region_set) : (BY_WORDS[body.by] ?? body.by)}`;
    case "table": return `${titleOf(choices.measures, body.measure)}, ${titleOf(choices.region_sets, body.region_set)}`;
    case "note": return firstWords(body.words);
    case "comparison": return `${planName(plans, body.plan)} beside ${planName(plans, body.other)}`;
    case "ask": return body.decision ? `${body.decision}${body.who ? `, of ${body.who}` : ""}` : "No decision written yet";
    case "change": return body.since === 0 ? "Since it was frozen last" : `Since frozen brief ${body.since}`;
    case "programme": return titleOf(choices.programmes, body.programme);
    case "tracker": return body.only.length === 0 ? "All eleven" : body.only.join(", ");
  }
}

function layersWords(view: string): string {
  const named = new URLSearchParams(view).get("layers");
  if (!view) return "No view chosen yet";
  if (!named) return "The layers of a first visit";
  const count = named.split("|").length;
  return count === 1 ? "1 layer" : `${count} layers`;
}

function firstWords(words: string): string {
  const line = words.trim().split("\n")[0] ?? "";
  return line.length > 90 ? `${line.slice(0, 88).trimEnd()}…` : line || "Nothing written yet";
}

export function titleOf(named: readonly Named[], key: string): string {
  return named.find((one) => one.key === key)?.title ?? key;
}

export function planName(plans: readonly PlanLine[], id: number): string {
  if (id === 0) return "no plan yet";
  return plans.find((plan) => plan.id === id)?.name ?? `plan ${id}`;
}
