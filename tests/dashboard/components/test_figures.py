"""Charts show what their answers show: nothing below the floor has its height, and chosen bars stand out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import plotly.graph_objects as go
import pyarrow as pa
import pytest

from dashboard.components.figures import bars, empty_figure, trend
from dashboard.components.sparkline import sparkline
from data.answers.disclosure import State
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.question import Answer, By, Question
from data.roles import LOCAL_ACTOR

YEARS = Filter(first=date(2023, 1, 1), last=date(2025, 12, 1), categories=("Weapons seizure",))


@pytest.fixture(scope="module")
def by_month(gate: Gate) -> Answer:
    return gate.ask(LOCAL_ACTOR, Question(measure="incidents", filter=YEARS, by=By.MONTH))


@pytest.fixture(scope="module")
def by_category(gate: Gate) -> Answer:
    month = Filter(first=date(2024, 2, 1), last=date(2024, 2, 1))
    return gate.ask(LOCAL_ACTOR, Question(measure="incidents", filter=month, by=By.CATEGORY))


def test_the_trend_starts_a_year_into_its_answer(by_month: Answer) -> None:
    figure = trend(by_month, (date(2025, 1, 1), date(2025, 12, 1)), theme="dark")
    assert figure["data"][0]["x"][0] == date(2024, 1, 1)
    assert len(figure["data"][0]["x"]) == by_month.table.num_rows - 12


def test_the_line_of_the_trend_is_the_same_month_a_year_before(by_month: Answer) -> None:
    line = trend(by_month, (None, None), theme="dark")["data"][-1]
    values = by_month.table["value"].to_pylist()
    assert line["y"] == values[:-12]


def test_chosen_months_are_strong_and_the_others_faint(by_month: Answer) -> None:
    drawn = trend(by_month, (date(2025, 3, 1), date(2025, 4, 1)), theme="dark")["data"][0]
    opacity = dict(zip(drawn["x"], drawn["marker"]["opacity"], strict=True))
    strong = {month for month, value in opacity.items() if value == 1}
    assert strong == {date(2025, 3, 1), date(2025, 4, 1)}


@pytest.mark.parametrize("theme", ["dark", "light", "contrast"])
def test_a_bar_that_is_not_shown_is_hatched_at_the_floor(by_category: Answer, theme: str) -> None:
    states = by_category.table["state"].to_pylist()
    assert State.SMALL in states
    shown, hidden = bars(by_category, (), theme=theme)["data"]
    assert {value for value in hidden["x"] if value is not None} == {float(by_category.floor)}
    assert hidden["marker"]["pattern"]["shape"] == "/"
    assert all(value is None or value == 0 or value >= by_category.floor for value in shown["x"])


def test_a_withheld_month_is_as_high_as_the_highest_and_a_small_one_at_the_floor(by_month: Answer) -> None:
    states = by_month.table["state"].to_pylist()
    values = by_month.table["value"].to_pylist()
    states[-1], values[-1] = int(State.WITHHELD), None
    table = by_month.table.set_column(1, "value", pa.array(values, pa.int64()))
    table = table.set_column(2, "state", pa.array(states, pa.uint8()))
    assert table.column_names == by_month.table.column_names
    data = trend(replace(by_month, table=table), (None, None), theme="dark")["data"]
    withheld = next(bars for bars in data if bars["name"].startswith("Withheld"))
    highest = max(by_month.floor, *(value for value in values if value is not None))
    assert withheld["y"][-1] == highest
    assert withheld["customdata"][-1] == "withheld"
    assert {value for value in withheld["y"][:-1] if value is not None} <= {highest}


def test_a_bar_knows_its_key_and_its_words(by_category: Answer) -> None:
    shown, _ = bars(by_category, (), theme="dark", names={"Drug seizure": "Drugs"})["data"]
    assert {key for key, _ in shown["customdata"]} == set(by_category.table["category"].to_pylist())
    assert "Drugs" in shown["y"]


def test_plotly_itself_takes_every_figure(by_month: Answer, by_category: Answer) -> None:
    for figure in (
        trend(by_month, (None, None), theme="dark"),
        bars(by_category, ("Drug seizure",), theme="light"),
        empty_figure(40),
    ):
        assert go.Figure(figure).to_plotly_json()["data"] == figure["data"]


def test_a_chart_carries_the_papers_that_its_picture_needs(by_category: Answer) -> None:
    meta = bars(by_category, (), theme="light")["layout"]["meta"]
    assert meta["marking"] == "UNMARKED - SYNTHETIC DATA"
    assert meta["is_synthetic"] is True
    assert by_category.version in meta["source"]


def test_a_sparkline_stands_on_zero_where_a_month_is_not_shown(gate: Gate) -> None:
    few = Filter(first=YEARS.first, last=YEARS.last, categories=("Drug seizure",))
    answer = gate.ask(LOCAL_ACTOR, Question(measure="incidents", filter=few, by=By.MONTH))
    drawn = sparkline(answer)
    assert drawn is not None
    corners = drawn.to_plotly_json()["props"]["style"]["clipPath"].split(", ")[1:-1]
    states = answer.table["state"].to_pylist()
    flat = [corner for corner, state in zip(corners, states, strict=True) if state != State.SHOWN]
    assert all(corner.endswith("100.0%") for corner in flat)
    assert any(corner.endswith(" 0.0%") for corner in corners)


def test_a_sparkline_of_nothing_is_none(gate: Gate) -> None:
    month = Filter(first=date(2025, 1, 1), last=date(2025, 1, 1))
    assert sparkline(gate.ask(LOCAL_ACTOR, Question(measure="incidents", filter=month, by=By.MONTH))) is None
