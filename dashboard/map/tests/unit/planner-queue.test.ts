import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Unreachable } from "../../src/api";
import type { Edit, Head, Saved } from "../../src/planner/plan-types";
import { Refusal, type PlansApi } from "../../src/planner/plans-api";
import { SaveQueue, type SaveState } from "../../src/planner/save-queue";
import { headOf } from "./plans";

const ASSIGN: Edit = { kind: "assign", units: ["48001"], region: "r1" };

class Server {
  version = 1;
  calls: number[] = [];
  keys: string[] = [];
  answers: (() => Saved)[] = [];

  save(_id: string, version: number, _edit: Edit, key: string): Promise<Saved> {
    this.calls.push(version);
    this.keys.push(key);
    return new Promise((resolve, reject) => {
      try {
        const answer = this.answers.shift();
        resolve(answer ? answer() : this.next());
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }

  head(): Promise<Head> { return Promise.resolve(headOf({}, { version: this.version })); }

  next(): Saved {
    this.version++;
    return { head: headOf({ "48001": "r1" }, { version: this.version }), notes: [], moved: ["48001"], merged: false };
  }
}

function refuse(error: Error): () => Saved {
  return () => { throw error; };
}

describe("the queue of changes", () => {
  let server: Server;
  let version: number;
  let states: SaveState["is"][];
  let said: string[];
  let waiting: number;

  const queueOf = (): SaveQueue => new SaveQueue(server as unknown as PlansApi, "7", () => version, {
    state: ({ is }) => states.push(is),
    waiting: (moves) => { waiting = moves.length; },
    saved: ({ head }) => { version = head.version; },
    conflict: (words, head) => { said.push(`conflict: ${words}`); version = head.version; },
    refused: (words) => said.push(`refused: ${words}`),
  }, window.localStorage);
  const soon = (): Promise<void> => vi.advanceTimersByTimeAsync(0).then(() => undefined);

  beforeEach(() => {
    vi.useFakeTimers();
    window.localStorage.clear();
    [server, version, states, said, waiting] = [new Server(), 1, [], [], 0];
  });

  afterEach(() => { vi.useRealTimers(); });

  it("sends one change after the other, each on top of the last", async () => {
    const queue = queueOf();
    for (let i = 0; i < 3; i++) queue.push({ edit: ASSIGN }, new Map());
    expect(waiting).toBe(3);
    await soon();
    expect(server.calls).toEqual([1, 2, 3]);
    expect([waiting, states.at(-1)]).toEqual([0, "saved"]);
    queue.stop();
  });

  it("keeps what cannot be sent, says so, and sends it when the server is back", async () => {
    server.answers = [refuse(new Unreachable()), refuse(new Unreachable())];
    const queue = queueOf();
    queue.push({ edit: ASSIGN }, new Map());
    await soon();
    expect([states.at(-1), waiting]).toEqual(["waiting", 1]);
    expect(window.localStorage.getItem("borderops-plan-7-unsent")).toContain("48001");
    await vi.advanceTimersByTimeAsync(5000);
    expect([states.at(-1), waiting, version]).toEqual(["saved", 0, 2]);
    expect(window.localStorage.getItem("borderops-plan-7-unsent")).toBeNull();
    queue.stop();
  });

  it("waits without asking while nobody is signed in, and goes on when the same person is again", async () => {
    server.answers = [refuse(new Refusal("nobody is signed in", 401, "Sign in"))];
    const queue = queueOf();
    queue.push({ edit: ASSIGN }, new Map());
    await vi.advanceTimersByTimeAsync(60_000);
    window.dispatchEvent(new Event("online"));
    await soon();
    expect([states.at(-1), waiting, server.calls.length, said]).toEqual(["signed-out", 1, 1, []]);
    window.dispatchEvent(new Event("borderops:signed-in"));
    await soon();
    expect([states.at(-1), waiting, version]).toEqual(["saved", 0, 2]);
    expect(server.keys[1]).toBe(server.keys[0]);
    queue.stop();
  });

  it("keeps for each person what they could not send", async () => {
    document.body.innerHTML = '<a data-who="maria"></a>';
    server.answers = [refuse(new Unreachable())];
    const marias = queueOf();
    marias.push({ edit: ASSIGN }, new Map());
    await soon();
    marias.stop();
    document.body.innerHTML = '<a data-who="john"></a>';
    const johns = queueOf();
    expect(johns.recover()).toBe(0);
    johns.stop();
    document.body.innerHTML = '<a data-who="maria"></a>';
    const again = queueOf();
    expect(again.recover()).toBe(1);
    again.stop();
    document.body.innerHTML = "";
  });

  it("takes up on the next visit what the last one could not send, under the same key", async () => {
    server.answers = [refuse(new Unreachable())];
    const first = queueOf();
    first.push({ edit: ASSIGN }, new Map());
    await soon();
    first.stop();
    const second = queueOf();
    expect(second.recover()).toBe(1);
    await soon();
    expect(version).toBe(2);
    expect([server.keys.length, new Set(server.keys).size]).toEqual([2, 1]);
    second.stop();
  });

  it("tells a plan that moved on from one in which something is locked", async () => {
    const conflict = new Refusal("changed by Ana at 14:00", 409, "");
    server.answers = [refuse(conflict), refuse(new Refusal("West is locked", 409, ""))];
    server.version = 4;
    const queue = queueOf();
    queue.push({ edit: ASSIGN }, new Map());
    await soon();
    queue.push({ edit: ASSIGN }, new Map());
    await soon();
    expect(said).toEqual(["conflict: changed by Ana at 14:00", "refused: West is locked"]);
    expect(waiting).toBe(0);
    queue.stop();
  });
});
