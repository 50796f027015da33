"""Edits as JSON, and back: one table of what each kind is called and how its fields are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from shapely import LineString, MultiPolygon, Polygon

from data.errors import PlanError
from data.plans.codec_fields import Fields
from data.plans.codec_plans import (
    plan_from_json,
    plan_to_json,
    resources_from_json,
    resources_to_json,
    rules_from_json,
    rules_to_json,
)
from data.plans.codec_shapes import line_from_json, polygon_from_json, shape_to_json
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
from data.plans.plan import Plan, Resources, Rules

Json = dict[str, Any]

_Read = Callable[[Fields], Edit]

_KINDS: Mapping[str, tuple[type[Edit], tuple[str, ...], _Read]] = MappingProxyType(
    {
        "assign": (
            Assign,
            ("units", "region"),
            lambda f: Assign(units=f.texts("units"), region=f.optional_text("region")),
        ),
        "draw": (
            DrawRegion,
            ("polygon", "region", "only_from"),
            lambda f: DrawRegion(
                polygon=polygon_from_json(f.value("polygon"), f.place("polygon")),
                region=f.optional_text("region"),
                only_from=f.optional_text("only_from"),
            ),
        ),
        "cut": (
            CutUnit,
            ("unit", "line"),
            lambda f: CutUnit(unit=f.text("unit"), line=line_from_json(f.value("line"), f.place("line"))),
        ),
        "join": (
            JoinParts,
            ("unit", "region"),
            lambda f: JoinParts(unit=f.text("unit"), region=f.optional_text("region")),
        ),
        "add": (
            AddRegion,
            ("name", "colour"),
            lambda f: AddRegion(name=f.text("name"), colour=f.whole("colour")),
        ),
        "remove": (RemoveRegion, ("region",), lambda f: RemoveRegion(region=f.text("region"))),
        "merge": (
            MergeRegions,
            ("into", "gone"),
            lambda f: MergeRegions(into=f.text("into"), gone=f.text("gone")),
        ),
        "label": (
            LabelRegion,
            ("region", "name", "colour"),
            lambda f: LabelRegion(region=f.text("region"), name=f.text("name"), colour=f.whole("colour")),
        ),
        "lock": (
            SetLock,
            ("units", "regions", "is_locked"),
            lambda f: SetLock(
                units=f.texts("units"), regions=f.texts("regions"), is_locked=f.flag("is_locked")
            ),
        ),
        "fill": (FillGaps, ("region",), lambda f: FillGaps(region=f.text("region"))),
        "rules": (
            SetRules,
            ("rules",),
            lambda f: SetRules(rules=rules_from_json(f.value("rules"), f.place("rules"))),
        ),
        "reason": (
            SetReason,
            ("units", "text"),
            lambda f: SetReason(units=f.texts("units"), text=f.text("text")),
        ),
        "resources": (
            SetResources,
            ("region", "resources"),
            lambda f: SetResources(
                region=f.text("region"),
                resources=resources_from_json(f.value("resources"), f.place("resources")),
            ),
        ),
        "adopt": (
            Adopt,
            ("plan", "origin"),
            lambda f: Adopt(plan=plan_from_json(f.value("plan"), f.place("plan")), origin=f.text("origin")),
        ),
    }
)


def kind_of(edit: Edit) -> str:
    """What an edit is called in JSON, such as ``assign``."""
    return next(kind for kind, (type_, _, _) in _KINDS.items() if isinstance(edit, type_))


def edit_to_json(edit: Edit) -> Json:
    """The edit as JSON values: its kind, and its fields by name; geometry is GeoJSON, OGC:CRS84."""
    kind = kind_of(edit)
    return {"kind": kind, **{name: _plain(getattr(edit, name)) for name in _KINDS[kind][1]}}


def edit_from_json(value: object) -> Edit:
    """The edit of untrusted JSON values.

    A drawn polygon is taken as it is drawn and mended when the edit is applied. Whether the plan has
    the units and regions that the edit speaks of is looked at then, too.

    Raises
    ------
    PlanError
        If the kind is unknown; if a field is missing, unknown, of another kind or too large.
    PolygonError
        If a polygon has over 10,000 corners or a position that is not two numbers in range.

    Examples
    --------
    >>> edit_from_json({"kind": "assign", "units": ["48141"], "region": "r1"})
    Assign(units=('48141',), region='r1')
    """
    fields = Fields(value, at="edit")
    kind = fields.text("kind")
    if kind not in _KINDS:
        raise PlanError(f"edit.kind is {kind[:40]!r}", remedy=f"The kinds are {', '.join(_KINDS)}")
    _, names, read = _KINDS[kind]
    fields.only("kind", *names)
    return read(fields)


def _plain(value: object) -> object:
    match value:
        case tuple():
            return list(value)
        case Rules():
            return rules_to_json(value)
        case Resources():
            return resources_to_json(value)
        case Plan():
            return plan_to_json(value)
        case Polygon() | MultiPolygon() | LineString():
            return shape_to_json(value)
        case _:
            return value
