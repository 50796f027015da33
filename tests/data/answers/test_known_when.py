"""A number as it was known in a version never changes, and late records are told from corrections."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.question import By, Cell, Question
from data.extracts.contract import Kind
from data.geography.grid import cell_code
from data.intake.store import Store
from data.roles import LOCAL_ACTOR
from data.schema.incidents import MODES
from data.settings import Settings
from tests.data.intake.made import INCIDENT, START, incidents, take_in

PLACES = ((-106.44, 31.80), (-110.94, 31.35), (-99.51, 27.51), (-117.03, 32.54))
REPORTS = st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 9), min_size=1)
"""Of each incident of a file, the hour of its report; place and mode follow from both."""
EXTRACTS = st.lists(REPORTS, min_size=2, max_size=4)
LEVEL = 9
QUESTIONS = (
    {},
    {"by": By.MODE},
    {"by": By.MONTH},
    {"by": By.REGION, "region_set": "sector"},
    {"by": By.REGION, "region_set": "county"},
    {"by": By.CELL, "level": LEVEL},
    {"by": By.MODE, "cell": Cell(level=LEVEL, code=int(cell_code(*PLACES[0], level=LEVEL)))},
    {"by": By.MODE, "polygon": shapely.box(-112, 30, PLACES[0][0], 33)},
)


def report(key: str, hour: int) -> dict[str, object]:
    """An incident as it is reported at an hour: later reports may move it and name another mode."""
    lon, lat = PLACES[(ord(key) + hour // 3) % len(PLACES)]
    when = START + timedelta(days=40 * (hour % 2))
    return {
        "incident_id": key,
        "occurred_at": when,
        "reported_at": START + timedelta(days=90, hours=hour),
        "lon": lon,
        "lat": lat,
        "mode": MODES[(ord(key) + hour) % len(MODES)],
    }


def known(gate: Gate, version: str) -> list[object]:
    """The exact tables of every question, as known in a version."""
    asked = Question(measure="incidents", filter=Filter(version=version))
    return [
        gate.undisclosed(LOCAL_ACTOR, replace(asked, **parts)).to_pylist()  # type: ignore[arg-type]
        for parts in QUESTIONS
    ]


@given(EXTRACTS)
@settings(max_examples=12, deadline=None)
def test_a_version_answers_the_same_before_and_after_later_ones(extracts: list[dict[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "store")
        gate = Gate(store, Settings(store=store.path))
        at_first: dict[str, list[object]] = {}
        for number, reports in enumerate(extracts):
            rows = [report(key, hour) for key, hour in reports.items()]
            version = take_in(store, incidents(*rows), f"extract {number}").version
            at_first.setdefault(version, known(gate, version))
        other = Gate(store, Settings(store=store.path))
        for version, expected in at_first.items():
            assert known(gate, version) == expected
            assert known(other, version) == expected


@given(EXTRACTS)
@settings(max_examples=12, deadline=None)
def test_late_records_and_corrections_are_told_apart(extracts: list[dict[str, int]]) -> None:
    latest: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "store")
        gate = Gate(store, Settings(store=store.path))
        for number, reports in enumerate(extracts):
            before = dict(latest)
            latest.update({key: hour for key, hour in reports.items() if hour > latest.get(key, -1)})
            late = len(latest) - len(before)
            changed = [key for key, hour in before.items() if latest[key] != hour]
            rows = [report(key, hour) for key, hour in reports.items()]
            outcome = take_in(store, incidents(*rows), f"extract {number}")
            assert outcome.changed == bool(late or changed)
            assert outcome.report.rows_superseded == len(changed)
            assert outcome.report.rows_accepted == late + len(changed)
            totals = {version.id: _total(gate, version.id) for version in store.history()}
            assert totals[store.current().id] == len(latest) == store.current().rows(Kind.INCIDENTS)
            if changed and not late:
                newest, older, *_ = sorted(totals, reverse=True)
                assert totals[newest] == totals[older]
        by_mode = known(gate, store.current().id)[1]
        modes = [report(key, hour)["mode"] for key, hour in latest.items()]
        assert by_mode == [{"mode": mode, "value": modes.count(mode)} for mode in MODES]


def _total(gate: Gate, version: str) -> int:
    asked = Question(measure="incidents", filter=Filter(version=version))
    total: int = gate.undisclosed(LOCAL_ACTOR, asked)["value"][0].as_py()
    return total


def test_the_places_of_this_test_lie_in_counties_and_in_the_box() -> None:
    assert (INCIDENT["lon"], INCIDENT["lat"]) == PLACES[0]
    assert shapely.box(-112, 30, PLACES[0][0], 33).intersects(shapely.Point(PLACES[0]))
