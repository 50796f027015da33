/** The legend as a part of a picture: its own swatches and words, drawn anew, so that folded parts are there too. */

import { wrapped, type Lettering } from "./picture-text";

/** Something to draw below what came before. */
interface Part {
  height: number;
  draw(to: CanvasRenderingContext2D, x: number, y: number): void;
}

const GAP = 4;
const SWATCH_GAP = 9;

/** The legend's entries, `width` pixels wide. */
export async function legendBlock(legend: HTMLElement, width: number, lettering: Lettering): Promise<Part> {
  const parts: Part[] = [];
  for (const entry of legend.querySelectorAll<HTMLElement>(".bo-entry:not([data-off])")) {
    parts.push(...(await entryParts(entry, width, lettering)), rule(width, lettering));
  }
  parts.pop();
  return {
    height: parts.reduce((sum, part) => sum + part.height, 0),
    draw(to, x, y) {
      let top = y;
      for (const part of parts) {
        part.draw(to, x, top);
        top += part.height;
      }
    },
  };
}

async function entryParts(entry: HTMLElement, width: number, lettering: Lettering): Promise<Part[]> {
  const parts: Part[] = [];
  for (const child of entry.querySelectorAll<HTMLElement>("h3, p, li")) {
    // Caveats are long: they stand below the picture, in its whole width.
    if (child.matches(".bo-caveat")) continue;
    if (child.matches("h3")) parts.push(text(child, width, `700 14px ${lettering.family}`, lettering.text));
    else if (child.matches("p")) parts.push(text(child, width, `400 12px ${lettering.family}`, lettering.soft));
    else parts.push(await swatch(child, width, lettering));
  }
  return parts;
}

function text(from: HTMLElement, width: number, font: string, colour: string): Part {
  const tag = from.querySelector(".bo-synthetic")?.textContent ?? "";
  const own = [...from.childNodes].filter((node) => !(node instanceof HTMLElement && node.matches(".bo-synthetic"))).map((node) => node.textContent ?? "").join("");
  return lines(`${own}${tag ? ` [${tag}]` : ""}`, width, font, colour, 0);
}

function lines(words: string, width: number, font: string, colour: string, indent: number): Part {
  const size = Number(/(\d+)px/.exec(font)?.[1] ?? 12);
  const broken = wrapped(words, width - indent, font);
  return {
    height: broken.length * size * 1.4 + GAP,
    draw(to, x, y) {
      to.font = font;
      to.fillStyle = colour;
      to.textBaseline = "top";
      broken.forEach((line, i) => { to.fillText(line, x + indent, y + i * size * 1.4); });
    },
  };
}

/** A row of the legend: its swatch (an SVG, or an element with a background) and its words. */
async function swatch(row: HTMLElement, width: number, lettering: Lettering): Promise<Part> {
  const svg = row.querySelector("svg");
  const image = svg ? await raster(svg) : null;
  const [imageWidth, imageHeight] = svg ? [Number(svg.getAttribute("width") ?? 28), Number(svg.getAttribute("height") ?? 16)] : [0, 0];
  const words = lines(row.textContent.trim(), width, `500 13px ${lettering.family}`, lettering.text, Math.max(28, imageWidth) + SWATCH_GAP);
  const height = Math.max(words.height, imageHeight + GAP);
  return {
    height,
    draw(to, x, y) {
      if (image) to.drawImage(image, x + (Math.max(28, imageWidth) - imageWidth) / 2, y + (height - GAP - imageHeight) / 2, imageWidth, imageHeight);
      words.draw(to, x, y + (height - words.height) / 2);
    },
  };
}

function rule(width: number, { line }: Lettering): Part {
  return {
    height: 13,
    draw(to, x, y) {
      to.fillStyle = line;
      to.fillRect(x, y + 4, width, 1);
    },
  };
}

const PAINTED = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "opacity"] as const;

/** An SVG as an image, with the paint that the style sheet gives it written into it. */
async function raster(svg: SVGSVGElement): Promise<HTMLImageElement> {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const [from, to] = [[...svg.querySelectorAll<SVGElement>("*")], [...copy.querySelectorAll<SVGElement>("*")]];
  from.forEach((part, i) => {
    const style = getComputedStyle(part);
    for (const name of PAINTED) to[i]?.style.setProperty(name, style.getPropertyValue(name));
  });
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  return image;
}
