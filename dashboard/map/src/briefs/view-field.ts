/** A field for a saved view: a link is pasted, and what it shows is said in words. */

import { errorWords } from "../api";
import { element } from "../dom";
import type { BriefsApi } from "./briefs-api";
import { viewOf } from "./link-view";
import { field } from "./parts";

const PAUSE_MS = 350;

/** What a scene without a view of its own follows. */
const FOLLOWS = "Follows the brief: its region, and the latest 12 months if it names none.";

export interface ViewFieldOptions {
  label: string;
  /** Said while there is no view. */
  empty?: string;
  /** Path of the page that opens the view. */
  page: string;
}

export function viewField(api: BriefsApi, view: string, options: ViewFieldOptions, changed: (view: string) => void): HTMLElement {
  const told = element("small", { class: "br-told", "aria-live": "polite" });
  const open = element("a", { class: "br-link", target: "_blank", rel: "noopener" }, "Open this view");
  const input = element("input", { type: "text", class: "br-input", spellcheck: "false", placeholder: "Paste a link copied from the Operations page", value: view });
  let timer = 0;
  let turn = 0;
  const tell = async (): Promise<void> => {
    const now = viewOf(input.value);
    const mine = ++turn;
    open.hidden = !now;
    open.href = `${options.page}?${now}`;
    if (!now) { told.textContent = options.empty ?? FOLLOWS; return; }
    try {
      const { sentence, layers, has_period: hasPeriod } = await api.view(now);
      if (mine !== turn) return;
      const months = hasPeriod ? "" : " Its months follow the brief.";
      told.textContent = `${sentence}.${months}${options.label.startsWith("Map") ? ` Layers: ${layers.join(", ") || "none"}.` : ""}`;
    } catch (error) {
      if (mine === turn) told.textContent = errorWords(error);
    }
  };
  input.addEventListener("input", () => {
    changed(viewOf(input.value));
    window.clearTimeout(timer);
    timer = window.setTimeout(() => { void tell(); }, PAUSE_MS);
  });
  input.addEventListener("change", () => { input.value = viewOf(input.value); });
  void tell();
  const made = field(options.label, input, told);
  made.append(open);
  return made;
}
