/** "Add a scene": a button that opens the ten kinds. */

import { element } from "../dom";
import { KINDS } from "./scene-kinds";
import type { Kind } from "./types";

export function kindMenu(add: (kind: Kind) => void): HTMLElement {
  const kinds = Object.entries(KINDS) as [Kind, { title: string; hint: string }][];
  const menu = element("details", { class: "br-kinds" });
  const list = element(
    "div", { class: "br-kind-list" },
    ...kinds.map(([kind, { title, hint }]) => {
      const one = element("button", { type: "button", class: "br-kind", "data-kind": kind }, element("b", {}, title), element("small", {}, hint));
      one.addEventListener("click", () => { menu.open = false; add(kind); });
      return one;
    }),
  );
  menu.append(element("summary", { class: "br-button" }, "Add a scene"), list);
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    event.stopPropagation();
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
  return menu;
}
