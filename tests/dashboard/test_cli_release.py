"""What waits is released, marked, withdrawn and purged at the terminal too, as its help says."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dashboard.cli_app import run
from dashboard.cli_exit import ExitCode
from data.briefs.named_versions import named_versions
from data.intake.store import Store
from data.plans.keeping.database import Database
from data.plans.keeping.store import PlanStore
from data.plans.plan import Plan
from data.roles import LOCAL_ACTOR
from tests.data.intake.made import incidents, take_in

ROW = (
    "{name},2026-10-30T10:00:00Z,2026-10-30T12:00:00Z,-106.44,31.80,"
    "Encounter between ports,Apprehension,CBP-USBP,foot,test log\n"
)
HEADER = "incident_id,occurred_at,reported_at,lon,lat,category,subcategory,component,mode,source\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a store to be; new data wait there."""
    monkeypatch.setenv("BORDEROPS_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("BORDEROPS_DATABASE", f"sqlite:///{tmp_path / 'plans.sqlite'}")
    monkeypatch.setenv("BORDEROPS_REVIEW", "yes")
    return tmp_path


def taken_in(folder: Path, name: str, *options: str) -> None:
    path = folder / f"{name}.csv"
    path.write_text(HEADER + ROW.format(name=name), encoding="utf-8")
    assert run(["ingest", str(path), *options]) == ExitCode.OK


def states(folder: Path) -> list[tuple[str, str]]:
    return [(one.state, one.marking) for one in Store.open(folder / "store").versions()]


def test_from_the_file_to_its_withdrawal(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    taken_in(folder, "one", "--marking", "CUI")
    assert "borderops release v000001 --reason" in capsys.readouterr().out
    assert run(["release"]) == ExitCode.OK
    assert "v000001" in capsys.readouterr().out
    assert run(["release", "v000001"]) == ExitCode.REFUSED
    assert run(["release", "v000001", "--reason", "looked at"]) == ExitCode.OK
    taken_in(folder, "two")
    assert states(folder) == [("released", "CUI"), ("pending", "CUI")]
    assert run(["release", "v000001", "--reason", "again"]) == ExitCode.REFUSED
    assert run(["release", "v000001", "--reason", "a letter", "--marking", "CUI//LES"]) == ExitCode.OK
    assert states(folder) == [("released", "CUI//LES"), ("pending", "CUI//LES")]
    capsys.readouterr()
    assert run(["withdraw", "v000001", "--reason", "twice", "--json"]) == ExitCode.OK
    assert json.loads(capsys.readouterr().out) == {"withdrawn": ["v000001", "v000002"], "current": None}
    assert run(["release", "v000009", "--reason", "x"]) == ExitCode.NOT_FOUND


def test_a_purge_keeps_what_a_plan_names_and_says_what_would_go(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = Store.create(folder / "store")
    for number, name in enumerate("abcd"):
        at = datetime.now(UTC) - timedelta(days=500 - number)
        take_in(store, incidents({"incident_id": name}), name, now=at)
    plans = PlanStore(f"sqlite:///{folder / 'plans.sqlite'}")
    now = datetime.now(UTC)
    plans.create(LOCAL_ACTOR, name="Option A", plan=Plan(), origin="drawn from v000002", at=now)
    assert named_versions(plans.database) == {"v000002"}
    assert run(["store", "purge"]) == ExitCode.REFUSED
    capsys.readouterr()
    assert run(["store", "purge", "--days", "365", "--dry-run", "--json"]) == ExitCode.OK
    said = json.loads(capsys.readouterr().out)
    assert said == {"would_go": ["v000001", "v000003"], "kept_because_named": ["v000002"]}
    assert len(store.versions()) == 4
    assert run(["store", "purge", "--days", "365"]) == ExitCode.OK
    assert [version.id for version in store.versions()] == ["v000002", "v000004"]
    assert named_versions(Database(f"sqlite:///{folder / 'none.sqlite'}")) == frozenset()
