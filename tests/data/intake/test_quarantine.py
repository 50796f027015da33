"""Bad rows set aside can be read, corrected and submitted again, and no figure is stored in part."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import CheckFailedError
from data.extracts.contract import Kind
from data.intake.ingest import ingest
from data.intake.quarantine import FINDINGS_FILE, ROWS_FILE
from data.intake.store import Store
from tests.data.intake.made import NOW, held, incidents, observations, take_in, unusable


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "store")


def _lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_by_default_one_bad_row_stops_the_file(store: Store) -> None:
    with pytest.raises(CheckFailedError, match="1 of 2 rows break a rule") as refusal:
        take_in(store, incidents({}, {"incident_id": "A-2", "mode": "camel"}))
    assert (refusal.value.where.row, refusal.value.where.column) == (3, "mode")
    assert "--quarantine" in refusal.value.remedy
    assert store.history() == ()
    assert list(store.folders.quarantine.iterdir()) == []


def test_rows_set_aside_say_file_row_column_value_and_rule(store: Store) -> None:
    rows = incidents({}, {"incident_id": "A-2", "mode": "camel", "quantity": 3.5})
    report = take_in(store, rows, quarantine=True).report
    folder = store.path / report.quarantine
    (row,) = _lines(folder / ROWS_FILE)
    assert (row["incident_id"], row["mode"], row["quantity"], row["unit"]) == ("A-2", "camel", "3.5", "")
    mode, quantity = _lines(folder / FINDINGS_FILE)
    assert (mode["file"], mode["row"], mode["line_in_rows_csv"]) == ("test.csv", "3", "2")
    assert (mode["column"], mode["value"]) == ("mode", "camel")
    assert quantity["rule"] == "only one of quantity and unit is given"
    assert (report.rows_read, report.rows_accepted, report.rows_quarantined) == (2, 1, 1)


def test_a_cell_that_could_not_be_read_is_set_aside_as_it_was_written(store: Store) -> None:
    rows = incidents({}, {"incident_id": "A-2", "lon": None}, findings=(unusable(3, "LON", "106.4 W"),))
    report = take_in(store, rows, quarantine=True).report
    (row,) = _lines(store.path / report.quarantine / ROWS_FILE)
    assert row["lon"] == "106.4 W"
    (finding,) = _lines(store.path / report.quarantine / FINDINGS_FILE)
    assert (finding["row"], finding["line_in_rows_csv"], finding["value"]) == ("3", "2", "106.4 W")


def test_a_finding_is_no_formula_for_a_spreadsheet(store: Store) -> None:
    rows = incidents({}, {"incident_id": "A-2", "mode": "=1+1", "lat": -95.0})
    report = take_in(store, rows, quarantine=True).report
    values = {
        line["column"]: line["value"] for line in _lines(store.path / report.quarantine / FINDINGS_FILE)
    }
    assert values == {"mode": "'=1+1", "lon, lat": "'-106.44, -95.0"}


@given(st.lists(st.booleans(), min_size=1, max_size=8))
@settings(max_examples=12)
def test_corrected_rows_can_be_taken_in_like_any_file(
    tmp_path_factory: pytest.TempPathFactory, bad: list[bool]
) -> None:
    folder = tmp_path_factory.mktemp("corrected")
    store = Store.create(folder / "store")
    rows = [{"incident_id": f"A-{i}", "mode": "camel" if is_bad else "foot"} for i, is_bad in enumerate(bad)]
    if all(bad):
        with pytest.raises(CheckFailedError, match="Every row breaks a rule"):
            take_in(store, incidents(*rows), quarantine=True)
        return
    report = take_in(store, incidents(*rows), quarantine=True).report
    assert report.rows_quarantined == sum(bad)
    if any(bad):
        text = (store.path / report.quarantine / ROWS_FILE).read_text(encoding="utf-8")
        corrected = folder / "corrected.csv"
        corrected.write_text(text.replace("camel", "foot"), encoding="utf-8")
        again = ingest(corrected, store=store, now=NOW)
        assert again.report.rows_accepted == sum(bad)
    whole = Store.create(folder / "whole")
    take_in(whole, incidents(*({**row, "mode": "foot"} for row in rows)))
    columns = "incident_id, occurred_at, reported_at, lon, lat, category, mode, cell, county_fips, source"
    expected = held(whole.current(), Kind.INCIDENTS, columns)
    assert held(store.current(), Kind.INCIDENTS, columns) == expected


def test_an_error_of_the_whole_file_cannot_be_set_aside(store: Store) -> None:
    rows = incidents({}, findings=(unusable(None, "", "sheet 2 is missing"),))
    with pytest.raises(CheckFailedError, match="Quarantine does not help here"):
        take_in(store, rows, quarantine=True)
    assert store.history() == ()


def test_a_figure_that_lacks_one_of_its_rows_is_set_aside_whole(store: Store) -> None:
    rows = observations(
        {"place_id": "2501", "value": 7.0},
        {"place_id": "2502", "value": 4.0},
        {"place_id": "2502", "value": None},
        at=(2, 4, 6),
        findings=(unusable(6, "value", "n/a"),),
    )
    report = take_in(store, rows, quarantine=True).report
    assert (report.rows_accepted, report.rows_quarantined) == (1, 2)
    assert held(store.current(), Kind.OBSERVATIONS, "place_id, value") == [("2501", 7.0)]


@pytest.mark.parametrize("is_in_table", [True, False])
def test_a_row_that_may_belong_to_any_sum_stops_the_file(store: Store, is_in_table: bool) -> None:  # noqa: FBT001
    made = [{"place_id": "2501"}, {"place_id": "2502"}, *([{"place_id": None}] if is_in_table else [])]
    rows = observations(*made, at=(2, 4, 7)[: len(made)], findings=(unusable(7, "port", "?"),))
    with pytest.raises(CheckFailedError, match="row 7 cannot be used and does not say to which sum"):
        take_in(store, rows, quarantine=True)


def test_where_every_row_is_a_figure_of_its_own_a_bad_one_is_set_aside_alone(store: Store) -> None:
    rows = observations(
        {"place_id": "2501"}, {"place_id": None}, {"place_id": "2503"}, findings=(unusable(3, "port", "?"),)
    )
    report = take_in(store, rows, quarantine=True).report
    assert (report.rows_accepted, report.rows_quarantined) == (2, 1)


def test_the_whole_corrected_file_brings_in_what_was_set_aside(store: Store) -> None:
    take_in(
        store, observations({"place_id": "2501"}, {"place_id": "2502", "value": -4.0}), "bad", quarantine=True
    )
    report = take_in(
        store, observations({"place_id": "2501"}, {"place_id": "2502", "value": 4.0}), "good"
    ).report
    assert (report.rows_accepted, report.rows_left_out) == (1, 1)
    assert held(store.current(), Kind.OBSERVATIONS, "place_id, value") == [("2501", 10.0), ("2502", 4.0)]
