import { describe, expect, it } from "vitest";

import { composePicture, type PictureParts } from "../../src/picture";
import { wrapped } from "../../src/picture-text";
import { Toolbar } from "../../src/toolbar";

describe("a picture of the map", () => {
  it("is not made without a marking", async () => {
    for (const marking of ["", "  "]) await expect(composePicture({ marking } as PictureParts)).rejects.toThrow("no marking");
  });

  it("breaks its words into lines that fit, and leaves a long word whole", () => {
    const measured = (text: string): number => text.length;
    expect(wrapped("one two three", 7, "", measured)).toEqual(["one two", "three"]);
    expect(wrapped("incomprehensibilities of", 5, "", measured)).toEqual(["incomprehensibilities", "of"]);
    expect(wrapped("  ", 5, "", measured)).toEqual([]);
  });
});

describe("the toolbar", () => {
  const made = (): { toolbar: Toolbar; used: string[]; button: (name: string) => HTMLButtonElement } => {
    const used: string[] = [];
    const act = (name: string) => (): void => { used.push(name); };
    const toolbar = new Toolbar({ draw: act("draw"), measure: act("measure"), swipe: act("swipe"), play: act("play"), save: act("save") });
    document.body.replaceChildren(toolbar.root);
    return { toolbar, used, button: (name) => toolbar.root.querySelector(`[aria-label="${name}"]`) as HTMLButtonElement };
  };

  it("says which tools are on, and why one cannot be used", () => {
    const { toolbar, button } = made();
    toolbar.show(new Set(["measure"]), new Map([["save", "there is no marking"]]));
    expect(button("Measure").getAttribute("aria-pressed")).toBe("true");
    expect(button("Draw polygon").getAttribute("aria-pressed")).toBe("false");
    expect(button("Save as picture").getAttribute("aria-disabled")).toBe("true");
    expect(button("Save as picture").title).toContain("there is no marking");
  });

  it("is one stop of the Tab key, and arrow keys go round in it", () => {
    const { toolbar, button } = made();
    button("Draw polygon").focus();
    const press = (key: string): void => { document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })); };
    press("ArrowLeft");
    expect(document.activeElement).toBe(button("Save as picture"));
    press("ArrowRight");
    expect(document.activeElement).toBe(button("Draw polygon"));
    expect([...toolbar.root.querySelectorAll<HTMLButtonElement>("[role=toolbar] button")].filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
  });

  it("folds behind one button, and folds up again after a choice", () => {
    const { toolbar, used, button } = made();
    button("Tools").click();
    expect(button("Tools").getAttribute("aria-expanded")).toBe("true");
    button("Measure").click();
    expect(used).toEqual(["measure"]);
    expect(toolbar.root.classList.contains("bo-open")).toBe(false);
  });
});
