"""Every version holds what a plain dictionary of latest values would hold after the same extracts."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import CheckFailedError
from data.extracts.contract import Kind
from data.intake.report import Outcome
from data.intake.store import Store
from tests.data.intake.made import NOW, START, held, incidents, observations, take_in

MODES = ["air", "foot", "rail", "road", "sea"]
REPORT = st.tuples(st.sampled_from("ABCD"), st.integers(0, 5))
"""An incident and the hour of a report. The mode follows from both, so that no two reports contradict."""
EXTRACTS = st.lists(st.lists(REPORT, min_size=1, max_size=6), min_size=1, max_size=5)

VINTAGES = st.lists(
    st.tuples(
        st.integers(1, 4),
        st.dictionaries(st.sampled_from(["2501", "2502", "2503"]), st.integers(0, 3), min_size=1),
    ),
    min_size=1,
    max_size=6,
)
"""The day of an as-of date, and figures by place."""


@contextmanager
def _store() -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder:
        yield Store.create(Path(folder) / "store")


def _mode(incident: str, hour: int) -> str:
    return MODES[(ord(incident) + hour) % len(MODES)]


def _rows(reports: list[tuple[str, int]]) -> list[dict[str, object]]:
    return [
        {"incident_id": key, "reported_at": START + timedelta(hours=hour), "mode": _mode(key, hour)}
        for key, hour in reports
    ]


@given(EXTRACTS)
@settings(max_examples=25)
def test_of_each_incident_the_latest_report_counts_in_every_version(
    extracts: list[list[tuple[str, int]]],
) -> None:
    with _store() as store:
        latest: dict[str, int] = {}
        expected: dict[str, list[tuple[str, datetime, str]]] = {}
        for number, reports in enumerate(extracts):
            outcome = take_in(store, incidents(*_rows(reports)), f"extract {number}")
            new = {(key, hour) for key, hour in reports if hour > latest.get(key, -1)}
            for key, hour in reports:
                latest[key] = max(hour, latest.get(key, -1))
            assert outcome.changed == bool(new)
            assert outcome.report.rows_accepted == len(new)
            expected[outcome.version] = sorted(
                (key, START + timedelta(hours=hour), _mode(key, hour)) for key, hour in latest.items()
            )
        for version, rows_expected in expected.items():
            found = held(store.version(version), Kind.INCIDENTS, "incident_id, reported_at, mode")
            assert found == rows_expected
            assert store.version(version).rows(Kind.INCIDENTS) == len(rows_expected)
        store.verify()


@given(VINTAGES)
@settings(max_examples=25)
def test_of_each_figure_the_extract_with_the_latest_as_of_date_counts(
    vintages: list[tuple[int, dict[str, int]]],
) -> None:
    with _store() as store:
        latest: dict[str, tuple[int, int]] = {}
        expected: dict[str, list[tuple[str, float]]] = {}
        for number, (day, figures) in enumerate(vintages):
            rows = [{"place_id": place, "value": float(value)} for place, value in figures.items()]
            before = dict(latest)
            outcome = take_in(store, observations(*rows, as_of=date(2025, 3, day)), f"extract {number}")
            for place, value in figures.items():
                if day >= latest.get(place, (0, 0))[0]:
                    latest[place] = (day, value)
            assert outcome.changed == (before != latest)
            expected[outcome.version] = sorted((place, float(value)) for place, (_, value) in latest.items())
        for version, rows_expected in expected.items():
            assert held(store.version(version), Kind.OBSERVATIONS, "place_id, value") == rows_expected
            assert store.version(version).rows(Kind.OBSERVATIONS) == len(rows_expected)
        store.verify()


@given(EXTRACTS, st.randoms(use_true_random=False))
@settings(max_examples=12)
def test_what_counts_in_the_end_does_not_depend_on_the_order_of_the_extracts(
    extracts: list[list[tuple[str, int]]], random: Random
) -> None:
    ends = []
    for _ in range(2):
        with _store() as store:
            for number, reports in enumerate(extracts):
                take_in(store, incidents(*_rows(reports)), f"extract {number}")
            ends.append(held(store.current(), Kind.INCIDENTS, "incident_id, reported_at, mode"))
        random.shuffle(extracts)
    assert ends[0] == ends[1]


def test_an_older_version_keeps_the_older_value(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    take_in(store, incidents({"mode": "foot"}), "first")
    outcome = take_in(
        store, incidents({"mode": "road", "reported_at": START + timedelta(days=3)}), "correction"
    )
    assert outcome.report.rows_superseded == 1
    assert held(store.version("v000001"), Kind.INCIDENTS, "mode") == [("foot",)]
    assert held(store.version("v000002"), Kind.INCIDENTS, "mode") == [("road",)]


def test_another_row_with_the_same_reported_at_is_refused(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    take_in(store, incidents({"mode": "foot"}), "first")
    with pytest.raises(
        CheckFailedError, match="the store has another row with the same incident_id"
    ) as refusal:
        take_in(store, incidents({"mode": "road"}), "contradiction")
    assert refusal.value.where.row == 2
    assert store.current().id == "v000001"


def test_a_contradiction_can_be_set_aside(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    take_in(store, incidents({"mode": "foot"}), "first")
    rows = incidents({"mode": "road"}, {"incident_id": "A-2"})
    outcome = take_in(store, rows, "contradiction", quarantine=True)
    assert (outcome.report.rows_accepted, outcome.report.rows_quarantined) == (1, 1)
    assert held(store.current(), Kind.INCIDENTS, "incident_id, mode") == [("A-1", "foot"), ("A-2", "foot")]


def test_an_earlier_report_than_the_stored_one_is_left_out_and_said(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    take_in(store, incidents({"mode": "road", "reported_at": START + timedelta(days=3)}), "later")
    outcome = take_in(store, incidents({"mode": "foot"}), "earlier")
    assert (outcome.changed, outcome.report.outcome) == (False, Outcome.UNCHANGED)
    (rule,) = outcome.report.rules
    assert (rule.count, rule.is_error) == (1, False)
    assert "a later report" in rule.rule


def test_a_figure_restated_unchanged_by_a_newer_extract_is_not_undone_by_one_between(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    take_in(store, observations({"value": 5.0}, as_of=date(2025, 1, 31)), "january")
    again = take_in(store, observations({"value": 5.0}, as_of=date(2025, 3, 31)), "march")
    assert (again.changed, again.report.rows_accepted) == (True, 0)
    assert store.current().as_of(Kind.OBSERVATIONS) == date(2025, 3, 31)
    take_in(store, observations({"value": 6.0}, as_of=date(2025, 2, 28)), "february")
    assert held(store.current(), Kind.OBSERVATIONS, "value") == [(5.0,)]


def test_an_extract_without_an_as_of_date_is_as_new_as_the_day_that_it_is_taken_in(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    take_in(store, observations({"value": 5.0}, as_of=date(2025, 1, 31)), "dated")
    take_in(store, observations({"value": 6.0}, as_of=None), "undated", now=NOW)
    assert held(store.current(), Kind.OBSERVATIONS, "value") == [(6.0,)]
    take_in(store, observations({"value": 7.0}, as_of=date(2025, 2, 28)), "older than that day")
    assert held(store.current(), Kind.OBSERVATIONS, "value") == [(6.0,)]


def test_a_change_of_unit_is_a_change_of_the_figure(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    take_in(store, observations({"unit": "trucks"}), "one")
    assert take_in(store, observations({"unit": "vehicles"}), "two").report.rows_superseded == 1


def test_real_incidents_replace_synthetic_ones_and_older_versions_keep_those(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    take_in(store, observations({}), "figures")
    take_in(store, incidents({"incident_id": "S-1"}), "synthetic", is_synthetic=True)
    take_in(store, incidents({"incident_id": "R-1"}), "real")
    assert held(store.current(), Kind.INCIDENTS, "incident_id") == [("R-1",)]
    assert held(store.version("v000002"), Kind.INCIDENTS, "incident_id") == [("S-1",)]
    assert not store.current().is_synthetic(Kind.INCIDENTS)
    assert store.version("v000002").is_synthetic(Kind.INCIDENTS)
    assert store.current().rows(Kind.OBSERVATIONS) == 1
    assert "replace the synthetic ones" in store.current().note
    assert store.verify().files == 5
