"""A frozen brief rebuilt a version later is the same bytes, or says what may not be told any more."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from data.answers.filters import Filter
from data.answers.gate import Gate
from data.briefs.brief import (
    AskScene,
    ChangeScene,
    ChartBy,
    ChartScene,
    Choice,
    ComparisonScene,
    NumeralScene,
)
from data.briefs.cells import cells_of, is_refused
from data.briefs.content import Numeral
from data.briefs.content_json import contents_from_json, contents_to_json, numbers_digest
from data.briefs.freezing import Sameness, freeze, rebuild
from data.briefs.keeping import BriefStore
from data.errors import AccessDeniedError, BriefError, UnknownBriefError
from data.intake.store import Store
from data.plans.keeping.database import Database
from data.roles import LOCAL_ACTOR, Actor, Role
from data.settings import Settings
from tests.data.briefs.freezing_bench import AT, BRIEF, Bench
from tests.data.briefs.occasions import a_brief, an_occasion, items_of, numbers_in
from tests.data.plans.plan_stores import MARIA, small_plan, to


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_a_brief_rebuilt_at_once_is_the_same_bytes(bench: Bench) -> None:
    frozen = freeze(bench.briefs, bench.occasion, "national", BRIEF, at=AT)
    found = rebuild(bench.briefs, bench.occasion, frozen.frozen_id)
    assert (found.sameness, found.differences) == (Sameness.SAME, ())
    assert contents_to_json(found.contents) == bench.briefs.frozen.open(frozen.frozen_id).content
    assert found.digest == frozen.digest == numbers_digest(found.contents)


def test_a_brief_rebuilt_a_version_later_is_the_same_bytes(bench: Bench) -> None:
    frozen = freeze(bench.briefs, bench.occasion, "national", BRIEF, at=AT)
    kept = bench.briefs.frozen.open(frozen.frozen_id).content
    bench.take_in("later", bench.late(400))
    assert bench.gate.version_id(LOCAL_ACTOR, Filter()) != frozen.data_version
    found = rebuild(bench.briefs, bench.occasion, frozen.frozen_id)
    assert found.sameness is Sameness.SAME, found.differences
    assert contents_to_json(found.contents) == kept
    assert found.digest == frozen.digest


def test_a_few_late_events_hide_the_numbers_that_would_give_them_away(bench: Bench) -> None:
    frozen = freeze(bench.briefs, bench.occasion, "national", BRIEF, at=AT)
    kept = contents_from_json(bench.briefs.frozen.open(frozen.frozen_id).content)
    bench.take_in("later", bench.late(4))
    found = rebuild(bench.briefs, bench.occasion, frozen.frozen_id)
    assert found.sameness is Sameness.WITHHELD
    assert "withheld" in found.words or "no longer told" in found.words
    assert all(one.frozen and not one.rebuilt for one in found.differences)
    _check_no_small_step(bench, found.contents)
    told = [cells_of(content) for content in found.contents]
    for was, now in zip(map(cells_of, kept), told, strict=True):
        assert all(now[name] == was[name] for name in now if name in was)


def _check_no_small_step(bench: Bench, shown: tuple[object, ...]) -> None:
    """Nothing that is shown of the frozen brief differs by 1 to 9 from the same number of the brief now."""
    newest = bench.occasion_now(BRIEF)
    now = freeze(bench.briefs, newest, "now", BRIEF, at=AT)
    anew = contents_from_json(bench.briefs.frozen.open(now.frozen_id).content)
    compared = 0
    for was, is_now in zip(shown, anew, strict=True):
        before, after = cells_of(was), cells_of(is_now)  # type: ignore[arg-type]
        for name in before.keys() & after.keys():
            pair = [words.replace(",", "").lstrip("+−-") for words in (before[name], after[name])]
            if all(words.isdigit() for words in pair) and "Change" not in name and "rows counted" not in name:
                step = abs(int(pair[0]) - int(pair[1]))
                compared += 1
                assert step == 0 or step >= 10, (name, pair)
    assert compared


def test_a_correction_of_old_rows_is_a_step_like_any_other(bench: Bench) -> None:
    frozen = freeze(bench.briefs, bench.occasion, "national", BRIEF, at=AT)
    recent = [row for row, moment in enumerate(bench.rows["occurred_at"].to_pylist()) if moment.year == 2025][
        :5
    ]
    moved = bench.rows.take(recent)
    reported = pa.array([datetime(2026, 2, 1, tzinfo=UTC)] * 5, pa.timestamp("us", tz="UTC"))
    category = [one for one in set(bench.rows["category"].to_pylist()) if one != moved["category"][0].as_py()]
    assert category
    moved = moved.set_column(moved.schema.get_field_index("reported_at"), "reported_at", reported)
    mode = pa.array(["sea"] * 5)
    moved = moved.set_column(moved.schema.get_field_index("mode"), "mode", mode)
    bench.take_in("corrected", moved)
    by_mode = a_brief(ChartScene(measure="incidents", by=ChartBy.MODE), NumeralScene(measures=("incidents",)))
    again = freeze(
        bench.briefs,
        replace(bench.occasion_now(by_mode), filter=bench.occasion.filter),
        "modes",
        by_mode,
        at=AT,
    )
    assert again.data_version == frozen.data_version
    found = rebuild(bench.briefs, bench.occasion, frozen.frozen_id)
    assert found.sameness in {Sameness.SAME, Sameness.WITHHELD}
    shown = rebuild(bench.briefs, bench.occasion, again.frozen_id)
    modes = next(iter(shown.contents))
    newest = freeze(bench.briefs, bench.occasion_now(by_mode), "modes", by_mode, at=AT)
    now = contents_from_json(bench.briefs.frozen.open(newest.frozen_id).content)[0]
    before, after = cells_of(modes), cells_of(now)
    counts = [name for name in before.keys() & after.keys() if "rows counted" not in name]
    steps = [abs(int(before[name].replace(",", "")) - int(after[name].replace(",", ""))) for name in counts]
    assert counts
    assert all(step == 0 or step >= 10 for step in steps)


def test_sources_of_a_frozen_brief_are_as_old_as_on_its_day(bench: Bench) -> None:
    frozen = freeze(bench.briefs, bench.occasion, "national", BRIEF, at=AT)
    much_later = replace(bench.occasion, today=date(2027, 1, 1))
    found = rebuild(bench.briefs, much_later, frozen.frozen_id)
    assert found.sameness is Sameness.SAME
    assert not any(source.is_late for content in found.contents for source in content.sources)


def test_plans_are_frozen_as_they_are(bench: Bench) -> None:
    plans = bench.occasion.plans
    first = plans.create(MARIA, name="Option A", plan=small_plan(), origin="a test", at=AT)
    other = plans.create(MARIA, name="Option B", plan=small_plan(), origin="a test", at=AT)
    brief = a_brief(
        ComparisonScene(plan=first.plan_id, other=other.plan_id),
        AskScene(decision="Adopt it", options=(Choice(name="Yes"),), who="Us", plan=first.plan_id),
    )
    occasion = replace(bench.occasion_now(brief), plans=plans)
    frozen = freeze(bench.briefs, occasion, "plans", brief, at=AT)
    plans.save(MARIA, other.plan_id, to("r1", "04019"), expected_version=other.version, at=AT)
    found = rebuild(bench.briefs, occasion, frozen.frozen_id)
    assert found.sameness is Sameness.SAME, found.differences
    assert not is_refused(found.contents[0])


def test_the_change_since_the_last_brief_is_since_that_which_was_the_last_then(bench: Bench) -> None:
    brief = a_brief(ChangeScene())
    first = freeze(bench.briefs, bench.occasion_now(brief), "change", brief, at=AT)
    bench.take_in("later", bench.late(400))
    second = freeze(bench.briefs, bench.occasion_now(brief), "change", brief, at=AT)
    freeze(bench.briefs, bench.occasion_now(brief), "change", brief, at=AT)
    found = rebuild(bench.briefs, bench.occasion, second.frozen_id)
    assert found.sameness is Sameness.SAME, found.differences
    assert "last brief" in contents_to_json(found.contents)
    assert rebuild(bench.briefs, bench.occasion, first.frozen_id).sameness is Sameness.SAME


def test_a_brief_whose_version_is_pruned_shows_no_number(bench: Bench) -> None:
    frozen = freeze(bench.briefs, bench.occasion, "national", BRIEF, at=AT)
    bench.take_in("later", bench.late(400))
    bench.store.prune(1, now=AT)
    bench.gate = Gate(bench.store, Settings(store=bench.store.path))
    found = rebuild(bench.briefs, replace(bench.occasion, gate=bench.gate), frozen.frozen_id)
    assert found.sameness is Sameness.GONE
    assert [is_refused(content) for content in found.contents] == [True] * 7 + [False]
    assert not [words for content in found.contents for words in numbers_in(content)]


def test_a_scene_that_was_changed_is_found(bench: Bench) -> None:
    frozen = freeze(bench.briefs, bench.occasion, "national", BRIEF, at=AT)
    kept = bench.briefs.frozen.open(frozen.frozen_id)
    contents = contents_from_json(kept.content)
    numeral = next(item for item in items_of(contents[0]) if isinstance(item, Numeral))
    panel = replace(contents[0].panels[0], items=(replace(numeral, value="1,234,567"),))
    forged = (replace(contents[0], panels=(panel,)), *contents[1:])
    other = bench.briefs.frozen.add(
        LOCAL_ACTOR,
        "forged",
        brief=kept.brief,
        content=contents_to_json(forged),
        data_version=frozen.data_version,
        digest=numbers_digest(forged),
        at=AT,
    )
    found = rebuild(bench.briefs, bench.occasion, other.frozen_id)
    assert found.sameness is Sameness.CHANGED
    assert [(one.number, one.frozen, one.rebuilt) for one in found.differences] == [
        ("panel 1, Incidents", "1,234,567", numeral.value)
    ]


def test_only_who_may_edit_briefs_may_freeze_them(bench: Bench) -> None:
    viewer = Actor(name="vera", role=Role.VIEWER)
    with pytest.raises(AccessDeniedError):
        freeze(bench.briefs, bench.occasion_now(BRIEF, viewer), "national", BRIEF, at=AT)
    frozen = freeze(bench.briefs, bench.occasion, "national", BRIEF, at=AT)
    assert (
        rebuild(bench.briefs, bench.occasion_now(BRIEF, viewer), frozen.frozen_id).sameness is Sameness.SAME
    )


def test_nothing_is_frozen_of_an_empty_store(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    occasion = an_occasion(Gate(store, Settings(store=tmp_path / "store")), tmp_path, BRIEF)
    briefs = BriefStore(Database(f"sqlite:///{tmp_path / 'briefs.sqlite'}"))
    with pytest.raises(BriefError, match="no data"):
        freeze(briefs, occasion, "national", BRIEF, at=AT)
    with pytest.raises(UnknownBriefError):
        rebuild(briefs, occasion, 1)
