"""Rows of the panel, from sums by region: numbers, words, verdicts, balance and workload."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from data.answers.change import WORDS, Verdict, verdicts
from data.plans.figures.availability import Workload, workloads
from data.plans.figures.balance import Balance, balance, mixed
from data.plans.figures.cells import Cells, cells_of
from data.plans.figures.columns import (
    AVAILABLE,
    BEFORE,
    CHANGE,
    ENCOUNTERS,
    INCIDENTS,
    NOW,
    OWN_COLUMNS,
    PER_AVAILABLE,
)
from data.plans.figures.county_table import CountyTable, beside
from data.plans.figures.ledger import Ledger
from data.plans.figures.panel import UNASSIGNED, Panel, Row
from data.plans.figures.region_sums import RegionSums
from data.plans.figures.sectors import Inside, SectorFigures, encounters_of, sectors_inside
from data.plans.figures.unit_figures import Places
from data.plans.plan import Plan, Resources
from data.plans.units import UnitId

_IN_NO_REGION = "In no region"
_LARGE_REST = 0.05
"""Share of everything from which on the suppressed rest is said in front of all caveats."""


@dataclass(frozen=True, kw_only=True)
class _Judged:
    """What is judged of the regions together; each is in the order of the plan's regions.

    ``units`` is how many units each has, and then how many are in none.
    """

    verdicts: tuple[Verdict, ...]
    balance: Balance
    workloads: tuple[Workload, ...]
    units: tuple[int, ...]


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
    rows.append(_unassigned_row(cells[-1], inside[-1], judged, table.sectors))
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
        balance=balance(loads, plan.rules, left=int(sums.units[-1]), has_parts=bool(plan.cuts)),
        workloads=_workloads(plan, sums, numbers[INCIDENTS], table.papers.floor),
        units=tuple(sums.units.tolist()),
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
    sectors, encounters, encounter_words = encounters_of(inside, figures)
    change = _change(own)
    return Row(
        key=region.key,
        name=region.name,
        values={
            **own.values,
            CHANGE: change,
            ENCOUNTERS: encounters,
            AVAILABLE: workload.available,
            PER_AVAILABLE: workload.ratio,
        },
        words={
            **own.words,
            CHANGE: WORDS[verdict] if change is None else f"{change:+,.0f}, {WORDS[verdict]}",
            ENCOUNTERS: encounter_words,
            AVAILABLE: f"{workload.available:,.1f}",
            PER_AVAILABLE: workload.words,
        },
        hidden=own.hidden,
        units=judged.units[number],
        sectors=sectors,
        verdict=verdict,
        load=judged.balance.loads[number],
        deviation=judged.balance.deviations[number],
        is_within=judged.balance.within[number],
        resources=plan.resources.get(region.key),
        workload=workload,
    )


def _unassigned_row(own: Cells, inside: Inside, judged: _Judged, figures: SectorFigures) -> Row:
    """The row of what is in no region: nothing is judged of it, and it has no resources."""
    sectors, encounters, encounter_words = encounters_of(inside, figures)
    change = _change(own)
    nothing = {AVAILABLE: None, PER_AVAILABLE: None}
    change_words = "" if change is None else f"{change:+,.0f}"
    return Row(
        key=UNASSIGNED,
        name=_IN_NO_REGION,
        values={**own.values, CHANGE: change, ENCOUNTERS: encounters, **nothing},
        words={
            **own.words,
            CHANGE: change_words,
            ENCOUNTERS: encounter_words,
            **dict.fromkeys(nothing, ""),
        },
        hidden=own.hidden,
        units=judged.units[-1],
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
