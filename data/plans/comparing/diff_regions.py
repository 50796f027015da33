"""What becomes of each region from one plan to another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from data.answers.change import Verdict, verdicts
from data.plans.comparing.diff_matching import Matching
from data.plans.comparing.diff_record import RegionChange, RegionFate, Totals
from data.plans.comparing.diff_words import region_words
from data.plans.figures.columns import AREA_KM2, BORDER_MILES, INCIDENTS, PORTS
from data.plans.figures.panel import Panel, Row
from data.plans.plan import Plan, PlanRegion

_Pair = tuple[PlanRegion | None, PlanRegion | None]


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A plan with its panel."""

    plan: Plan
    panel: Panel


def region_changes(
    before: Judged, after: Judged, *, matched: Matching, touched: frozenset[tuple[str, str]]
) -> tuple[RegionChange, ...]:
    """A change for each region before, in their order, then for each added one.

    ``touched`` has ``("before", key)`` and ``("after", key)`` of every region that something leaves
    or comes to.
    """
    pairs = _pairs(before.plan, after.plan, matched)
    totals = [(_of(before.panel, old), _of(after.panel, new)) for old, new in pairs]
    found = zip(pairs, totals, _verdicts(totals), strict=True)
    return tuple(
        _change(
            before.plan, after.plan, matched=matched, pair=pair, totals=both, verdict=verdict, touched=touched
        )
        for pair, both, verdict in found
    )


def totals_of(row: Row, *, units: int, area_km2: float | None = None) -> Totals:
    """The totals of a row of a panel; ``area_km2``, square kilometres, is the row's own if none is given."""
    area = row.values[AREA_KM2] if area_km2 is None else area_km2
    return Totals(
        units=units,
        incidents=row.values[INCIDENTS],
        suppressed_units=row.suppressed_units,
        ports=round(row.values[PORTS] or 0),
        border_miles=row.values[BORDER_MILES] or 0.0,
        area_km2=area or 0.0,
    )


def _pairs(before: Plan, after: Plan, matched: Matching) -> list[_Pair]:
    kept = set(matched.after_of.values())
    pairs: list[_Pair] = [
        (region, after.region(matched.after_of.get(region.key, ""))) for region in before.regions
    ]
    return pairs + [(None, region) for region in after.regions if region.key not in kept]


def _of(panel: Panel, region: PlanRegion | None) -> Totals | None:
    if region is None:
        return None
    row = panel.row(region.key)
    return totals_of(row, units=row.units)


def _verdicts(totals: Sequence[tuple[Totals | None, Totals | None]]) -> list[Verdict | None]:
    """The verdict on the incidents shown of each pair, judged together; ``None`` where one is missing."""
    known = [
        bool(had and has and had.incidents is not None and has.incidents is not None) for had, has in totals
    ]
    counts = np.array(
        [[round(one.incidents or 0) if one else 0 for one in pair] for pair in totals], np.int64
    ).reshape(-1, 2)
    found = verdicts(counts[:, 1], counts[:, 0], np.array(known, np.bool_))
    return [Verdict(code) if is_known else None for code, is_known in zip(found.tolist(), known, strict=True)]


def _change(
    before: Plan,
    after: Plan,
    *,
    matched: Matching,
    pair: _Pair,
    totals: tuple[Totals | None, Totals | None],
    verdict: Verdict | None,
    touched: frozenset[tuple[str, str]],
) -> RegionChange:
    old, new = pair
    other = None
    if old is None and new is not None:
        other = before.region(matched.split_from.get(new.key, ""))
    if new is None and old is not None:
        other = after.region(matched.merged_into.get(old.key, ""))
    sides = {(side, region.key) for side, region in zip(("before", "after"), pair, strict=True) if region}
    change = RegionChange(
        fate=_fate(pair, has_other=other is not None, is_touched=not touched.isdisjoint(sides)),
        before=old,
        after=new,
        other=other,
        had=totals[0],
        has=totals[1],
        verdict=verdict,
        words="",
    )
    return replace(change, words=region_words(change))


def _fate(pair: _Pair, *, has_other: bool, is_touched: bool) -> RegionFate:
    if pair[0] is None:
        return RegionFate.SPLIT if has_other else RegionFate.ADDED
    if pair[1] is None:
        return RegionFate.MERGED if has_other else RegionFate.REMOVED
    return RegionFate.CHANGED if is_touched else RegionFate.SAME


def touched_by(ends: Iterable[tuple[str | None, str | None]]) -> frozenset[tuple[str, str]]:
    """What :func:`region_changes` asks for, from the regions before and after of what is moved."""
    both = list(ends)
    left = {("before", old) for old, _ in both if old is not None}
    return frozenset(left | {("after", new) for _, new in both if new is not None})
