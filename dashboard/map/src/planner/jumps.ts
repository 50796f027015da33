/** Jumps to what lies off the opening view: states and territories of the plan's counties. */

import { element } from "../dom";

type Box = readonly [number, number, number, number];

/** By the first digits of their counties' codes; a box is west, south, east, north. */
const PLACES: readonly { state: string; short: string; name: string; box: Box }[] = [
  { state: "02", short: "AK", name: "Alaska", box: [-172, 51.5, -130, 71.5] },
  { state: "15", short: "HI", name: "Hawaii", box: [-160.6, 18.8, -154.6, 22.4] },
  { state: "72", short: "PR", name: "Puerto Rico", box: [-67.4, 17.6, -64.4, 18.7] },
  { state: "66", short: "GU", name: "Guam", box: [144.4, 13.1, 146.2, 15.4] },
  { state: "60", short: "AS", name: "American Samoa", box: [-171.2, -14.7, -169.2, -13.9] },
];

/** A column of buttons; one for each of them that has a county. */
export function jumps(counties: readonly string[], fit: (box: Box) => void): HTMLElement {
  const states = new Set(counties.map((county) => county.slice(0, 2)));
  const buttons = PLACES.filter(({ state }) => states.has(state)).map(({ short, name, box }) => {
    const made = element("button", { type: "button", class: "bo-button", "aria-label": `${short}: show ${name}`, title: `Show ${name}` }, short);
    made.addEventListener("click", () => { fit(box); });
    return made;
  });
  return element("div", { class: "bo-group pl-jumps", role: "group", "aria-label": "Off the map's first view" }, ...buttons);
}
