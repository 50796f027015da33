"""Briefs in a terminal: what they say, what is frozen, and whether it is still the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.cli_app import run
from dashboard.cli_exit import ExitCode
from data.briefs.content import Numeral
from data.briefs.content_json import contents_from_json, contents_to_json, numbers_digest
from data.briefs.keeping import BriefStore
from data.plans.keeping.store import PlanStore
from data.roles import LOCAL_ACTOR
from tests.data.plans.plan_stores import AT, small_plan

Told = pytest.CaptureFixture[str]


@pytest.fixture
def plans(demo_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PlanStore:
    """A database of its own beside the demonstration store; the commands use both."""
    url = f"sqlite:///{tmp_path / 'plans.sqlite'}"
    monkeypatch.setenv("BORDEROPS_STORE", str(demo_store))
    monkeypatch.setenv("BORDEROPS_DATABASE", url)
    monkeypatch.setenv("COLUMNS", "160")
    return PlanStore(url)


@pytest.mark.usefixtures("plans")
def test_the_briefs_that_come_with_borderops_are_listed(tmp_path: Path, capsys: Told) -> None:
    assert run(["brief", "list"]) == ExitCode.OK
    told = capsys.readouterr().out
    assert "national" in told
    assert "region:best:phoenix" in told
    assert not (tmp_path / "plans.sqlite").exists()


def test_a_scene_is_told_with_its_number_and_the_command_that_repeats_it(
    plans: PlanStore, capsys: Told
) -> None:
    assert run(["brief", "show", "national", "--scene", "incidents"]) == ExitCode.OK
    told = capsys.readouterr().out
    assert "UNMARKED - SYNTHETIC DATA  SYNTHETIC" in told
    assert "95 % interval" in told
    command = next(line.split() for line in told.splitlines() if "borderops explain" in line)
    value = next(line for line in told.splitlines() if line.startswith("  Incidents: ")).split()[1]
    assert run(command[1:]) == ExitCode.OK
    assert value in capsys.readouterr().out


def test_what_is_frozen_is_the_same_when_it_is_rebuilt(plans: PlanStore, capsys: Told) -> None:
    assert run(["brief", "freeze", "region:best:phoenix"]) == ExitCode.OK
    assert "frozen 1: HSI Phoenix" in capsys.readouterr().out
    assert run(["brief", "rebuild", "1"]) == ExitCode.OK
    assert "the same bytes" in capsys.readouterr().out
    assert run(["brief", "show", "frozen:1", "--scene", "incidents"]) == ExitCode.OK
    assert "Incidents: " in capsys.readouterr().out


def test_a_brief_that_is_not_as_it_was_frozen_ends_with_exit_code_1(plans: PlanStore, capsys: Told) -> None:
    run(["brief", "freeze", "national"])
    frozen = BriefStore(plans.database).frozen
    kept = frozen.open(1)
    first, *others = contents_from_json(kept.content)
    panel = first.panels[0]
    items = tuple(replace(one, value="7,777,777") if isinstance(one, Numeral) else one for one in panel.items)
    forged = (replace(first, panels=(replace(panel, items=items),)), *others)
    frozen.add(
        LOCAL_ACTOR,
        "forged",
        brief=kept.brief,
        content=contents_to_json(forged),
        data_version=kept.summary.data_version,
        digest=numbers_digest(forged),
        at=datetime.now(UTC),
    )
    capsys.readouterr()
    assert run(["brief", "rebuild", "2"]) == ExitCode.MISMATCH
    assert "frozen 7,777,777" in capsys.readouterr().out


def test_two_plans_are_compared(plans: PlanStore, capsys: Told) -> None:
    for name, regions in (("Option A", 3), ("Option B", 5)):
        plans.create(LOCAL_ACTOR, name=name, plan=small_plan(regions=regions), origin="a test", at=AT)
    assert run(["brief", "compare", "1", "2"]) == ExitCode.OK
    told = capsys.readouterr().out
    assert "Option A" in told
    assert "+2" in told
    command = next(line.split() for line in told.splitlines() if "borderops brief compare" in line)
    assert run(command[1:]) == ExitCode.OK
    assert capsys.readouterr().out.split()[:20] == told.split()[:20]
    assert run(["brief", "compare", "1", "9"]) == ExitCode.NOT_FOUND


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["show", "no-brief"], ExitCode.REFUSED),
        (["show", "national", "--scene", "nope"], ExitCode.REFUSED),
        (["show", "frozen:99"], ExitCode.REFUSED),
        (["rebuild", "x"], ExitCode.REFUSED),
        (["compare", "one", "2"], ExitCode.REFUSED),
    ],
)
def test_what_is_not_there_is_refused_with_what_to_do(
    plans: PlanStore, capsys: Told, words: list[str], code: ExitCode
) -> None:
    assert run(["brief", *words]) == code
    assert "to do" in capsys.readouterr().err
