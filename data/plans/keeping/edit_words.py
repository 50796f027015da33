"""What an edit did, in a line of the history."""

from __future__ import annotations

from data.plans.edits import (
    AddRegion,
    Adopt,
    Assign,
    CutUnit,
    DrawRegion,
    Edit,
    FillGaps,
    JoinParts,
    LabelRegion,
    MergeRegions,
    RemoveRegion,
    SetLock,
    SetReason,
    SetResources,
    SetRules,
)
from data.plans.plan import Plan
from data.plans.unit_words import counted, unit_name

_NO_REGION = "no region"


def words_of(edit: Edit, *, before: Plan, after: Plan) -> str:
    """A line that says what was done, with the names that regions had then.

    Examples
    --------
    >>> words_of(Assign(units=("48141",), region=None), before=Plan(), after=Plan())
    '1 county (El Paso County, TX) to no region'
    """
    names = {region.key: region.name for plan in (after, before) for region in plan.regions}
    return _about_units(edit, names) or _about_a_region(edit, names) or _about_the_plan(edit, names)


def _about_units(edit: Edit, names: dict[str, str]) -> str:
    match edit:
        case Assign(units=units, region=region):
            return f"{counted(units)} to {_name(names, region)}"
        case DrawRegion(region=region, only_from=None):
            return f"Drawn area to {_name(names, region)}"
        case DrawRegion(region=region, only_from=only_from):
            return f"Drawn part of {_name(names, only_from)} to {_name(names, region)}"
        case CutUnit(unit=unit):
            return f"{unit_name(unit)} cut in two"
        case JoinParts(unit=unit, region=region):
            return f"Parts of {unit_name(unit)} joined, in {_name(names, region)}"
    return ""


def _about_a_region(edit: Edit, names: dict[str, str]) -> str:
    match edit:
        case AddRegion(name=name):
            return f"{name} added"
        case RemoveRegion(region=region):
            return f"{_name(names, region)} removed"
        case MergeRegions(into=into, gone=gone):
            return f"{_name(names, gone)} merged into {_name(names, into)}"
        case LabelRegion(region=region, name=name):
            return f"{_name(names, region)} labelled {name}"
        case FillGaps(region=region):
            return f"Gaps in {_name(names, region)} filled"
    return ""


def _about_the_plan(edit: Edit, names: dict[str, str]) -> str:
    match edit:
        case SetLock(units=units, regions=regions, is_locked=is_locked):
            what = [counted(units)] if units else []
            what += [_name(names, region) for region in regions]
            return f"{', '.join(what) or 'Nothing'} {'locked' if is_locked else 'unlocked'}"
        case SetReason(units=units, text=text):
            return f"Reason for {counted(units)} {'given' if text else 'taken back'}"
        case SetResources(region=region):
            return f"Resources of {_name(names, region)} set"
        case SetRules():
            return "Rules set"
        case Adopt(origin=origin):
            return origin
    return type(edit).__name__


def _name(names: dict[str, str], region: str | None) -> str:
    return names.get(region, region) if region else _NO_REGION
