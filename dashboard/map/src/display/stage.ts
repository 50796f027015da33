/** Where scenes are shown: one at a time, the next over the last, by opacity only. */

import { element } from "../dom";
import { isCalm } from "../motion";
import type { SceneNode } from "./scene-node";

const FADE_MS = 400;

export class Stage {
  readonly root = element("div", { class: "bd-stage" });
  #front: SceneNode | null = null;
  #leaving: { node: HTMLElement; timer: number } | null = null;

  get front(): SceneNode | null { return this.#front; }

  /** Bring a scene to the front. The one before lies under it until it is covered, and is then taken off. */
  show(scene: SceneNode, isQuick: boolean): void {
    if (scene === this.#front) return;
    this.#clear();
    const before = this.#front?.root;
    this.#front = scene;
    scene.root.classList.remove("is-leaving");
    this.root.append(scene.root);
    if (!before) return;
    if (isQuick || isCalm()) { before.remove(); return; }
    before.inert = true;
    before.classList.add("is-leaving");
    scene.root.animate([{ opacity: 0 }, { opacity: 1 }], { duration: FADE_MS, easing: "ease-out" });
    this.#leaving = { node: before, timer: window.setTimeout(() => { this.#clear(); }, FADE_MS) };
  }

  destroy(): void { this.#clear(); this.root.replaceChildren(); }

  #clear(): void {
    if (!this.#leaving) return;
    window.clearTimeout(this.#leaving.timer);
    const { node } = this.#leaving;
    this.#leaving = null;
    node.inert = false;
    node.classList.remove("is-leaving");
    if (node !== this.#front?.root) node.remove();
  }
}
