/** Plans and figures for tests of the planner. */

import type { Head, Panel } from "../../src/planner/plan-types";

export function headOf(assigned: Record<string, string>, more: Partial<Head> = {}): Head {
  return {
    id: "1", name: "Plan", owner: "local", version: 1, edit: 1, status: "draft", changed_at: "2026-11-30T12:00:00Z", changed_by: "local",
    can_undo: false, redo: [], cuts: [], locked: [], resources: {},
    regions: [{ key: "r1", name: "West", colour: 0, locked: false }, { key: "r2", name: "East", colour: 1, locked: false }],
    rules: { weights: { incidents: 1 }, tolerance: 0.1, snap_km: 2, bridged: [], parted: [] },
    assigned, ...more,
  };
}

export function panelOf(more: Partial<Panel> = {}): Panel {
  const row = { words: { incidents: "1,234 + 3 counties under 10", change: "+53, stands out, higher" }, values: { incidents: 1234 }, deviation: 0.25, within: false, pieces: 2, suppressed_units: 3, units: 5 };
  return {
    sentence: "All categories", version: "v000001", as_of: "2026-11-01", marking: "UNCLASSIFIED", is_synthetic: true, caveats: [], sources: [],
    columns: [{ key: "incidents", title: "Incidents", unit: "events" }],
    rows: [
      { key: "r1", name: "West", ...row },
      { key: "r2", name: "East", ...row, words: { incidents: "9", change: "0" }, values: { incidents: 9 }, deviation: -0.5, pieces: 1 },
      { key: "", name: "Unassigned", ...row, deviation: null, within: null, pieces: null },
    ],
    ledger: { regions: 1243, unassigned: 10, outside: null, suppressed: 7, everything: 1260, is_closed: true, words: "" },
    balance: { mean: 0.5, tolerance: 0.1, weights: { incidents: 1 } },
    ...more,
  };
}
