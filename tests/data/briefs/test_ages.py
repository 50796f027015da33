"""Sources say how old they are, and which are late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

import pytest

from data.answers.measure import Extracted, Incidents, Listing, Origin, Publication
from data.briefs.ages import RHYTHMS, paper_ages, source_age
from tests.data.briefs.samples import PAPERS

TODAY = date(2026, 11, 30)


def test_every_kind_of_origin_has_a_rhythm_and_a_reason() -> None:
    assert set(RHYTHMS) == set(get_args(Origin))
    assert all(rhythm.days > 0 and rhythm.reason for rhythm in RHYTHMS.values())


@pytest.mark.parametrize(
    ("origin", "days"), [(Incidents, 45), (Extracted, 45), (Publication, 75), (Listing, 400)]
)
def test_a_source_is_late_the_day_after_its_rhythm(origin: type[Origin], days: int) -> None:
    ages = [
        source_age("A source", TODAY - timedelta(days=old), TODAY, rhythm=RHYTHMS[origin])
        for old in (0, 1, days, days + 1)
    ]
    assert [age.is_late for age in ages] == [False, False, False, True]
    assert ages[0].words == "as of 30 Nov 2026, today"
    assert ages[1].words == "as of 29 Nov 2026, 1 day old"
    assert ages[3].words.endswith(f"late ({RHYTHMS[origin].reason})")


def test_a_source_without_a_day_is_not_called_late() -> None:
    age = source_age("A list", None, TODAY, rhythm=RHYTHMS[Listing])
    assert (age.is_late, age.words) == (False, "as-of date not stated")


def test_sources_of_papers_are_told_once_without_their_files_and_by_the_slowest_rhythm() -> None:
    both = replace(
        PAPERS,
        source="A series; file: a.csv (SHA-256 abc…, as of 01 Sep 2026); b.csv (SHA-256 def…); A list",
        as_of=TODAY - timedelta(days=100),
        repeat="explain --measure incidents --from 2025-11; explain --measure fusion-centers --from 2025-11",
    )
    (age,) = paper_ages([both, both], TODAY)
    assert age.source == "A series; A list"
    assert not age.is_late
    (alone,) = paper_ages([replace(both, repeat="explain --measure incidents --version v000003")], TODAY)
    assert alone.is_late


def test_each_of_several_sources_has_its_own_day_and_the_memo_is_never_late() -> None:
    series = replace(PAPERS, source="A series", as_of=TODAY, repeat="explain --measure incidents")
    memo = replace(
        PAPERS, source="The memo", as_of=date(2006, 7, 21), repeat="explain --measure recommendations"
    )
    both = replace(series, source="A series; The memo", as_of=memo.as_of, parts=(series, memo))
    found = [(age.source, age.as_of, age.is_late) for age in paper_ages([both], TODAY)]
    assert found == [("A series", TODAY, False), ("The memo", date(2006, 7, 21), False)]
