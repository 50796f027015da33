"""The scene of change: four parts that sum, within boundaries in force, and in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType

import pytest

from data.answers.gate import Gate
from data.briefs.boundaries import boundary_on
from data.briefs.brief import Brief, ChangeScene, Scene
from data.briefs.change import NO_BRIEF, change_panels
from data.briefs.composing import occasion_of
from data.briefs.content import Chart, ChartKind, Numeral, Text, Tone
from data.briefs.defaults import NATIONAL
from data.briefs.kept_briefs import FrozenBrief, FrozenSummary
from data.briefs.occasion import Occasion
from data.geography.regions import counties_of
from data.plans.figures.plan_figures import PlanFigures
from data.plans.keeping.store import PlanStore
from data.plans.plan import Plan
from data.plans.starts import start
from data.roles import LOCAL_ACTOR
from tests.data.histories import History
from tests.data.plans.plan_stores import AT, small_plan
from tests.data.plans.reviews import approve, checked, submitted

FROZEN_AT = datetime(2026, 10, 20, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 30)
PHOENIX = "region=best:phoenix"


def brief_of(view: str, *, of_brief: str = "") -> Brief:
    scenes = (Scene(key="change", title="Change", body=ChangeScene(view=view)),)
    return Brief(title="South-west", scenes=scenes, view=of_brief)


def frozen(history: History, brief: Brief, *, at: datetime = FROZEN_AT) -> FrozenBrief:
    summary = FrozenSummary(
        frozen_id=1,
        token=NATIONAL,
        title=brief.title,
        data_version=history.first_version,
        digest="",
        frozen_at=at,
        frozen_by="maria",
    )
    return FrozenBrief(summary=summary, brief=brief, content="{}")


@pytest.fixture
def plans(tmp_path: Path) -> PlanStore:
    return PlanStore(f"sqlite:///{tmp_path / 'plans.sqlite'}")


@pytest.fixture
def occasion(history: History, plans: PlanStore) -> Callable[..., Occasion]:
    def made(brief: Brief, *, today: date = TODAY, gate: Gate = history.gate) -> Occasion:
        return occasion_of(gate, plans, PlanFigures(gate), LOCAL_ACTOR, brief, today=today)

    return made


def told(
    occasion: Occasion, view: str, previous: FrozenBrief | None
) -> tuple[str, str, Chart, Numeral | None, str]:
    headline, sure, panels = change_panels(occasion, ChangeScene(view=view), previous)
    items = [item for panel in panels for item in panel.items]
    (chart,) = (item for item in items if isinstance(item, Chart))
    numerals = [item for item in items if isinstance(item, Numeral)]
    words = " ".join(line for item in items if isinstance(item, Text) for line in item.paragraphs)
    return headline, sure, chart, numerals[0] if numerals else None, words


def test_a_waterfall_stands_on_the_last_brief_and_its_steps_sum_to_now(
    history: History, occasion: Callable[..., Occasion]
) -> None:
    brief = brief_of("category=Agriculture interdiction")
    here = occasion(brief)
    headline, sure, chart, numeral, words = told(here, brief.scenes[0].body.view, frozen(history, brief))
    (series,) = chart.series
    assert chart.kind is ChartKind.WATERFALL
    assert chart.labels[0] == "Last brief, 20 Oct 2026"
    assert chart.labels[-1] == "Now"
    assert sum(value or 0 for value in series.values[:-1]) == series.values[-1]
    assert len(series.words) == len(series.intervals) == len(series.tones) == len(chart.labels)
    assert [interval is not None for interval in series.intervals] == [
        label.startswith("Real") for label in chart.labels
    ]
    assert numeral is not None
    assert numeral.reference == "in Oct 2026 than Oct 2025"
    assert numeral.direction in {"▲ more", "▼ fewer"}
    assert numeral.interval.startswith("95 % interval")
    assert numeral.tone in {Tone.STANDS_OUT, Tone.WITHIN_NOISE}
    assert str(numeral.tone) in headline
    assert "bookkeeping" in sure
    assert any("order" in caveat for caveat in chart.papers.caveats)
    assert history.truth["restatement"]["words"] in words
    assert chart.papers.is_synthetic
    assert history.first_version in chart.papers.repeat
    assert history.last_version in chart.papers.repeat


def test_an_approved_plan_that_came_into_force_since_is_a_moved_boundary(
    history: History, occasion: Callable[..., Occasion], plans: PlanStore
) -> None:
    moved = history.truth["moved"]
    today = start("today")
    keys = {region.name: region.key for region in today.regions}
    there = MappingProxyType({**today.assigned, moved["county"]: keys["HSI El Paso"]})
    approve(plans, checked(plans, submitted(plans, plan=replace(today, assigned=there))))
    brief = brief_of(PHOENIX)
    chart, words = (
        told(occasion(brief, today=AT.date()), PHOENIX, frozen(history, brief))[at] for at in (2, 4)
    )
    steps = dict(zip(chart.labels, chart.series[0].values, strict=True))
    first, last = history.truth["then"]
    counted = sum(
        rows
        for (county, _, month), rows in history.rows.items()
        if county == moved["county"] and first <= month <= last
    )
    assert steps["Boundary moved"] == -counted
    assert "the approved plan South-west" in words
    # The day before it is in force nothing has moved.
    before = boundary_on(plans, FROZEN_AT.date(), ("best:phoenix",))
    assert before.regions == ("best:phoenix",)


def test_a_plan_that_cuts_a_county_or_empties_a_region_leaves_the_packaged_boundary(
    plans: PlanStore,
) -> None:
    today = start("today")
    gone = {key for key in today.assigned if today.assigned[key] == today.regions[0].key}
    kept = MappingProxyType({unit: key for unit, key in today.assigned.items() if unit not in gone})
    approve(plans, checked(plans, submitted(plans, plan=replace(today, assigned=kept))))
    found = boundary_on(plans, AT.date(), ("best:atlanta", "best:phoenix"))
    assert found.regions == ("best:atlanta", "best:phoenix")
    assert found.notes == ("The approved plan has no county in HSI Atlanta. The packaged boundary is used.",)


def test_a_plan_of_other_regions_moves_nothing(plans: PlanStore) -> None:
    approve(plans, checked(plans, submitted(plans, plan=small_plan())))
    assert boundary_on(plans, AT.date(), ("best:phoenix",)).plan == ""
    assert boundary_on(plans, AT.date(), ()).regions == ()


def test_another_region_in_the_scene_is_a_moved_boundary_too(
    history: History, occasion: Callable[..., Occasion]
) -> None:
    then, now = brief_of("region=sector:tucson"), brief_of("region=sector:tucson|sector:yuma")
    chart = told(occasion(now), now.scenes[0].body.view, frozen(history, then))[2]
    steps = dict(zip(chart.labels, chart.series[0].values, strict=True))
    yuma = counties_of(["sector:yuma"])
    assert steps["Boundary moved"] == history.counted("then", lambda county, _: county in yuma)


def test_the_region_of_the_brief_is_that_of_its_scenes(
    history: History, occasion: Callable[..., Occasion]
) -> None:
    brief = brief_of("", of_brief="region=sector:tucson")
    chart = told(occasion(brief), "", frozen(history, brief))[2]
    tucson = counties_of(["sector:tucson"])
    assert chart.series[0].values[-1] == history.counted("now", lambda county, _: county in tucson)
    assert "sector:tucson" in chart.papers.repeat


def test_without_a_last_brief_it_is_compared_with_a_year_before_and_says_so(
    history: History, occasion: Callable[..., Occasion]
) -> None:
    brief = brief_of("")
    headline, _, chart, numeral, words = told(occasion(brief), "", None)
    assert chart.labels == ("A year before", "Real change", "Now")
    assert NO_BRIEF in words
    assert "a year before" in headline
    assert chart.title == "Change since a year before"
    assert numeral is not None
    assert numeral.tone in {Tone.STANDS_OUT, Tone.WITHIN_NOISE}
    assert chart.series[0].values[-1] == history.counted("now", lambda *_: True)


def test_the_same_months_have_no_real_change_and_no_verdict(
    history: History, occasion: Callable[..., Occasion]
) -> None:
    brief = brief_of("", of_brief="from=2025-10&to=2026-09")
    headline, sure, chart, numeral, _ = told(occasion(brief), "", frozen(history, brief))
    assert "same months" in sure
    assert numeral is not None
    assert (numeral.value, numeral.interval, numeral.tone) == ("0", "", Tone.PLAIN)
    assert all(interval is None for interval in chart.series[0].intervals)
    assert "in the last brief" in headline


def test_a_count_below_the_floor_is_not_told(history: History, occasion: Callable[..., Occasion]) -> None:
    view = "region=county:48301"
    brief = brief_of(view)
    _, _, panels = change_panels(occasion(brief), ChangeScene(view=view), frozen(history, brief))
    shown = [item for panel in panels for item in panel.items if isinstance(item, Chart | Numeral)]
    values = [value for item in shown if isinstance(item, Chart) for value in item.series[0].values]
    assert all(value is None or value == 0 or abs(value) >= 10 for value in values)


def test_no_scene_is_too_long_for_a_wall(history: History, occasion: Callable[..., Occasion]) -> None:
    for view in ("", PHOENIX, "category=Trade enforcement"):
        brief = brief_of(view)
        _, _, panels = change_panels(occasion(brief), ChangeScene(view=view), frozen(history, brief))
        assert len(panels) <= 3
        for panel in panels:
            words = [line for item in panel.items if isinstance(item, Text) for line in item.paragraphs]
            assert len(" ".join(words).split()) <= 60


def test_an_empty_plan_is_no_boundary(plans: PlanStore) -> None:
    approve(plans, checked(plans, submitted(plans, plan=Plan())))
    assert boundary_on(plans, AT.date(), ("best:phoenix",)).regions == ("best:phoenix",)
