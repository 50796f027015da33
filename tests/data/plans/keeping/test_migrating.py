"""The tables of plans: made once, by version, up and down, and left alone if a later program made them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from data.briefs.tables import BRIEF
from data.errors import PlanStoreError
from data.plans.keeping.database import Database
from data.plans.keeping.migrating import (
    NOTHING,
    VERSION_TABLE,
    migrate,
    newest_schema_version,
    schema_version,
)
from data.plans.keeping.store import PlanStore
from data.plans.keeping.tables import METADATA
from data.plans.plan import Plan
from data.trust.tables import AUDIT
from tests.data.plans.plan_stores import AT, MARIA, small_plan

_MAKER = """
import sys
from data.plans.keeping.database import Database
with Database(sys.argv[1]).reading() as connection:
    print(connection.exec_driver_sql("SELECT version_num FROM plan_schema").scalar())
"""


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    made = Database(url)
    yield made
    made.close()


def test_the_tables_are_those_that_the_migrations_make(database: Database) -> None:
    with database.reading() as connection:
        options = {"version_table": VERSION_TABLE, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert BRIEF.metadata is METADATA is AUDIT.metadata
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


def test_plans_of_a_database_without_briefs_outlive_the_tables_of_briefs(store: PlanStore, url: str) -> None:
    kept = store.create(MARIA, name="Kept", plan=small_plan(), origin="", at=AT)
    with store.database.writing() as connection:
        migrate(connection, "0001")
        assert "brief" not in inspect(connection).get_table_names()
    again = PlanStore(url)
    assert again.open(kept.plan_id).plan == kept.plan
    with again.database.reading() as connection:
        assert {"brief", "brief_frozen", "brief_schedule"} <= {*inspect(connection).get_table_names()}
    again.close()


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


def _drop_all_and_stop(database: Database) -> None:
    with database.writing() as connection:
        migrate(connection, NOTHING)
        raise KeyboardInterrupt
