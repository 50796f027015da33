/** Freezing a brief, and what was frozen of it before. */

import { errorWords } from "../api";
import { element } from "../dom";
import { displayAddress } from "./addresses";
import type { BriefsApi } from "./briefs-api";
import { act, timeWords } from "./parts";
import type { Frozen } from "./types";
import { Window } from "./window";

const WHY = "Freezing keeps every scene with its numbers, as the newest data have them. It can never be changed. Change since the last brief is counted from there.";

export function openFreezeWindow(api: BriefsApi, brief: { token: string; title: string }, within: HTMLElement, closed: () => void = () => undefined): void {
  const window_ = new Window(`Freeze: ${brief.title}`, closed);
  const said = element("p", { class: "br-said", role: "status" });
  const list = element("ul", { class: "br-frozen" });
  const freeze = act("Freeze now", () => { void run(); }, { class: "br-button br-strong" });
  const show = async (): Promise<void> => {
    const frozen = await api.frozen(brief.token);
    list.replaceChildren(...(frozen.length > 0 ? frozen.map(line) : [element("li", {}, "Nothing was frozen yet.")]));
  };
  const run = async (): Promise<void> => {
    freeze.disabled = true;
    said.textContent = "Composing every scene. This may take a moment.";
    try {
      const made = await api.freeze(brief.token);
      said.textContent = `Frozen on data ${made.data_version}. SHA-256 ${made.digest.slice(0, 12)}…`;
      await show();
    } catch (error) {
      said.textContent = errorWords(error);
    } finally {
      freeze.disabled = false;
    }
  };
  window_.body.append(element("p", {}, WHY), element("p", { class: "br-buttons" }, freeze), said, element("h3", {}, "Frozen so far"), list);
  window_.open(within);
  void show().catch((error: unknown) => { said.textContent = errorWords(error); });
}

function line({ id, frozen_at: at, frozen_by: by, data_version: version, digest }: Frozen): HTMLElement {
  return element(
    "li", {},
    element("a", { href: displayAddress(`frozen:${id}`), class: "br-link" }, timeWords(at)),
    ` by ${by}, data ${version}, SHA-256 `, element("code", { title: digest }, digest.slice(0, 12)),
  );
}
