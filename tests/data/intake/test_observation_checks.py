"""Every rule over published figures finds the rows that break it; control totals are met or told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.extracts.contract import ControlTotal
from data.intake.checks import check
from data.schema.observations import OBSERVATION_COLUMNS
from tests.data.intake.made import NOW, observations, unusable

FAULTS: dict[str, tuple[Mapping[str, object], str]] = {
    "infinite": ({"value": float("inf")}, "the figure is not a finite number"),
    "not a number": ({"value": float("nan")}, "the cell is empty and must hold a value"),
    "negative": ({"value": -1.0}, "the figure is negative"),
    "future": ({"period": date(2026, 12, 1)}, "the period has not begun yet"),
    "ancient": ({"period": date(1899, 12, 1)}, "the period is before 1900"),
    "mid-month": ({"period": date(2025, 1, 15)}, "the period is not the first day of a month"),
    "unknown place kind": ({"place_kind": "planet"}, "the value is not in the list of allowed values"),
    "unknown period kind": ({"period_kind": "week"}, "the value is not in the list of allowed values"),
    "no unit": ({"unit": None}, "the cell is empty and must hold a value"),
}


def _rules(**changes: object) -> set[str]:
    checked = check(observations(changes), file="test.csv", now=NOW)
    return {breach.rule for breach in checked.breaches}


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_breaks_exactly_its_rule(name: str) -> None:
    changes, rule = FAULTS[name]
    assert _rules(**changes) == {rule}


@pytest.mark.parametrize("column", [c.name for c in OBSERVATION_COLUMNS if c.required])
def test_every_required_column_must_hold_a_value(column: str) -> None:
    assert "the cell is empty and must hold a value" in _rules(**{column: None})


def test_a_sound_figure_breaks_no_rule() -> None:
    assert not _rules()
    assert not _rules(value=0.0)
    assert not _rules(period_kind="as_of", period=date(2025, 1, 15))
    assert not _rules(period_kind="fiscal_year", period=date(2024, 10, 1))


@given(st.lists(st.floats(0, 1e9), min_size=1, max_size=50))
def test_a_control_total_is_met_by_the_sum_in_any_order(values: list[float]) -> None:
    rows = [{"place_id": f"{i:04d}", "value": value} for i, value in enumerate(values)]
    control = ControlTotal(column="value", stated=sum(reversed(values)), where="row 60")
    checked = check(observations(*rows, controls=(control,)), file="test.csv", now=NOW)
    assert [result.is_met for result in checked.controls] == [True]
    assert checked.file_errors == ()


def test_a_control_total_that_is_off_by_one_is_an_error_of_the_whole_file() -> None:
    control = ControlTotal(column="value", stated=31.0, where="sheet 1, cell C9")
    rows = observations({"value": 10.0}, {"place_id": "2501", "value": 20.0}, controls=(control,))
    (error,) = check(rows, file="test.csv", now=NOW).file_errors
    assert error.row is None
    assert error.value == "30"
    assert "31" in error.rule
    assert "sheet 1, cell C9" in error.rule


def test_where_a_cell_of_the_sum_is_unusable_the_cell_is_the_error_not_the_control_total() -> None:
    control = ControlTotal(column="value", stated=31.0, where="row 9")
    rows = observations({"value": None}, findings=(unusable(2, "value", "x"),), controls=(control,))
    checked = check(rows, file="test.csv", now=NOW)
    assert checked.file_errors == ()
    assert [finding.is_error for finding in checked.control_findings] == [False]
    assert checked.is_bad.tolist() == [True]
