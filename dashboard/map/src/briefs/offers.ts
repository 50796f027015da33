/** What the page that is open can add to a brief: by its address, as scenes that are complete once their fields are filled. */

import { element } from "../dom";
import type { BriefsApi, NewScene } from "./briefs-api";
import { filterView, regionSetOf, sceneView } from "./link-view";
import { choice, field, lineInput, wordsInput } from "./parts";
import { titleOf } from "./scene-kinds";
import type { Body, Choices, Kind, PlanLine } from "./types";

export interface Offer {
  kind: Kind;
  label: string;
  hint: string;
  title: string;
  isOn: boolean;
  /** Fields of its own, shown once it is chosen. */
  fields: HTMLElement[];
  body(keepsMonths: boolean): Body;
}

export interface OfferGround {
  api: BriefsApi;
  choices: Choices;
  plans: readonly PlanLine[];
  /** The address of the page: path and query. */
  path: string;
  search: string;
}

const INCIDENTS = "incidents";

/** The offers of a page, the likeliest first. */
export async function offersOf(ground: OfferGround): Promise<Offer[]> {
  if (ground.path === "/") return viewOffers(ground);
  const plan = Number(new URLSearchParams(ground.search).get("plan"));
  if (ground.path === "/planner" && plan > 0) return [...(await planOffers(ground, plan)), noteOffer("About this plan", false)];
  return [noteOffer(ground.path === "/data" ? "About the data" : "Note", true)];
}

function viewOffers({ choices, search }: OfferGround): Offer[] {
  let by = "month";
  let set = regionSetOf(search.replace(/^\?/, ""));
  const whole = (keeps: boolean): string => sceneView(search, keeps);
  const filter = (keeps: boolean): string => filterView(whole(keeps));
  const sets = choices.region_sets;
  const breakdowns = [{ key: "month", title: "Month" }, { key: "category", title: "Category" }, { key: "component", title: "Component" }, { key: "mode", title: "Mode of entry" }, { key: "region", title: "Region" }];
  const chosenSet = (): HTMLElement => field("Regions", choice(sets, set, (key) => { set = key; }));
  const setOfChart = chosenSet();
  setOfChart.hidden = true;
  return [
    { kind: "map", label: "Map", hint: "The layers, filter and place that you see", title: "Map", isOn: true, fields: [], body: (keeps) => ({ kind: "map", view: whole(keeps) }) },
    { kind: "numeral", label: "Big numeral", hint: "Incidents, with change and interval", title: "Incidents", isOn: false, fields: [], body: (keeps) => ({ kind: "numeral", measures: [INCIDENTS], view: filter(keeps) }) },
    {
      kind: "chart", label: "Chart", hint: "Incidents by month, or broken down", title: "Incidents by month", isOn: false,
      fields: [field("By", choice(breakdowns, by, (key) => { by = key; setOfChart.hidden = key !== "region"; })), setOfChart],
      body: (keeps) => ({ kind: "chart", measure: INCIDENTS, by, view: filter(keeps), region_set: by === "region" ? set : "" }),
    },
    {
      kind: "table", label: "Table", hint: "Regions with the largest counts, and what stands out", title: `${titleOf(sets, set)} that stand out`, isOn: false,
      fields: [chosenSet()],
      body: (keeps) => ({ kind: "table", measure: INCIDENTS, region_set: set, view: filter(keeps) }),
    },
  ];
}

async function planOffers({ api, choices, plans }: OfferGround, plan: number): Promise<Offer[]> {
  const { name, edit, version } = await api.plan(plan);
  const others = plans.filter(({ id }) => id !== plan);
  let other = others[0]?.id ?? 0;
  const ask = { decision: `Adopt the plan ${name}`.slice(0, 200), who: "", by_when: "", recommendation: "" };
  const recommendations = [{ key: "", title: "None" }, ...choices.recommendations];
  const beside = others.length > 0
    ? field("Beside", choice(others.map(({ id, name: title }) => ({ key: String(id), title })), String(other), (key) => { other = Number(key); }))
    : element("p", { class: "br-none" }, "There is no other plan to compare with yet.");
  return [
    {
      kind: "ask", label: "Ask with this plan", hint: `A decision, linked to version ${version} as it is now`, title: name, isOn: true,
      fields: [
        field("Decision wanted", lineInput(ask.decision, (words) => { ask.decision = words; })),
        field("Who decides", lineInput("", (words) => { ask.who = words; }, { required: "" })),
        field("By when", lineInput("", (words) => { ask.by_when = words; }, { placeholder: "15 Dec 2026" })),
        field("Recommendation of the memo", choice(recommendations, "", (key) => { ask.recommendation = key; })),
        element("p", { class: "br-none" }, "Options, their costs and risks are written in the editor; it begins with “Adopt” and “Leave as it is”."),
      ],
      body: () => ({ kind: "ask", ...ask, options: [{ name: "Adopt", cost: "", risk: "" }, { name: "Leave as it is", cost: "", risk: "" }], plan, edit }),
    },
    {
      kind: "comparison", label: "Plan comparison", hint: "This plan beside another", title: `${name} compared`.slice(0, 200), isOn: false, fields: [beside],
      body: () => ({ kind: "comparison", plan, other, edit: 0, other_edit: 0 }),
    },
  ];
}

function noteOffer(title: string, isOn: boolean): Offer {
  let words = "";
  return {
    kind: "note", label: "Note", hint: "A few sentences of your own", title, isOn,
    fields: [field("Words", wordsInput("", (typed) => { words = typed; }, 4), "One paragraph a line.")],
    body: () => ({ kind: "note", words }),
  };
}

/** The scene that an offer makes. */
export function sceneOf(offer: Offer, title: string, keepsMonths: boolean): NewScene {
  return { key: offer.kind, title: title.trim(), body: offer.body(keepsMonths) };
}
