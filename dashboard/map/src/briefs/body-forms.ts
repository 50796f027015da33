/** The fields of each kind of scene. */

import { element } from "../dom";
import { askForm } from "./ask-form";
import { choice, field, numberInput, part, tick, timeWords, wordsInput } from "./parts";
import { planField } from "./plan-field";
import { BY_WORDS } from "./scene-kinds";
import type { FormGround } from "./scene-form";
import type { Body, ChangeBody, ChartBody, ComparisonBody, NumeralBody, TrackerBody } from "./types";
import { viewField } from "./view-field";

const MAP_EMPTY = "No view yet. On the Operations page choose layers, filter and place, then “Copy link” and paste it here, or use “Add to brief” there.";

/** The fields of a scene's body; each change is handed to `ground.changed`. */
export function bodyForm(ground: FormGround, body: Body): HTMLElement[] {
  switch (body.kind) {
    case "map": return [viewField(ground.api, body.view, { label: "Map view", page: "/", empty: MAP_EMPTY }, (view) => { ground.changed({ ...body, view }, "view"); })];
    case "numeral": return numeralForm(ground, body);
    case "chart": return chartForm(ground, body);
    case "table": {
      let now = body;
      const change = (patch: Partial<typeof body>, what: string): void => { now = { ...now, ...patch }; ground.changed(now, what); };
      return [
        field("Measure", choice(measures(ground), body.measure, (measure) => { change({ measure }, ""); })),
        field("Regions", choice(ground.choices.region_sets, body.region_set, (region_set) => { change({ region_set }, ""); })),
        filterField(ground, body.view, (view) => { change({ view }, "view"); }),
      ];
    }
    case "note": return [field("Words", wordsInput(body.words, (words) => { ground.changed({ ...body, words }, "words"); }, 8), "One paragraph a line; sixty words can be read from three metres.")];
    case "comparison": return comparisonForm(ground, body);
    case "ask": return askForm(ground, body);
    case "change": return changeForm(ground, body);
    case "programme": {
      let now = body;
      return [
        field("Programme", choice(ground.choices.programmes, body.programme, (programme) => { now = { ...now, programme }; ground.changed(now, ""); })),
        filterField(ground, body.view, (view) => { now = { ...now, view }; ground.changed(now, "view"); }),
      ];
    }
    case "tracker": return trackerForm(ground, body);
  }
}

function measures({ choices }: FormGround): { key: string; title: string }[] {
  return choices.measures.map(({ key, title, unit }) => ({ key, title: `${title} (${unit})` }));
}

function filterField(ground: FormGround, view: string, changed: (view: string) => void): HTMLElement {
  return viewField(ground.api, view, { label: "Filter of its own", page: "/" }, changed);
}

function numeralForm(ground: FormGround, body: NumeralBody): HTMLElement[] {
  let now = body;
  const none = { key: "", title: "None" };
  const selects = Array.from({ length: ground.choices.most.measures }, (_, place) =>
    choice(place === 0 ? measures(ground) : [none, ...measures(ground)], body.measures[place] ?? "", () => {
      const chosen = selects.map((select) => select.value).filter(Boolean);
      now = { ...now, measures: [...new Set(chosen)] };
      ground.changed(now, "");
    }));
  return [
    ...selects.map((select, place) => field(place === 0 ? "Measure" : `Measure ${place + 1}`, select)),
    filterField(ground, body.view, (view) => { now = { ...now, view }; ground.changed(now, "view"); }),
  ];
}

function chartForm(ground: FormGround, body: ChartBody): HTMLElement[] {
  let now = body;
  const change = (patch: Partial<ChartBody>, what: string): void => { now = { ...now, ...patch }; ground.changed(now, what); };
  const regions = field("Regions", choice(ground.choices.region_sets, body.region_set || "sector", (region_set) => { change({ region_set }, ""); }));
  regions.hidden = body.by !== "region";
  const by = choice(ground.choices.by.map((key) => ({ key, title: BY_WORDS[key] ?? key })), body.by, (chosen) => {
    regions.hidden = chosen !== "region";
    change({ by: chosen, region_set: chosen === "region" ? (regions.querySelector("select")?.value ?? "sector") : "" }, "");
  });
  return [
    field("Measure", choice(measures(ground), body.measure, (measure) => { change({ measure }, ""); })),
    field("By", by),
    regions,
    filterField(ground, body.view, (view) => { change({ view }, "view"); }),
  ];
}

function comparisonForm(ground: FormGround, body: ComparisonBody): HTMLElement[] {
  let now = body;
  return [
    planField(ground, { label: "Plan", plan: body.plan, edit: body.edit }, (plan, edit) => { now = { ...now, plan, edit }; ground.changed(now, ""); }),
    planField(ground, { label: "Beside", plan: body.other, edit: body.other_edit }, (other, other_edit) => { now = { ...now, other, other_edit }; ground.changed(now, ""); }),
  ];
}

function changeForm(ground: FormGround, body: ChangeBody): HTMLElement[] {
  let now = body;
  const newest = { key: "0", title: "The newest frozen one of this brief" };
  const holder = element("div", {});
  const show = (options: { key: string; title: string }[]): void => {
    holder.replaceChildren(field("Since", choice(options, String(now.since), (key) => { now = { ...now, since: Number(key) }; ground.changed(now, ""); }), "A brief is frozen after it was given; change is counted from there."));
  };
  show([newest, ...(body.since === 0 ? [] : [{ key: String(body.since), title: `Frozen brief ${body.since}` }])]);
  void ground.frozen().then((frozen) => {
    const known = frozen.map(({ id, frozen_at, data_version }) => ({ key: String(id), title: `${timeWords(frozen_at)}, data ${data_version}` }));
    const other = now.since !== 0 && !frozen.some(({ id }) => id === now.since) ? [{ key: String(now.since), title: `Frozen brief ${now.since}` }] : [];
    show([newest, ...known, ...other]);
  }, () => undefined);
  return [holder, filterField(ground, body.view, (view) => { now = { ...now, view }; ground.changed(now, "view"); })];
}

function trackerForm(ground: FormGround, body: TrackerBody): HTMLElement[] {
  const { recommendations } = ground.choices;
  let only = body.only;
  const boxes = recommendations.map(({ key, title }) => tick(title, only.includes(key), (isOn) => {
    const chosen = new Set(isOn ? [...only, key] : only.filter((other) => other !== key));
    only = recommendations.map((one) => one.key).filter((one) => chosen.has(one));
    ground.changed({ ...body, only }, "");
  }));
  return [part("Only these (none ticked: all eleven)", element("div", { class: "br-ticks" }, ...boxes))];
}

/** Seconds for which a scene is shown. */
export function secondsField(ground: FormGround, seconds: number, changed: (seconds: number) => void): HTMLElement {
  const { least, most } = ground.choices.seconds;
  return field("Seconds", numberInput(seconds, { least, most }, changed), `${least} to ${most}`);
}
