"""Published figures by month, place and region equal a recount of the publication's rows."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.answers.disclosure import State
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.measure import Publication
from data.answers.measures import MEASURES, measure
from data.answers.question import Answer, By, Question
from data.errors import QuestionError
from data.geography.regions import counties_of, region_set
from data.reference.tables import load
from data.roles import LOCAL_ACTOR

RELAXED = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
CROSSINGS = [key for key in MEASURES if key.startswith("crossings-")]
BY_REGION = ["encounters", "encounters-sector", "drug-seizure-events", "drug-seizure-pounds"]
MONTHS = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted)


@st.composite
def periods(draw: st.DrawFn) -> Filter:
    """Months from 2019 to 2024."""
    first, last = draw(MONTHS)
    return Filter(
        first=date(2019 + first // 12, first % 12 + 1, 1), last=date(2019 + last // 12, last % 12 + 1, 1)
    )


def rows_of(rows: pd.DataFrame, key: str, answer: Answer) -> pd.DataFrame:
    """Rows of the measure in the months that the answer says it covers."""
    origin = measure(key).origin
    assert isinstance(origin, Publication)
    chosen = rows[(rows["dataset"] == origin.dataset) & (rows["measure"] == origin.measure)]
    return chosen[chosen["month"].between(pd.Period(answer.first, "M"), pd.Period(answer.last, "M"))]


def shown(answer: Answer) -> dict[object, float]:
    """The values that are shown, by key."""
    table = answer.table
    pairs = zip(table[answer.question.by.value].to_pylist(), table["value"].to_pylist(), strict=True)
    return {key: value for key, value in pairs if value is not None}


def test_there_are_all_twelve_measures_of_crossings(published_rows: pd.DataFrame) -> None:
    published = published_rows.loc[published_rows["dataset"] == "bts-border-crossings", "measure"].unique()
    assert {measure(key).origin.measure for key in CROSSINGS} == set(published)  # type: ignore[union-attr]
    assert len(CROSSINGS) == 12


@given(key=st.sampled_from(CROSSINGS), port=st.sampled_from(["2504", "2402", "3801", "0115"]), when=periods())
@RELAXED
def test_months_of_a_port_equal_its_rows_and_the_rest_is_missing(
    published_gate: Gate, published_rows: pd.DataFrame, key: str, port: str, when: Filter
) -> None:
    answer = published_gate.ask(LOCAL_ACTOR, Question(measure=key, filter=when, by=By.MONTH, place=port))
    rows = rows_of(published_rows, key, answer)
    of_port = rows[rows["place_id"] == port].groupby("month")["value"].sum()
    for month, value, state in zip(
        *(answer.table[name].to_pylist() for name in ("month", "value", "state")), strict=True
    ):
        exact = of_port.get(pd.Period(month, "M"))
        assert (state == State.MISSING) == (exact is None)
        assert value is None or value == exact
    assert answer.table["month"].to_pylist()[0] == answer.first
    assert answer.table["month"].to_pylist()[-1] == answer.last


@pytest.mark.parametrize("key", BY_REGION)
@pytest.mark.parametrize("set_key", ["sector", "field_office"])
@given(when=periods())
@RELAXED
def test_figures_by_region_equal_a_recount_by_name(
    published_gate: Gate, published_rows: pd.DataFrame, key: str, set_key: str, when: Filter
) -> None:
    question = Question(measure=key, filter=when, by=By.REGION, region_set=set_key)
    if key == "encounters-sector" and set_key == "field_office":
        with pytest.raises(QuestionError):
            published_gate.ask(LOCAL_ACTOR, question)
        return
    answer = published_gate.ask(LOCAL_ACTOR, question)
    rows = rows_of(published_rows, key, answer)
    suffix = "" if key == "encounters-sector" else f"-{set_key.replace('_', '-')}"
    by_place = rows.groupby("place_id")["value"].sum()
    states = dict(zip(answer.table["region"].to_pylist(), answer.table["state"].to_pylist(), strict=True))
    for region in region_set(set_key).regions:
        exact = by_place.get(region.id.partition(":")[2] + suffix)
        assert (states[region.id] == State.MISSING) == (exact is None)
        if region.id in shown(answer):
            assert shown(answer)[region.id] == pytest.approx(exact)
    if key == "drug-seizure-pounds":
        assert sum(shown(answer).values()) == pytest.approx(rows["value"].sum())


@given(regions=st.lists(st.sampled_from(["port:2504", "port:2402", "sector:yuma", "state:me"]), min_size=1))
@RELAXED
def test_a_port_in_the_filter_means_that_port_alone(
    published_gate: Gate, published_rows: pd.DataFrame, regions: list[str]
) -> None:
    key = "crossings-personal-vehicles"
    answer = published_gate.ask(LOCAL_ACTOR, Question(measure=key, filter=Filter(regions=tuple(regions))))
    ports = load("ports_of_entry").set_index("port_code")["county_fips"]
    larger = [region for region in regions if not region.startswith("port:")]
    codes = {region[5:] for region in regions if region.startswith("port:")}
    codes |= set(ports.index[ports.isin(counties_of(larger))])
    rows = rows_of(published_rows, key, answer)
    assert answer.total == rows.loc[rows["place_id"].isin(codes), "value"].sum()


def test_a_port_in_the_filter_says_what_it_does_not_choose(published_gate: Gate, gate: Gate) -> None:
    port = Filter(regions=("port:2504",))
    encounters = published_gate.ask(LOCAL_ACTOR, Question(measure="encounters", filter=port))
    assert encounters.total is None
    assert any("not published for the chosen regions" in caveat for caveat in encounters.caveats)
    incidents = gate.ask(LOCAL_ACTOR, Question(measure="incidents", filter=port))
    county = gate.ask(LOCAL_ACTOR, Question(measure="incidents", filter=Filter(regions=("county:06073",))))
    assert incidents.total == county.total
    assert any("San Ysidro" in caveat for caveat in incidents.caveats)


@pytest.mark.parametrize(
    ("chosen", "place", "words"),
    [
        (Filter(regions=("sector:tucson", "sector:yuma")), None, "; in Tucson Sector or Yuma Sector; "),
        (Filter(regions=("sector:yuma",)), "tucson-sector", "; at Tucson Sector; "),
        (Filter(version="v000004"), None, "; as known in v000004"),
    ],
)
def test_the_sentence_says_where(published_gate: Gate, chosen: Filter, place: str | None, words: str) -> None:
    answer = published_gate.ask(LOCAL_ACTOR, Question(measure="encounters", filter=chosen, place=place))
    assert words in answer.sentence


def test_words_of_incidents_do_not_restrict_publications_and_it_is_said(published_gate: Gate) -> None:
    plain = published_gate.ask(LOCAL_ACTOR, Question(measure="encounters", filter=Filter()))
    by_mode = published_gate.ask(LOCAL_ACTOR, Question(measure="encounters", filter=Filter(modes=("road",))))
    assert by_mode.total == plain.total
    assert any("not filtered by" in caveat for caveat in by_mode.caveats)
    assert not any("not filtered by" in caveat for caveat in plain.caveats)
