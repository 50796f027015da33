"""Measures over packaged tables give every row once, and are not filtered like events."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.measure import CountyFigures, Listing
from data.answers.measures import MEASURES
from data.answers.question import By, Question
from data.errors import QuestionError
from data.geography.county_names import county_names
from data.reference.tables import load
from data.roles import LOCAL_ACTOR

LISTINGS = [key for key, found in MEASURES.items() if isinstance(found.origin, Listing)]
AGREEMENTS = [key for key in MEASURES if key.startswith("agreements-287g-")]
RESTRICTED = Filter(
    first=date(2030, 1, 1), last=date(2030, 1, 1), modes=("air",), regions=("sector:tucson", "port:2504")
)


def by_key(gate: Gate, question: Question) -> dict[str, float]:
    """Key to value of a breakdown."""
    table = gate.ask(LOCAL_ACTOR, question).table
    return dict(zip(table[question.by.value].to_pylist(), table["value"].to_pylist(), strict=True))


def test_every_row_of_the_tables_of_places_is_in_exactly_one_measure(gate: Gate) -> None:
    found = Counter(
        place
        for key in LISTINGS
        for place in by_key(gate, Question(measure=key, filter=Filter(), by=By.PLACE))
    )
    tables = ("task_forces", "fusion_centers", "overseas_posts", "detention_facilities")
    assert found == Counter(row for table in tables for row in load(table)["id"])


def test_every_agreement_is_in_exactly_one_measure(gate: Gate) -> None:
    table = load("agreements_287g")
    rows: Counter[str] = Counter()
    for key in AGREEMENTS:
        found = by_key(gate, Question(measure=key, filter=Filter(), by=By.REGION, region_set="county"))
        assert len(found) == len(county_names()) + 1
        rows.update({region: int(count) for region, count in found.items()})
    exact = Counter(f"county:{fips}" if isinstance(fips, str) else "" for fips in table["county_fips"])
    assert {region: count for region, count in rows.items() if count} == dict(exact)
    assert sum(rows.values()) == len(table)


@pytest.mark.parametrize("set_key", ["sector", "state", "best"])
def test_agreements_of_regions_add_up_to_the_table(gate: Gate, set_key: str) -> None:
    for key in AGREEMENTS:
        whole = gate.ask(LOCAL_ACTOR, Question(measure=key, filter=Filter())).total
        parts = by_key(gate, Question(measure=key, filter=Filter(), by=By.REGION, region_set=set_key))
        assert sum(parts.values()) == whole


@pytest.mark.parametrize("key", LISTINGS)
def test_a_filter_changes_nothing_and_a_caveat_says_so(gate: Gate, key: str) -> None:
    answer = gate.ask(LOCAL_ACTOR, Question(measure=key, filter=RESTRICTED, by=By.PLACE))
    assert answer.table == gate.ask(LOCAL_ACTOR, Question(measure=key, filter=Filter(), by=By.PLACE)).table
    assert any("not filtered by period" in caveat for caveat in answer.caveats)


def test_population_held_is_the_published_average_and_its_floor_is_no_capacity(gate: Gate) -> None:
    answer = gate.ask(LOCAL_ACTOR, Question(measure="detention-population", filter=Filter()))
    assert answer.total == pytest.approx(66_161.7, abs=0.05)
    assert answer.as_of == date(2026, 4, 9)
    assert any("Capacity is not published" in caveat for caveat in answer.caveats)


def test_one_institution_is_shown_for_it_is_no_event(gate: Gate) -> None:
    values = by_key(gate, Question(measure="task-forces-jiatf", filter=Filter(), by=By.PLACE))
    assert values == {"jiatf-south": 1.0, "jiatf-west": 1.0}


def test_reach_is_told_by_county_only(gate: Gate) -> None:
    question = Question(measure="task-force-reach", filter=Filter(), by=By.REGION, region_set="county")
    reached = by_key(gate, question)
    assert set(reached) == {f"county:{fips}" for fips in county_names()}
    assert reached["county:48141"] >= 2  # El Paso: a BEST and the West Texas HIDTA's office
    for other in (
        Question(measure="task-force-reach", filter=Filter()),
        Question(measure="task-force-reach", filter=Filter(), by=By.REGION, region_set="state"),
    ):
        with pytest.raises(QuestionError):
            gate.ask(LOCAL_ACTOR, other)


@pytest.mark.parametrize("key", [*LISTINGS, *AGREEMENTS])
def test_each_has_its_papers(key: str) -> None:
    asked = MEASURES[key]
    assert not asked.counts_events
    assert asked.unit
    assert asked.caveat
    assert not isinstance(asked.origin, CountyFigures) or asked.origin.source
