"""Every rule over incidents finds the rows that break it, and no others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.intake.checks import Checked, check
from data.intake.incident_checks import EARLIEST
from data.schema.incidents import INCIDENT_COLUMNS
from tests.data.intake.made import INCIDENT, NOW, START, incidents, unusable

FAULTS: dict[str, tuple[Mapping[str, object], str]] = {
    "no id": ({"incident_id": None}, "the cell is empty and must hold a value"),
    "no place": ({"lon": None}, "the cell is empty and must hold a value"),
    "no number": ({"lat": float("nan")}, "the cell is empty and must hold a value"),
    "unknown category": ({"category": "Weather"}, "the value is not in the list of allowed values"),
    "unknown mode": ({"mode": "camel"}, "the value is not in the list of allowed values"),
    "wrong pair": ({"category": "Drug seizure"}, "the subcategory does not belong to the category"),
    "swapped": ({"lon": 31.80, "lat": -106.44}, "longitude and latitude are swapped"),
    "no sign": ({"lon": 106.44}, "the longitude has lost its minus sign"),
    "no place at all": ({"lon": 0.0, "lat": 0.0}, "the place is 0, 0, which stands for no place"),
    "abroad": ({"lon": 13.4, "lat": 52.5}, "the place is outside the area of operations"),
    "off the globe": ({"lon": -190.0}, "the place is outside the area of operations"),
    "infinite place": ({"lat": float("inf")}, "the place is outside the area of operations"),
    "future": (
        {"occurred_at": NOW + timedelta(minutes=6), "reported_at": NOW + timedelta(minutes=6)},
        "the time is in the future",
    ),
    "late report": ({"reported_at": NOW + timedelta(days=365)}, "the time is in the future"),
    "long ago": ({"occurred_at": EARLIEST - timedelta(seconds=1)}, "the time is before 1990"),
    "reported early": (
        {"reported_at": START - timedelta(minutes=6)},
        "the incident is reported before it occurred",
    ),
    "quantity alone": ({"quantity": 3.0}, "only one of quantity and unit is given"),
    "unit alone": ({"unit": "pounds"}, "only one of quantity and unit is given"),
    "negative": ({"quantity": -0.5, "unit": "pounds"}, "the quantity is negative"),
    "infinite": ({"quantity": float("inf"), "unit": "pounds"}, "the quantity is infinite"),
}


def _broken(checked: Checked) -> set[tuple[int, str]]:
    return {
        (int(checked.rows.rows[position]), breach.rule)
        for breach in checked.breaches
        if breach.is_error
        for position in breach.at
    }


def _rules(**changes: object) -> set[str]:
    return {rule for _, rule in _broken(check(incidents(changes), file="test.csv", now=NOW))}


def test_a_sound_row_breaks_no_rule() -> None:
    checked = check(incidents({}), file="test.csv", now=NOW)
    assert checked.breaches == ()
    assert not checked.is_bad.any()


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_breaks_exactly_its_rule(name: str) -> None:
    changes, rule = FAULTS[name]
    assert _rules(**changes) == {rule}


@pytest.mark.parametrize("column", [c.name for c in INCIDENT_COLUMNS if c.required])
def test_every_required_column_must_hold_a_value(column: str) -> None:
    checked = check(incidents({column: None}), file="test.csv", now=NOW)
    assert [(b.column, b.rule) for b in checked.breaches] == [
        (column, "the cell is empty and must hold a value")
    ]


@given(st.lists(st.none() | st.sampled_from(sorted(FAULTS)), min_size=1, max_size=12))
def test_faults_in_any_mix_are_found_in_their_rows_and_nowhere_else(names: list[str | None]) -> None:
    rows = [{"incident_id": f"A-{i}", **(FAULTS[name][0] if name else {})} for i, name in enumerate(names)]
    checked = check(incidents(*rows), file="test.csv", now=NOW)
    assert _broken(checked) == {(i + 2, FAULTS[name][1]) for i, name in enumerate(names) if name}
    assert checked.is_bad.tolist() == [name is not None for name in names]


def test_the_bounds_themselves_are_allowed() -> None:
    assert not _rules(occurred_at=NOW + timedelta(minutes=5), reported_at=NOW + timedelta(minutes=5))
    assert not _rules(occurred_at=EARLIEST)
    assert not _rules(reported_at=START - timedelta(minutes=5))
    assert not _rules(quantity=0.0, unit="pounds")


@pytest.mark.parametrize(
    ("lon", "lat"),
    [
        (144.8, 13.5),
        (-170.7, -14.3),
        (-65.9, 18.4),
        (-157.9, 21.3),
        (173.2, 52.8),
        (-76.0, 45.4),
        (-90.5, 0.0),
    ],
)
def test_territories_neighbours_and_approaches_are_in_the_area(lon: float, lat: float) -> None:
    assert not _rules(lon=lon, lat=lat)


def test_times_are_compared_as_moments_whatever_the_zone_of_now() -> None:
    eastern = NOW.astimezone(datetime(2026, 1, 1, tzinfo=UTC).astimezone().tzinfo)
    rows = incidents({"occurred_at": NOW, "reported_at": NOW})
    assert not check(rows, file="test.csv", now=eastern).is_bad.any()


@pytest.mark.parametrize("column", ["lon", "Lon", " LON ", "X coordinate"])
def test_a_cell_that_the_reader_reported_is_not_reported_again(column: str) -> None:
    rows = incidents({"lon": None}, {"incident_id": "A-2"}, findings=(unusable(2, column, "west"),))
    checked = check(rows, file="test.csv", now=NOW)
    assert checked.breaches == ()
    assert checked.is_bad.tolist() == [True, False]


def test_another_empty_cell_of_a_reported_row_is_still_found() -> None:
    rows = incidents({"lon": None, "mode": None}, findings=(unusable(2, "lon", "west"),))
    checked = check(rows, file="test.csv", now=NOW)
    assert [breach.column for breach in checked.breaches] == ["mode"]


def test_a_row_that_never_reached_the_table_is_counted_as_lost() -> None:
    checked = check(incidents({}, findings=(unusable(7, "", "a,b"),)), file="test.csv", now=NOW)
    assert checked.lost_rows.tolist() == [7]
    assert checked.rows_read == 2
    assert not checked.is_bad.any()


def test_an_empty_table_has_no_breaches() -> None:
    rows = incidents({})
    empty = replace(rows, table=rows.table.slice(0, 0), rows=rows.rows[:0])
    checked = check(empty, file="test.csv", now=NOW)
    assert checked.breaches == ()
    assert checked.rows_read == 0


def test_the_sample_row_has_all_columns() -> None:
    assert list(INCIDENT) == [column.name for column in INCIDENT_COLUMNS]
