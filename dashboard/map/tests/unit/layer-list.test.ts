import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { LayerListPanel } from "../../src/layer-list";
import { LayerOrder, readRemembered, remember } from "../../src/layer-order";
import type { LayerDescription } from "../../src/props";

const COLOURS = { dark: ["#111111", "#222222"], light: ["#111111", "#222222"], contrast: ["#111111", "#222222"] };
const ORDERS = [{ key: "regions", order: 10 }, { key: "cells", order: 20 }, { key: "ports", order: 60 }, { key: "offices", order: 80 }];

function layer(key: string, order: number, more: Partial<LayerDescription> = {}): LayerDescription {
  return {
    key, title: `The ${key}`, group: "Incidents", kind: "regions", forms: ["count"], order, source_layer: null, colours: COLOURS, diverging: COLOURS,
    suppressed_words: "<10", none_words: "", outline: false, dashed: false, approximate: false, question: "", caveat: "", size: null, shapes: null, clickable: true, min_zoom: null, ...more,
  };
}

beforeEach(() => { window.localStorage.clear(); });

describe("the order of layers", () => {
  it("is by itself that of the drawing, top first", () => {
    const order = new LayerOrder(ORDERS, null);
    expect(order.remembered.order).toEqual(["offices", "ports", "cells", "regions"]);
    order.take(["regions", "ports"]);
    expect(order.value).toEqual(["regions", "ports"]);
  });

  it("keeps the places of layers that are off when others move", () => {
    const order = new LayerOrder(ORDERS, null);
    order.take(["ports", "cells", "regions"]);
    order.moveTo("regions", 0);
    expect(order.value).toEqual(["regions", "ports", "cells"]);
    expect(order.remembered.order).toEqual(["offices", "regions", "ports", "cells"]);
    order.show("offices", true);
    expect(order.value[0]).toBe("offices");
  });

  it("comes back with order and strength, also of layers that were off", () => {
    const order = new LayerOrder(ORDERS, null);
    order.take(["ports", "cells~40"]);
    order.moveTo("cells", 0);
    order.show("cells", false);
    remember(order.remembered);
    const again = new LayerOrder([...ORDERS, { key: "new", order: 70 }], readRemembered());
    expect(again.remembered.order).toEqual(["offices", "new", "cells", "ports", "regions"]);
    again.take(["ports"]);
    again.show("cells", true);
    expect(again.value).toEqual(["cells~40", "ports"]);
  });

  it("forgets what it cannot read, and layers that are no more", () => {
    window.localStorage.setItem("borderops.layers", "{not json");
    expect(readRemembered()).toBeNull();
    window.localStorage.setItem("borderops.layers", JSON.stringify({ order: ["gone", 3, "cells"], opacity: { cells: 7, ports: 0.5 } }));
    const order = new LayerOrder(ORDERS, readRemembered());
    expect(order.remembered.order).not.toContain("gone");
    expect([order.opacityOf("cells"), order.opacityOf("ports")]).toEqual([1, 0.5]);
  });
});

describe("the layer list", () => {
  const LAYERS = [layer("regions", 10), layer("cells", 20, { kind: "cells", caveat: "Follows effort." }), layer("ports", 60, { group: "Published figures", kind: "points", title: "Ports <b>" })];
  let panel: LayerListPanel | null = null;

  function list(value: string[]): { root: HTMLElement; told: string[][]; update: (next: string[]) => void } {
    const root = document.createElement("div");
    document.body.replaceChildren(root);
    const told: string[][] = [];
    const made = new LayerListPanel(root, (chosen) => { told.push(chosen); });
    panel = made;
    made.update({ layers: LAYERS, value });
    return { root, told, update: (next) => { made.update({ layers: LAYERS, value: next }); } };
  }

  const shownKeys = (root: HTMLElement): (string | undefined)[] => [...root.querySelectorAll<HTMLElement>(".bo-shown")].map(({ dataset }) => dataset.key);
  const button = (root: HTMLElement, name: string): HTMLElement => [...root.querySelectorAll<HTMLElement>("button")].find((each) => each.getAttribute("aria-label") === name) ?? root;

  afterEach(() => { panel?.stop(); });

  it("shows what is on in its order, and moves it by buttons, which keep the focus", () => {
    const { root, told } = list(["ports", "cells", "regions"]);
    button(root, "Move The cells up").click();
    expect(told).toEqual([["cells", "ports", "regions"]]);
    expect(shownKeys(root)).toEqual(["cells", "ports", "regions"]);
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Move The cells up");
    button(root, "Move The cells up").click();
    expect(told).toHaveLength(1);
    expect(root.querySelector(".bo-said")?.textContent).toBe("The cells is layer 1 of 3 from the top.");
  });

  it("turns layers on and off, where they were and as strong", () => {
    const { root, told } = list(["cells~50", "regions"]);
    button(root, "Take The cells off the map").click();
    const box = root.querySelector<HTMLInputElement>('.bo-layers [data-key="cells"] input');
    expect(box?.checked).toBe(false);
    if (box) { box.checked = true; box.dispatchEvent(new Event("change")); }
    expect(told).toEqual([["regions"], ["cells~50", "regions"]]);
  });

  it("brings back what it remembers where no link says otherwise", () => {
    remember({ order: ["regions", "cells", "ports"], opacity: { cells: 0.3 } });
    const root = document.createElement("div");
    const told: string[][] = [];
    panel = new LayerListPanel(root, (chosen) => { told.push(chosen); }, false);
    panel.update({ layers: LAYERS, value: ["cells", "regions"] });
    expect(told).toEqual([["regions", "cells~30"]]);
    const linked: string[][] = [];
    const other = new LayerListPanel(document.createElement("div"), (chosen) => { linked.push(chosen); }, true);
    other.update({ layers: LAYERS, value: ["cells", "regions"] });
    other.stop();
    expect(linked).toEqual([]);
  });

  it("takes a new list from the page, and its own echo without building anew", () => {
    const { root, update } = list(["cells"]);
    const row = root.querySelector(".bo-shown");
    update(["cells"]);
    expect(root.querySelector(".bo-shown")).toBe(row);
    update(["regions", "cells"]);
    expect(shownKeys(root)).toEqual(["regions", "cells"]);
  });

  it("finds layers by words, and says how many", () => {
    const { root } = list([]);
    const search = root.querySelector<HTMLInputElement>(".bo-search");
    if (search) { search.value = "published"; search.dispatchEvent(new Event("input")); }
    const visible = [...root.querySelectorAll<HTMLElement>(".bo-layers li")].filter(({ hidden }) => !hidden).map(({ dataset }) => dataset.key);
    expect(visible).toEqual(["ports"]);
    expect(root.querySelector(".bo-said")?.textContent).toBe("1 layer found.");
  });

  it("tells what a layer is on request, and puts words in as text", () => {
    const { root } = list([]);
    const about = root.querySelector<HTMLElement>('.bo-layers [data-key="cells"] .bo-about');
    expect(about?.hidden).toBe(true);
    button(root, "About The cells").click();
    expect(about?.hidden).toBe(false);
    expect(about?.textContent).toContain("Follows effort.");
    expect(root.querySelector("b")).toBeNull();
  });
});
