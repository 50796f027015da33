/** The papers of a number: the scene has them as popovers of the browser; here they are found, opened, and copied from. */

import { element } from "../dom";
import type { SourceAge } from "./brief-types";

const OPEN = ".scene-papers:popover-open";
const COPIED_MS = 2000;

/** The papers that are open within an element; null if none are. */
export function openPapers(root: ParentNode): HTMLElement | null {
  return root.querySelector<HTMLElement>(OPEN);
}

/** What opens papers, in reading order, the numerals first. */
export function papersButtons(root: ParentNode): HTMLButtonElement[] {
  const buttons = [...root.querySelectorAll<HTMLButtonElement>("button[popovertarget][aria-haspopup]")];
  const isNumeral = (one: HTMLButtonElement): boolean => one.classList.contains("scene-number");
  return [...buttons.filter(isNumeral), ...buttons.filter((one) => !isNumeral(one))];
}

/** Open the papers after those that are open, or the first. */
export function openNextPapers(root: ParentNode): void {
  const buttons = papersButtons(root);
  const open = openPapers(root);
  const place = open ? buttons.findIndex((one) => one.getAttribute("popovertarget") === open.id) : -1;
  const next = buttons[(place + 1) % Math.max(1, buttons.length)];
  if (open) open.hidePopover();
  next?.click();
}

/** Mark the tiles whose numbers come from a source that is late: they are told apart at a glance, and the foot says why. */
export function markLate(root: ParentNode, sources: readonly SourceAge[]): void {
  const late = sources.filter((source) => source.late).map(({ source }) => source);
  for (const papers of root.querySelectorAll<HTMLElement>("[data-papers-of]")) {
    const number = papers.dataset.papersOf ?? "";
    if (!late.some((source) => papers.textContent.includes(source))) continue;
    for (const tile of root.querySelectorAll(`[data-papers="${CSS.escape(number)}"]`)) tile.setAttribute("data-late", "");
  }
}

/** A button beside each command that repeats a number. */
export function addCopyButtons(root: ParentNode): void {
  for (const code of root.querySelectorAll<HTMLElement>(".scene-papers code")) {
    const copy = element("button", { type: "button", class: "bd-copy" }, "Copy");
    code.after(" ", copy);
  }
}

/** Copy the command beside a pressed button; false if it is no such button. */
export function copyBeside(target: EventTarget | null): boolean {
  const copy = target instanceof Element ? target.closest<HTMLElement>(".bd-copy") : null;
  const code = copy?.parentElement?.querySelector("code");
  if (!copy || !code) return false;
  const say = (words: string): void => { copy.textContent = words; };
  void navigator.clipboard.writeText(code.textContent).then(() => { say("Copied"); }, () => { selectAll(code); say("Selected: copy it"); });
  window.setTimeout(() => { say("Copy"); }, COPIED_MS);
  return true;
}

function selectAll(code: HTMLElement): void {
  window.getSelection()?.selectAllChildren(code);
}
