"""What changes from one plan to another, as in a review: what goes where, and what regions have then.

Regions are matched by the area that they share, so plans may have different numbers of regions and
other names. Every count is a sum of what is shown by county, as on the panel of a plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from data.answers.filters import Filter
from data.plans.comparing.diff_matching import matching
from data.plans.comparing.diff_pieces import Piece, pieces_between
from data.plans.comparing.diff_record import Handover, PlanDiff
from data.plans.comparing.diff_regions import Judged, region_changes, totals_of, touched_by
from data.plans.comparing.diff_words import NO_REGION, handover_words, lines
from data.plans.figures.panel import Panel
from data.plans.figures.plan_figures import PlanFigures
from data.plans.plan import Cut, Plan, PlanRegion
from data.plans.units import UnitId, county_of, is_part
from data.roles import Actor

__all__ = ["PlanDiff", "diff"]

_Ends = tuple[str | None, str | None]
"""Keys of the regions before and after; ``None`` is no region."""
_Moved = Mapping[_Ends, list[Piece]]


def diff(before: Plan, after: Plan, *, actor: Actor, figures: PlanFigures, filter_: Filter) -> PlanDiff:
    """The difference of two plans, counted under a filter.

    Raises
    ------
    AccessDeniedError
        If the actor may not view.
    PlanError
        If the filter names regions.
    UnknownVersionError
        If the filter pins a data version that the store does not have.
    """
    pieces = pieces_between(before, after)
    matched = matching(before, after, pieces=pieces)
    moved: dict[_Ends, list[Piece]] = {}
    for piece in pieces:
        if matched.is_moved(piece):
            moved.setdefault((piece.before, piece.after), []).append(piece)
    regions = region_changes(
        Judged(plan=before, panel=figures.of(actor, before, filter_)),
        Judged(plan=after, panel=figures.of(actor, after, filter_)),
        matched=matched,
        touched=touched_by(moved),
    )
    counted = figures.of(actor, _plan_of_moves(moved), filter_)
    handovers = _handovers(before, after, moved=moved, counted=counted)
    return PlanDiff(
        regions=regions,
        handovers=handovers,
        lines=tuple(lines(regions, handovers)),
        papers=counted.papers,
    )


def _plan_of_moves(moved: _Moved) -> Plan:
    """A plan whose regions are what goes from one region to another, so that its figures can be asked."""
    assigned: dict[UnitId, str] = {}
    cuts: dict[UnitId, Cut] = {}
    for number, pieces in enumerate(moved.values(), start=1):
        for piece in pieces:
            if piece.plan is None:
                continue
            assigned[piece.unit] = f"r{number}"
            if is_part(piece.unit):
                county = county_of(piece.unit)
                cuts |= {unit: cut for unit, cut in piece.plan.cuts.items() if county_of(unit) == county}
    numbers = range(1, len(moved) + 1)
    return Plan(
        regions=tuple(PlanRegion(key=f"r{number}", name=f"Move {number}", colour=0) for number in numbers),
        assigned=MappingProxyType(assigned),
        cuts=MappingProxyType(cuts),
        next_region=len(moved) + 1,
    )


def _handovers(before: Plan, after: Plan, *, moved: _Moved, counted: Panel) -> tuple[Handover, ...]:
    """What goes from one region to another, the largest area first."""
    found = [
        _handover(
            before.region(old or ""), after.region(new or ""), pieces=pieces, number=number, counted=counted
        )
        for number, ((old, new), pieces) in enumerate(moved.items(), start=1)
    ]
    return tuple(sorted(found, key=lambda one: -one.totals.area_km2))


def _handover(
    old: PlanRegion | None, new: PlanRegion | None, *, pieces: list[Piece], number: int, counted: Panel
) -> Handover:
    units = tuple(piece.unit for piece in pieces if piece.plan is not None)
    crossed = tuple(dict.fromkeys(county_of(piece.unit) for piece in pieces if piece.plan is None))
    area = sum(piece.area_km2 for piece in pieces)
    totals = totals_of(counted.row(f"r{number}"), units=len(units), area_km2=area)
    ends = (old.name if old else NO_REGION, new.name if new else NO_REGION)
    return Handover(
        from_region=old,
        to_region=new,
        units=units,
        crossed=crossed,
        totals=totals,
        words=handover_words(ends, units, crossed=len(crossed), totals=totals),
    )
