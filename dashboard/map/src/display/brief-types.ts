/** What the server tells of a brief and its scenes, and what the page tells the display. */

import type { Theme } from "../props";

/** How a display stands: on the page with its controls, alone on a wall, or before the presenter. */
export type Mode = "page" | "wall" | "presenter";

/** What the page gives. */
export interface DisplayProps {
  theme: Theme;
  /** Token of the brief: `national`, `region:<set:id>`, a number, `frozen:<id>`. */
  brief: string;
  /** Key of the scene to start with; empty is the first. */
  scene: string;
  mode: Mode;
  /** Seconds between questions to the server; 0 leaves it to the server. */
  every: number;
  /** How many times faster than told scenes follow each other: 1, but in tests. */
  speed: number;
}

/** A scene's place in the rotation. */
export interface SceneEntry {
  key: string;
  title: string;
  seconds: number;
}

/** A brief as its display needs it. */
export interface BriefShown {
  token: string;
  title: string;
  marking: string;
  version: string;
  scenes: SceneEntry[];
  /** Seconds between two questions. */
  every: number;
  /** Changes with anything that a scene may show. */
  digest: string;
  /** Path of the bundle that the server hands out now. */
  bundle: string;
  /** Where the brief is edited; empty if it cannot be. */
  edit: string;
  /** Where its documents are: the same page. */
  documents: string;
  /** For a frozen brief, when and why it was frozen; else empty. */
  frozen: string;
}

export interface SourceAge {
  source: string;
  words: string;
  late: boolean;
}

export interface DrillLink {
  words: string;
  address: string;
}

/** A scene as HTML, with what is the presenter's. */
export interface SceneShown {
  key: string;
  title: string;
  html: string;
  digest: string;
  as_of: string;
  sources: SourceAge[];
  notes: string;
  questions: { question: string; answer: string }[];
  links: DrillLink[];
  /** True if the scene is only words that say why there are no numbers; `notes` has them too. */
  failed: boolean;
}
