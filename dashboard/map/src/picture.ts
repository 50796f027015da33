/**
 * A picture of the map as a PNG: marking, map, legend, the filter in words, sources and dates. Without a marking there
 * is no picture.
 */

import { legendBlock } from "./picture-legend";
import { wrapped, type Lettering } from "./picture-text";

/** What goes into a picture. */
export interface PictureParts {
  marking: string;
  /** The map, and a second one that begins at `edgePx` (CSS pixels), each painted just now. */
  canvas: HTMLCanvasElement;
  second: { canvas: HTMLCanvasElement; edgePx: number; words: [string, string] } | null;
  legend: HTMLElement;
  /** Title, such as the months of a playback; may be empty. */
  title: string;
  /** The filter in words, the sources and the as-of dates, a line each. */
  papers: string[];
  isSynthetic: boolean;
  colours: { ground: string; text: string; soft: string; line: string; warn: string; accent: string };
}

const LEGEND_WIDTH = 300;
const PAD = 16;
const BAND = 30;
const FONT = '"Public Sans", sans-serif';
const SMALLEST_MAP_PX = 480;

/**
 * The picture.
 *
 * @throws Error in words for a person if there is no marking.
 */
export async function composePicture(parts: PictureParts): Promise<HTMLCanvasElement> {
  if (!parts.marking.trim()) throw new Error("The page gave no marking, so nothing can be saved.");
  const ratio = parts.canvas.width / Math.max(1, parts.canvas.clientWidth);
  const [mapWidth, mapHeight] = [parts.canvas.width / ratio, parts.canvas.height / ratio];
  const map = copied(parts, ratio);
  const legend = await legendBlock(parts.legend, LEGEND_WIDTH - 2 * PAD, lettering(parts));
  const isBeside = mapWidth >= SMALLEST_MAP_PX;
  const width = isBeside ? mapWidth + LEGEND_WIDTH : mapWidth;
  const foot = papersOf(parts, width - 2 * PAD);
  const footHeight = foot.height + 2 * PAD;
  const middle = isBeside ? Math.max(mapHeight, legend.height + 2 * PAD) : mapHeight + legend.height + 2 * PAD;
  const height = BAND + middle + footHeight + BAND;

  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.round(width * ratio), Math.round(height * ratio)];
  const to = canvas.getContext("2d");
  if (!to) throw new Error("This browser cannot make the picture.");
  to.scale(ratio, ratio);
  to.fillStyle = parts.colours.ground;
  to.fillRect(0, 0, width, height);
  to.drawImage(map, isBeside ? LEGEND_WIDTH : 0, BAND, mapWidth, mapHeight);
  legend.draw(to, PAD, BAND + (isBeside ? 0 : mapHeight) + PAD);
  foot.draw(to, PAD, BAND + middle + PAD);
  for (const y of [0, height - BAND]) band(to, parts, y, width);
  return canvas;
}

/** The maps as they are this moment: a WebGL canvas may be empty after the frame. */
function copied({ canvas, second, colours }: PictureParts, ratio: number): HTMLCanvasElement {
  const copy = document.createElement("canvas");
  [copy.width, copy.height] = [canvas.width, canvas.height];
  const to = copy.getContext("2d");
  if (!to) return copy;
  to.drawImage(canvas, 0, 0);
  if (!second) return copy;
  const edge = Math.round(second.edgePx * ratio);
  const rest = copy.width - edge;
  if (rest > 0) to.drawImage(second.canvas, edge, 0, rest, copy.height, edge, 0, rest, copy.height);
  to.fillStyle = colours.accent;
  to.fillRect(edge - ratio, 0, 2 * ratio, copy.height);
  to.font = `700 ${14 * ratio}px ${FONT}`;
  to.textBaseline = "top";
  second.words.forEach((words, i) => {
    const x = i === 0 ? edge - (12 * ratio + to.measureText(words).width) : edge + 12 * ratio;
    to.fillStyle = colours.ground;
    to.fillRect(x - 6 * ratio, 10 * ratio, to.measureText(words).width + 12 * ratio, 24 * ratio);
    to.fillStyle = colours.text;
    to.fillText(words, x, 15 * ratio);
  });
  return copy;
}

function lettering({ colours }: PictureParts): Lettering {
  return { family: FONT, text: colours.text, soft: colours.soft, line: colours.line, warn: colours.warn };
}

interface Block {
  height: number;
  draw(to: CanvasRenderingContext2D, x: number, y: number): void;
}

function papersOf(parts: PictureParts, width: number): Block {
  const { colours } = parts;
  const lines = [
    ...(parts.isSynthetic ? [{ words: "SYNTHETIC: incidents are made up. Published figures are real.", size: 14, weight: 700, colour: colours.warn }] : []),
    ...(parts.title ? [{ words: parts.title, size: 18, weight: 700, colour: colours.text }] : []),
    ...parts.papers.map((words, i) => ({ words, size: i === 0 ? 14 : 12, weight: i === 0 ? 600 : 400, colour: i === 0 ? colours.text : colours.soft })),
  ].flatMap((line) => wrapped(line.words, width, `${line.weight} ${line.size}px ${FONT}`).map((words) => ({ ...line, words })));
  return {
    height: lines.reduce((sum, { size }) => sum + size * 1.45, 0),
    draw(to, x, y) {
      let top = y;
      to.textBaseline = "top";
      for (const { words, size, weight, colour } of lines) {
        to.font = `${weight} ${size}px ${FONT}`;
        to.fillStyle = colour;
        to.fillText(words, x, top);
        top += size * 1.45;
      }
    },
  };
}

function band(to: CanvasRenderingContext2D, { marking, colours }: PictureParts, y: number, width: number): void {
  to.fillStyle = colours.line;
  to.fillRect(0, y, width, BAND);
  to.fillStyle = colours.text;
  to.font = `700 14px ${FONT}`;
  to.textBaseline = "middle";
  to.textAlign = "center";
  to.fillText(marking, width / 2, y + BAND / 2 + 1, width - 2 * PAD);
  to.textAlign = "left";
}
