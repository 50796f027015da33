"""What is only added to: the database itself refuses to change or delete a row."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from data.errors import PlanStoreError
from data.plans.keeping.review_log import CHECKLIST
from data.plans.keeping.store import PlanStore
from data.plans.keeping.tables import ONLY_ADDED_TO
from tests.data.plans.plan_stores import AT, COUNTIES, JOHN, MARIA, small_plan, to

TABLES = [table.name for table in ONLY_ADDED_TO]


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


@pytest.mark.parametrize(
    "change", ["UPDATE {0} SET {1} = {1} + 100", "DELETE FROM {0}", "TRUNCATE {0} CASCADE"]
)
def test_a_row_that_was_written_is_neither_changed_nor_deleted(full: PlanStore, change: str) -> None:
    if full.database.is_sqlite and change.startswith("TRUNCATE"):
        return  # SQLite has no such statement
    for table in TABLES:
        statement = change.format(table, "edit" if table == "plan_snapshot" else "id")
        with pytest.raises(PlanStoreError, match="only added to"), full.database.writing() as connection:
            connection.execute(text(statement))


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
