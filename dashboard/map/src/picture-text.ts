/** Text for pictures: breaking it into lines of a width. */

/** Colours and font of a picture's text. */
export interface Lettering {
  family: string;
  text: string;
  soft: string;
  line: string;
  warn: string;
}

/** Words broken into lines that are no wider than `width` in `font`; a word that is too long stands alone. */
export function wrapped(words: string, width: number, font: string, measured: (text: string, font: string) => number = widthOf): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of words.split(/\s+/).filter(Boolean)) {
    const longer = line ? `${line} ${word}` : word;
    if (line && measured(longer, font) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return line ? [...lines, line] : lines;
}

let context: CanvasRenderingContext2D | null = null;

function widthOf(text: string, font: string): number {
  context ??= document.createElement("canvas").getContext("2d");
  if (!context) return 0;
  context.font = font;
  return context.measureText(text).width;
}
