/** Single keys of the desk, which do nothing while one types, and can be turned off with the page's own switch. */

import { isTyping } from "../go-to";
import { RAIL } from "./tool-rail";
import type { ToolName } from "./hands";

/** The page's switch for single keys. */
const KEYS_OFF = "borderops-keys-off";

export interface KeyActions {
  tool(name: ToolName): void;
  region(number: number): void;
  brush(step: 1 | -1): void;
  undo(): void;
  redo(): void;
  add(): void;
  /** A key for the tool in hand; true if it took it. */
  hand(key: string): boolean;
  escape(): void;
}

const TOOLS = new Map(RAIL.flat().map(({ key, name }) => [key.toLowerCase(), name]));
const FOR_THE_HAND = new Set(["Enter", " ", "Backspace"]);

export class Keys {
  readonly #onKey = (event: KeyboardEvent): void => { this.#key(event); };

  /** `canvas` is the map's: keys of the tool in hand count on it only. */
  constructor(private readonly canvas: () => HTMLElement, private readonly actions: KeyActions) {
    document.addEventListener("keydown", this.#onKey);
  }

  stop(): void { document.removeEventListener("keydown", this.#onKey); }

  #key(event: KeyboardEvent): void {
    const isElsewhere = isTyping(event.target) || (event.target instanceof HTMLElement && event.target.closest("dialog") !== null);
    if (event.defaultPrevented || isElsewhere || event.altKey) return;
    const isTaken = event.ctrlKey || event.metaKey ? this.#withControl(event) : this.#single(event);
    if (isTaken) event.preventDefault();
  }

  #withControl(event: KeyboardEvent): boolean {
    const key = event.key.toLowerCase();
    if (key === "z" && !event.shiftKey) this.actions.undo();
    else if (key === "y" || (key === "z" && event.shiftKey)) this.actions.redo();
    else return false;
    return true;
  }

  #single(event: KeyboardEvent): boolean {
    const isOnMap = event.target === this.canvas();
    if (event.key === "Escape") { if (!this.actions.hand("Escape")) this.actions.escape(); return true; }
    if (FOR_THE_HAND.has(event.key)) return isOnMap && this.actions.hand(event.key);
    if (!isOnMap && isOff()) return false;
    const tool = TOOLS.get(event.key.toLowerCase());
    if (tool && !event.shiftKey) this.actions.tool(tool);
    else if (/^[1-9]$/.test(event.key)) this.actions.region(Number(event.key));
    else if (event.key === "[" || event.key === "]") this.actions.brush(event.key === "]" ? 1 : -1);
    else if (event.key.toLowerCase() === "n") this.actions.add();
    else return false;
    return true;
  }
}

function isOff(): boolean {
  return window.localStorage.getItem(KEYS_OFF) !== null;
}
