"""Ready-made periods lie inside the span, each once, and the months are counted as people count them."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dashboard.components.periods import (
    days_of,
    month_count,
    months_before,
    period_value,
    preset_options,
    start_filter,
)
from data.answers.filters import Filter
from data.answers.gate import Span

months = st.dates(date(2000, 1, 1), date(2040, 12, 1)).map(lambda day: day.replace(day=1))


@st.composite
def spans(draw: st.DrawFn) -> Span:
    first, last = sorted((draw(months), draw(months)))
    return Span(first=f"{first:%Y-%m}", last=f"{last:%Y-%m}")


@given(spans())
def test_every_ready_made_period_is_told_once_and_runs_forward(span: Span) -> None:
    values = [option["value"] for option in preset_options(span)]
    assert len(values) == len(set(values))
    assert all(first <= last for first, last in (value.split("/") for value in values))


@given(spans())
def test_the_first_visit_ends_with_the_span_and_is_a_ready_made_period(span: Span) -> None:
    start = start_filter(span)
    assert start.last == days_of(span)[1]
    assert period_value(start) in {option["value"] for option in preset_options(span)}


def test_a_year_that_is_not_over_says_so() -> None:
    labels = {o["value"]: o["label"] for o in preset_options(Span(first="2023-10", last="2026-02"))}
    assert labels["2025-10-01/2026-02-01"] == "Fiscal year 2026 to date"
    assert labels["2024-10-01/2025-09-01"] == "Fiscal year 2025"
    assert labels["2025-01-01/2025-12-01"] == "Calendar year 2025"
    assert labels["2023-10-01/2026-02-01"] == "All months"


def test_an_empty_store_has_no_periods() -> None:
    assert preset_options(None) == []
    assert start_filter(None) == Filter()


@given(months, st.integers(-60, 60))
def test_months_before_and_back_is_where_one_was(day: date, count: int) -> None:
    assert months_before(months_before(day, count), -count) == day
    if count >= 0:
        assert month_count(months_before(day, count), day) == count + 1
