/** When somebody else was faster: what they did is told, and nothing of one's own is lost. */

import { element } from "../dom";
import { act } from "./parts";

export interface ConflictChoices {
  /** Save one's own as another brief. */
  copy(): void;
  /** Look at theirs; undo brings one's own back. */
  theirs(): void;
  /** Put one's own in the place of theirs. */
  mine(): void;
}

export function conflictNote(words: string, choices: ConflictChoices): HTMLElement {
  const note = element(
    "div", { class: "br-notice", role: "alert" },
    element("div", {}, element("b", {}, "Not saved: somebody else was faster"), element("p", {}, words)),
    element(
      "div", { class: "br-buttons" },
      act("Save mine as a copy", () => { note.remove(); choices.copy(); }, { class: "br-button br-strong" }),
      act("Open theirs (undo brings mine back)", () => { note.remove(); choices.theirs(); }),
      act("Put mine in its place", () => { note.remove(); choices.mine(); }),
    ),
  );
  return note;
}
