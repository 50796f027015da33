"""A plan of shapes from elsewhere: each becomes a region, drawn as a person would draw it."""

from __future__ import annotations

from collections.abc import Iterable

from data.errors import PlanError, PlanFileError, PolygonError, Where
from data.plans.applied import apply
from data.plans.edits import AddRegion, DrawRegion
from data.plans.exchange.parsed import Feature, Finding
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
    edit = DrawRegion(polygon=feature.shape, region=plan.regions[-1].key, only_from=_UNASSIGNED)
    try:
        applied = apply(plan, edit)
    except (PlanError, PolygonError) as error:
        raise PlanFileError(error.found, where=Where(row=feature.row), remedy=error.remedy) from error
    if applied.moved:
        return applied.plan, applied.notes
    return plan, ("no county goes to it: none lies in it, or earlier features have them all",)
