"""A filter is one value with one canonical form, in URL text and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.answers.calendar import month_start
from data.answers.filters import Filter
from data.answers.words import COMPONENT_WORDS, MODE_WORDS
from data.errors import FilterError
from data.geography.regions import region
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
def test_the_sentence_names_each_restriction_and_no_code(chosen: Filter) -> None:
    sentence = chosen.sentence()
    for value in (*chosen.categories, *(COMPONENT_WORDS[code] for code in chosen.components)):
        assert value in sentence
    for region_id in chosen.regions:
        assert region(region_id).name in sentence
    for code in (*chosen.components, *chosen.regions):
        assert code not in sentence


def test_the_sentence_is_in_the_words_of_people() -> None:
    chosen = Filter(
        first=date(2024, 3, 1),
        last=date(2024, 5, 1),
        components=("CBP-USBP", "ICE-HSI"),
        modes=("sea", "foot"),
        regions=("sector:tucson", "county:48043", "port:2504"),
        version="v000002",
    )
    assert chosen.sentence() == (
        "All categories; U.S. Border Patrol or ICE Homeland Security Investigations; on foot or by sea; "
        "in Brewster County, TX, port San Ysidro, CA or Tucson Sector; Mar 2024 to May 2024; "
        "as known in v000002"
    )


def test_a_region_that_is_none_stays_readable_in_the_sentence() -> None:
    assert "in sector:atlantis" in Filter(regions=("sector:atlantis",)).sentence()


def test_every_code_has_words() -> None:
    assert set(COMPONENT_WORDS) == set(COMPONENTS)
    assert set(MODE_WORDS) == set(MODES)


@given(filters(), MONTHS, MONTHS)
def test_the_year_before_is_the_same_months_twelve_earlier(chosen: Filter, one: date, other: date) -> None:
    first, last = sorted((one, other))
    closed = replace(chosen, first=first, last=last)
    before = closed.year_before()
    assert before.first == first.replace(year=first.year - 1)
    assert before.last == last.replace(year=last.year - 1)
    assert replace(before, first=first, last=last) == closed


@pytest.mark.parametrize("chosen", [Filter(), Filter(first=date(2024, 1, 1)), Filter(last=date(2024, 1, 1))])
def test_an_open_period_has_no_year_before(chosen: Filter) -> None:
    with pytest.raises(FilterError, match="open end"):
        chosen.year_before()


@given(filters(), MONTHS, MONTHS)
def test_the_months_that_pass_lie_in_the_span_and_in_the_filter(
    chosen: Filter, one: date, other: date
) -> None:
    start, end = sorted((one, other))
    first, last = chosen.months(start, end)
    for number in {first, last, first + (last - first) // 2}:
        month = month_start(number)
        passes = (chosen.first or start) <= month <= (chosen.last or end) and start <= month <= end
        assert passes or first > last


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
