/** Making elements. Text always goes in as text, never as markup. */

type Child = Node | string | null | undefined | false;

/** An element with attributes and children; an attribute that is null is left out. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | number | boolean | null> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null) made.setAttribute(name, String(value));
  }
  made.append(...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false && child !== ""));
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

/** A line icon of 20 units a side from path data; hidden from screen readers. */
export function icon(...paths: string[]): SVGSVGElement {
  const svg = vector("svg", { viewBox: "0 0 20 20", class: "bo-icon", "aria-hidden": "true" });
  svg.append(...paths.map((d) => vector("path", { d })));
  return svg;
}

/** An SVG element with attributes. */
export function vector<K extends keyof SVGElementTagNameMap>(tag: K, attributes: Record<string, string | number>): SVGElementTagNameMap[K] {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  return made;
}

/** A button with an icon, a name for screen readers and tooltip, and words where there is room. */
export function button(name: string, drawn: SVGSVGElement, words: string, onClick: () => void): HTMLButtonElement {
  const made = element("button", { type: "button", class: "bo-button", "aria-label": name, title: name }, drawn, words ? element("span", { class: "bo-words" }, words) : null);
  made.addEventListener("click", onClick);
  return made;
}
