"""A plan of shapes from elsewhere: each becomes a region, drawn as a person would draw it."""

from __future__ import annotations

from collections.abc import Iterable

from shapely import GEOSException, get_num_coordinates

from data.errors import PlanError, PlanFileError, PolygonError, Where
from data.plans.applied import apply
from data.plans.edits import AddRegion, Assign, DrawRegion
from data.plans.exchange.large_features import settled
from data.plans.exchange.limits import MOST_CORNERS
from data.plans.exchange.parsed import Feature, Finding, Shape
from data.plans.membership import units_of
from data.plans.plan import COLOURS, Plan, Rules
from data.plans.unit_words import listed
from data.plans.units import is_part

_UNASSIGNED = ""


def drawn_features(features: Iterable[Feature], rules: Rules) -> tuple[Plan, tuple[Finding, ...]]:
    """The plan whose regions are the features, OGC:CRS84, and what was snapped, cut or left out.

    Counties inside go whole, those that an outline cuts are cut, and an outline within
    ``rules.snap_km`` of a county line follows it. What two features share goes to the first.

    Raises
    ------
    PlanFileError
        If there are no features, one cannot be drawn, or none covers a county or a part of one.
    """
    plan = Plan(rules=rules)
    findings: list[Finding] = []
    for number, feature in enumerate(features):
        name = feature.name or f"Region {feature.row}"
        plan = apply(plan, AddRegion(name=name, colour=number % COLOURS)).plan
        plan, notes = _drawn(plan, feature)
        findings += [Finding(row=feature.row, found=note) for note in notes]
    if not plan.assigned:
        raise PlanFileError(
            f"none of the {len(plan.regions)} features covers a county"
            if plan.regions
            else "there are no features",
            remedy="Are they in the United States, and in the CRS that the file says?",
        )
    left = [unit for unit in units_of(plan) if unit not in plan.assigned]
    if left:
        noun = "units" if any(is_part(unit) for unit in left) else "counties"
        found = f"{len(left):,} {noun} lie in no feature and are in no region: {listed(left)}"
        findings.append(Finding(row=None, found=found, remedy="Assign them, or leave them as they are"))
    return plan, tuple(findings)


def _drawn(plan: Plan, feature: Feature) -> tuple[Plan, tuple[str, ...]]:
    """The plan with the feature in its last region, and what was done besides."""
    try:
        found, notes = _applied(plan, feature.shape)
    except (PlanError, PolygonError) as error:
        raise PlanFileError(error.found, where=Where(row=feature.row), remedy=error.remedy) from error
    except GEOSException as error:
        raise PlanFileError(
            f"it cannot be told how lines meet: {str(error)[:80]}",
            where=Where(row=feature.row),
            remedy="Round the coordinates to nine decimals",
        ) from error
    if found.assigned != plan.assigned:
        return found, notes
    return found, ("no county goes to it: none lies in it, or earlier features have them all",)


def _applied(plan: Plan, shape: Shape) -> tuple[Plan, tuple[str, ...]]:
    """The plan with a shape, OGC:CRS84, in its last region, as edits do it."""
    key = plan.regions[-1].key
    if int(get_num_coordinates(shape)) <= MOST_CORNERS:
        applied = apply(plan, DrawRegion(polygon=shape, region=key, only_from=_UNASSIGNED))
        return applied.plan, applied.notes
    large = settled(plan, shape)
    plan = apply(plan, Assign(units=large.units, region=key)).plan
    if large.rest is None:
        return plan, large.notes
    applied = apply(plan, DrawRegion(polygon=large.rest, region=key, only_from=_UNASSIGNED))
    return applied.plan, (*large.notes, *applied.notes)
