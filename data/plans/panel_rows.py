"""Rows of the panel, from sums by region: numbers, words, verdicts, balance and workload."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from data.answers.change import WORDS, Verdict, verdicts
from data.plans.availability import Workload, workloads
from data.plans.balance import Balance, balance, mixed
from data.plans.cells import Cells, cells_of
from data.plans.columns import (
    AVAILABLE,
    BEFORE,
    CHANGE,
    ENCOUNTERS,
    INCIDENTS,
    NOW,
    OWN_COLUMNS,
    PER_AVAILABLE,
)
from data.plans.county_table import CountyTable, beside
from data.plans.ledger import Ledger
from data.plans.panel import NOTHING_HIDDEN, UNASSIGNED, Panel, Row
from data.plans.plan import Plan, Resources
from data.plans.region_sums import RegionSums
from data.plans.sectors import Inside, SectorFigures, encounters_of, sectors_inside
from data.plans.unit_figures import Places
from data.plans.units import UnitId

_IN_NO_REGION = "In no region"
_LARGE_REST = 0.05
"""Share of everything from which on the suppressed rest is said in front of all caveats."""


@dataclass(frozen=True, kw_only=True)
class _Judged:
    """What is judged of the regions together; each is in the order of the plan's regions."""

    verdicts: tuple[Verdict, ...]
    balance: Balance
    workloads: tuple[Workload, ...]


def panel_of(
    plan: Plan, table: CountyTable, *, sums: RegionSums, region: Places, units: Sequence[UnitId], book: Ledger
) -> Panel:
    """The panel of a plan.

    ``sums`` are over its regions and what is in none, ``region`` is the region of each of ``units``,
    shape ``(units,)``, and ``book`` its ledger.

    Raises
    ------
    PlanError
        If the plan's weights are none to balance by.
    """
    columns, floor = table.figures.columns, table.papers.floor
    cells = cells_of(columns, sums, floor=floor)
    judged = _judged(plan, table, sums)
    inside = sectors_inside(tuple(units), region, regions=len(plan.regions))
    rows = [
        _region_row(plan, number, own=own, inside=inside[number], judged=judged, figures=table.sectors)
        for number, own in enumerate(cells[:-1])
    ]
    rows.append(_unassigned_row(cells[-1], inside[-1], table.sectors))
    return Panel(
        columns=(*columns, *OWN_COLUMNS),
        rows=tuple(rows),
        ledger=book,
        balance=judged.balance,
        papers=beside(table.papers, _large_rest(book, floor)),
    )


def _judged(plan: Plan, table: CountyTable, sums: RegionSums) -> _Judged:
    numbers, regions = table.figures.numbers, slice(0, len(plan.regions))
    now, before = (sums.values[numbers[key], regions].astype(np.int64) for key in (NOW, BEFORE))
    is_known = sums.missing[numbers[NOW], regions] == 0
    found = verdicts(now, before, is_known, share=table.share)
    weights = plan.rules.weights
    known = [key for key in weights if key in numbers]
    values = {key: sums.values[numbers[key], regions] for key in known}
    loads = mixed(weights, values, table.totals(known))
    return _Judged(
        verdicts=tuple(Verdict(code) for code in found.tolist()),
        balance=balance(loads, plan.rules, is_finished=not sums.units[-1]),
        workloads=_workloads(plan, sums, numbers[INCIDENTS], table.papers.floor),
    )


def _workloads(plan: Plan, sums: RegionSums, number: int, floor: int) -> tuple[Workload, ...]:
    regions = slice(0, len(plan.regions))
    shown, small = sums.values[number, regions], sums.small[number, regions]
    most = np.where(sums.withheld[number, regions] > 0, np.inf, shown + (floor - 1) * small)
    resources = [plan.resources.get(region.key, Resources()) for region in plan.regions]
    return workloads(resources, shown + small, most, shown=shown)


def _region_row(
    plan: Plan, number: int, *, own: Cells, inside: Inside, judged: _Judged, figures: SectorFigures
) -> Row:
    region, verdict, workload = plan.regions[number], judged.verdicts[number], judged.workloads[number]
    change = _change(own)
    own.values.update({AVAILABLE: workload.available, PER_AVAILABLE: workload.ratio})
    own.words.update(
        {
            CHANGE: WORDS[verdict] if change is None else f"{change:+,.0f}, {WORDS[verdict]}",
            AVAILABLE: f"{workload.available:,.1f}",
            PER_AVAILABLE: workload.words,
        }
    )
    return replace(
        _row(region.key, region.name, own=own, inside=inside, figures=figures),
        verdict=verdict,
        load=judged.balance.loads[number],
        deviation=judged.balance.deviations[number],
        is_within=judged.balance.within[number],
        resources=plan.resources.get(region.key),
        workload=workload,
    )


def _unassigned_row(own: Cells, inside: Inside, figures: SectorFigures) -> Row:
    """The row of what is in no region: nothing is judged of it, and it has no resources."""
    change = _change(own)
    own.values.update({AVAILABLE: None, PER_AVAILABLE: None})
    own.words.update({CHANGE: "" if change is None else f"{change:+,.0f}", AVAILABLE: "", PER_AVAILABLE: ""})
    return _row(UNASSIGNED, _IN_NO_REGION, own=own, inside=inside, figures=figures)


def _row(key: str, name: str, *, own: Cells, inside: Inside, figures: SectorFigures) -> Row:
    """A row of which nothing is judged yet."""
    sectors, own.values[ENCOUNTERS], own.words[ENCOUNTERS] = encounters_of(inside, figures)
    own.values[CHANGE] = _change(own)
    return Row(
        key=key,
        name=name,
        values=own.values,
        words=own.words,
        hidden=own.hidden,
        units=own.units,
        suppressed_units=own.hidden.get(INCIDENTS, NOTHING_HIDDEN).units,
        sectors=sectors,
    )


def _change(own: Cells) -> float | None:
    """Incidents now less those a year before; ``None`` if there is no year before."""
    now, before = own.values[NOW], own.values[BEFORE]
    return None if now is None or before is None else now - before


def _large_rest(book: Ledger, floor: int) -> tuple[str, ...]:
    """What to say where much of everything is in counties that are not shown."""
    rest, whole = book.suppressed, book.everything
    if not whole or rest is None or rest < _LARGE_REST * whole:
        return ()
    share = f"{rest:,} of {whole:,} events ({rest / whole:.0%}) are in no region's sum"
    return (
        f"{share}: their counties' counts are below {floor} or withheld. Over a longer period fewer are.",
    )
