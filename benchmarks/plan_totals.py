"""``python -m benchmarks.plan_totals``: from a move of a unit to a new panel, with 150 regions.

What the gate shows by county is asked once for a filter; its time is told apart. A move is what a pointer
does: some neighbouring counties go to another region, and every figure of every region is made again,
words, verdicts, balance and ledger with it. The number of incidents plays no part in it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

import numpy as np

from benchmarks.clock import clocked, in_words
from benchmarks.figures import Figure
from benchmarks.report import print_table
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.intake.store import Store
from data.plans.figures.places import county_order
from data.plans.figures.plan_figures import PlanFigures
from data.plans.plan import COLOURS, Plan, PlanRegion, Resources, Rules
from data.reference.taxonomy import CATEGORIES
from data.roles import LOCAL_ACTOR
from data.settings import Settings

_PART = "Plans"
_MOVES = 300
_MOVED = 12
"""Counties of one move."""
_REGIONS = (10, 150)
_WEIGHTS = MappingProxyType({"incidents": 0.6, "border-miles": 0.2, "crossings-trucks": 0.2})


def run(store: Path) -> list[Figure]:
    """Times of a first panel under a filter, and of panels while counties move, for few and many regions."""
    gate = Gate(Store.open(store), Settings(store=store))
    figures = PlanFigures(gate)
    plans = {number: dealt_out(number) for number in _REGIONS}
    few, many = (plans[number] for number in _REGIONS)
    opening, _ = clocked(partial(figures.of, LOCAL_ACTOR, few, Filter()))
    filters = [Filter(categories=(name,)) for name in CATEGORIES]
    first = [clocked(partial(figures.of, LOCAL_ACTOR, many, chosen))[0] for chosen in filters]
    return [
        Figure(part=_PART, label="first panel, the data opened with it", words=in_words([opening])),
        Figure(part=_PART, label="first panel under another filter", words=in_words(first)),
        *(
            Figure(
                part=_PART,
                label=f"{_MOVED} counties move, until the panel of {number} regions",
                words=in_words(
                    [clocked(partial(figures.of, LOCAL_ACTOR, moved, Filter()))[0] for moved in _moves(plan)]
                ),
            )
            for number, plan in plans.items()
        ),
    ]


def main() -> None:
    """Print the figures of a store."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, default=Path("store"))
    print_table(run(parser.parse_args().store), "")


def dealt_out(regions: int) -> Plan:
    """All counties dealt out in stretches of the order of FIPS, so that regions lie together."""
    order = county_order()
    keys = [f"r{number}" for number in range(1, regions + 1)]
    return Plan(
        regions=tuple(
            PlanRegion(key=key, name=f"Region {key}", colour=number % COLOURS)
            for number, key in enumerate(keys)
        ),
        assigned=MappingProxyType({fips: keys[at * regions // len(order)] for at, fips in enumerate(order)}),
        resources=MappingProxyType({key: Resources(officers=20, agents=100) for key in keys}),
        rules=Rules(weights=_WEIGHTS),
        next_region=regions + 1,
    )


def _moves(plan: Plan) -> Iterator[Plan]:
    """Plans in which some counties after another have gone to a region drawn at random."""
    random, order = np.random.default_rng(5), county_order()
    for _ in range(_MOVES):
        start = int(random.integers(len(order) - _MOVED))
        region = plan.regions[int(random.integers(len(plan.regions)))]
        moved = dict.fromkeys(order[start : start + _MOVED], region.key)
        plan = replace(plan, assigned=MappingProxyType({**plan.assigned, **moved}))
        yield plan


if __name__ == "__main__":
    main()
