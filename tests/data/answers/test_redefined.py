"""What redefinitions alone change in a count, recounted report by report."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.answers.filters import Filter
from data.answers.redefined import redefinition_step, redefinitions
from data.errors import UnreadableExtractError
from data.intake.store import Store
from data.intake.submission import LONGEST_REDEFINITION, Submission, read_submission
from data.intake.taking_in import IngestOutcome, TakingIn
from data.reference.taxonomy import CATEGORY_OF
from tests.data.intake.made import NOW, START, extract, incidents

NAMES = ("Apprehension", "Fentanyl", "Firearm")
PLACES = ((-106.44, 31.80), (-110.94, 31.35))
COUNTIES = ("48141", "04023")
REPORTS = st.dictionaries(
    st.sampled_from("ABCDEF"), st.tuples(st.sampled_from(NAMES), st.integers(0, 1)), min_size=1
)
EXTRACTS = st.lists(st.tuples(st.booleans(), REPORTS), min_size=2, max_size=5)


@dataclass
class Known:
    """An incident as the agency knows it: its name and place now, and before and since redefinitions."""

    name: str
    place: int
    before: str = ""
    since: str = ""


def take_in(store: Store, number: int, reports: dict[str, tuple[str, int]], *, words: str) -> IngestOutcome:
    rows = [
        {
            "incident_id": key,
            "occurred_at": START + timedelta(days=40 * (ord(key) % 2)),
            "reported_at": START + timedelta(days=90, hours=number),
            "lon": PLACES[place][0],
            "lat": PLACES[place][1],
            "category": CATEGORY_OF[name],
            "subcategory": name,
        }
        for key, (name, place) in reports.items()
    ]
    taking_in = TakingIn(store=store, now=NOW, quarantine=False, progress=lambda *_: None)
    return taking_in.take_in(replace(extract(incidents(*rows), f"extract {number}"), redefinition=words))


def heard(known: dict[str, Known], reports: dict[str, tuple[str, int]], *, is_restated: bool) -> None:
    for key, (name, place) in reports.items():
        if key not in known:
            known[key] = Known(name=name, place=place)
            continue
        one = known[key]
        if is_restated:
            one.before = one.before if one.since == one.name else one.name
            one.since = name
        one.name, one.place = name, place


def expected(known: dict[str, Known], filter_: Filter, county: str | None) -> int:
    found = 0
    for key, one in known.items():
        month = START + timedelta(days=40 * (ord(key) % 2))
        is_out = (filter_.last is not None and month.date() >= filter_.last.replace(month=2)) or (
            county is not None and COUNTIES[one.place] != county
        )
        if is_out or one.since != one.name or not one.since:
            continue
        now, then = (
            not filter_.categories or CATEGORY_OF[name] in filter_.categories
            for name in (one.name, one.before)
        )
        found += now - then
    return found


@given(EXTRACTS, st.integers(1, 4))
@settings(max_examples=25, deadline=None)
def test_a_redefinition_is_what_its_extracts_restated_and_nothing_else(
    extracts: list[tuple[bool, dict[str, tuple[str, int]]]], at: int
) -> None:
    known: dict[str, Known] = {}
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "store")
        since = None
        for number, (is_restated, reports) in enumerate(extracts):
            if number == min(at, len(extracts) - 1):
                since = store.current()
                for one in known.values():
                    one.before = one.since = ""
            words = f"definition {number}" if is_restated else ""
            take_in(store, number, reports, words=words)
            heard(known, reports, is_restated=is_restated)
        assert since is not None
        version = store.current()
        for filter_, county in (
            (Filter(categories=("Drug seizure",)), None),
            (Filter(categories=("Drug seizure", "Weapons seizure")), None),
            (Filter(categories=("Weapons seizure",), regions=("county:04023",)), "04023"),
            (Filter(categories=("Drug seizure",), last=START.date()), None),
            (Filter(categories=("Drug seizure",), modes=("air",)), "nowhere"),
            (Filter(), None),
        ):
            assert redefinition_step(version, since, filter_) == expected(known, filter_, county)
        assert redefinition_step(version, version, Filter(categories=("Drug seizure",))) == 0


def test_a_version_lists_the_redefinitions_since_another(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    for number, words in enumerate(("", "one", "", "two")):
        take_in(store, number, {"A": (NAMES[number % 3], 0)}, words=words)
    first, *_, last = store.history()
    assert [found.redefinition for found in redefinitions(last, first)] == ["one", "two"]
    assert [found.redefinition for found in redefinitions(last, store.history()[1])] == ["two"]
    assert redefinitions(last, last) == ()
    # The manifest keeps it, and is read back with it.
    again = Store.open(store.path).current()
    assert [found.redefinition for found in again.extracts] == ["", "one", "", "two"]


def test_a_redefinition_of_figures_or_in_too_many_words_is_refused(tmp_path: Path) -> None:
    figures = tmp_path / "crossings.csv"
    figures.write_text(
        "Port Name,State,Port Code,Border,Date,Measure,Value\n"
        "El Paso,Texas,2402,US-Mexico Border,Jan 2024,Trains,40\n",
        encoding="utf-8",
    )
    with pytest.raises(UnreadableExtractError, match="published figures"):
        read_submission(Submission(path=figures, redefinition="trains are trucks"), digest="")
    blanks = Submission(path=figures, redefinition=" \n ")
    assert read_submission(blanks, digest="").redefinition == ""
    assert LONGEST_REDEFINITION == 200
