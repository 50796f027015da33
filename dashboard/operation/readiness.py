"""Whether this process can do its work: database, manifest, data, disk."""

from __future__ import annotations

import shutil

from sqlalchemy import text

from dashboard.services import Services
from data.errors import PlanError, StoreError, UnknownVersionError

LEAST_FREE_BYTES = 256 * 2**20
"""With less free space in the store's folder the server says that it is not ready."""


def faults(services: Services) -> tuple[str, ...]:
    """A word for each thing that is not as it must be; empty if the process can do its work."""
    found = []
    if not database_answers(services):
        found.append("database")
    found += _of_store(services)
    if free_bytes(services) < LEAST_FREE_BYTES:
        found.append("disk")
    return tuple(found)


def database_answers(services: Services) -> bool:
    """Whether the database of plans can be read; one that was never written to can."""
    database = services.plans.database
    if database.is_absent:
        return True
    try:
        with database.reading() as connection:
            connection.execute(text("SELECT 1"))
    except PlanError:
        return False
    return True


def free_bytes(services: Services) -> int:
    """Bytes that are free where the store is; none if its folder is gone."""
    try:
        return shutil.disk_usage(services.store.path).free
    except OSError:
        return 0


def _of_store(services: Services) -> list[str]:
    try:
        services.store.current()
    except UnknownVersionError:
        return ["empty" if not services.store.manifest().versions else "unreleased"]
    except StoreError:
        return ["manifest"]
    return ["data"] if services.store.fault else []
