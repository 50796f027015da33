"""Scenes say what they should from one data version; what cannot be said is said in words."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.measures import MEASURES
from data.answers.question import By, Form, Question
from data.briefs.brief import (
    AskScene,
    Body,
    ChangeScene,
    ChartBy,
    ChartScene,
    Choice,
    ComparisonScene,
    MapScene,
    NoteScene,
    NumeralScene,
    ProgrammeScene,
    TableScene,
)
from data.briefs.cells import is_refused
from data.briefs.composing import compose
from data.briefs.content import (
    MOST_BARS,
    MOST_COLUMNS,
    MOST_NUMERALS,
    MOST_PANELS,
    MOST_POINTS,
    MOST_ROWS,
    MOST_WORDS,
    Ask,
    Chart,
    ChartKind,
    Numeral,
    Papers,
    SceneContent,
    Table,
    Text,
    Tone,
)
from data.briefs.content_json import content_from_json, content_to_json
from data.briefs.defaults import default_brief, default_tokens
from data.briefs.occasion import Occasion
from data.briefs.scenes.maps import REGION_SETS
from data.geography.regions import region_set, region_sets
from data.intake.store import Store
from data.roles import LOCAL_ACTOR, Actor, Role
from data.settings import Settings
from layers.base import View
from layers.discovery import layer
from tests.data.briefs.occasions import an_occasion, items_of, maps_in, numbers_in, told, words_of
from tests.data.plans.plan_stores import AT, MARIA, small_plan, to

EVERY_SET = tuple(one.key for one in region_sets())
NUMERALS = NumeralScene(measures=("incidents", "encounters", "detention-population"))
MONTHS = ChartScene(measure="incidents", by=ChartBy.MONTH)
SECTORS = ChartScene(measure="incidents", by=ChartBy.REGION, region_set="sector")
TABLE = TableScene(measure="incidents", region_set="sector")
NOTE = NoteScene(words="Say it first.\nThen say why.")
ASK = AskScene(decision="Move it", options=(Choice(name="Yes"),), who="The commander", recommendation="R1")
SIMPLE: tuple[Body, ...] = (
    MapScene(view="layers=sectors&at=-110,32,6"),
    NUMERALS,
    MONTHS,
    *(ChartScene(measure="incidents", by=by) for by in (ChartBy.CATEGORY, ChartBy.COMPONENT, ChartBy.MODE)),
    SECTORS,
    TABLE,
    NOTE,
    ASK,
    ChangeScene(),
    ProgrammeScene(programme="best-ibet"),
)


@pytest.fixture
def occasion(gate: Gate, tmp_path: Path) -> Occasion:
    return an_occasion(gate, tmp_path)


@pytest.mark.parametrize("body", SIMPLE, ids=lambda body: f"{type(body).__name__}-{getattr(body, 'by', '')}")
def test_every_kind_of_scene_is_composed_within_the_limits(occasion: Occasion, body: Body) -> None:
    content = told(occasion, body)[0]
    assert not is_refused(content), words_of(content)
    _check_limits(content)
    assert content_from_json(content_to_json(content)) == content


def _check_limits(content: SceneContent) -> None:
    assert content.headline
    assert content.sure
    assert content.marking
    assert 1 <= len(content.panels) <= MOST_PANELS
    for panel in content.panels:
        assert sum(isinstance(item, Numeral) for item in panel.items) <= MOST_NUMERALS
    for item in items_of(content):
        match item:
            case Numeral():
                _check_papers(item.papers, content)
                assert len(item.trend) <= MOST_POINTS
            case Chart():
                _check_papers(item.papers, content)
                _check_chart(item)
            case Table():
                _check_papers(item.papers, content)
                assert len(item.rows) <= MOST_ROWS
                assert len(item.columns) == len(item.numeric) <= MOST_COLUMNS
                assert all(len(row) == len(item.columns) for row in item.rows)
            case Text():
                assert len(" ".join(item.paragraphs).split()) <= MOST_WORDS
            case _:
                pass


def _check_chart(chart: Chart) -> None:
    most = MOST_POINTS if chart.kind is ChartKind.LINE else MOST_BARS
    assert 1 <= len(chart.labels) <= most
    for series in chart.series:
        assert len(series.values) == len(series.words) == len(chart.labels)
        assert len(series.intervals) in {0, len(chart.labels)}
        assert len(series.tones) in {0, len(chart.labels)}
        assert all(words for words in series.words)


def _check_papers(papers: Papers, content: SceneContent) -> None:
    assert papers.version == content.version
    for part in (papers.title, papers.definition, papers.unit, papers.source, papers.sentence, papers.repeat):
        assert part


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
        _check_limits(content)
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
    hidden = [value for value in gate.ask(LOCAL_ACTOR, question).table["now"].to_pylist() if value is None]
    assert len(chart.labels) == MOST_BARS
    assert chart.labels[-1] == f"{len(region_set('county').regions) + 1 - (MOST_BARS - 1)} others"
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
    assert table.left_out + len(table.rows) == len(region_set("sector").regions) + 1


# What cannot be composed


def test_a_scene_that_cannot_be_composed_says_why_and_the_others_stand(occasion: Occasion) -> None:
    contents = told(
        occasion,
        NUMERALS,
        NumeralScene(measures=("no-such-measure",)),
        ComparisonScene(plan=7, other=8),
        NumeralScene(measures=("incidents",), view="version=v000099"),
        ChartScene(measure="incidents", by=ChartBy.REGION, region_set="no-set"),
        NumeralScene(measures=("incidents",), view="from=1990-01&to=1990-12"),
        NOTE,
    )
    assert [is_refused(content) for content in contents] == [False, True, True, True, True, True, False]
    for content, word in zip(contents[1:6], ("measure", "plan", "version", "set", "1990"), strict=True):
        assert word in words_of(content)
        assert not list(numbers_in(content))
        assert content.marking


def test_an_empty_store_leaves_notes_and_asks_standing(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    occasion = an_occasion(Gate(store, Settings(store=tmp_path / "store")), tmp_path)
    contents = told(occasion, *SIMPLE)
    assert occasion.filter.version is None
    stand = [content for content in contents if not is_refused(content)]
    assert [type(item) for content in stand for item in items_of(content)] == [Text, Ask]
    assert all("ingest" in words_of(content) for content in contents if is_refused(content))


def test_no_incidents_at_all_are_not_told_as_zero(empty_gate: Gate, tmp_path: Path) -> None:
    for content in told(
        an_occasion(empty_gate, tmp_path), NumeralScene(measures=("incidents",)), MONTHS, TABLE
    ):
        assert is_refused(content)
        assert "no incidents are loaded" in words_of(content).lower()


def test_a_viewer_is_not_shown_drafts_of_plans(gate: Gate, tmp_path: Path) -> None:
    viewer = Actor(name="vera", role=Role.VIEWER)
    occasion = an_occasion(gate, tmp_path, actor=viewer)
    plan = occasion.plans.create(MARIA, name="Option A", plan=small_plan(), origin="a test", at=AT)
    compared = told(occasion, ComparisonScene(plan=plan.plan_id, other=plan.plan_id))[0]
    asked = told(occasion, AskScene(decision="Move", options=(), who="", plan=plan.plan_id))[0]
    assert is_refused(compared)
    ask = next(item for item in items_of(asked) if isinstance(item, Ask))
    assert ask.link == ""
    assert "planners" in ask.link_words


# Plans


def test_two_plans_are_compared_on_maps_and_in_a_table(occasion: Occasion) -> None:
    first = occasion.plans.create(MARIA, name="Option A", plan=small_plan(), origin="a test", at=AT)
    other = occasion.plans.create(MARIA, name="Option B", plan=small_plan(), origin="a test", at=AT)
    moved = occasion.plans.save(
        MARIA, other.plan_id, to("r1", "04019", "48141", "48229"), expected_version=other.version, at=AT
    )
    content = told(occasion, ComparisonScene(plan=first.plan_id, other=other.plan_id))[0]
    _check_limits(content)
    assert "3 counties change" in content.headline
    maps = maps_in(content)
    assert [(one.plan, one.edit) for one in maps] == [
        (first.plan_id, first.edit_id),
        (other.plan_id, moved.head.edit_id),
    ]
    table = next(item for item in items_of(content) if isinstance(item, Table))
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["Counties and parts in no region"][2] in {"−2", "−3"}
    assert table.papers.repeat.startswith("brief compare ")


def test_an_ask_names_its_plan_and_recommendation(occasion: Occasion) -> None:
    plan = occasion.plans.create(MARIA, name="Option A", plan=small_plan(), origin="a test", at=AT)
    occasion.plans.versions.add(MARIA, plan.plan_id, name="for the council", at=AT)
    body = AskScene(
        decision="Adopt it",
        options=(Choice(name="Adopt", cost="Two agents"), Choice(name="Wait", risk="Seam stays")),
        who="The commander",
        by_when="15 Dec 2026",
        recommendation="R1",
        plan=plan.plan_id,
        edit=plan.edit_id,
    )
    content = told(occasion, body)[0]
    ask = next(item for item in items_of(content) if isinstance(item, Ask))
    assert ask.link == f"/planner?plan={plan.plan_id}"
    assert ask.link_words == "Option A, for the council"
    assert ask.recommendation == "R1 Task forces by region"
    assert content.headline == "The commander is asked to decide by 15 Dec 2026."


def test_an_ask_whose_plan_is_gone_stands(occasion: Occasion) -> None:
    content = told(occasion, AskScene(decision="Adopt it", options=(), who="", plan=41))[0]
    ask = next(item for item in items_of(content) if isinstance(item, Ask))
    assert ask.link == ""
    assert "no longer there" in ask.link_words


def test_a_long_note_is_cut_and_says_so(occasion: Occasion) -> None:
    content = told(occasion, NoteScene(words="word " * 300))[0]
    _check_limits(content)
    text = next(item for item in items_of(content) if isinstance(item, Text))
    assert text.paragraphs[-1].endswith("…")


# Whatever is asked


VIEWS = st.builds(
    lambda region, first, months: f"{region}from=202{first}-01&to=202{first}-{months:02d}",
    st.sampled_from(
        ["", "region=sector:tucson&", "region=state:texas&", "category=Drug seizure&", "mode=sea&"]
    ),
    st.integers(3, 6),
    st.integers(1, 12),
)
BODIES = st.one_of(
    st.builds(
        lambda keys, view: NumeralScene(measures=tuple(keys), view=view),
        st.lists(st.sampled_from(sorted(MEASURES)), min_size=1, max_size=3),
        VIEWS,
    ),
    st.builds(
        lambda key, by, region_set, view: ChartScene(measure=key, by=by, region_set=region_set, view=view),
        st.sampled_from(sorted(MEASURES)),
        st.sampled_from(ChartBy),
        st.sampled_from(["", *EVERY_SET]),
        VIEWS,
    ),
    st.builds(
        lambda key, region_set, view: TableScene(measure=key, region_set=region_set, view=view),
        st.sampled_from(sorted(MEASURES)),
        st.sampled_from(EVERY_SET),
        VIEWS,
    ),
    st.builds(
        lambda key, view: MapScene(view=f"{view}&layers={key}"), st.sampled_from(sorted(REGION_SETS)), VIEWS
    ),
)


@settings(max_examples=40)
@given(body=BODIES)
def test_whatever_is_asked_is_told_within_the_limits_or_refused_in_words(
    gate: Gate, tmp_path_factory: pytest.TempPathFactory, body: Body
) -> None:
    content = told(an_occasion(gate, tmp_path_factory.getbasetemp()), body)[0]
    _check_limits(content)
    if "incidents" in {getattr(body, "measure", ""), *getattr(body, "measures", ())}:
        for words in numbers_in(content):
            assert words.strip("+−-") not in {str(number) for number in range(1, 10)} or words[0] in "+−-"
    assert content_from_json(content_to_json(content)) == content


def test_an_actor_of_some_regions_is_told_of_them_and_refused_the_rest_in_words(
    gate: Gate, tmp_path: Path
) -> None:
    actor = Actor(name="ada", role=Role.OPERATOR, regions=("sector:tucson",))
    occasion = an_occasion(gate, tmp_path, actor=actor)
    whole, own, note = told(
        occasion,
        NumeralScene(measures=("incidents",)),
        NumeralScene(measures=("incidents",), view="region=sector:tucson"),
        NOTE,
    )
    assert [is_refused(content) for content in (whole, own, note)] == [True, False, False]
    assert not list(numbers_in(whole))
    assert note.is_synthetic
