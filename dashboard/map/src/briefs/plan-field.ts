/** Choosing a plan, and whether it is shown as it is now or as it will be. */

import { element } from "../dom";
import { choice, field, tick } from "./parts";
import type { FormGround } from "./scene-form";

export interface PlanChoice {
  label: string;
  plan: number;
  /** The edit at which it is shown; 0 is whatever it is then. */
  edit: number;
  isOptional?: boolean;
}

export function planField(ground: FormGround, given: PlanChoice, changed: (plan: number, edit: number) => void): HTMLElement {
  let { plan, edit } = given;
  const known = ground.plans.some(({ id }) => id === plan);
  const options = [
    { key: "0", title: given.isOptional ? "None" : "Choose a plan" },
    ...ground.plans.map(({ id, name, version, status }) => ({ key: String(id), title: `${name} (version ${version}, ${status})` })),
    ...(plan !== 0 && !known ? [{ key: String(plan), title: `Plan ${plan}, which is not in the list` }] : []),
  ];
  const told = element("small", { "aria-live": "polite" });
  const pin = tick("Keep the version that it has now", edit !== 0, (isOn) => { void set(plan, isOn); });
  const tell = (): void => {
    pin.hidden = plan === 0;
    told.textContent = plan === 0 ? "" : edit === 0 ? "Shown as it is on the day of the brief." : `Shown as it was after edit ${edit}, whatever is changed later.`;
  };
  const set = async (chosen: number, isPinned: boolean): Promise<void> => {
    plan = chosen;
    edit = chosen !== 0 && isPinned ? (await ground.api.plan(chosen)).edit : 0;
    tell();
    changed(plan, edit);
  };
  tell();
  const select = choice(options, String(plan), (key) => { void set(Number(key), edit !== 0); });
  const hint = ground.plans.length === 0 ? "There is no plan yet: make one on the Planner page." : "";
  const made = field(given.label, select, hint);
  made.append(pin, told);
  return made;
}
