"""The restore drill: a site is backed up while people edit, restored elsewhere, and compared."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.question import By, Question
from data.backup.contents import read_contents
from data.backup.made import make_backup
from data.backup.restored import restore, verify_backup
from data.errors import BackupError
from data.intake.store import Store
from data.plans.codec import digest
from data.plans.keeping.database import Database
from data.plans.keeping.store import PlanStore
from data.roles import LOCAL_ACTOR
from data.settings import Settings
from data.trust.anchor import Anchors
from data.trust.audit import AuditLog, anchor_path
from data.trust.deeds import Deed
from data.trust.verifying import verify
from tests.data.intake.made import incidents, take_in
from tests.data.plans.plan_stores import AT, MARIA, postgres_server, small_plan

_EDITOR = """
import sys
from pathlib import Path
from data.plans.keeping.store import PlanStore
from data.settings import Settings
from data.trust.audit import AuditLog
from data.trust.deeds import Deed
from tests.data.plans.plan_stores import AT, COUNTIES, MARIA, to
settings = Settings(store=Path(sys.argv[1]), database=sys.argv[2])
store = PlanStore(settings.plans_url)
audit = AuditLog(store.database, settings)
head = store.open(int(sys.argv[3]))
for number in range(2, 100_000):
    edit = to(f"r{number % 3 + 1}", COUNTIES[number % 10])
    head = store.save(MARIA, head.plan_id, edit, expected_version=head.version, at=AT).head
    seq = audit.record(MARIA, Deed.EDITED_PLAN, subject=f"plan {head.plan_id}")
    print(head.edit_id, head.digest, seq, flush=True)
"""
_BEFORE = 12


@contextmanager
def editing(settings: Settings, plan_id: int) -> Iterator[subprocess.Popen[str]]:
    """A process that edits a plan without end, and prints each edit once it was acknowledged."""
    command = [sys.executable, "-c", _EDITOR, str(settings.store), settings.plans_url, str(plan_id)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


def acknowledged(process: subprocess.Popen[str]) -> list[tuple[int, str, int]]:
    assert process.stdout is not None
    lines = [process.stdout.readline().split() for _ in range(_BEFORE)]
    return [(int(edit), wanted, int(seq)) for edit, wanted, seq in lines]


def total(store: Path) -> int | None:
    question = Question(measure="incidents", filter=Filter(), by=By.TOTAL)
    return Gate(Store.open(store), Settings(store=store)).ask(LOCAL_ACTOR, question).total


@pytest.fixture
def site(tmp_path: Path) -> Settings:
    """A store with a few incidents, a check report and a document, without a database yet."""
    store = Store.create(tmp_path / "site")
    take_in(store, incidents(*({"incident_id": f"X{n:04d}", "lon": -106 + n / 50} for n in range(40))))
    (store.path / "documents" / "7").mkdir(parents=True)
    (store.path / "documents" / "7" / "brief.pdf").write_bytes(b"%PDF-1.7 a document")
    return Settings(store=store.path)


def _sqlite(tmp_path: Path) -> tuple[str, str]:
    return f"sqlite:///{tmp_path / 'plans.sqlite'}", f"sqlite:///{tmp_path / 'again.sqlite'}"


def _postgresql(_: Path) -> tuple[str, str]:
    """Two databases of one server, as a site has one of its own."""
    server = postgres_server()
    base = server.url()
    stamp = f"{datetime.now(UTC):%H%M%S%f}"
    made = []
    for name in (f"site_{stamp}", f"again_{stamp}"):
        with psycopg.connect(
            f"host={server.folder} user=postgres dbname=postgres", autocommit=True
        ) as server_wide:
            server_wide.execute(f'CREATE DATABASE "{name}"'.encode())
        made.append(base.split("&options=")[0].replace("/postgres?", f"/{name}?"))
    return made[0], made[1]


@pytest.mark.parametrize(
    "databases",
    [_sqlite, pytest.param(_postgresql, marks=pytest.mark.xdist_group("postgresql"))],
    ids=["sqlite", "postgresql"],
)
def test_everything_acknowledged_before_a_backup_is_there_after_the_restore(
    site: Settings, tmp_path: Path, databases: Callable[[Path], tuple[str, str]]
) -> None:
    url, again_url = databases(tmp_path)
    settings = replace(site, database=url)
    plans = PlanStore(url)
    plan_id = plans.create(MARIA, name="Kept", plan=small_plan(), origin="", at=AT).plan_id
    with editing(settings, plan_id) as editor:
        before = acknowledged(editor)
        folder, contents = make_backup(settings, tmp_path / "backups", now=datetime.now(UTC))
        assert acknowledged(editor), "nobody was kept from editing"
    restored = replace(settings, store=tmp_path / "again", database=again_url)
    found, record = restore(folder, restored, is_forced=False, now=datetime.now(UTC))
    again = PlanStore(again_url)
    known = {entry.edit_id for entry in again.history(plan_id)}
    assert {edit for edit, _, _ in before} <= known
    assert all(digest(again.plan_at(plan_id, edit)) == wanted for edit, wanted, _ in before)
    assert record.is_whole
    assert record.last == contents.audit_seq >= before[-1][2]
    assert (record.last, record.digest) == (found.audit_seq, found.audit_digest)
    assert total(restored.store) == total(settings.store)
    assert (restored.store / "documents" / "7" / "brief.pdf").read_bytes() == b"%PDF-1.7 a document"
    # The site goes on: edits and records are laid on what was restored.
    head = again.open(plan_id)
    assert again.undo(MARIA, plan_id, expected_version=head.version, at=AT).head.version > head.version
    AuditLog(again.database, restored).record(MARIA, Deed.EDITED_PLAN, subject="after")
    assert verify(again.database, Anchors(anchor_path(restored))).is_whole
    again.close()
    plans.close()


def test_a_restore_in_place_voids_the_heads_of_what_was_lost(site: Settings, tmp_path: Path) -> None:
    settings = replace(site, database=_sqlite(tmp_path)[0], audit_anchor=str(tmp_path / "elsewhere.jsonl"))
    audit = AuditLog(Database(settings.plans_url), settings)
    audit.record(MARIA, Deed.EDITED_PLAN, subject="kept")
    folder, _ = make_backup(settings, tmp_path / "backups", now=datetime.now(UTC))
    audit.record(MARIA, Deed.EDITED_PLAN, subject="lost")
    audit.settle()
    audit.database.close()
    _, record = restore(folder, settings, is_forced=True, now=datetime.now(UTC))
    assert record.is_whole
    assert record.last == 1
    assert any("lost" in remark for remark in record.remarks)
    aside = list(tmp_path.glob("*.before-*"))
    assert {path.name.split(".before-")[0] for path in aside} >= {"site", "plans.sqlite"}


def test_nothing_is_restored_over_something_and_the_message_names_it(site: Settings, tmp_path: Path) -> None:
    settings = replace(site, database=_sqlite(tmp_path)[0])
    PlanStore(settings.plans_url).create(MARIA, name="Kept", plan=small_plan(), origin="", at=AT)
    folder, _ = make_backup(settings, tmp_path / "backups", now=datetime.now(UTC))
    with pytest.raises(BackupError, match=str(site.store)):
        restore(folder, settings, is_forced=False, now=datetime.now(UTC))
    with pytest.raises(BackupError, match=r"plans\.sqlite"):
        restore(folder, replace(settings, store=tmp_path / "new"), is_forced=False, now=datetime.now(UTC))
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("place", ["store/segments", "store/manifest.json", "plans.sqlite", "backup.json"])
def test_a_flipped_bit_anywhere_in_a_backup_is_found_before_anything_is_written(
    site: Settings, tmp_path: Path, place: str
) -> None:
    settings = replace(site, database=_sqlite(tmp_path)[0])
    PlanStore(settings.plans_url).create(MARIA, name="Kept", plan=small_plan(), origin="", at=AT)
    folder, _ = make_backup(settings, tmp_path / "backups", now=datetime.now(UTC))
    found = folder / place
    path = found if found.is_file() else max(found.iterdir(), key=lambda one: one.stat().st_size)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x40
    path.unlink()  # segments are links to those of the store
    path.write_bytes(content)
    target = replace(settings, store=tmp_path / "new", database=f"sqlite:///{tmp_path / 'new.sqlite'}")
    with pytest.raises(BackupError):
        restore(folder, target, is_forced=False, now=datetime.now(UTC))
    assert not target.store.exists()
    assert not (tmp_path / "new.sqlite").exists()


def test_a_backup_whose_contents_lead_out_of_it_is_refused(site: Settings, tmp_path: Path) -> None:
    folder, _ = make_backup(site, tmp_path / "backups", now=datetime.now(UTC))
    body = json.loads((folder / "backup.json").read_text())
    body["files"][0]["path"] = "../../outside"
    (folder / "backup.json").write_text(json.dumps(body))
    with pytest.raises(BackupError, match="out of the backup"):
        verify_backup(folder)


def test_a_site_without_any_plan_is_backed_up_too(site: Settings, tmp_path: Path) -> None:
    folder, contents = make_backup(site, tmp_path / "backups", now=datetime.now(UTC))
    assert read_contents(folder) == contents
    assert contents.databases == ()
    shutil.rmtree(site.store)
    _, record = restore(folder, replace(site), is_forced=False, now=datetime.now(UTC))
    assert record.records == 0
    assert total(site.store) == 40
