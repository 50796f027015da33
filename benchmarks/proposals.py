"""``python -m benchmarks.proposals``: valid plans per minute, beside a plain GerryChain script.

The script is what GerryChain's own guide shows: a random start within tolerance, recombination, a constraint
on balance. It keeps no locks and knows no base; in return it deals out the names of regions at will, and they
are matched to the base's afterwards. Both run in this run, one after the other, on the same counties, weights
and tolerance; the script in a process of its own, as it may find no start.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import warnings
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import networkx as nx
import numpy as np
from gerrychain import Graph, MarkovChain, Partition
from gerrychain.constraints import within_percent_of_ideal_population
from gerrychain.proposals import recom
from gerrychain.updaters import Tally
from scipy.optimize import linear_sum_assignment

from benchmarks.figures import Figure
from benchmarks.report import print_table
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.intake.store import Store
from data.plans.plan import Rules
from data.plans.proposals.prepared import Prepared, prepared
from data.plans.proposals.propose import propose
from data.plans.proposals.published import published_measures
from data.plans.proposals.request import Request
from data.plans.proposals.ruling import Limits, Ruling
from data.plans.proposals.search import Search
from data.plans.proposals.unit_measures import UnitMeasures
from data.plans.starts import start
from data.roles import LOCAL_ACTOR
from data.settings import Settings

_PART = "Proposals"
_SECONDS = 60.0
_GRACE_S = 30.0
_REQUEST = Request(steps=1_000_000, seconds=_SECONDS, seed=1)


@dataclass(frozen=True, kw_only=True)
class _Tried:
    """What a method came to: seconds to its first valid plan, how many it met, and the least marks of any."""

    first_s: float | None
    met: int
    seconds: float
    cut_edges: int = 0
    moved: int = 0

    def words(self) -> str:
        """The rate and the least marks in words."""
        if self.first_s is None:
            return f"no valid plan in {self.seconds:.0f} s"
        return (
            f"{self.met * 60 / self.seconds:,.0f} valid plans a minute, the first after {self.first_s:.1f} s;"
            f" fewest borders {self.cut_edges:,}, fewest units moved {self.moved:,}"
        )


def run(store: Path) -> list[Figure]:
    """Valid plans per minute of either method from today's map, and what a request in its time gives."""
    gate = Gate(Store.open(store), Settings(store=store))
    base = replace(start("today"), rules=Rules(tolerance=0.1))
    measures = _softened(published_measures(gate, LOCAL_ACTOR, base, Filter()))
    ready = prepared(base, measures, request=_REQUEST)
    plain, ours = _plain(ready), _ours(ready)
    begun = time.monotonic()
    outcome = propose(base, measures, request=Request(count=20))
    label = f"{len(ready.board.unit):,} counties, {ready.board.regions} regions, within 10 %"
    ratio = f"{ours.met / plain.met:.1f} times" if plain.met else "the script found none"
    valid = sum(proposal.distance.is_valid for proposal in outcome.proposals)
    return [
        Figure(part=_PART, label=f"search: {label}", words=ours.words()),
        Figure(part=_PART, label="plain GerryChain script, the same", words=plain.words()),
        Figure(part=_PART, label="search over script, valid plans a minute", words=ratio),
        Figure(
            part=_PART,
            label="a request for 20 plans, with what each rule costs",
            words=f"{len(outcome.proposals)} plans, {valid} valid, in {time.monotonic() - begun:.0f} s"
            + (" (cut short)" if outcome.is_cut_short else f" ({outcome.steps:,} steps)"),
        ),
    ]


def _softened(measures: UnitMeasures) -> UnitMeasures:
    """Square roots of incidents, and the least of them where none is shown.

    By incidents themselves one county has three times the mean, and no plan within a tenth exists.
    """
    weight = np.sqrt(measures.weight)
    weight[weight == 0] = weight[weight > 0].min()
    return replace(measures, weight=weight / weight.sum())


def _ours(ready: Prepared) -> _Tried:
    board = ready.board
    search = Search(board, Ruling(tolerance=board.tolerance, coverage_at_least=0.0), seed=_REQUEST.seed)
    begun, first = time.monotonic(), None
    limits = Limits(steps=_REQUEST.steps, until=begun + _SECONDS, is_cancelled=lambda: False)
    for _ in search.bursts(limits):
        if first is None and search.found.met:
            first = time.monotonic() - begun
    least = search.found.front.least()
    cut_edges, moved = (0, 0) if least is None else (int(least[1]), int(least[3]))
    return _Tried(first_s=first, met=search.found.met, seconds=_SECONDS, cut_edges=cut_edges, moved=moved)


def _plain(ready: Prepared) -> _Tried:
    """What the script came to, in a process that is ended if it finds no start."""
    board = ready.board
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "board.npz"
        np.savez(path, links=board.links, weight=board.weight, home=board.home, regions=board.regions)
        command = [sys.executable, "-m", "benchmarks.proposals", "--plain", str(path)]
        try:
            done = subprocess.run(
                command, capture_output=True, timeout=_SECONDS + _GRACE_S, check=False, text=True
            )
        except subprocess.TimeoutExpired:
            return _Tried(first_s=None, met=0, seconds=_SECONDS + _GRACE_S)
    assert done.returncode == 0, done.stderr[-2000:]
    return _Tried(**json.loads(done.stdout))


def _script(path: Path) -> _Tried:
    """GerryChain as its guide has it, for as long as the search."""
    board = np.load(path)
    graph = nx.Graph()
    graph.add_nodes_from((node, {"weight": weight}) for node, weight in enumerate(board["weight"].tolist()))
    graph.add_edges_from(board["links"].tolist())
    regions, ideal = int(board["regions"]), float(board["weight"].sum() / board["regions"])
    begun = time.monotonic()
    first = Partition.from_random_assignment(
        Graph.from_networkx(graph),
        n_parts=regions,
        epsilon=0.1,
        pop_col="weight",
        updaters={"population": Tally("weight", alias="population")},
        rng=1,
    )
    found_s = time.monotonic() - begun
    chain = MarkovChain(
        proposal_fn=partial(recom, pop_col="weight", pop_target=ideal, epsilon=0.1),
        constraints=[within_percent_of_ideal_population(first, 0.1)],
        initial_partition=first,
        total_steps=1_000_000,
        rng=1,
    )
    met, cut_edges, moved = 0, len(first["cut_edges"]), len(board["weight"])
    for partition in chain:
        met += 1
        cut_edges = min(cut_edges, len(partition["cut_edges"]))
        moved = min(moved, _moved(partition.assignment_vector, board["home"], regions))
        if time.monotonic() - begun >= _SECONDS:
            break
    return _Tried(
        first_s=found_s, met=met, seconds=time.monotonic() - begun, cut_edges=cut_edges, moved=moved
    )


def _moved(labels: np.ndarray, home: np.ndarray, regions: int) -> int:
    """How many units are elsewhere than in the base, under the names that make it fewest."""
    shared = np.zeros((regions, regions))
    known = home >= 0
    np.add.at(shared, (labels[known], home[known]), 1)
    rows, columns = linear_sum_assignment(shared, maximize=True)
    return len(labels) - int(shared[rows, columns].sum())


def main() -> None:
    """Print the figures; with ``--plain``, what the script comes to, as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.proposals")
    parser.add_argument("--store", type=Path, default=Path("store"))
    parser.add_argument("--plain", type=Path, help="a board to run the plain script on")
    asked = parser.parse_args()
    if asked.plain is None:
        print_table(run(asked.store), "Proposals of the machine")
        return
    warnings.simplefilter("ignore")
    tried = _script(asked.plain)
    sys.stdout.write(json.dumps(tried.__dict__))


if __name__ == "__main__":
    main()
