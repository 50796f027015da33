"""Fiscal years and months, as agencies write them, mean one calendar month."""

from __future__ import annotations

import calendar
from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.extracts.months import (
    fiscal_months,
    fiscal_year,
    fiscal_year_of,
    fiscal_year_start,
    latest_month_end,
    month_number,
    month_of_fiscal_year,
)
from data.extracts.typed_cells import Origin, TypedCells

YEARS = st.integers(1924, 2099)
MONTHS = st.integers(1, 12)


def months_of(years: list[str], months: list[str]) -> TypedCells:
    rows = np.arange(2, len(years) + 2)
    return fiscal_months(
        pa.chunked_array([years], pa.string()),
        pa.chunked_array([months], pa.string()),
        year_origin=Origin(file="a.csv", column="FY", rows=rows),
        month_origin=Origin(file="a.csv", column="Month", rows=rows),
    )


@given(YEARS, MONTHS)
def test_a_month_lies_in_its_fiscal_year_which_starts_in_october(year: int, month: int) -> None:
    day = month_of_fiscal_year(year, month)
    assert fiscal_year_start(year) <= day < fiscal_year_start(year + 1)
    assert fiscal_year_of(day) == year
    assert day.month == month
    assert day.day == 1


@given(
    YEARS,
    st.sampled_from(
        ["{}", "{} (FYTD)", "FY{}", "FY {}", "Fiscal Year {}", "{}.0", " {} ", "{} FYTD", "fy{}"]
    ),
)
def test_a_fiscal_year_is_read_in_every_style(year: int, style: str) -> None:
    assert fiscal_year(style.format(year)) == year


@given(MONTHS, st.integers(1, 12))
def test_a_month_is_read_in_every_style(month: int, place: int) -> None:
    name, short = calendar.month_name[month], calendar.month_abbr[month]
    texts = [name, short, short.upper(), f"{short}.", f"{place:02d} {name}", f"{place} - {name}", str(month)]
    assert [month_number(text) for text in (*texts, f"{month:02d}", f"{month}.0")] == [month] * 9


def test_a_footnote_mark_after_a_fiscal_year_says_nothing_more() -> None:
    assert [fiscal_year(text) for text in ("2024*", "2025 (FYTD)**", "FY26 †", "*")] == [
        2024,
        2025,
        2026,
        None,
    ]


@pytest.mark.parametrize("text", ["", "24", "2024-25", "1850", "FYTD", "2024 (Q1)", "20245", "twenty"])
def test_what_is_no_fiscal_year_is_none(text: str) -> None:
    assert fiscal_year(text) is None


@pytest.mark.parametrize(
    "text", ["", "0", "13", "Total", "00 October", "13 October", "Oct 2023", "Octopus", "Q1"]
)
def test_what_is_no_month_is_none(text: str) -> None:
    assert month_number(text) is None


def test_each_cell_that_means_nothing_is_a_finding_of_its_own() -> None:
    found = months_of(["2024", "none", "2024", "2025 (FYTD)"], ["OCT", "NOV", "Total", "SEP"])
    assert found.cells.to_pylist() == [date(2023, 10, 1), None, None, date(2025, 9, 1)]
    assert [(f.row, f.column, f.value) for f in found.findings] == [(3, "FY", "none"), (4, "Month", "Total")]
    assert all(finding.remedy for finding in found.findings)


def test_the_newest_month_ends_on_its_last_day() -> None:
    days = pa.array([date(2024, 2, 1), None, date(2023, 12, 1)], pa.date32())
    assert latest_month_end(days) == date(2024, 2, 29)
    assert latest_month_end(pa.array([], pa.date32())) is None
