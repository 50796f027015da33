"""The ledger closes exactly when what is left over is something that the hidden counties can come to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import PlanError
from data.plans.figures.ledger import Parts, Range, check_closed, ledger

COUNTS = st.integers(0, 10_000)
FLOOR = 10


@st.composite
def hidden_counts(draw: st.DrawFn) -> list[int]:
    """Small counts of hidden counties."""
    return draw(st.lists(st.integers(1, FLOOR - 1), max_size=20))


def parts(regions: int, unassigned: int, outside: int | None, hidden: list[int]) -> Parts:
    """Parts as they are told of counties of which so many are small."""
    return Parts(
        regions=regions,
        unassigned=unassigned,
        shown=regions + unassigned,
        outside=outside,
        rest=Range(least=len(hidden), most=len(hidden) * (FLOOR - 1)),
        hidden_units=len(hidden),
    )


@given(regions=COUNTS, unassigned=COUNTS, outside=COUNTS, hidden=hidden_counts())
def test_true_parts_close_and_the_rest_is_what_is_hidden(
    regions: int, unassigned: int, outside: int, hidden: list[int]
) -> None:
    everything = regions + unassigned + outside + sum(hidden)
    found = ledger(parts(regions, unassigned, outside, hidden), everything)
    assert found.is_closed
    assert found.suppressed == sum(hidden)
    check_closed(found)


@given(regions=COUNTS, unassigned=COUNTS, hidden=hidden_counts(), wrong=st.integers(1, 500))
def test_events_that_the_hidden_counties_cannot_hold_leave_it_open(
    regions: int, unassigned: int, hidden: list[int], wrong: int
) -> None:
    told = parts(regions, unassigned, 0, hidden)
    for everything in (
        regions + unassigned + 9 * len(hidden) + wrong,
        regions + unassigned + len(hidden) - wrong,
    ):
        found = ledger(told, everything)
        assert not found.is_closed
        with pytest.raises(PlanError, match="do not add up to the whole"):
            check_closed(found)


def test_regions_that_do_not_add_up_to_the_counties_leave_it_open_even_without_a_total() -> None:
    told = Parts(regions=5, unassigned=5, shown=11, outside=0, rest=Range(least=0, most=None), hidden_units=1)
    assert not ledger(told, None).is_closed
    assert not ledger(told, 20).is_closed


def test_a_withheld_county_may_hold_any_number() -> None:
    told = Parts(
        regions=5, unassigned=5, shown=10, outside=None, rest=Range(least=1, most=None), hidden_units=2
    )
    found = ledger(told, 1_000_000)
    assert found.is_closed
    assert found.words == "5 in regions + 5 in none + 999,990 suppressed (2 counties) = 1,000,000"


def test_the_words_have_every_part() -> None:
    words = ledger(parts(1200, 34, 7, [3]), 1244).words
    assert words == "1,200 in regions + 34 in none + 7 outside all counties + 3 suppressed (1 county) = 1,244"
