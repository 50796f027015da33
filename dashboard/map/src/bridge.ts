/**
 * The only file that knows Dash and React. A classic script: it registers `window.borderops.MapView` and
 * imports the heavy module, which lies beside it, when the first map is shown.
 */

import type * as ReactTypes from "react";

import type { createOffice, openAddDialog } from "./briefs/office";
import type { createMap, MapHandle } from "./core";
import { LayerListPanel, type LayerListProps } from "./layer-list";
import type { DisplayProps } from "./display/brief-types";
import type { createDisplay } from "./display/display";
import type { createDesk, DeskProps } from "./planner/desk";
import { completeProps, type MapOutput, type MapProps, type ShownView, type Theme } from "./props";

interface DashProps extends Partial<MapProps> {
  id?: string;
  className?: string;
  style?: Record<string, string>;
  setProps?: (output: MapOutput) => void;
}

const script = document.currentScript as HTMLScriptElement | null;
const assets = new URL("./", script?.src ?? document.baseURI);
const react = (): typeof ReactTypes => (window as unknown as { React: typeof ReactTypes }).React;

/** Read before the page writes its own view into the address. */
const isLinked = new URLSearchParams(window.location.search).has("layers");

/** Shows a view on the map that is there; null while there is none. */
let showOnMap: ((view: ShownView) => Promise<void>) | null = null;

let core: Promise<{ createMap: typeof createMap }> | null = null;

/** The heavy module and the style sheets, once for the page. */
function loadCore(): Promise<{ createMap: typeof createMap }> {
  core ??= Promise.all([
    import(new URL("map-core.mjs", assets).href) as Promise<{ createMap: typeof createMap }>,
    ...["maplibre-gl.css", "fonts.css", "map-view.css", "map-tools.css"].map(styleSheet),
  ]).then(([module]) => module);
  return core;
}

function styleSheet(name: string): Promise<void> {
  const href = new URL(name, assets).href;
  if ([...document.styleSheets].some((sheet) => sheet.href === href)) return Promise.resolve();
  return new Promise((resolve) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = href;
    link.onload = link.onerror = () => { resolve(); };
    document.head.append(link);
  });
}

/** The component: a div that keeps its map for as long as it is mounted. */
function MapView(given: DashProps): ReactTypes.ReactElement {
  const { createElement, useEffect, useRef } = react();
  const container = useRef<HTMLDivElement>(null);
  const handle = useRef<MapHandle | null>(null);
  const ahead = useRef<ShownView | null>(null);
  if (ahead.current && isShowing(given, ahead.current)) ahead.current = null;
  const latest = useRef(given);
  latest.current = { ...given, ...ahead.current };

  useEffect(() => {
    let isGone = false;
    const emit = (output: MapOutput): void => { if (!isGone) latest.current.setProps?.(output); };
    void loadCore()
      .then(async ({ createMap }) => {
        if (isGone || !container.current) return;
        const made = await createMap(container.current, assets, completeProps(latest.current), emit);
        if (isGone as boolean) { made.destroy(); return; }
        handle.current = made;
        made.update(completeProps(latest.current));
        showOnMap = (view) => { ahead.current = view; return made.show(view); };
      })
      .catch((error: unknown) => {
        performance.mark("borderops:not-started");
        if (container.current) container.current.textContent = `The map could not start: ${error instanceof Error ? error.message : String(error)}`;
      });
    return () => {
      isGone = true;
      handle.current?.destroy();
      handle.current = null;
      showOnMap = null;
    };
  }, []);

  useEffect(() => { handle.current?.update(completeProps(latest.current)); });

  const className = ["bo-map", given.className].filter(Boolean).join(" ");
  return createElement("div", { id: given.id, className, style: given.style, ref: container });
}

/** Whether the page's props have caught up with a view that the map was handed ahead of them. */
function isShowing(given: DashProps, view: ShownView): boolean {
  const { query, visible, selected, uncertainty } = completeProps(given);
  return query === view.query && visible.join() === view.visible.join() && selected.join() === view.selected.join() && uncertainty === view.uncertainty;
}

interface LayerListDashProps extends Partial<LayerListProps> {
  id?: string;
  className?: string;
  setProps?: (output: Pick<LayerListProps, "value">) => void;
}

/** The component: the list of layers in the side bar. */
function LayerList(given: LayerListDashProps): ReactTypes.ReactElement {
  const { createElement, useEffect, useRef } = react();
  const container = useRef<HTMLDivElement>(null);
  const panel = useRef<LayerListPanel | null>(null);
  const latest = useRef(given);
  latest.current = given;

  useEffect(() => {
    void Promise.all(["fonts.css", "map-view.css"].map(styleSheet));
    if (!container.current) return undefined;
    panel.current = new LayerListPanel(container.current, (value) => { latest.current.setProps?.({ value }); }, isLinked);
    return () => {
      panel.current?.stop();
      panel.current = null;
    };
  }, []);

  useEffect(() => { panel.current?.update({ layers: given.layers ?? [], value: given.value ?? [] }); });

  const className = ["bo-layer-list", given.className].filter(Boolean).join(" ");
  return createElement("div", { id: given.id, className, ref: container });
}

interface Handle<Props> {
  update(props: Props): void;
  destroy(): void;
}

type Given<Props> = Partial<Props> & { id?: string; className?: string; setProps?: (output: never) => void };

/** How a whole page of its own kind is put up: its module with its style sheets, its complete properties, its name. */
interface Workplace<Props> {
  name: string;
  className: string;
  load(): Promise<(container: HTMLElement, props: Props) => Handle<Props> | Promise<Handle<Props>>>;
  complete(given: Given<Props>): Props;
}

/** The component of a workplace: a div that keeps what was put up in it for as long as it is mounted. */
function workplace<Props>(of: Workplace<Props>): (given: Given<Props>) => ReactTypes.ReactElement {
  return (given) => {
    const { createElement, useEffect, useRef } = react();
    const container = useRef<HTMLDivElement>(null);
    const handle = useRef<Handle<Props> | null>(null);
    const latest = useRef(given);
    latest.current = given;

    useEffect(() => {
      let isGone = false;
      void of.load()
        .then(async (create) => {
          if (isGone || !container.current) return;
          const made = await create(container.current, of.complete(latest.current));
          if (isGone as boolean) { made.destroy(); return; }
          handle.current = made;
          made.update(of.complete(latest.current));
        })
        .catch((error: unknown) => {
          if (container.current) container.current.textContent = `The ${of.name} could not start: ${error instanceof Error ? error.message : String(error)}`;
        });
      return () => {
        isGone = true;
        handle.current?.destroy();
        handle.current = null;
      };
    }, []);

    useEffect(() => { handle.current?.update(of.complete(latest.current)); });

    const className = [of.className, given.className].filter(Boolean).join(" ");
    return createElement("div", { id: given.id, className, ref: container });
  };
}

/** A module of the bundle, with its style sheets. */
async function loaded<Module>(name: string, ...sheets: string[]): Promise<Module> {
  const [module] = await Promise.all([import(new URL(name, assets).href) as Promise<Module>, ...["fonts.css", ...sheets].map(styleSheet)]);
  return module;
}

/** The component: the planner's whole desk. No other page needs its module and style sheets. */
const PlannerDesk = workplace<DeskProps>({
  name: "desk",
  className: "pl-desk",
  load: async () => {
    const module = await loaded<{ createDesk: typeof createDesk }>("planner-core.mjs", "maplibre-gl.css", "map-view.css", "map-tools.css", "planner.css");
    return (container, props) => module.createDesk(container, assets, props);
  },
  complete: ({ theme, query, periods }) => ({ theme: theme ?? "dark", query: query ?? "", periods: periods ?? [] }),
});

/** The theme that the page has, or will have, before it has told. */
function pageTheme(): Theme {
  const told = new URLSearchParams(window.location.search).get("theme") ?? document.documentElement.dataset.theme ?? window.localStorage.getItem("borderops-theme");
  return told === "light" || told === "contrast" ? told : "dark";
}

/** The component: a brief on display. */
const BriefingDisplay = workplace<DisplayProps>({
  name: "display",
  className: "bd-display",
  load: async () => {
    const module = await loaded<{ createDisplay: typeof createDisplay }>("display-core.mjs", "display.css");
    return (container, props) => module.createDisplay(container, assets, props);
  },
  complete: ({ theme, brief, scene, mode, every, speed }) =>
    ({ theme: theme ?? pageTheme(), brief: brief ?? "", scene: scene ?? "", mode: mode ?? "page", every: every ?? 0, speed: speed ?? 1 }),
});

/** The page of briefs and "add to brief": neither is loaded before it is wanted. */
function loadBriefs(): Promise<{ createOffice: typeof createOffice; openAddDialog: typeof openAddDialog }> {
  return loaded("briefs-core.mjs", "briefs.css");
}

/** The component: the page of briefs. */
const BriefOffice = workplace<object>({
  name: "page of briefs",
  className: "br-office",
  load: async () => {
    const module = await loadBriefs();
    return (container) => module.createOffice(container, assets);
  },
  complete: () => ({}),
});

/** Open the dialog that adds what the page shows to a brief. */
async function addToBrief(): Promise<void> {
  (await loadBriefs()).openAddDialog(assets);
}

/**
 * Show a view at once. The page calls it when a control changes: the map asks for its values before the page's own
 * questions go out, and resolves when its frame has been handed to the GPU.
 */
async function showView(view: ShownView): Promise<void> {
  await showOnMap?.(view);
}

const scope = window as unknown as { borderops?: Record<string, unknown> };
scope.borderops = { ...scope.borderops, MapView, LayerList, PlannerDesk, BriefingDisplay, BriefOffice, addToBrief, showView };
