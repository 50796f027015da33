/** The fields of an ask: the decision, its options with cost and risk, who decides, by when, and the plan it is about. */

import { element } from "../dom";
import { act, choice, field, lineInput, part } from "./parts";
import { planField } from "./plan-field";
import type { FormGround } from "./scene-form";
import type { AskBody, Option } from "./types";

export function askForm(ground: FormGround, given: AskBody): HTMLElement[] {
  let body = given;
  const change = (patch: Partial<AskBody>, what: string): void => {
    body = { ...body, ...patch };
    ground.changed(body, what);
  };
  const { choices } = ground;
  const recommendations = [{ key: "", title: "None" }, ...choices.recommendations];
  return [
    field("Decision wanted", lineInput(body.decision, (decision) => { change({ decision }, "decision"); }), "One sentence that begins with a verb."),
    element(
      "div", { class: "br-pair" },
      field("Who decides", lineInput(body.who, (who) => { change({ who }, "who"); })),
      field("By when", lineInput(body.by_when, (by_when) => { change({ by_when }, "by-when"); }, { placeholder: "15 Dec 2026" })),
    ),
    optionList(body.options, choices.most.options, (options, what) => { change({ options }, what); }),
    field("Recommendation of the memo", choice(recommendations, body.recommendation, (recommendation) => { change({ recommendation }, "recommendation"); })),
    planField(ground, { label: "Plan it is about", plan: body.plan, edit: body.edit, isOptional: true }, (plan, edit) => { change({ plan, edit }, "plan"); }),
  ];
}

function optionList(given: readonly Option[], most: number, changed: (options: Option[], what: string) => void): HTMLElement {
  const rows = element("div", { class: "br-options" });
  let options = [...given];
  const show = (): void => {
    rows.replaceChildren(
      ...options.map((option, place) => optionRow(option, place, {
        changed: (patch, what) => {
          options = options.map((other, at) => (at === place ? { ...other, ...patch } : other));
          changed(options, `option-${place}-${what}`);
        },
        removed: options.length > 1 ? () => {
          options = options.filter((_, at) => at !== place);
          changed(options, "");
          show();
        } : null,
      })),
      options.length < most ? act("Add an option", () => {
        options = [...options, { name: "", cost: "", risk: "" }];
        changed(options, "");
        show();
        rows.querySelector<HTMLInputElement>(".br-option:last-of-type input")?.focus();
      }) : "",
    );
  };
  show();
  return part("Options", rows);
}

interface OptionEvents {
  changed(patch: Partial<Option>, what: string): void;
  removed: (() => void) | null;
}

function optionRow(option: Option, place: number, events: OptionEvents): HTMLElement {
  return element(
    "div", { class: "br-option" },
    field(`Option ${place + 1}`, lineInput(option.name, (name) => { events.changed({ name }, "name"); })),
    field("Cost", lineInput(option.cost, (cost) => { events.changed({ cost }, "cost"); })),
    field("Risk", lineInput(option.risk, (risk) => { events.changed({ risk }, "risk"); })),
    events.removed ? act("Take out", events.removed, { "aria-label": `Take option ${place + 1} out` }) : null,
  );
}
