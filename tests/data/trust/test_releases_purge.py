"""Old data go by rule and leave a note: what is named, current or being read stays, killed or not."""

from __future__ import annotations

import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import ReleaseError, UnknownVersionError
from data.extracts.contract import Kind
from data.intake.manifest import Manifest
from data.intake.old_papers import remove_old_papers
from data.intake.purging import Retention, due, purged
from data.intake.release_state import GRACE, Arriving
from data.intake.store import Store
from data.plans.keeping.database import Database
from data.roles import Actor, Role
from data.settings import Settings
from data.trust.audit import AuditLog
from data.trust.audit_search import Search, found
from data.trust.deeds import Deed
from data.trust.releases import Releases
from tests.data.intake.made import held, incidents, take_in
from tests.data.intake.test_manifest import _extract, _file

STEWARD = Actor(name="stella", role=Role.STEWARD)
NOW = datetime.now(UTC)
OLD = NOW - timedelta(days=400)
RULE = Retention(keep_days=365)


def aged(store: Store, names: str) -> None:
    """A version for each letter, all older than the rule."""
    for name in names:
        at = OLD + timedelta(hours=ord(name))
        take_in(store, incidents({"incident_id": name}), name, now=at)


def releases(store: Store, folder: Path) -> Releases:
    database = Database(f"sqlite:///{folder / 'plans.sqlite'}")
    return Releases(store=store, audit=AuditLog(database, Settings(store=store.path)))


@given(
    ages=st.lists(st.integers(0, 900), min_size=1, max_size=10),
    waits=st.lists(st.booleans(), min_size=10, max_size=10),
    named=st.frozensets(st.integers(1, 10).map("v{:06d}".format)),
    keep=st.integers(1, 800),
)
def test_what_goes_is_old_unnamed_and_neither_current_nor_built_upon(
    ages: list[int], waits: list[bool], named: frozenset[str], keep: int
) -> None:
    manifest = Manifest()
    for number, (age, wait) in enumerate(zip(ages, waits, strict=False)):
        tip = manifest.tip()
        manifest = manifest.published(
            extracts=(_extract(number),),
            files=(_file(number),),
            base=tip.id if tip else None,
            note="",
            at=NOW - timedelta(days=age),
            arriving=Arriving(waits_for_review=wait),
        )
    rule = Retention(keep_days=keep, named=named)
    going = due(manifest, rule, now=NOW)
    after = purged(manifest, going, rule, now=NOW)
    assert after.released()[-1:] == () or after.current().id == manifest.current().id
    assert not set(going) & (named | {version.id for version in manifest.released()[-1:]})
    assert {version.id for version in after.versions} == {v.id for v in manifest.versions} - set(going)
    for version in after.versions:
        assert after.extracts(version.id) == manifest.extracts(version.id)
        assert {name for extract in after.extracts(version.id) for name in extract.files} <= set(after.files)
    young = {v.id for v in manifest.versions if v.created_at >= NOW - timedelta(days=keep)}
    assert not young & set(going)


def test_a_purge_leaves_a_note_a_record_and_the_current_version_as_it_was(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    aged(store, "abc")
    before = held(store.current(), Kind.INCIDENTS, "incident_id")
    done = releases(store, tmp_path)
    rule = Retention(keep_days=365, named=frozenset({"v000001"}))
    assert done.purge(STEWARD, rule, now=NOW) == ("v000002",)
    assert held(store.current(), Kind.INCIDENTS, "incident_id") == before
    with pytest.raises(UnknownVersionError, match=r"was removed on .* by rule, older than 365 days"):
        store.version("v000002")
    records = found(done.audit.database, Search()).entries
    assert {record.deed for record in records} == {Deed.PURGED_DATA}
    assert {record.subject for record in records} == {"v000002"}
    assert done.purge(STEWARD, rule, now=NOW) == ()
    assert len(found(done.audit.database, Search()).entries) == len(records)


def test_files_stay_for_who_is_reading_and_go_with_the_next_write_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.create(tmp_path / "store")
    take_in(store, incidents({}), "made", is_synthetic=True, now=OLD)
    take_in(store, incidents({"incident_id": "R-1"}), "real", now=NOW)
    gone = store.version("v000001").incident_paths
    # The module may have been read long before: the grace is counted from here.
    releases(store, tmp_path).purge(STEWARD, RULE, now=datetime.now(UTC))
    assert all(path.exists() for path in gone)
    with store.writing():
        assert all(path.exists() for path in gone)
    later = Store(store.path)
    monkeypatch.setattr("data.intake.store.datetime", _Later)
    with later.writing():
        pass
    assert not any(path.exists() for path in gone)
    assert later.verify().files == len(later.current().files)


def test_at_once_means_now(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    take_in(store, incidents({}), "made", is_synthetic=True, now=OLD)
    take_in(store, incidents({"incident_id": "R-1"}), "real", now=NOW)
    gone = store.version("v000001").incident_paths
    releases(store, tmp_path).purge(STEWARD, RULE, now=NOW, at_once=True)
    assert not any(path.exists() for path in gone)


def test_reports_and_rows_set_aside_go_with_their_version_or_age(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    bad = incidents({"incident_id": "x"}, {"mode": "camel"})
    take_in(store, bad, "one", quarantine=True, now=OLD)
    take_in(store, incidents({"incident_id": "y"}), "two", now=NOW)
    old = (NOW - timedelta(days=400)).timestamp()
    for path in store.folders.quarantine.iterdir():
        os.utime(path, (old, old))
    releases(store, tmp_path).purge(STEWARD, RULE, now=NOW)
    assert remove_old_papers(store, before=NOW - timedelta(days=365)) == 2
    assert [report.version for report in store.reports()] == ["v000002"]
    assert list(store.folders.quarantine.iterdir()) == []


@pytest.mark.parametrize("days", [0, -1])
def test_without_a_rule_nothing_goes(tmp_path: Path, days: int) -> None:
    store = Store.create(tmp_path / "store")
    aged(store, "ab")
    with pytest.raises(ReleaseError, match="no rule"):
        releases(store, tmp_path).purge(STEWARD, Retention(keep_days=days), now=NOW)
    assert len(store.versions()) == 2


def test_a_purge_that_is_killed_at_any_step_leaves_the_store_whole(tmp_path: Path) -> None:
    """The child dies at its n-th step for every n, until one gets through."""
    for step in range(1, 60):
        store = Store.create(tmp_path / str(step))
        take_in(store, incidents({}), "made", is_synthetic=True, now=OLD)
        take_in(store, incidents({"incident_id": "R-1"}), "real", now=NOW)
        child = os.fork()
        if not child:
            _purge_and_die(store.path, step)
        _, status = os.waitpid(child, 0)
        after = Store.open(store.path)
        assert after.current().id == "v000002"
        assert held(after.current(), Kind.INCIDENTS, "incident_id") == [("R-1",)]
        after.verify()
        with after.writing():
            pass
        names = {path.name for path in after.folders.segments.iterdir()}
        assert names == set(after.manifest().files)
        if not os.WIFSIGNALED(status):
            assert [version.id for version in after.versions()] == ["v000002"]
            return
    raise AssertionError("the purge never got through")


def _purge_and_die(path: Path, step: int) -> None:
    seen = 0

    def die(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if event in {"open", "os.rename", "os.remove"} and str(path) in str(arguments[0]):
            seen += 1
            if seen == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(die)
    try:
        with Store.open(path).writing() as writing:
            going = due(writing.manifest, RULE, now=NOW)
            writing.publish(purged(writing.manifest, going, RULE, now=NOW, at_once=True))
    finally:
        os._exit(0)


class _Later(datetime):
    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
        """After the grace."""
        assert tz is UTC
        return datetime.now(UTC) + GRACE + timedelta(seconds=1)
