/** What a region has: people, craft and beds, and the share of people who can be sent at any time. */

import { element } from "../dom";
import { Dialog } from "./dialog";
import { act, numberField } from "./form";
import type { Resources } from "./plan-types";

const NOTHING: Resources = { officers: 0, agents: 0, aircraft: 0, vessels: 0, beds: 0, availability: 0.43 };
const COUNTS = { officers: "Officers", agents: "Agents", aircraft: "Aircraft", vessels: "Vessels", beds: "Beds" } as const;

export function resourcesDialog(name: string, given: Resources | undefined, save: (resources: Resources) => void): Dialog {
  const had = given ?? NOTHING;
  const dialog = new Dialog(`Resources of ${name}`);
  const counts = Object.entries(COUNTS).map(([key, words]) => ({ key: key as keyof typeof COUNTS, ...numberField(words, had[key as keyof typeof COUNTS], { min: 0 }) }));
  const availability = numberField("Available at any time, %", Math.round(had.availability * 100), { min: 0, max: 100 });
  const form = element(
    "form", { class: "pl-form" },
    ...counts.map(({ root }) => root), availability.root,
    element("p", { class: "pl-hint" }, "Not all who are on the rolls can be sent. Agents were available for deployment about 43 % of the time (GAO-18-50)."),
    element("p", { class: "pl-buttons" }, element("button", { type: "submit", class: "pl-button pl-strong" }, "Save"), act("Cancel", () => { dialog.close(); })),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const made = { ...had, availability: (availability.input.valueAsNumber || 0) / 100 };
    for (const { key, input } of counts) made[key] = Math.max(0, Math.round(input.valueAsNumber || 0));
    save(made);
    dialog.close();
  });
  dialog.body.append(form);
  return dialog;
}
