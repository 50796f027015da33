"""Edits survive JSON bit for bit; what is not one is refused with the field's name."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, MultiPolygon, Polygon, box

from data.errors import BorderopsError, PlanError, PolygonError
from data.plans.codec import (
    canonical,
    edit_from_json,
    edit_to_json,
    kind_of,
    plan_from_json,
)
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
from tests.data.geography.test_polygons import json_values
from tests.data.plans.plan_cases import EL_PASO, HUDSPETH, dealt

Json = dict[str, Any]
_FLOATS = st.floats(-180, 180)
_LATITUDES = st.floats(-90, 90)
_RING = st.lists(st.tuples(_FLOATS, _LATITUDES), min_size=3, max_size=6).map(lambda ring: [*ring, ring[0]])
_POLYGON = st.builds(Polygon, _RING)
_LINE = st.lists(st.tuples(_FLOATS, _LATITUDES), min_size=2, max_size=6).map(LineString)
_UNITS = st.lists(st.sampled_from((EL_PASO, HUDSPETH, f"{EL_PASO}/1")), max_size=4).map(tuple)
_KEYS = st.sampled_from(("r1", "r2"))
_SHARES = st.floats(0, 1)
_RULES = st.builds(
    Rules,
    weights=st.dictionaries(st.sampled_from(("incidents", "ports")), _SHARES, min_size=1),
    tolerance=_SHARES,
    snap_km=st.floats(0, 50),
    bridged=st.frozensets(st.just((EL_PASO, HUDSPETH))),
)
_RESOURCES = st.builds(Resources, officers=st.integers(0, 10**6), availability=_SHARES)
_EDITS: st.SearchStrategy[Edit] = st.one_of(
    st.builds(Assign, units=_UNITS, region=st.none() | _KEYS),
    st.builds(
        DrawRegion,
        polygon=_POLYGON | st.lists(_POLYGON, min_size=1, max_size=2).map(MultiPolygon),
        region=st.none() | _KEYS,
        only_from=st.none() | st.just("") | _KEYS,
    ),
    st.builds(CutUnit, unit=st.just(EL_PASO), line=_LINE),
    st.builds(JoinParts, unit=st.just(EL_PASO), region=st.none() | _KEYS),
    st.builds(AddRegion, name=st.text(max_size=80), colour=st.integers(0, 23)),
    st.builds(RemoveRegion, region=_KEYS),
    st.builds(MergeRegions, into=_KEYS, gone=_KEYS),
    st.builds(LabelRegion, region=_KEYS, name=st.text(max_size=80), colour=st.integers(0, 23)),
    st.builds(SetLock, units=_UNITS, regions=st.lists(_KEYS).map(tuple), is_locked=st.booleans()),
    st.builds(FillGaps, region=_KEYS),
    st.builds(SetRules, rules=_RULES),
    st.builds(SetReason, units=_UNITS, text=st.text(max_size=100)),
    st.builds(SetResources, region=_KEYS, resources=_RESOURCES),
    st.builds(Adopt, plan=st.sampled_from((Plan(), dealt())), origin=st.text(max_size=50)),
)


@settings(max_examples=300)
@given(_EDITS)
def test_an_edit_survives_json(edit: Edit) -> None:
    value = edit_to_json(edit)
    again = edit_from_json(json.loads(json.dumps(value)))
    assert again == edit
    assert value["kind"] == kind_of(edit)
    assert canonical(edit_to_json(again)) == canonical(value)


@settings(max_examples=300)
@given(json_values)
def test_any_json_is_an_edit_or_is_refused(value: object) -> None:
    for read in (edit_from_json, plan_from_json):
        try:
            read(value)
        except PlanError as error:
            refused: BorderopsError = error
        assert refused.remedy


@settings(max_examples=300)
@given(_EDITS, st.data())
def test_an_edit_with_one_field_of_another_kind_is_refused_or_read(edit: Edit, data: st.DataObject) -> None:
    value = edit_to_json(edit)
    name = data.draw(st.sampled_from(sorted(value)))
    value[name] = data.draw(json_values)
    try:
        read = edit_from_json(value)
    except (PlanError, PolygonError) as error:
        found = error.found
    else:
        found = name
        assert edit_from_json(edit_to_json(read)) == read
    assert name in found or value["kind"] != kind_of(edit)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "edit is nothing, expected an object"),
        ({}, "edit.kind is missing"),
        ({"kind": "explode"}, "edit.kind is 'explode'"),
        ({"kind": "fill", "region": "r1", "more": 1}, "edit has the field 'more', expected kind, region"),
        ({"kind": "assign", "units": "48141", "region": None}, "edit.units is text, expected a list"),
        ({"kind": "assign", "units": [48141], "region": None}, r"edit.units\[0\] is a number, expected text"),
        ({"kind": "assign", "units": ["x" * 61], "region": None}, r"edit.units\[0\] has 61 characters"),
        ({"kind": "assign", "units": [""] * 4001, "region": None}, "edit.units has 4,001 values"),
        ({"kind": "add", "name": "x" * 1001, "colour": 1}, "edit.name has 1,001 characters"),
        ({"kind": "add", "name": "x", "colour": 1.5}, "edit.colour is 1.5, expected a whole number"),
        ({"kind": "add", "name": "x", "colour": True}, "edit.colour is true or false, expected a number"),
        ({"kind": "add", "name": "x", "colour": 10**400}, "edit.colour is not a finite number"),
        ({"kind": "lock", "units": [], "regions": [], "is_locked": 1}, "edit.is_locked is a number"),
        ({"kind": "cut", "unit": "48141", "line": {"type": "Point"}}, "edit.line is 'Point'"),
        (
            {
                "kind": "cut",
                "unit": "48141",
                "line": {"type": "LineString", "coordinates": [[0, 0], [0, 91]]},
            },
            r"edit.line.coordinates\[1\] is 0, 91",
        ),
        (
            {"kind": "cut", "unit": "48141", "line": {"type": "LineString", "coordinates": [[0, 0]] * 10001}},
            "10,001 values",
        ),
        ({"kind": "draw", "polygon": 1, "region": None}, "edit.polygon is a number"),
        ({"kind": "adopt", "plan": {}, "origin": "x"}, "edit.plan.regions is missing"),
    ],
)
def test_what_is_no_edit_is_refused_with_the_name_of_the_field(value: object, words: str) -> None:
    with pytest.raises(PlanError, match=words):
        edit_from_json(value)


def test_a_polygon_that_cannot_be_read_is_refused_with_its_ring() -> None:
    polygon = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, float("nan")], [0, 0]]]}
    with pytest.raises(PolygonError, match=r"ring 0, vertex 2: edit\.polygon: latitude"):
        edit_from_json({"kind": "draw", "polygon": polygon, "region": None})
    with pytest.raises(PolygonError, match=r"edit\.polygon: ring 0 has 2 positions"):
        edit_from_json(
            {
                "kind": "draw",
                "polygon": {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]},
                "region": None,
            }
        )


def test_geometry_is_written_as_lists_and_numbers() -> None:
    edit = DrawRegion(polygon=box(0, 0, 1, 1), region=None)
    value = edit_to_json(edit)
    assert json.loads(json.dumps(value)) == value
