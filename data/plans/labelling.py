"""Edits that change what is said of units and regions, and move nothing."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from data.errors import PlanError
from data.plans.edits import AddRegion, LabelRegion, SetLock, SetReason, SetResources, SetRules
from data.plans.limits import (
    LONGEST_NAME,
    LONGEST_REASON,
    MOST_REGIONS,
    check_colour,
    check_resources,
    check_rules,
    check_text,
)
from data.plans.membership import check_region, dealt_units
from data.plans.outcome import Changed
from data.plans.plan import Plan, PlanRegion, Resources
from data.plans.soundness import check_linked


def add_region(plan: Plan, edit: AddRegion) -> Changed:
    """The plan with one more region, without units.

    Raises
    ------
    PlanError
        If the name or colour will not do, or there are 500 regions already.
    """
    _check_label(edit.name, edit.colour)
    if len(plan.regions) >= MOST_REGIONS:
        raise PlanError(f"the plan has {len(plan.regions)} regions", remedy="Remove or merge some first")
    added = PlanRegion(key=f"r{plan.next_region}", name=edit.name, colour=edit.colour)
    return Changed(plan=replace(plan, regions=(*plan.regions, added), next_region=plan.next_region + 1))


def label_region(plan: Plan, edit: LabelRegion) -> Changed:
    """The plan with another name and colour for a region.

    Raises
    ------
    PlanError
        If there is no such region, or the name or colour will not do.
    """
    check_region(plan, edit.region)
    _check_label(edit.name, edit.colour)
    regions = tuple(
        replace(region, name=edit.name, colour=edit.colour) if region.key == edit.region else region
        for region in plan.regions
    )
    return Changed(plan=replace(plan, regions=regions))


def set_lock(plan: Plan, edit: SetLock) -> Changed:
    """The plan with units and regions locked, or unlocked; a cut unit stands for its parts.

    Raises
    ------
    PlanError
        If one of them is not in the plan.
    """
    units = frozenset(dealt_units(plan, edit.units))
    for key in edit.regions:
        check_region(plan, key)
    regions = tuple(
        replace(region, is_locked=edit.is_locked) if region.key in edit.regions else region
        for region in plan.regions
    )
    locked = plan.locked | units if edit.is_locked else plan.locked - units
    return Changed(plan=replace(plan, locked=locked, regions=regions))


def set_rules(plan: Plan, edit: SetRules) -> Changed:
    """The plan with other rules.

    Raises
    ------
    PlanError
        If a rule is out of its range, or a link names what is no county or part of one.
    """
    check_rules(edit.rules)
    check_linked(unit for link in edit.rules.bridged | edit.rules.parted for unit in link)
    return Changed(plan=replace(plan, rules=edit.rules))


def set_reason(plan: Plan, edit: SetReason) -> Changed:
    """The plan with a reason for units, or, for an empty text, without; a cut unit stands for its parts.

    Raises
    ------
    PlanError
        If one of the units is not in the plan, or the text is over 500 characters.
    """
    chosen = dealt_units(plan, edit.units)
    check_text(edit.text, "text", longest=LONGEST_REASON, may_be_empty=True)
    reasons = {unit: text for unit, text in plan.reasons.items() if unit not in chosen}
    if edit.text.strip():
        reasons |= dict.fromkeys(chosen, edit.text)
    return Changed(plan=replace(plan, reasons=MappingProxyType(reasons)))


def set_resources(plan: Plan, edit: SetResources) -> Changed:
    """The plan with other resources for a region; none at all are left out.

    Raises
    ------
    PlanError
        If there is no such region or a number is out of its range.
    """
    check_region(plan, edit.region)
    check_resources(edit.resources)
    resources = {key: had for key, had in plan.resources.items() if key != edit.region}
    if edit.resources != Resources():
        resources[edit.region] = edit.resources
    return Changed(plan=replace(plan, resources=MappingProxyType(resources)))


def _check_label(name: str, colour: int) -> None:
    check_text(name, "name", longest=LONGEST_NAME)
    check_colour(colour)
