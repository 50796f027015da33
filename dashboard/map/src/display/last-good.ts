/** The last good scenes, kept by the browser, so that a restart shows numbers before the server answers. */

import type { BriefShown, SceneShown } from "./brief-types";

const DATABASE = "borderops-briefing";
const TABLE = "last-good";
/** Briefs and themes that are kept; the one that was kept longest ago goes first. */
const MOST_KEPT = 4;

export interface LastGood {
  name: string;
  /** Milliseconds since 1970. */
  at: number;
  brief: BriefShown;
  scenes: SceneShown[];
}

/** What was kept under a name; null if nothing was, or the browser keeps nothing. */
export async function lastGood(name: string): Promise<LastGood | null> {
  const kept = await withTable("readonly", (table) => table.get(name));
  return (kept as LastGood | undefined) ?? null;
}

/** Keep it in place of what was kept under its name. */
export async function keepLastGood(kept: LastGood): Promise<void> {
  await withTable("readwrite", (table) => table.put(kept));
  const names = (await withTable("readonly", (table) => table.index("at").getAllKeys())) as string[] | null;
  for (const name of (names ?? []).slice(0, -MOST_KEPT)) await withTable("readwrite", (table) => table.delete(name));
}

/** A browser that keeps nothing (a private window, a full disk) is no failure: null. */
async function withTable(mode: IDBTransactionMode, work: (table: IDBObjectStore) => IDBRequest): Promise<unknown> {
  try {
    const database = await opened();
    try {
      return await settled(work(database.transaction(TABLE, mode).objectStore(TABLE)));
    } finally {
      database.close();
    }
  } catch {
    return null;
  }
}

function opened(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => { request.result.createObjectStore(TABLE, { keyPath: "name" }).createIndex("at", "at"); };
  return settled(request);
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => { resolve(request.result); };
    request.onerror = () => { reject(request.error ?? new Error("the browser keeps nothing")); };
  });
}
