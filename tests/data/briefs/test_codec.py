"""Briefs as JSON: there and back without loss, and anything wrong is refused by scene and field."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given

from data.briefs.brief import Brief
from data.briefs.codec import brief_from_json, brief_to_json
from data.briefs.codec_bodies import KINDS, kind_of
from data.errors import BriefError
from tests.data.briefs.brief_cases import BODIES, BRIEFS, EVERY_KIND

_Sent = Any  # JSON that is made wrong on purpose
_Change = Callable[[_Sent], object]


def _set(*path: str | int, to: object) -> _Change:
    def change(sent: _Sent) -> None:
        *way, last = path
        for step in way:
            sent = sent[step]
        sent[last] = to

    return change


def _body(scene: int, field: str, to: object) -> _Change:
    return _set("scenes", scene, "body", field, to=to)


WRONG: dict[str, tuple[_Change, str]] = {
    "no title": (lambda sent: sent.pop("title"), "the brief: title is missing"),
    "empty title": (_set("title", to="  "), "the brief: title is empty"),
    "long title": (_set("title", to="x" * 201), "title has 201 characters, expected at most 200"),
    "unknown field": (_set("owner", to="me"), "the brief has the field 'owner'"),
    "too many scenes": (_set("scenes", to=[{}] * 61), "scenes has 61 values, expected 0 to 60"),
    "scenes of text": (_set("scenes", to="all"), "scenes is text, expected a list"),
    "scene of text": (_set("scenes", 0, to="map"), "scene 1 is text, expected an object"),
    "same key": (_set("scenes", 1, "key", to="s1"), "scenes 1 and 2 have the same key 's1'"),
    "bad key": (_set("scenes", 0, "key", to="S 1"), r"scene 1 \(Scene 1\): key is 'S 1'"),
    "short": (_set("scenes", 2, "seconds", to=4), r"scene 3 \(Scene 3\): seconds is 4, expected 5 to 600"),
    "long": (_set("scenes", 2, "seconds", to=601), "seconds is 601"),
    "no whole seconds": (_set("scenes", 2, "seconds", to=7.5), "seconds is 7.5"),
    "true seconds": (_set("scenes", 2, "seconds", to=True), "seconds is true or false"),
    "unknown kind": (_body(0, "kind", "video"), r"scene 1 \(Scene 1\): kind is 'video'"),
    "field of another kind": (_body(0, "measure", "incidents"), "has the field 'measure'"),
    "unknown measure": (_body(1, "measures", ["people"]), r"scene 2 \(Scene 2\): measures is 'people'"),
    "same measure": (_body(1, "measures", ["incidents"] * 2), "measures has 'incidents' twice"),
    "four measures": (_body(1, "measures", ["incidents"] * 4), "measures has 4 values, expected 1 to 3"),
    "no measure": (_body(1, "measures", []), "measures has 0 values"),
    "by what": (_body(2, "by", "agent"), r"scene 3 \(Scene 3\): by is 'agent'"),
    "set without region": (_body(2, "by", "month"), "region_set is 'sector' and by is 'month'"),
    "unknown set": (_body(3, "region_set", "district"), "region_set is 'district'"),
    "empty note": (_body(4, "words", " \n"), r"scene 5 \(Scene 5\): words is empty"),
    "long note": (_body(4, "words", "x" * 2001), "words has 2,001 characters, expected at most 2,000"),
    "unseen": (_body(4, "words", "a\u202eb"), "words holds the character U\\+202E"),
    "same plan": (_body(5, "other", 1), ""),
    "no plan": (_body(5, "plan", 0), "plan is 0, expected 1 to"),
    "no option": (_body(6, "options", []), "options has 0 values, expected 1 to 6"),
    "nameless option": (_set("scenes", 6, "body", "options", 1, "name", to=""), "option 2: name is empty"),
    "recommendation": (_body(6, "recommendation", "R12"), r"scene 7 \(Scene 7\): recommendation is 'R12'"),
    "since when": (_body(7, "since", -1), "since is -1, expected 0 to"),
    "programme": (_body(8, "programme", "jiatd"), "programme is 'jiatd'"),
    "only": (_body(9, "only", ["R0"]), "only is 'R0'"),
    "month": (_body(0, "view", "from=2026-13"), r"scene 1 \(Scene 1\): view: from is '2026-13'"),
    "region": (_body(0, "view", "region=sector:tuscon"), "view: no region 'sector:tuscon'"),
    "whole link": (_body(0, "view", "?from=2026-01"), "expected what stands behind the"),
    "question": (_set("scenes", 0, "questions", 0, "question", to=""), "question 1: question is empty"),
    "null": (_set("scenes", 0, "notes", to=None), "notes is null, expected text"),
}


@given(BRIEFS)
def test_a_brief_comes_back_from_json_as_it_was(brief: Brief) -> None:
    assert brief_from_json(json.loads(json.dumps(brief_to_json(brief)))) == brief


def test_each_kind_of_scene_has_a_name_and_comes_back() -> None:
    assert [kind_of(body) for body in BODIES] == [*KINDS]
    assert brief_from_json(json.loads(json.dumps(brief_to_json(EVERY_KIND)))) == EVERY_KIND


@pytest.mark.parametrize("case", [*WRONG])
def test_what_is_wrong_is_refused_with_its_scene_its_field_and_a_remedy(case: str) -> None:
    change, said = WRONG[case]
    sent = deepcopy(brief_to_json(EVERY_KIND))
    change(sent)
    if case == "same plan":
        _body(5, "other_edit", 0)(sent)
        said = "other is the same plan at the same edit"
    with pytest.raises(BriefError, match=said) as refused:
        brief_from_json(sent)
    assert refused.value.remedy


def test_fields_with_a_usual_value_may_be_left_out() -> None:
    sent = {"title": "Short", "scenes": [{"key": "n", "title": "N", "body": {"kind": "note", "words": "!"}}]}
    made = brief_from_json(sent)
    assert (made.view, made.scenes[0].seconds, made.scenes[0].questions) == ("", 20, ())


@pytest.mark.parametrize("sent", [None, [], "brief", 7, {1: 2}])
def test_what_is_no_object_is_refused(sent: object) -> None:
    with pytest.raises(BriefError):
        brief_from_json(sent)
