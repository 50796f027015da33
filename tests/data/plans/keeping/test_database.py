"""The database of plans: durable, honest about what it cannot do, and where the settings say."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from data.errors import PlanStoreError, SettingsError
from data.plans.keeping.database import Database
from data.plans.keeping.store import PlanStore
from data.plans.plan import Plan
from data.settings import Settings, read_settings
from tests.data.plans.plan_stores import AT, MARIA, postgres_server, small_plan


def test_a_plan_that_was_tampered_with_is_not_shown(store: PlanStore, url: str) -> None:
    head = store.create(MARIA, name="Kept", plan=small_plan(), origin="", at=AT)
    with store.database.writing() as connection:
        off = (
            "DROP TRIGGER plan_snapshot_no_update"
            if store.database.is_sqlite
            else "ALTER TABLE plan_snapshot DISABLE TRIGGER USER"
        )
        connection.execute(text(off))
        connection.execute(text("UPDATE plan_snapshot SET body = REPLACE(body, 'r1', 'r2')"))
    again = PlanStore(url)
    with pytest.raises(PlanStoreError, match=f"edit {head.edit_id} is not what was written"):
        again.open(head.plan_id)
    again.close()


def test_sqlite_is_set_to_outlive_a_power_cut(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'plans.sqlite'}")
    with database.reading() as connection:
        found = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers", "busy_timeout")
        }
    database.close()
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "busy_timeout": 10_000,
    }


@pytest.mark.xdist_group("postgresql")
def test_postgresql_is_made_durable_where_its_default_is_not() -> None:
    late = Database(f"{postgres_server().url()}%20-csynchronous_commit%3Doff")
    with late.reading() as connection:
        assert connection.execute(text("SHOW synchronous_commit")).scalar() == "on"
    late.close()


def test_looking_at_a_store_that_was_never_used_makes_no_file(tmp_path: Path) -> None:
    store = PlanStore(f"sqlite:///{tmp_path / 'plans.sqlite'}")
    assert store.plans(MARIA) == ()
    assert store.approved_on(AT.date()) is None
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    store = PlanStore(f"sqlite:///{tmp_path / 'nowhere' / 'plans.sqlite'}")
    with pytest.raises(PlanStoreError, match="BORDEROPS_DATABASE"):
        store.create(MARIA, name="x", plan=Plan(), origin="", at=AT)


def test_a_file_that_is_no_database_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "plans.sqlite"
    path.write_text("not a database, and long enough to be looked at as one" * 20)
    before = path.read_bytes()
    with pytest.raises(PlanStoreError):
        PlanStore(f"sqlite:///{path}").plans(MARIA)
    assert path.read_bytes() == before


def test_a_full_disk_refuses_the_save_and_keeps_what_was_acknowledged(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'plans.sqlite'}"
    program = (
        "import resource, sys\n"
        "from tests.data.plans.plan_stores import AT, COUNTIES, MARIA, small_plan, to\n"
        "from data.plans.keeping.store import PlanStore\n"
        "store = PlanStore(sys.argv[1])\n"
        "head = store.create(MARIA, name='x', plan=small_plan(), origin='', at=AT)\n"
        "import os, signal\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "size = os.path.getsize(sys.argv[2] + '-wal') + 40_000\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))\n"
        "for number in range(1_000):\n"
        "    edit = to(f'r{number % 3 + 1}', *COUNTIES)\n"
        "    head = store.save(MARIA, 1, edit, expected_version=head.version, at=AT).head\n"
        "    print(head.edit_id, flush=True)\n"
    )
    command = [sys.executable, "-c", program, url, str(tmp_path / "plans.sqlite")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ})
    assert "PlanStoreError: the database of plans cannot be written" in done.stderr
    told = [int(line) for line in done.stdout.split()]
    again = PlanStore(url)
    assert told
    assert [one.edit_id for one in again.history(1)][-1] == told[-1]
    assert again.open(1).edit_id == told[-1]
    again.close()


@pytest.mark.parametrize(
    "bad",
    [
        "nonsense",
        "nosuch://host/db",
        "oracle+nosuch://user:secret@host/db",
        "mysql://user:secret@host/db",
        "sqlite://",
        "sqlite:///:memory:",
    ],
)
def test_a_url_that_cannot_be_used_is_refused_without_its_password(bad: str) -> None:
    with pytest.raises(SettingsError, match="BORDEROPS_DATABASE") as refusal:
        PlanStore(bad)
    assert "secret" not in str(refusal.value)


def test_plans_are_beside_the_store_unless_a_database_is_named(tmp_path: Path) -> None:
    assert Settings(store=tmp_path).plans_url == f"sqlite:///{tmp_path / 'plans.sqlite'}"
    assert Settings(store=tmp_path, database="postgresql://db/x").plans_url == "postgresql://db/x"


def test_the_signing_key_is_read_and_not_shown() -> None:
    settings = read_settings({"BORDEROPS_SIGNING_KEY": "k" * 32})
    assert settings.signing_key == "k" * 32
    assert "kkk" not in repr(settings)
