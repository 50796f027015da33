"""The database of plans: it is durable, refuses to change what was written, and comes and goes by version."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from data.errors import PlanStoreError, SettingsError
from data.plans.database import Database
from data.plans.migrating import NOTHING, VERSION_TABLE, migrate, newest_schema_version, schema_version
from data.plans.plan import Plan
from data.plans.review_log import CHECKLIST
from data.plans.store import PlanStore
from data.plans.tables import METADATA, ONLY_ADDED_TO
from data.settings import Settings, read_settings
from tests.data.plans.plan_stores import AT, COUNTIES, JOHN, MARIA, postgres_server, small_plan, to

TABLES = [table.name for table in ONLY_ADDED_TO]
_MAKER = """
import sys
from data.plans.database import Database
with Database(sys.argv[1]).reading() as connection:
    print(connection.exec_driver_sql("SELECT version_num FROM plan_schema").scalar())
"""


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    made = Database(url)
    yield made
    made.close()


@pytest.fixture
def full(store: PlanStore) -> PlanStore:
    """A store with a row or more in every table that is only added to."""
    return filled(store)


def filled(store: PlanStore) -> PlanStore:
    head = store.create(MARIA, name="Full", plan=small_plan(), origin="", at=AT)
    store.versions.add(MARIA, head.plan_id, name="First", at=AT)
    store.save(MARIA, head.plan_id, to("r1", COUNTIES[5]), expected_version=1, at=AT)
    store.review.submit(MARIA, head.plan_id, expected_version=2, at=AT)
    for item in CHECKLIST:
        store.review.tick(JOHN, head.plan_id, item=item, at=AT)
    store.review.approve(JOHN, head.plan_id, expected_version=2, effective_from=AT.date(), at=AT)
    return store


def _drop_all_and_stop(database: Database) -> None:
    with database.writing() as connection:
        migrate(connection, NOTHING)
        raise KeyboardInterrupt


def test_the_tables_are_those_that_the_migrations_make(database: Database) -> None:
    with database.reading() as connection:
        options = {"version_table": VERSION_TABLE, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, METADATA) == []
        assert schema_version(connection) == newest_schema_version()


def test_up_down_and_up_again_leaves_working_tables(store: PlanStore) -> None:
    store.create(MARIA, name="Gone", plan=Plan(), origin="", at=AT)
    with store.database.writing() as connection:
        migrate(connection, NOTHING)
        assert inspect(connection).get_table_names() == [VERSION_TABLE]
        assert schema_version(connection) is None
        migrate(connection, newest_schema_version())
        assert "plan_edit" in inspect(connection).get_table_names()
    head = store.create(MARIA, name="New", plan=small_plan(), origin="", at=AT)
    assert [one.plan_id for one in store.plans(MARIA)] == [head.plan_id]


def test_a_migration_that_is_interrupted_leaves_nothing_behind(store: PlanStore) -> None:
    store.create(MARIA, name="Kept", plan=Plan(), origin="", at=AT)
    with pytest.raises(KeyboardInterrupt):
        _drop_all_and_stop(store.database)
    assert [one.name for one in store.plans(MARIA)] == ["Kept"]


def test_tables_of_a_later_program_are_left_alone(database: Database, url: str) -> None:
    with database.writing() as connection:
        connection.execute(text("UPDATE plan_schema SET version_num = '9999'"))
    later = PlanStore(url)
    with pytest.raises(PlanStoreError, match="version 9999; this program knows versions up to"):
        later.open(1)
    later.close()


def test_programs_that_start_at_once_make_the_tables_once(url: str) -> None:
    command = [sys.executable, "-c", _MAKER, url]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    told = [process.communicate()[0].strip() for process in started]
    assert told == [newest_schema_version()] * 3


@pytest.mark.parametrize("table", TABLES)
def test_a_row_that_was_written_is_neither_changed_nor_deleted(full: PlanStore, table: str) -> None:
    key = "edit" if table == "plan_snapshot" else "id"
    for statement in (f"UPDATE {table} SET {key} = {key} + 100", f"DELETE FROM {table}"):  # noqa: S608 (a table's name cannot be bound)
        with pytest.raises(PlanStoreError, match="only added to"), full.database.writing() as connection:
            connection.execute(text(statement))
    if not full.database.is_sqlite:
        with pytest.raises(PlanStoreError, match="only added to"), full.database.writing() as connection:
            connection.execute(text(f"TRUNCATE {table} CASCADE"))


def test_sqlite_refuses_a_row_in_the_place_of_another_from_any_program(tmp_path: Path) -> None:
    path = tmp_path / "plans.sqlite"
    filled(PlanStore(f"sqlite:///{path}")).close()
    other = sqlite3.connect(path)
    for table in TABLES:
        columns = [row[1] for row in other.execute(f"PRAGMA table_info({table})")]
        without_id = ", ".join(name for name in columns if name != "id")
        replaced = [f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"]  # noqa: S608 (a table's name cannot be bound)
        if table in {"plan_edit", "plan_move", "plan_version"}:
            by_key = f"INSERT OR REPLACE INTO {table} ({without_id}) SELECT {without_id} FROM {table}"  # noqa: S608 (as above)
            replaced.append(by_key)
        for statement in replaced:
            with pytest.raises(sqlite3.IntegrityError, match="only added to"):
                other.execute(statement)
    other.close()


def test_a_plan_that_was_tampered_with_is_not_shown(store: PlanStore, url: str) -> None:
    head = store.create(MARIA, name="Kept", plan=small_plan(), origin="", at=AT)
    with store.database.writing() as connection:
        off = (
            "DROP TRIGGER plan_snapshot_no_update"
            if store.database.is_sqlite
            else ("ALTER TABLE plan_snapshot DISABLE TRIGGER USER")
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
        "from data.plans.store import PlanStore\n"
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
