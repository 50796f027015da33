"""Measures by group and by fiscal year give every row of their table, and say which years are not whole."""

from __future__ import annotations

import math
from datetime import date

import pytest

from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.measure import Extracted, Grouped, Yearly
from data.answers.measures import MEASURES, measure
from data.answers.question import Answer, By, Form, Question
from data.errors import QuestionError
from data.reference.tables import load
from data.roles import LOCAL_ACTOR
from data.schema.programme_columns import Role
from data.schema.programmes import PROGRAMME_SCHEMAS

GROUPED = [key for key, found in MEASURES.items() if isinstance(found.origin, Grouped)]
YEARLY = [key for key, found in MEASURES.items() if isinstance(found.origin, Yearly)]
EXTRACTED = [key for key, found in MEASURES.items() if isinstance(found.origin, Extracted)]


def ask(gate: Gate, key: str, by: By, form: Form = Form.COUNT) -> Answer:
    return gate.ask(LOCAL_ACTOR, Question(measure=key, filter=Filter(), by=by, form=form))


def figures(answer: Answer) -> dict[str, float]:
    name = answer.question.by.value
    return dict(zip(answer.table[name].to_pylist(), answer.table["value"].to_pylist(), strict=True))


@pytest.mark.parametrize("key", GROUPED)
def test_groups_are_those_of_the_table_and_add_up_to_it(gate: Gate, key: str) -> None:
    origin = measure(key).origin
    assert isinstance(origin, Grouped)
    rows = load(origin.table)
    for column, wanted in origin.chosen:
        rows = rows.loc[rows[column] == wanted]
    found = figures(ask(gate, key, By.GROUP))
    groups = rows[origin.group].map(lambda group: str(group.year) if isinstance(group, date) else str(group))
    expected = (
        rows[origin.value].groupby(groups).sum(min_count=1).dropna()
        if origin.value
        else groups.value_counts()
    )
    assert set(found) == set(expected.index)
    assert all(math.isclose(found[group], float(value)) for group, value in expected.items())
    whole = ask(gate, key, By.TOTAL).total
    assert whole is not None
    assert math.isclose(whole, sum(found.values()))


@pytest.mark.parametrize("key", YEARLY)
def test_years_are_those_of_the_table_and_the_whole_is_the_newest(gate: Gate, key: str) -> None:
    origin = measure(key).origin
    assert isinstance(origin, Yearly)
    rows = load(origin.table)
    for column, wanted in origin.chosen:
        rows = rows.loc[rows[column] == wanted]
    answer = ask(gate, key, By.YEAR)
    found = figures(answer)
    assert found == {
        str(int(year)): value for year, value in zip(rows["fiscal_year"], rows["value"], strict=True)
    }
    assert list(found) == sorted(found)
    assert ask(gate, key, By.TOTAL).total == list(found.values())[-1]
    partial = {str(int(year)) for year in rows.loc[rows["partial_year"], "fiscal_year"]}
    flags = dict(zip(answer.table["year"].to_pylist(), answer.table["is_partial"].to_pylist(), strict=True))
    assert {year for year, flag in flags.items() if flag} == partial
    said = " ".join(answer.caveats)
    assert all(f"FY{year} covers" in said for year in partial)
    assert ("not to be compared with whole years" in said) == bool(partial)


def test_releases_and_book_outs_are_never_one_line(gate: Gate) -> None:
    releases, book_outs = (
        figures(ask(gate, f"pipeline-final-{name}", By.YEAR)) for name in ("releases", "book-outs")
    )
    assert not set(releases) & set(book_outs)


@pytest.mark.parametrize(
    ("key", "by", "form"),
    [
        ("pipeline-removals", By.MONTH, Form.COUNT),
        ("pipeline-removals", By.YEAR, Form.SHARE),
        ("pipeline-removals", By.TOTAL, Form.CHANGE),
        ("agreements-by-state", By.REGION, Form.COUNT),
        ("agreements-by-state", By.GROUP, Form.PER_AREA),
        ("programme-sharing-median-hours", By.TOTAL, Form.COUNT),
        ("programme-grants-awarded", By.MONTH, Form.COUNT),
    ],
)
def test_what_means_nothing_is_refused(gate: Gate, key: str, by: By, form: Form) -> None:
    with pytest.raises(QuestionError):
        ask(gate, key, by, form)


def test_each_figure_and_word_of_a_schema_is_a_measure(gate: Gate) -> None:
    columns = sum(len(schema.of(Role.FIGURE, Role.WORDS, Role.DAY)) for schema in PROGRAMME_SCHEMAS.values())
    assert len(EXTRACTED) == columns
    for key in EXTRACTED:
        answer = ask(gate, key, By.PLACE)
        assert answer.table.num_rows == 0
        assert answer.source == "no extract loaded"


def test_counts_of_people_fall_under_the_floor_and_things_do_not() -> None:
    assert measure("programme-custody-held").counts_events
    assert measure("programme-staffing-available").counts_events
    assert not measure("programme-capacity-beds-usable").counts_events
    assert not measure("programme-findings-owner-office").counts_events
