import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { cellParts, changeParts, deviationWords, ledgerLines } from "../../src/planner/figures-words";
import { Keys } from "../../src/planner/keys";
import { LedgerView } from "../../src/planner/ledger-view";
import { fillsOf, freeColour } from "../../src/planner/region-colours";
import { RegionTable, type TableActions } from "../../src/planner/region-table";
import { savedWords } from "../../src/planner/strip";
import { Tabs } from "../../src/planner/tabs";
import { ToolRail } from "../../src/planner/tool-rail";
import { element } from "../../src/dom";
import { headOf, panelOf } from "./plans";

afterEach(() => { document.body.replaceChildren(); });

describe("words of figures", () => {
  it("keep the figure apart from what is not in it", () => {
    expect(cellParts("1,234 + 3 counties under 10, 1 withheld")).toEqual({ figure: "1,234", rest: "3 counties under 10, 1 withheld" });
    expect(cellParts(undefined)).toEqual({ figure: "–", rest: "" });
    expect(changeParts("-529, stands out, lower")).toEqual({ figure: "−529", verdict: "lower" });
    expect(changeParts("+79")).toEqual({ figure: "+79", verdict: "" });
  });

  it("say deviations as percent of the mean, and none as a dash", () => {
    expect([0.125, -0.5, 0.001, null].map(deviationWords)).toEqual(["+13%", "−50%", "0%", "–"]);
  });

  it("list the ledger with the sum last, and what is outside only if it is known", () => {
    expect(ledgerLines(panelOf().ledger).map(({ label }) => label)).toEqual(["In regions", "Unassigned", "Suppressed rest", "Everything"]);
    expect(ledgerLines({ ...panelOf().ledger, outside: 5, everything: null }).map(({ words }) => words)).toEqual(["1,243", "10", "5", "7", "not shown"]);
  });

  it("say what is saved and what waits", () => {
    expect(savedWords({ is: "saved" }, 3)).toBe("Saved, version 3");
    expect(savedWords({ is: "waiting", count: 2 }, 3)).toContain("2 changes wait, kept by this browser");
  });
});

describe("the ledger", () => {
  it("says in words whether it closes, and that saving is blocked if not", () => {
    const view = new LedgerView();
    view.show(panelOf());
    expect(view.root.textContent).toContain("The ledger closes");
    view.show(panelOf({ ledger: { ...panelOf().ledger, is_closed: false } }));
    expect(view.root.textContent).toContain("does not close: saving is blocked");
  });
});

describe("the table of regions", () => {
  const calls: string[] = [];
  const note = (name: string) => (...given: unknown[]): void => { calls.push([name, ...given].join(" ")); };
  const actions: TableActions = { choose: note("choose"), showPieces: note("pieces"), rename: note("rename"), lock: note("lock"), remove: note("remove"), showRest: note("rest"), zoom: note("zoom"), resources: note("resources"), add: note("add") };
  let table: RegionTable;
  const names = (): (string | null)[] => [...table.root.querySelectorAll(".pl-name-words")].map(({ textContent }) => textContent);

  beforeEach(() => {
    calls.length = 0;
    table = new RegionTable(actions, () => undefined);
    document.body.append(table.root);
    table.show(headOf({}).regions, "r1", { panel: panelOf(), saved: panelOf() }, "dark");
  });

  it("has a row for each region and one for the rest, and opens the active one", () => {
    expect(names()).toEqual(["West", "East", "Unassigned"]);
    expect(table.root.querySelector(".pl-card-row")?.previousElementSibling?.textContent).toContain("West");
    expect(table.root.querySelector("[aria-current]")?.textContent).toContain("West");
  });

  it("says how many counties are in no region, and offers to show them", () => {
    table.showRest(["48001", "48003", "48005/1"]);
    const rest = table.root.querySelector<HTMLElement>(".pl-rest");
    expect(rest?.textContent).toContain("2 counties and 1 part of a county");
    rest?.querySelector("button")?.click();
    expect(calls).toEqual(["rest"]);
    table.showRest([]);
    expect(rest?.hidden).toBe(true);
  });

  it("sorts by incidents and by distance from the mean", () => {
    const sort = table.root.querySelector("select") as HTMLSelectElement;
    sort.value = "deviation";
    sort.dispatchEvent(new Event("change"));
    expect(names()).toEqual(["East", "West", "Unassigned"]);
  });

  it("offers to show the stray piece of a region that is in pieces", () => {
    const warning = [...table.root.querySelectorAll<HTMLButtonElement>(".pl-warning")].find(({ hidden }) => !hidden);
    expect(warning?.textContent).toBe("2 pieces: show");
    warning?.click();
    expect(calls).toEqual(["pieces r1"]);
  });

  it("renames on leaving the field, and puts the name back on Escape", () => {
    const name = table.root.querySelector<HTMLInputElement>("input[aria-label='Name of the region']") as HTMLInputElement;
    name.focus();
    name.value = "Rio Grande";
    name.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    expect([name.value, calls.length]).toEqual(["West", 0]);
    name.value = "Rio Grande";
    name.dispatchEvent(new Event("blur"));
    expect(calls).toEqual(["rename r1 Rio Grande 0"]);
  });

  it("marks the regions that a stroke would change, and by how much", () => {
    const live = panelOf();
    const [first] = live.rows;
    if (first) first.values = { incidents: 1300 };
    table.show(headOf({}).regions, "r1", { panel: live, saved: panelOf() }, "dark");
    const changing = table.root.querySelectorAll("tr[data-changing]");
    expect([changing.length, changing[0]?.querySelector(".pl-change")?.textContent]).toEqual([1, "+66"]);
  });
});

describe("tools and tabs", () => {
  it("show one tool in hand, with its key, and one tab stop", () => {
    const taken: string[] = [];
    const rail = new ToolRail((name) => taken.push(name));
    rail.show("paint");
    const pressed = [...rail.root.querySelectorAll("[aria-pressed=true]")];
    expect(pressed.map((button) => button.getAttribute("aria-keyshortcuts"))).toEqual(["B"]);
    expect(rail.root.querySelectorAll("[tabindex='0']")).toHaveLength(1);
    rail.root.querySelector<HTMLButtonElement>("[data-tool=lasso]")?.click();
    expect(taken).toEqual(["lasso"]);
  });

  it("show one part of the panel at a time, by arrows too", () => {
    const opened: string[] = [];
    const tabs = new Tabs(["a", "b"].map((key) => ({ key, words: key, root: element("p", {}), opened: () => opened.push(key) })));
    tabs.root.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", cancelable: true }));
    expect([tabs.key, opened, tabs.panels.map(({ hidden }) => hidden)]).toEqual(["b", ["b"], [true, false]]);
  });
});

describe("keys", () => {
  const taken: string[] = [];
  const canvas = element("canvas", { tabindex: 0 });
  let keys: Keys;
  const press = (key: string, on: EventTarget = document.body, more: KeyboardEventInit = {}): void => { on.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more })); };

  beforeEach(() => {
    taken.length = 0;
    window.localStorage.clear();
    document.body.append(canvas);
    keys = new Keys(() => canvas, {
      tool: (name) => taken.push(name), region: (number) => taken.push(`region ${number}`), brush: (step) => taken.push(`brush ${step}`),
      undo: () => taken.push("undo"), redo: () => taken.push("redo"), add: () => taken.push("add"), hand: (key) => taken.push(`hand ${key}`) > 0, escape: () => taken.push("escape"),
    });
  });

  afterEach(() => { keys.stop(); });

  it("take tools, choose regions, size the brush, and step through the edits", () => {
    for (const key of ["b", "3", "]"]) press(key);
    press("z", document.body, { ctrlKey: true });
    press("Z", document.body, { ctrlKey: true, shiftKey: true });
    expect(taken).toEqual(["paint", "region 3", "brush 1", "undo", "redo"]);
  });

  it("are letters where one types, and Enter is the tool's on the map only", () => {
    const field = element("input", {});
    document.body.append(field);
    press("b", field);
    press("Enter", field);
    press("Enter", document.body);
    press("Enter", canvas);
    expect(taken).toEqual(["hand Enter"]);
  });

  it("do nothing off the map where single keys are turned off", () => {
    window.localStorage.setItem("borderops-keys-off", "yes");
    press("b");
    press("b", canvas);
    expect(taken).toEqual(["paint"]);
  });
});

describe("colours", () => {
  it("are 24 in each theme, all different, and a new region gets one that is free", () => {
    for (const theme of ["dark", "light", "contrast"] as const) expect(new Set(fillsOf(theme)).size).toBe(24);
    expect(freeColour([0, 1, 3])).toBe(2);
  });
});
