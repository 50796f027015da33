/** A brief on display: its scenes one after the other, quietly renewed, on a wall, on the page or before a presenter. */

import { element } from "../dom";
import { addressOf, Memory } from "./memory";
import { Bar } from "./bar";
import type { BriefShown, DisplayProps, Mode } from "./brief-types";
import { Channel, type Word } from "./channel";
import { cutOffWords } from "./freshness";
import { openPapers } from "./papers";
import { Presenter } from "./presenter";
import { forgetScene } from "./return-key";
import { Rotation } from "./rotation";
import { Stage } from "./stage";
import { StatusLine } from "./status";
import { Steering } from "./steering";
import { Strip } from "./strip";
import { Supply } from "./supply";
import { Awake, Cursor } from "./wall";

const TICK_MS = 500;
/** Scenes that are shown for less than this follow each other without a fade. */
const QUICK_MS = 1000;

/** What the bridge holds of a display. */
export interface DisplayHandle {
  update(props: DisplayProps): void;
  destroy(): void;
}

/** A display in `container`; `assets` is the folder of the bundle, ending in a slash. */
export function createDisplay(container: HTMLElement, assets: URL, props: DisplayProps): DisplayHandle {
  return new Display(container, assets, props);
}

class Display implements DisplayHandle {
  readonly #stage = new Stage();
  readonly #status = new StatusLine();
  readonly #presenter = new Presenter();
  readonly #bar = new Bar((command) => { if (command.is === "presenter" && this.#steering.mode === "wall") this.#steering.leaveWall(); else this.#steering.act(command); });
  readonly #strip = new Strip((key) => { this.#rotation.goToKey(key); });
  readonly #said = element("p", { class: "bd-only-read", role: "status", "aria-live": "polite" });
  readonly #memory: Memory;
  readonly #rotation: Rotation;
  readonly #supply: Supply;
  readonly #steering: Steering;
  readonly #channel: Channel;
  readonly #cursor: Cursor;
  readonly #awake = new Awake();
  readonly #ticking: number;
  #presentedAt = performance.now();
  #wasMode: Mode | null = null;
  #wasCutOff = false;

  constructor(private readonly container: HTMLElement, private readonly assets: URL, private props: DisplayProps) {
    this.#memory = new Memory(props.brief);
    this.#rotation = new Rotation(() => performance.now(), props.speed, {
      changed: (isByItself) => { this.#changed(isByItself); },
      isReady: (entry) => this.#supply.scenes.node(entry).shown !== null,
    });
    this.#supply = this.#supplied(props);
    this.#steering = new Steering({
      container, rotation: this.#rotation, stage: this.#stage, presenter: this.#presenter,
      changed: () => { this.#arranged(); },
      noteAddress: () => { this.#noteAddress(true); },
    }, props.mode, props.mode === "presenter" || this.#memory.isPaused);
    this.#channel = new Channel(props.brief, (word) => { this.#hear(word); });
    this.#cursor = new Cursor(container);
    const middle = element("div", { class: "bd-middle" }, this.#stage.root, this.#status.root, this.#steering.digits);
    container.replaceChildren(this.#bar.root, this.#strip.root, middle, this.#presenter.root, this.#said);
    this.#ticking = window.setInterval(() => { this.#tick(); }, TICK_MS);
    forgetScene();
    this.#arranged();
    this.#supply.start();
    if (props.mode !== "page") this.#channel.say({ is: "here" });
  }

  #supplied(props: DisplayProps): Supply {
    return new Supply(new URL("../", this.assets), props, {
      brief: (brief) => { this.#accept(brief); },
      renewed: () => { this.#show(); },
      told: () => { this.#told(); },
      wanted: () => {
        const { scenes, place } = this.#rotation.order;
        return [...scenes.slice(place), ...scenes.slice(0, place)];
      },
    });
  }

  update(props: DisplayProps): void {
    const before = this.props;
    this.props = props;
    if (props.theme !== before.theme) this.#supply.restyle(props.theme);
  }

  destroy(): void {
    window.clearInterval(this.#ticking);
    for (const part of [this.#supply, this.#rotation, this.#steering, this.#cursor, this.#awake]) part.stop();
    if (this.#steering.mode === "presenter") this.#channel.say({ is: "bye" });
    this.#channel.close();
    this.container.replaceChildren();
  }

  #accept(brief: BriefShown): void {
    this.container.dataset.marking = brief.marking;
    const isFirst = this.#rotation.order.scenes.length === 0;
    document.title = `${brief.title} · borderops`;
    this.#rotation.accept(brief.scenes, isFirst && this.props.scene !== "" ? this.props.scene : undefined);
    const isOther = this.assets.pathname !== `${brief.bundle}/`;
    if (isOther && this.#steering.mode !== "presenter" && !openPapers(this.container)) this.#memory.reloadOnce(brief.bundle);
    this.#show();
  }

  /** Another scene is on show: bring it up, say so to who asked, and to other displays. */
  #changed(isByItself: boolean): void {
    openPapers(this.container)?.hidePopover();
    this.#show();
    const { current, place, scenes } = this.#rotation.order;
    if (current && !isByItself) this.#said.textContent = `Scene ${place + 1} of ${scenes.length}: ${current.title}`;
    this.#tellOthers();
  }

  /** It stands otherwise, is paused, or goes on. */
  #arranged(): void {
    const { mode } = this.#steering;
    if (mode === "presenter" && this.#wasMode !== mode) this.#presentedAt = performance.now();
    if (mode !== "presenter" && this.#wasMode === "presenter") this.#channel.say({ is: "bye" });
    this.#wasMode = mode;
    this.#memory.isPaused = this.#steering.isPaused;
    this.#show();
    this.#tick();
    this.#tellOthers();
  }

  #show(): void {
    const { current, next, scenes } = this.#rotation.order;
    if (!current) return;
    const node = this.#supply.scenes.node(current);
    this.#stage.show(node, this.#rotation.length < QUICK_MS);
    this.#veil();
    this.#strip.show(scenes, current.key);
    this.#presenter.show(node, next && this.#steering.mode === "presenter" ? this.#supply.scenes.node(next) : null, next);
    if (this.container.dataset.scene !== current.key) this.container.dataset.scene = current.key;
    this.#tick();
  }

  /** The server answered, or did not, or scenes came. */
  #told(): void {
    const { scenes } = this.#rotation.order;
    const isComplete = scenes.length > 0 && scenes.every((entry) => this.#supply.scenes.node(entry).shown !== null);
    this.container.toggleAttribute("data-complete", isComplete);
    this.#veil();
    this.#tick();
  }

  #veil(): void {
    const isCutOff = this.#supply.feed.state === "cut off";
    this.container.toggleAttribute("data-cut-off", isCutOff);
    this.#stage.front?.veil(isCutOff ? `${cutOffWords(this.#supply.feed.lastGood, new Date())}.` : "");
  }

  /** What changes with time alone. */
  #tick(): void {
    const { feed, brief } = this.#supply;
    const { order, clock, length } = this.#rotation;
    const { mode } = this.#steering;
    const shown = this.#stage.front?.shown;
    if ((feed.state === "cut off") !== this.#wasCutOff) this.#turned();
    this.#status.show({
      feed: feed.state, isPaused: clock.isPaused, lastGood: feed.lastGood, trouble: feed.words, today: new Date(),
      asOf: shown?.as_of ?? "", sources: shown?.sources ?? [], place: order.current ? `${order.place + 1} of ${order.scenes.length}` : "",
    });
    this.#bar.show(brief, mode, clock.isPaused, clock.left);
    if (mode === "presenter") this.#presenter.tick(performance.now() - this.#presentedAt, clock.shownFor, length);
    this.#noteAddress(false);
  }

  /** Cut off, or back: said once. */
  #turned(): void {
    this.#wasCutOff = !this.#wasCutOff;
    this.#said.textContent = this.#wasCutOff ? cutOffWords(this.#supply.feed.lastGood, new Date()) : "The server answers again; the numbers are live.";
    this.#veil();
  }

  #noteAddress(isNow: boolean): void {
    const { current } = this.#rotation.order;
    if (current) this.#memory.write(addressOf(window.location.href, this.#steering.mode, current.key), isNow);
  }

  /** The wall and the presenter keep in step; a page is its reader's own. */
  #tellOthers(): void {
    const { current } = this.#rotation.order;
    if (this.#steering.mode === "page" || !current) return;
    this.#channel.say({ is: "show", key: current.key, isPaused: this.#steering.isPaused, by: this.#steering.mode });
  }

  #hear(word: Word): void {
    const { mode } = this.#steering;
    if (mode === "page") return;
    if (word.is === "here") { if (mode === "presenter") this.#tellOthers(); return; }
    if (word.is === "bye") { if (mode === "wall") this.#rotation.setPaused(this.#steering.isPaused); return; }
    // Two walls, or two presenters, do not lead each other.
    if (word.by === mode) return;
    if (this.#rotation.followKey(word.key)) { openPapers(this.container)?.hidePopover(); this.#show(); }
    if (word.by === "presenter") this.#rotation.setPaused(word.isPaused);
  }
}
