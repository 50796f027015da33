/** Renew an element in place: what is the same stays the same node, so that nothing flickers and the focus stays. */

/** Make `shown` read as `wanted`, which is used up. Only the smallest parts that differ are replaced. */
export function renew(shown: Element, wanted: Element): void {
  if (shown.isEqualNode(wanted)) return;
  takeAttributes(shown, wanted);
  const [before, after] = [[...shown.childNodes], [...wanted.childNodes]];
  if (before.length !== after.length) {
    shown.replaceChildren(...after);
    return;
  }
  before.forEach((old, place) => {
    const made = after[place];
    if (!made || old.isEqualNode(made)) return;
    if (old instanceof Element && made instanceof Element && isAlike(old, made)) renew(old, made);
    else old.replaceWith(made);
  });
}

/**
 * Tiles are replaced whole, so that what stands beside a number does not move when the number gets wider; pictures too,
 * whose shapes have nothing to keep. A head of other words may be higher than before: then all of the page is new.
 */
const WHOLE = ".scene-head, .scene-panel, .scene-foot, svg";
const PAGE = ".scene-page";
const HEAD = ".scene-head";

function isAlike(old: Element, made: Element): boolean {
  return old.tagName === made.tagName && !old.matches(WHOLE) && !(old.matches(PAGE) && hasOtherHead(old, made));
}

function hasOtherHead(old: Element, made: Element): boolean {
  return !(old.querySelector(HEAD)?.isEqualNode(made.querySelector(HEAD)) ?? true);
}

function takeAttributes(shown: Element, wanted: Element): void {
  for (const { name } of [...shown.attributes]) if (!wanted.hasAttribute(name)) shown.removeAttribute(name);
  for (const { name, value } of [...wanted.attributes]) if (shown.getAttribute(name) !== value) shown.setAttribute(name, value);
}
