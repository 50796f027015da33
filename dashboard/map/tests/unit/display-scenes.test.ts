import { beforeEach, expect, test, vi } from "vitest";

import type { BriefShown, SceneShown } from "../../src/display/brief-types";
import type { DisplayApi } from "../../src/display/display-api";
import { addressOf } from "../../src/display/memory";
import { clock } from "../../src/display/presenter";
import { renew } from "../../src/display/renew";
import { Scenes } from "../../src/display/scenes";

const A = { key: "a", title: "A", seconds: 10 };
const B = { key: "b", title: "B", seconds: 10 };

function brief(digest: string, scenes = [A, B]): BriefShown {
  return { token: "1", title: "T", marking: "M", version: "v1", scenes, every: 60, digest, bundle: "", edit: "", documents: "", frozen: "" };
}

function shown(key: string, value: string, failed = false): SceneShown {
  const html = failed ? "<p>refused</p>" : `<div class="scene"><p><button class="scene-number">${value}</button></p><p class="same">same</p></div>`;
  return { key, title: key, html, digest: value, as_of: "", sources: [], notes: "why", questions: [], links: [], failed };
}

let answers: SceneShown[] = [];
const asked = vi.fn((key: string) => {
  const found = answers.find((one) => one.key === key);
  return found ? Promise.resolve(found) : Promise.reject(new Error("gone"));
});
const api = { scene: asked } as unknown as DisplayApi;

beforeEach(() => { asked.mockClear(); });

function element(html: string): HTMLElement {
  const made = document.createElement("div");
  made.innerHTML = html;
  return made;
}

test("renewing replaces what differs, and leaves every other node where it is", () => {
  const before = element('<section class="x"><p id="one">1</p><p>2</p></section>');
  const [one, two] = [...before.querySelectorAll("p")];
  renew(before, element('<section class="y"><p id="one">1</p><p>3</p></section>'));
  expect(before.innerHTML).toBe('<section class="y"><p id="one">1</p><p>3</p></section>');
  expect(before.querySelectorAll("p")[0]).toBe(one);
  expect(before.querySelectorAll("p")[1]).toBe(two);
});

test("renewing takes other numbers of children, tags and attributes too", () => {
  const before = element('<p a="1">x</p><b>y</b>');
  renew(before, element('<p b="2">x</p><i>y</i><u>z</u>'));
  expect(before.innerHTML).toBe('<p b="2">x</p><i>y</i><u>z</u>');
});

test("a tile is replaced whole, and all of the page if its head has other words", () => {
  const page = (head: string, ...values: string[]): HTMLElement =>
    element(`<div class="scene-page"><header class="scene-head">${head}</header>${values.map((value) => `<section class="scene-panel"><b>${value}</b><i>unit</i></section>`).join("")}</div>`);
  const before = page("Head", "1", "2");
  const [first, second] = [...before.querySelectorAll(".scene-panel")];
  renew(before, page("Head", "1", "3"));
  expect(before.querySelectorAll(".scene-panel")[0]).toBe(first);
  expect(second?.isConnected).toBe(false);
  expect(before.querySelectorAll(".scene-panel")[1]?.textContent).toBe("3unit");
  renew(before, page("Other words", "1", "3"));
  expect(before.contains(first ?? null)).toBe(false);
});

test("a scene is fetched once for a digest and a theme, and its node is renewed, not replaced", async () => {
  const renewed: string[] = [];
  const scenes = new Scenes(api, (key) => renewed.push(key));
  scenes.accept(brief("one"), "dark");
  answers = [shown("a", "10")];
  await Promise.all([scenes.fetch(A, "dark"), scenes.fetch(A, "dark")]);
  await scenes.fetch(A, "dark");
  expect(asked).toHaveBeenCalledTimes(1);
  const node = scenes.node(A);
  const same = node.root.querySelector(".same");
  answers = [shown("a", "11")];
  scenes.accept(brief("two"), "dark");
  await scenes.fetch(A, "dark");
  expect(scenes.node(A)).toBe(node);
  expect(node.root.querySelector(".scene-number")?.textContent).toBe("11");
  expect(node.root.querySelector(".same")).toBe(same);
  expect(renewed).toEqual(["a", "a"]);
});

test("the last good numbers stay when a scene cannot be renewed, and it says so", async () => {
  const scenes = new Scenes(api, () => undefined);
  scenes.accept(brief("one"), "dark");
  answers = [shown("a", "10")];
  await scenes.fetch(A, "dark");
  const node = scenes.node(A);
  scenes.accept(brief("two"), "dark");
  answers = [shown("a", "x", true)];
  expect(await scenes.fetch(A, "dark")).toBe(false);
  node.veil("");
  expect(node.root.querySelector(".scene-number")?.textContent).toBe("10");
  expect(node.root.querySelector(".bd-veil")?.textContent).toMatch(/Not renewed since .* UTC: why These are the last good numbers/);
  answers = [];
  expect(await scenes.fetch(A, "dark")).toBe(false);
  answers = [shown("a", "10")];
  expect(await scenes.fetch(A, "dark")).toBe(true);
  node.veil("");
  expect(node.root.hasAttribute("data-cut-off")).toBe(false);
});

test("a scene that never came says why, and is not greyed as if it had numbers", async () => {
  const scenes = new Scenes(api, () => undefined);
  scenes.accept(brief("one"), "dark");
  answers = [];
  await scenes.fetch(A, "dark");
  const node = scenes.node(A);
  node.veil("Cut off from the server.");
  expect(node.root.textContent).toContain("“A” cannot be shown: gone");
  expect(node.root.hasAttribute("data-cut-off")).toBe(false);
});

test("scenes that are no longer in the brief are let go, and kept ones are only recalled where none came", async () => {
  const scenes = new Scenes(api, () => undefined);
  scenes.accept(brief("one"), "dark");
  answers = [shown("a", "10"), shown("b", "20")];
  await scenes.fetch(A, "dark");
  scenes.recall(brief("old"), [shown("a", "9"), shown("b", "19")], "dark", new Date(0));
  expect(scenes.kept.map(({ digest }) => digest)).toEqual(["10", "19"]);
  scenes.accept(brief("two", [B]), "dark");
  expect(scenes.kept.map(({ key }) => key)).toEqual(["b"]);
});

test("only tiles of a source that is late are marked, and again unmarked", async () => {
  const scenes = new Scenes(api, () => undefined);
  const html = '<div data-papers="1">1</div><div data-papers="2">2</div><aside data-papers-of="1">Source CBP; file: a</aside><aside data-papers-of="2">Source BTS; file: b</aside>';
  const told = (digest: string, late: boolean): SceneShown => ({ ...shown("a", digest), html, sources: [{ source: "CBP", words: "old", late }, { source: "BTS", words: "new", late: false }] });
  scenes.accept(brief("one"), "dark");
  answers = [told("1", true)];
  await scenes.fetch(A, "dark");
  const { root } = scenes.node(A);
  expect([...root.querySelectorAll("[data-late]")].map((tile) => tile.textContent)).toEqual(["1"]);
  scenes.accept(brief("two"), "dark");
  answers = [told("1", false)];
  await scenes.fetch(A, "dark");
  expect(root.querySelectorAll("[data-late]")).toHaveLength(0);
});

test("a picture of a scene has no ids, no papers, and nothing to reach", async () => {
  const scenes = new Scenes(api, () => undefined);
  scenes.accept(brief("one"), "dark");
  answers = [{ ...shown("a", "10"), html: '<div id="x"><aside class="scene-papers" id="y"></aside><button id="z">1</button></div>' }];
  await scenes.fetch(A, "dark");
  const picture = scenes.node(A).picture();
  expect(picture.inert).toBe(true);
  expect(picture.querySelectorAll("[id], .scene-papers")).toHaveLength(0);
});

test("the address names the scene and how it stands, and keeps the rest", () => {
  const start = "http://127.0.0.1/briefing?brief=national&display=wall&every=5";
  expect(addressOf(start, "wall", "b")).toBe(`${start}&scene=b`);
  expect(addressOf(start, "page", "b")).toBe("http://127.0.0.1/briefing?brief=national&every=5&scene=b");
  expect(addressOf(start, "presenter", "b")).toContain("presenter=1");
});

test("minutes are told as a clock tells them", () => {
  expect([0, 59_999, 60_000, 3_725_000].map(clock)).toEqual(["0:00", "0:59", "1:00", "62:05"]);
});
