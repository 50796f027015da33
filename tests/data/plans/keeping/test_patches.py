"""Patches: what one makes of the first value is the second, and nothing is changed in place."""

from __future__ import annotations

import copy
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.plans.keeping.patches import patch_between, patched

_LEAVES = st.booleans() | st.integers(-3, 3) | st.floats(allow_nan=False) | st.text(max_size=3)
_VALUES = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abcd"), inner, max_size=4),
    max_leaves=12,
)
_OBJECTS = st.dictionaries(st.sampled_from("abcd"), _VALUES, max_size=4)


@settings(max_examples=40)
@given(before=_OBJECTS, after=_OBJECTS)
def test_a_patch_makes_the_second_of_the_first(before: dict[str, object], after: dict[str, object]) -> None:
    kept = copy.deepcopy(before)
    assert patched(before, patch_between(before, after)) == after
    assert before == kept


@settings(max_examples=40)
@given(steps=st.lists(_OBJECTS, min_size=2, max_size=6))
def test_patches_in_a_row_make_the_last_of_the_first(steps: list[dict[str, object]]) -> None:
    value: object = steps[0]
    for before, after in pairwise(steps):
        value = patched(value, patch_between(before, after))
    assert value == steps[-1]


@settings(max_examples=40)
@given(value=_OBJECTS)
def test_what_did_not_change_is_not_in_the_patch(value: dict[str, object]) -> None:
    assert patch_between(value, copy.deepcopy(value)) == {}


@pytest.mark.parametrize(
    ("target", "patch", "result"),
    [
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b"}, {"a": None}, {}),
        ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        (["a", "b"], ["c", "d"], ["c", "d"]),
        ({"a": "foo"}, None, None),
        ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
        ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
        ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
    ],
)
def test_the_examples_of_the_standard_hold(target: object, patch: object, result: object) -> None:
    """Source: RFC 7396, appendix A."""
    assert patched(target, patch) == result
