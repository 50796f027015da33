"""Rates and shares are made of counts that are shown, and of nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.answers.disclosure import State
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.measures import measure
from data.answers.question import Answer, By, Form, Question, in_words
from data.errors import QuestionError
from data.geography.reach import Reach, reach_of_counties
from data.geography.region_areas import area_sq_mi, area_sq_mi_by_county, border_miles
from data.geography.regions import counties_of
from data.roles import LOCAL_ACTOR
from tests.data.answers.test_gate import exactly, some_filters

RELAXED = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
RATES = {Form.PER_AREA: area_sq_mi, Form.PER_BORDER_MILE: border_miles}
REGION_SETS = ["sector", "best", "county"]


def rows(answer: Answer) -> dict[str, tuple[float | None, int]]:
    """Key to value and state."""
    columns = (answer.table[name].to_pylist() for name in (answer.question.by.value, "value", "state"))
    return {key: (value, state) for key, value, state in zip(*columns, strict=True)}


@pytest.mark.parametrize("form", RATES)
@given(chosen=some_filters(), key=st.sampled_from(REGION_SETS))
@RELAXED
def test_a_rate_is_the_shown_count_over_the_size_of_the_region(
    gate: Gate, form: Form, chosen: Filter, key: str
) -> None:
    question = Question(measure="incidents", filter=chosen, by=By.REGION, region_set=key)
    counts = rows(gate.ask(LOCAL_ACTOR, question))
    sizes = RATES[form](key)
    per = 1000 if form is Form.PER_AREA else 1
    for region, (rate, state) in rows(gate.ask(LOCAL_ACTOR, replace(question, form=form))).items():
        count, count_state = counts[region]
        assert state == (count_state if region in sizes else State.MISSING)
        if count is None or region not in sizes:
            assert rate is None
        else:
            assert rate == pytest.approx(count / sizes[region] * per)


@given(chosen=some_filters(), by=st.sampled_from([By.CATEGORY, By.COMPONENT, By.REACH, By.MONTH]))
@RELAXED
def test_a_share_is_percent_of_all_rows_and_hides_what_the_count_hides(
    gate: Gate, chosen: Filter, by: By
) -> None:
    question = Question(measure="incidents", filter=chosen, by=by)
    counts = rows(gate.ask(LOCAL_ACTOR, question))
    whole = sum(exactly(gate, question))
    total = gate.ask(LOCAL_ACTOR, replace(question, by=By.TOTAL))
    is_withheld = whole > 0 and total.total is None
    for key, (share, state) in rows(gate.ask(LOCAL_ACTOR, replace(question, form=Form.SHARE))).items():
        count, count_state = counts[key]
        if is_withheld:
            assert not share
            continue
        assert state == (count_state if whole else State.MISSING)
        assert share == (None if count is None or not whole else pytest.approx(100 * count / whole))


@given(chosen=some_filters())
@RELAXED
def test_incidents_by_reach_equal_those_of_the_counties(gate: Gate, chosen: Filter) -> None:
    question = Question(measure="incidents", filter=chosen, by=By.REACH)
    assert any("not a mandate" in caveat for caveat in gate.ask(LOCAL_ACTOR, question).caveats)
    by_reach = dict(zip([*sorted(Reach), ""], exactly(gate, question), strict=True))
    by_county = replace(question, by=By.REGION, region_set="county")
    answer = gate._open(LOCAL_ACTOR, chosen).exact(by_county, measure("incidents")).table  # noqa: SLF001
    exact = dict.fromkeys(by_reach, 0)
    for region, value in zip(answer["region"].to_pylist(), answer["value"].to_pylist(), strict=True):
        exact[reach_of_counties()[region[7:]] if region else ""] += value
    assert by_reach == exact


@given(regions=st.lists(st.sampled_from(["sector:tucson", "state:me", "port:2504"]), max_size=3))
@RELAXED
def test_area_by_reach_is_that_of_the_counties_of_the_filter(gate: Gate, regions: list[str]) -> None:
    chosen = Filter(regions=tuple(regions))
    question = Question(measure="area-sq-mi", filter=chosen, by=By.REACH)
    answer = rows(gate.ask(LOCAL_ACTOR, question))
    counties = counties_of(regions) if regions else set(area_sq_mi_by_county())
    for reach in Reach:
        exact = sum(
            area
            for fips, area in area_sq_mi_by_county().items()
            if fips in counties and reach_of_counties()[fips] is reach
        )
        assert answer[reach][0] == pytest.approx(exact)
    km2 = gate.ask(LOCAL_ACTOR, Question(measure="area-km2", filter=chosen)).total
    whole = gate.ask(LOCAL_ACTOR, Question(measure="area-sq-mi", filter=chosen)).total
    assert km2 == pytest.approx((whole or 0) * 2.589988110336)


def test_published_figures_have_rates_too(published_gate: Gate) -> None:
    question = Question(measure="encounters", filter=Filter(), by=By.REGION, region_set="sector")
    counts = rows(published_gate.ask(LOCAL_ACTOR, question))
    rates = published_gate.ask(LOCAL_ACTOR, replace(question, form=Form.PER_BORDER_MILE))
    assert rates.unit == "encounters per border mile"
    tucson, _ = rows(rates)["sector:tucson"]
    assert tucson == pytest.approx(
        (counts["sector:tucson"][0] or 0) / border_miles("sector")["sector:tucson"]
    )
    assert rows(rates)["sector:detroit"] == (None, State.MISSING)
    assert any("no miles here" in caveat for caveat in rates.caveats)


@pytest.mark.parametrize(
    "question",
    [
        Question(measure="incidents", filter=Filter(), form=Form.PER_AREA),
        Question(measure="incidents", filter=Filter(), by=By.CATEGORY, form=Form.PER_BORDER_MILE),
        Question(measure="incidents", filter=Filter(), form=Form.SHARE),
        Question(
            measure="task-force-reach", filter=Filter(), by=By.REGION, region_set="county", form=Form.SHARE
        ),
        Question(measure="area-km2", filter=Filter(), by=By.REGION, region_set="county", form=Form.PER_AREA),
    ],
)
def test_a_form_that_makes_no_sense_is_refused(gate: Gate, question: Question) -> None:
    with pytest.raises(QuestionError, match="cannot be given as") as refusal:
        gate.ask(LOCAL_ACTOR, question)
    assert refusal.value.remedy


@pytest.mark.parametrize(
    ("value", "form", "words"),
    [
        (1234.4, Form.COUNT, "1,234"),
        (1234.4, Form.PER_AREA, "1,234"),
        (12.345, Form.PER_AREA, "12.3"),
        (0.0012345, Form.PER_BORDER_MILE, "0.00123"),
        (0.0, Form.PER_AREA, "0"),
        (12.345, Form.SHARE, "12.3%"),
        (1234.0, Form.CHANGE, "+1,234"),
        (-7.0, Form.CHANGE, "-7"),
        (0.0, Form.CHANGE, "+0"),
    ],
)
def test_values_are_told_in_the_words_of_their_form(value: float, form: Form, words: str) -> None:
    assert in_words(value, State.SHOWN, 10, form=form) == words
    assert in_words(None, State.SMALL, 10, form=form) == "<10"
