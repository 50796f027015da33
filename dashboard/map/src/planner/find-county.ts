/** The way to a county without a pointer: search it, Enter chooses it, Enter once more gives it to the active region. */

import { GoTo } from "../go-to";
import type { Bench } from "./bench";

const CLOSEST_ZOOM = 7;

export function findCounty(bench: Bench): GoTo {
  const goTo = new GoTo("pl-find", {
    places: () => Promise.resolve(bench.units.places()),
    go: ({ id, lon, lat, zoom }) => {
      bench.map.goTo([lon, lat], Math.min(zoom, CLOSEST_ZOOM));
      bench.choose(bench.view.isCut(id) ? `${id}/1` : id === "typed" ? null : id);
      const region = bench.view.region(bench.active);
      if (bench.chosen !== null && region) bench.messages.say(`Enter gives ${bench.units.name(bench.chosen)} to ${region.name}.`);
    },
  });
  const input = goTo.root.querySelector("input");
  for (const [name, words] of [["aria-label", "Find a county"], ["placeholder", "Find a county"], ["title", "County or coordinates ( / )"]] as const) input?.setAttribute(name, words);
  goTo.root.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || bench.chosen === null || bench.active === null) return;
    bench.give([bench.chosen], bench.active);
    event.preventDefault();
  });
  return goTo;
}
