"""Scenes say what they should, from one data version."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.question import By, Form, Question
from data.briefs.brief import (
    Body,
    ChangeScene,
    ChartBy,
    ChartScene,
    MapScene,
    NumeralScene,
    TableScene,
)
from data.briefs.cells import is_refused
from data.briefs.composing import compose
from data.briefs.content import (
    MOST_BARS,
    Chart,
    Numeral,
    Table,
    Tone,
)
from data.briefs.content_json import content_from_json, content_to_json
from data.briefs.defaults import default_brief, default_tokens
from data.briefs.occasion import Occasion
from data.briefs.scenes.maps import REGION_SETS
from data.intake.store import Store
from data.roles import LOCAL_ACTOR
from data.settings import Settings
from layers.base import View
from layers.discovery import layer
from tests.data.briefs.occasions import an_occasion, items_of, maps_in, numbers_in, told, words_of
from tests.data.briefs.scene_checks import EVERY_SET, MONTHS, SIMPLE, TABLE, check_limits


@pytest.fixture
def occasion(gate: Gate, tmp_path: Path) -> Occasion:
    return an_occasion(gate, tmp_path)


@pytest.mark.parametrize("body", SIMPLE, ids=lambda body: f"{type(body).__name__}-{getattr(body, 'by', '')}")
def test_every_kind_of_scene_is_composed_within_the_limits(occasion: Occasion, body: Body) -> None:
    content = told(occasion, body)[0]
    assert not is_refused(content), words_of(content)
    check_limits(content)
    assert content_from_json(content_to_json(content)) == content


def test_all_scenes_of_one_showing_tell_of_the_newest_version(occasion: Occasion, gate: Gate) -> None:
    newest = gate.version_id(LOCAL_ACTOR, Filter())
    assert {content.version for content in told(occasion, *SIMPLE)} == {newest}


def test_a_brief_without_a_period_is_of_the_latest_12_whole_months(occasion: Occasion) -> None:
    assert (occasion.filter.first, occasion.filter.last) == (date(2025, 1, 1), date(2025, 12, 1))


def test_a_view_of_a_scene_changes_what_it_names_and_nothing_else(occasion: Occasion) -> None:
    whole, sector = told(
        occasion,
        NumeralScene(measures=("incidents",)),
        NumeralScene(measures=("incidents",), view="region=sector:tucson"),
    )
    shown = [
        next(item for item in items_of(content) if isinstance(item, Numeral)) for content in (whole, sector)
    ]
    assert "Tucson Sector" in shown[1].papers.sentence
    assert "Jan 2025 to Dec 2025" in shown[1].papers.sentence
    assert int(shown[1].value.replace(",", "")) < int(shown[0].value.replace(",", ""))


def test_a_map_is_pinned_to_its_period_and_version(occasion: Occasion) -> None:
    view = maps_in(told(occasion, MapScene(view="layers=sectors~60&at=-110,32,6&region=sector:tucson"))[0])[
        0
    ].view
    assert dict(parse_qsl(view)) == {
        "from": "2025-01",
        "to": "2025-12",
        "version": str(occasion.filter.version),
        "region": "sector:tucson",
        "layers": "sectors~60",
        "at": "-110,32,6",
    }


def test_the_headline_of_a_map_is_of_the_regions_that_its_layers_show() -> None:
    for key, set_key in REGION_SETS.items():
        question = layer(key).question(Filter(), View())
        assert (question.measure, question.by, question.region_set) == ("incidents", By.REGION, set_key)


def test_a_numeral_says_what_the_gate_says(occasion: Occasion, gate: Gate) -> None:
    content = told(occasion, NumeralScene(measures=("incidents",)))[0]
    numeral = next(item for item in items_of(content) if isinstance(item, Numeral))
    count = gate.ask(LOCAL_ACTOR, Question(measure="incidents", filter=occasion.filter))
    change = gate.ask(LOCAL_ACTOR, Question(measure="incidents", filter=occasion.filter, form=Form.CHANGE))
    assert numeral.value == count.words()
    assert change.words().lstrip("+-") in numeral.direction
    assert numeral.interval.startswith("95 % interval: ")
    assert numeral.tone in {Tone.STANDS_OUT, Tone.WITHIN_NOISE}
    assert str(numeral.tone) in content.headline
    assert len(numeral.trend) == 24


def test_a_published_count_is_not_judged_by_chance(demo_gate: Gate, tmp_path: Path) -> None:
    occasion = an_occasion(demo_gate, tmp_path, today=date(2026, 11, 30))
    content = told(occasion, NumeralScene(measures=("encounters", "drug-seizure-pounds")))[0]
    numerals = [item for item in items_of(content) if isinstance(item, Numeral)]
    assert [(one.tone, one.interval) for one in numerals] == [(Tone.PLAIN, ""), (Tone.PLAIN, "")]
    assert all("year before" in one.reference for one in numerals)
    assert "whole" in content.sure


@pytest.fixture(scope="session")
def demo_gate(demo_store: Path) -> Gate:
    return Gate(Store.open(demo_store), Settings(store=demo_store))


@pytest.mark.parametrize("token", [default_tokens()[0], default_tokens()[1]])
def test_the_briefs_that_come_with_the_product_are_composed_whole(
    demo_gate: Gate, tmp_path: Path, token: str
) -> None:
    brief = default_brief(token)
    occasion = an_occasion(demo_gate, tmp_path, brief, today=date(2026, 11, 30))
    for scene in brief.scenes:
        content = compose(occasion, brief, scene)
        assert not is_refused(content), (scene.key, words_of(content))
        check_limits(content)
        if content.sources:
            assert all(source.words for source in content.sources)


def test_no_small_count_is_told_by_any_scene(sparse_gate: Gate, tmp_path: Path) -> None:
    occasion = an_occasion(sparse_gate, tmp_path)
    bodies = [
        NumeralScene(measures=("incidents",)),
        MONTHS,
        *(
            ChartScene(measure="incidents", by=by)
            for by in (ChartBy.CATEGORY, ChartBy.COMPONENT, ChartBy.MODE)
        ),
        *(ChartScene(measure="incidents", by=ChartBy.REGION, region_set=key) for key in EVERY_SET),
        *(TableScene(measure="incidents", region_set=key) for key in EVERY_SET),
        ChangeScene(),
    ]
    for content in told(occasion, *bodies):
        assert {words for words in numbers_in(content) if words.strip("+−-").isdigit()} <= {"0"}, content
        assert (
            "cannot tell" in words_of(content).lower()
            or "chance" in content.sure
            or "same" in content.headline
        )


def test_the_rest_of_many_bars_is_summed_only_if_nothing_of_it_is_hidden(gate: Gate, tmp_path: Path) -> None:
    occasion = an_occasion(gate, tmp_path)
    content = told(occasion, ChartScene(measure="incidents", by=ChartBy.REGION, region_set="county"))[0]
    chart = next(item for item in items_of(content) if isinstance(item, Chart))
    question = Question(
        measure="incidents", filter=occasion.filter, by=By.REGION, region_set="county", form=Form.CHANGE
    )
    rows = gate.ask(LOCAL_ACTOR, question).table.to_pylist()
    hidden = [row for row in rows if row["now"] is None]
    filled = [row for row in rows if row["now"] != 0 or row["before"] != 0]
    assert len(chart.labels) == MOST_BARS
    assert chart.labels[-1] == f"{len(filled) - (MOST_BARS - 1):,} others"
    assert hidden
    assert (chart.series[0].values[-1], chart.series[0].words[-1]) == (None, "not shown")


def test_months_that_are_hidden_have_no_height_and_say_why(sparse_gate: Gate, tmp_path: Path) -> None:
    content = told(an_occasion(sparse_gate, tmp_path), MONTHS)[0]
    for item in items_of(content):
        if isinstance(item, Chart):
            for series in item.series:
                pairs = zip(series.values, series.words, strict=True)
                assert all(
                    value is not None or words in {"<10", "withheld", "not known"} for value, words in pairs
                )


def test_regions_whose_change_stands_out_come_first_and_all_others_are_counted(occasion: Occasion) -> None:
    content = told(occasion, TABLE)[0]
    table = next(item for item in items_of(content) if isinstance(item, Table))
    tones = [row[-1] for row in table.rows]
    firsts = [number for number, tone in enumerate(tones) if tone == Tone.STANDS_OUT]
    assert firsts == list(range(len(firsts)))
    question = Question(
        measure="incidents", filter=occasion.filter, by=By.REGION, region_set="sector", form=Form.CHANGE
    )
    rows = occasion.gate.ask(LOCAL_ACTOR, question).table.to_pylist()
    assert table.left_out + len(table.rows) == sum(row["now"] != 0 or row["before"] != 0 for row in rows)


def test_a_longer_period_is_one_line_and_a_month_that_is_not_whole_is_left_out(
    gate: Gate, tmp_path: Path
) -> None:
    occasion = an_occasion(gate, tmp_path)
    long, short = told(
        occasion,
        ChartScene(measure="incidents", by=ChartBy.MONTH, view="from=2023-03&to=2026-02"),
        ChartScene(measure="incidents", by=ChartBy.MONTH, view="from=2025-07&to=2025-09"),
    )
    charts = [
        next(item for item in items_of(content) if isinstance(item, Chart)) for content in (long, short)
    ]
    assert [len(chart.series) for chart in charts] == [1, 2]
    assert (charts[0].labels[0], charts[0].labels[-1]) == ("Mar 2023", "Dec 2025")
    assert charts[1].labels == ("Jul 2025", "Aug 2025", "Sep 2025")
    assert charts[1].series[0].name == "Jul 2025 to Sep 2025"
