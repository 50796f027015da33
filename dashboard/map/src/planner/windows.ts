/** What opens over the workbench: another plan beside this one, proposals of the machine, files. */

import type { Bench } from "./bench";
import { CompareView } from "./compare-view";
import { filesDialog } from "./files-dialog";
import { ProposeDialog } from "./propose-dialog";
import { SeedsField } from "./seeds-field";

export function openCompare(bench: Bench): void {
  const { view, ground, root, theme, map } = bench;
  new CompareView(ground, view, theme, map).open(root);
}

export function openProposals(bench: Bench): void {
  new ProposeDialog(bench, bench.view, new SeedsField(bench.units, bench.chosen), (plan, origin) => { bench.commit({ kind: "adopt", plan, origin }); }).open(bench.root);
}

export function openFiles({ view, ground, root }: Bench): void {
  filesDialog(ground.api, view.head, (plan) => { ground.leave(plan); }).open(root);
}
