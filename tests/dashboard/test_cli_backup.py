"""``borderops backup`` and ``restore`` as an operator types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dashboard.cli_app import run
from data.intake.store import Store
from data.plans.keeping.database import Database
from data.plans.keeping.seen import BACKUP, Seen
from data.plans.keeping.store import PlanStore
from data.settings import Settings
from data.trust.anchor import Anchors
from data.trust.audit import AuditLog, anchor_path
from data.trust.verifying import verify
from tests.data.intake.made import incidents, take_in
from tests.data.plans.plan_stores import AT, MARIA, small_plan


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    store = Store.create(tmp_path / "store")
    take_in(store, incidents({}))
    monkeypatch.setenv("BORDEROPS_STORE", str(store.path))
    monkeypatch.delenv("BORDEROPS_DATABASE", raising=False)
    settings = Settings(store=store.path)
    plans = PlanStore(settings.plans_url)
    plans.create(MARIA, name="Kept", plan=small_plan(), origin="", at=AT)
    plans.close()
    return settings


def test_a_folder_as_the_first_word_is_backed_up_to_and_told_to_the_site(
    site: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["backup", str(tmp_path / "backups")]) == 0
    assert "data version v000001" in capsys.readouterr().out
    (folder,) = (tmp_path / "backups").iterdir()
    assert run(["backup", "verify", str(folder), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["data_version"] == "v000001"
    assert told["databases"] == ["plans (sqlite, tables 0004)"]
    database = Database(site.plans_url)
    (sight,) = Seen(database).of(BACKUP)
    assert sight.body["folder"] == folder.name
    database.close()


def test_a_restore_is_on_record_and_the_record_stays_whole(
    site: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["backup", str(tmp_path / "backups")]) == 0
    (folder,) = (tmp_path / "backups").iterdir()
    assert run(["restore", str(folder), "--store", str(tmp_path / "again")]) == 0
    assert "Restored to" in capsys.readouterr().out
    again = Settings(store=tmp_path / "again")
    audit = AuditLog(Database(again.plans_url), again)
    assert verify(audit.database, Anchors(anchor_path(again))).is_whole
    assert audit.head() is not None
    audit.database.close()
    assert run(["restore", str(folder), "--store", str(tmp_path / "again")]) == 3
    assert "something already" in capsys.readouterr().err


def test_only_the_newest_backups_are_kept_where_that_is_asked_for(site: Settings, tmp_path: Path) -> None:
    backups = tmp_path / "backups"
    assert run(["backup", str(backups)]) == 0
    (first,) = backups.iterdir()
    older = first.rename(backups / "20200101T000000Z")
    (backups / "20200102T000000Z.unfinished").mkdir()
    assert run(["backup", "make", str(backups), "--keep", "1"]) == 0
    assert not older.exists()
    assert len(list(backups.glob("*/backup.json"))) == 1
    assert (backups / "20200102T000000Z.unfinished").exists()


def test_what_is_no_backup_is_refused_by_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["backup", "verify", str(tmp_path)]) == 3
    assert "backup.json" in capsys.readouterr().err
