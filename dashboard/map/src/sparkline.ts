/** A small chart of one series by month: bars from zero, stubs with stripes where a figure is too small to be shown. */

import type { Series } from "./card-content";
import { element, vector } from "./dom";
import { monthWords } from "./months";

const WIDTH = 288;
const HEIGHT = 40;
const GAP = 1;
const STUB = 6;
const NO_FIGURE = 1.5;

/** The chart with its label, its latest value, and the words of the month under the pointer or the arrow keys. */
export function sparkline(series: Series): HTMLElement {
  const { label, unit, months, words } = series;
  const last = months.length - 1;
  const said = element("output", { class: "bo-spark-said", "aria-live": "polite" }, latestWords(series));
  const svg = chart(series);
  svg.setAttribute("aria-label", `${label}, ${unit}, by month, ${last < 0 ? "no months" : `${monthWords(months[0] ?? "")} to ${monthWords(months[last] ?? "")}`}. Latest: ${latestWords(series)}. Arrow keys read the months.`);
  let at = last;
  const read = (month: number | null): void => {
    for (const bar of svg.querySelectorAll("[data-on]")) bar.removeAttribute("data-on");
    if (month === null) { at = last; said.textContent = latestWords(series); return; }
    at = month;
    svg.children[month]?.setAttribute("data-on", "");
    said.textContent = `${words[month] ?? "no figure"} in ${monthWords(months[month] ?? "")}`;
  };
  svg.addEventListener("pointermove", (event) => {
    const { left, width } = svg.getBoundingClientRect();
    read(clamp(Math.floor(((event.clientX - left) / width) * months.length), last));
  });
  svg.addEventListener("pointerleave", () => { read(null); });
  svg.addEventListener("focus", () => { read(clamp(at, last)); });
  svg.addEventListener("blur", () => { read(null); });
  svg.addEventListener("keydown", (event) => {
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    read(clamp(to, last));
  });
  return element("div", { class: "bo-spark" }, element("p", { class: "bo-spark-head" }, element("span", {}, label), said), svg, axis(months));
}

function latestWords({ latest_words: words, latest_month: month, unit }: Series): string {
  return month ? `${words} ${unit} in ${monthWords(month)}` : words || "no figure";
}

function clamp(month: number, last: number): number {
  return Math.max(0, Math.min(last, month));
}

function chart({ months, values, words }: Series): SVGSVGElement {
  const svg = vector("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "bo-spark-chart", role: "img", tabindex: 0, preserveAspectRatio: "none" });
  const most = Math.max(1, ...values.map((value) => value ?? 0));
  const step = WIDTH / Math.max(1, months.length);
  months.forEach((_, i) => {
    const value = values[i] ?? null;
    const isSmall = value === null && (words[i] ?? "").startsWith("<");
    const height = value === null ? (isSmall ? STUB : NO_FIGURE) : Math.max(value > 0 ? 1.5 : 0, (value / most) * (HEIGHT - 2));
    const box = { x: i * step + GAP / 2, y: HEIGHT - height, width: Math.max(1, step - GAP), height };
    const bar = vector("g", { class: value === null ? (isSmall ? "bo-bar bo-bar-small" : "bo-bar bo-bar-none") : "bo-bar" });
    bar.append(vector("rect", { x: box.x, y: 0, width: box.width, height: HEIGHT, class: "bo-bar-back" }), vector("rect", { ...box, class: "bo-bar-fill" }));
    if (isSmall) bar.append(...stripes(box.x, box.width));
    svg.append(bar);
  });
  return svg;
}

/** Stripes within a stub. */
function stripes(x: number, width: number): SVGElement[] {
  const count = Math.max(1, Math.floor(width / 4));
  const step = width / count;
  return Array.from({ length: count }, (_, i) => vector("path", { d: `M${x + i * step} ${HEIGHT}l${step} ${-STUB}`, class: "bo-stripe" }));
}

function axis(months: readonly string[]): HTMLElement {
  const [first, last] = [months[0], months.at(-1)];
  return element("p", { class: "bo-spark-axis", "aria-hidden": "true" }, element("span", {}, first ? monthWords(first) : ""), element("span", {}, last && last !== first ? monthWords(last) : ""));
}
