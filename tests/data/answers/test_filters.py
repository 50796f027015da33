"""A filter is one value with one canonical form, in URL text and back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.answers.filters import Filter
from data.errors import FilterError
from data.reference.taxonomy import CATEGORIES
from data.schema.incidents import COMPONENTS, MODES

MONTHS = st.dates(date(1990, 1, 1), date(2100, 12, 1)).map(lambda day: day.replace(day=1))


@st.composite
def filters(draw: st.DrawFn) -> Filter:
    """Any allowed filter."""
    first, last = draw(st.one_of(st.none(), MONTHS)), draw(st.one_of(st.none(), MONTHS))
    if first and last and first > last:
        first, last = last, first
    return Filter(
        first=first,
        last=last,
        categories=tuple(draw(st.lists(st.sampled_from(CATEGORIES)))),
        components=tuple(draw(st.lists(st.sampled_from(COMPONENTS)))),
        modes=tuple(draw(st.lists(st.sampled_from(MODES)))),
        regions=tuple(draw(st.lists(st.sampled_from(["sector:tucson", "county:48043", "best:el-paso"])))),
        version=draw(st.one_of(st.none(), st.from_regex(r"\Av[0-9]{6}\Z"))),
    )


@given(filters())
def test_url_text_gives_the_same_filter_back(chosen: Filter) -> None:
    assert Filter.from_query(chosen.to_query()) == chosen


@given(filters(), st.randoms())
def test_the_order_of_values_makes_no_difference(chosen: Filter, random: object) -> None:
    shuffled = list(chosen.categories)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    again = Filter(
        first=chosen.first,
        last=chosen.last,
        categories=(*shuffled, *shuffled),
        components=chosen.components,
        modes=chosen.modes,
        regions=chosen.regions,
        version=chosen.version,
    )
    assert hash(again) == hash(chosen)
    assert again == chosen


@given(filters())
def test_the_sentence_names_each_restriction(chosen: Filter) -> None:
    sentence = chosen.sentence()
    for value in (*chosen.categories, *chosen.components, *chosen.modes, *chosen.regions):
        assert value in sentence


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({"category": "No such thing"}, "No such thing"),
        ({"component": "CBP'; DROP TABLE incident; --"}, "DROP TABLE"),
        ({"mode": "teleport"}, "teleport"),
        ({"from": "2024-13"}, "2024-13"),
        ({"from": "2024-05", "to": "2024-04"}, "2024-05-01"),
        ({"region": "tucson"}, "tucson"),
        ({"region": "sector:tucson') OR 1=1"}, "OR 1=1"),
        ({"version": "latest"}, "latest"),
    ],
)
def test_a_value_that_is_not_allowed_is_refused_by_name(query: dict[str, str], named: str) -> None:
    with pytest.raises(FilterError) as refusal:
        Filter.from_query(query)
    assert named in str(refusal.value)
    assert refusal.value.remedy
