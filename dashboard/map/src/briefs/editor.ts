/** The editor of one brief: its scenes in order, and the form of the one that is chosen. */

import { errorWords } from "../api";
import { element } from "../dom";
import { Refusal } from "../planner/plans-api";
import type { BriefsApi } from "./briefs-api";
import { conflictNote } from "./conflict";
import { Draft } from "./draft";
import { openFreezeWindow } from "./freeze-window";
import { kindMenu } from "./kind-menu";
import { act } from "./parts";
import { sceneForm, type SceneGround } from "./scene-form";
import { newScene } from "./scene-kinds";
import { SceneList } from "./scene-list";
import { durationWords, moved, withCopy, withScene } from "./scene-order";
import { Strip } from "./strip";
import type { Brief, Choices, Kept, Kind, PlanLine, Scene } from "./types";
import { viewField } from "./view-field";

export interface EditorGround {
  api: BriefsApi;
  choices: Choices;
  plans: readonly PlanLine[];
  /** To another brief, or to the list. */
  leave(token: string | null): void;
}

export class Editor {
  readonly root = element("div", { class: "br-editor" });
  readonly #draft: Draft;
  readonly #strip: Strip;
  readonly #list: SceneList;
  readonly #told = element("p", { class: "br-only-read", "aria-live": "assertive" });
  readonly #notices = element("div", { class: "br-notices" });
  readonly #count = element("p", { class: "br-count" });
  readonly #side = element("section", { class: "br-side", "aria-label": "Scene" });
  #chosen: string | null;
  #isSaving = false;
  readonly #onKey = (event: KeyboardEvent): void => { this.#key(event); };
  readonly #onLeave = (event: BeforeUnloadEvent): void => { if (this.#draft.isChanged) event.preventDefault(); };

  constructor(private readonly ground: EditorGround, kept: Kept) {
    this.#draft = new Draft(kept);
    this.#chosen = kept.brief.scenes[0]?.key ?? null;
    this.#strip = new Strip(kept.token, {
      back: () => { this.#back(); },
      titled: (title) => { this.#change({ title }, "Title of the brief", "brief-title"); },
      undo: () => { this.#undo(); },
      save: () => { void this.save(); },
      freeze: () => { void this.#freeze(); },
    });
    this.#list = new SceneList(ground.choices, ground.plans, {
      chosen: (key) => { this.#choose(key); },
      moved: (key, place) => { this.#move(key, place); },
      copied: (key) => { this.#copy(key); },
      removed: (key) => { this.#remove(key); },
    });
    const settings = element("details", { class: "br-shared" }, element("summary", {}, "Filter of the whole brief"), viewField(ground.api, kept.brief.view, { label: "Shared by all scenes that have none of their own", page: "/", empty: "The nation, and the latest 12 months." }, (view) => { this.#change({ view }, "Filter of the brief", "brief-view"); }));
    this.root.append(
      this.#strip.root, this.#notices, this.#told,
      element("div", { class: "br-bench" }, element("section", { class: "br-order", "aria-label": "Order of scenes" }, this.#count, this.#list.root, kindMenu((kind) => { this.#add(kind); }), settings), this.#side),
    );
    window.addEventListener("keydown", this.#onKey);
    window.addEventListener("beforeunload", this.#onLeave);
    this.#show();
    this.#showForm();
  }

  /** Whether something would be lost by leaving. */
  get isChanged(): boolean { return this.#draft.isChanged; }

  destroy(): void {
    window.removeEventListener("keydown", this.#onKey);
    window.removeEventListener("beforeunload", this.#onLeave);
    this.root.remove();
  }

  /** Whether the brief is on the server as it is here. */
  async save(): Promise<boolean> {
    if (this.#isSaving) return false;
    this.#isSaving = true;
    this.#notices.replaceChildren();
    this.#strip.show(this.#draft, true);
    const { token, version } = this.#draft.saved;
    try {
      this.#draft.stored(await this.ground.api.save(token, version, this.#draft.brief));
    } catch (error) {
      if (error instanceof Refusal && error.isConflict) this.#conflict(error.message);
      else this.#refused(error);
    }
    this.#isSaving = false;
    this.#show();
    return !this.#draft.isChanged;
  }

  get #scenes(): Scene[] { return this.#draft.brief.scenes; }

  #change(patch: Partial<Brief>, words: string, what = ""): void {
    this.#draft.change({ ...this.#draft.brief, ...patch }, words, what);
    this.#show();
  }

  #show(): void {
    const scenes = this.#scenes;
    this.#strip.show(this.#draft, this.#isSaving);
    this.#count.textContent = scenes.length === 0 ? "No scene yet" : `${scenes.length} ${scenes.length === 1 ? "scene" : "scenes"}, ${durationWords(scenes)} in a rotation. Drag, or Alt with the arrow keys, to re-order.`;
    this.#list.show(scenes, this.#chosen);
  }

  #showForm(): void {
    const scene = this.#scenes.find(({ key }) => key === this.#chosen);
    const { api, choices, plans } = this.ground;
    const ground: SceneGround = { api, choices, plans, frozen: () => api.frozen(this.#draft.saved.token), toList: () => { if (this.#chosen !== null) this.#list.focus(this.#chosen); } };
    const empty = element("p", { class: "br-none" }, "Add a scene here, or with “Add to brief” on the pages Operations, Planner and Data.");
    this.#side.replaceChildren(scene ? sceneForm(ground, scene, (changed, what) => {
      this.#change({ scenes: this.#scenes.map((other) => (other.key === changed.key ? changed : other)) }, `Change of ${changed.title || "a scene"}`, what);
    }) : empty);
  }

  #choose(key: string): void {
    this.#chosen = key;
    this.#show();
    this.#showForm();
    if (window.matchMedia("(width <= 900px)").matches) this.#side.scrollIntoView({ block: "start" });
  }

  #move(key: string, place: number): void {
    const from = this.#scenes.findIndex((scene) => scene.key === key);
    const title = this.#scenes[from]?.title ?? "";
    this.#change({ scenes: moved(this.#scenes, from, place) }, `Move of ${title}`);
    this.#say(`${title} is now scene ${place + 1} of ${this.#scenes.length}.`);
  }

  #add(kind: Kind): void {
    const { most } = this.ground.choices;
    if (this.#scenes.length >= most.scenes) { this.#say(`A brief has at most ${most.scenes} scenes.`); return; }
    const place = this.#scenes.findIndex(({ key }) => key === this.#chosen);
    const at = place < 0 ? this.#scenes.length - 1 : place;
    this.#change({ scenes: withScene(this.#scenes, newScene(kind, this.ground.choices), at) }, "Add a scene");
    this.#choose(this.#scenes[at + 1]?.key ?? "");
    this.#side.querySelector<HTMLInputElement>(".br-scene-title")?.select();
  }

  #copy(key: string): void {
    const place = this.#scenes.findIndex((scene) => scene.key === key);
    if (this.#scenes.length >= this.ground.choices.most.scenes) return;
    this.#change({ scenes: withCopy(this.#scenes, place) }, "Copy of a scene");
    this.#choose(this.#scenes[place + 1]?.key ?? "");
    this.#say("Copied. The copy is chosen.");
  }

  #remove(key: string): void {
    const place = this.#scenes.findIndex((scene) => scene.key === key);
    const title = this.#scenes[place]?.title ?? "";
    this.#change({ scenes: this.#scenes.filter((scene) => scene.key !== key) }, `Take ${title} out`);
    const next = this.#scenes[Math.min(place, this.#scenes.length - 1)]?.key ?? null;
    if (next === null) { this.#chosen = null; this.#showForm(); } else { this.#choose(next); this.#list.focus(next); }
    this.#say(`${title} is out. Undo brings it back.`);
  }

  #undo(): void {
    const words = this.#draft.undo();
    if (words === null) return;
    if (!this.#scenes.some(({ key }) => key === this.#chosen)) this.#chosen = this.#scenes[0]?.key ?? null;
    this.#show();
    this.#showForm();
    this.#say(`Undone: ${words}.`);
  }

  #key(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || document.querySelector("dialog[open]")) return;
    const isTyping = event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
    if (event.key === "s") { event.preventDefault(); if (this.#draft.isChanged) void this.save(); }
    if (event.key === "z" && !event.shiftKey && !isTyping) { event.preventDefault(); this.#undo(); }
  }

  #say(words: string): void { this.#told.textContent = words; }

  #back(): void {
    if (!this.#draft.isChanged) { this.ground.leave(null); return; }
    const note = element("div", { class: "br-notice", role: "alert" }, element("b", {}, "Not saved yet"), element("div", { class: "br-buttons" },
      act("Save and leave", () => { void this.save().then((isSaved) => { if (isSaved) this.ground.leave(null); }); }, { class: "br-button br-strong" }),
      act("Leave without saving", () => { this.ground.leave(null); }),
      act("Stay", () => { note.remove(); })));
    this.#notices.replaceChildren(note);
    note.querySelector("button")?.focus();
  }

  async #freeze(): Promise<void> {
    if (this.#draft.isChanged && !(await this.save())) return;
    openFreezeWindow(this.ground.api, this.#draft.saved, this.root, () => { this.#showForm(); });
  }

  #refused(error: unknown): void {
    const words = errorWords(error);
    const number = Number(/^scene (\d+)/.exec(words)?.[1] ?? 0);
    const scene = this.#scenes[number - 1];
    if (scene) this.#choose(scene.key);
    this.#notices.replaceChildren(element("div", { class: "br-notice", role: "alert" }, element("b", {}, "Not saved"), element("p", {}, words)));
  }

  #conflict(words: string): void {
    const { ground } = this;
    const { api } = ground;
    const { token } = this.#draft.saved;
    const mine = this.#draft.brief;
    const withTheirs = (act_: (kept: Kept) => void): void => { void api.open(token).then((kept) => { act_(kept); this.#show(); this.#showForm(); }, (error: unknown) => { this.#refused(error); }); };
    this.#notices.replaceChildren(conflictNote(words, {
      copy: () => { void api.createWhole({ ...mine, title: `${mine.title.slice(0, 190)} (mine)` }).then((kept) => { this.#draft.stored({ ...kept, brief: mine }); ground.leave(kept.token); }, (error: unknown) => { this.#refused(error); }); },
      theirs: () => { withTheirs((kept) => { this.#draft.takeTheirs(kept); }); },
      mine: () => { withTheirs((kept) => { this.#draft.keepMine(kept); void this.save(); }); },
    }));
  }
}
