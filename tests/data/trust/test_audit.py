"""The audit record: on the disk when told, in one chain whoever writes, and only added to."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from data.errors import AuditError
from data.plans.keeping.store import PlanStore
from data.roles import LOCAL_ACTOR, Actor, Role
from data.trust.audit_search import Search, all_found, found
from data.trust.deeds import Deed, Outcome
from data.trust.entries import GENESIS, Entry
from data.trust.verifying import verify
from tests.data.plans.plan_stores import postgres_server
from tests.data.trust.audit_cases import ANNA, filled, log_at

_RECORDER = r"""
import sys, threading
from pathlib import Path
from data.trust.deeds import Deed
from tests.data.trust.audit_cases import ANNA, log_at
log = log_at(sys.argv[1], Path(sys.argv[2]))
def work(thread):
    for number in range(int(sys.argv[4])):
        seq = log.record(ANNA, Deed.SAW, subject=f"{sys.argv[3]}-{thread}-{number}")
        sys.stdout.write(f"{seq} {sys.argv[3]}-{thread}-{number}\n")
threads = [threading.Thread(target=work, args=(name,)) for name in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
"""


def test_a_record_holds_who_did_what_when_to_what_and_why(url: str, tmp_path: Path) -> None:
    log = log_at(url, tmp_path)
    seq = log.record(
        ANNA,
        Deed.EXPORTED,
        outcome=Outcome.BEGUN,
        subject="plan 7",
        reason="for the hearing",
        body={"format": "csv"},
    )
    (entry,) = found(log.database, Search()).entries
    assert seq == 1
    assert (entry.actor, entry.role, entry.sitting) == ("anna", "analyst", "s1")
    assert (entry.deed, entry.outcome, entry.subject, entry.reason) == (
        "exported",
        "begun",
        "plan 7",
        "for the hearing",
    )
    assert json.loads(entry.body) == {"format": "csv"}
    assert datetime.fromisoformat(entry.at).tzinfo == UTC
    assert (entry.previous, entry.digest) == (GENESIS, entry.expected_digest)


def test_who_views_as_somebody_else_is_written_down_under_their_own_name(url: str, tmp_path: Path) -> None:
    log = log_at(url, tmp_path)
    log.record(replace(ANNA, in_place_of="root"), Deed.SAW, subject="/")
    (entry,) = found(log.database, Search()).entries
    assert (entry.actor, json.loads(entry.body)) == ("root", {"viewed_as": "anna"})


def test_text_that_no_database_holds_and_text_that_is_too_long_is_recorded_all_the_same(
    url: str, tmp_path: Path
) -> None:
    log = log_at(url, tmp_path)
    odd = Actor(name="n" * 300, role=Role.VIEWER, session="s" * 300)
    log.record(odd, Deed.SAW, subject="a\0b\ud800c\u2028" + "x" * 9000, reason="r\n" * 900, body={"k": "\0"})
    (entry,) = found(log.database, Search()).entries
    assert len(entry.actor) == 200
    assert entry.actor.endswith("…")
    assert entry.subject.startswith("ab?c")
    assert verify(log.database, log.anchors).is_whole


def test_records_of_many_threads_and_processes_are_one_chain(url: str, tmp_path: Path) -> None:
    log = filled(log_at(url, tmp_path), 1)
    log.database.close()
    each = 25
    commands = [[sys.executable, "-c", _RECORDER, url, str(tmp_path), name, str(each)] for name in "ab"]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for command in commands]
    told = [line.split() for process in running for line in (process.communicate()[0] or "").splitlines()]
    entries = list(all_found(log.database, Search()))
    assert [process.returncode for process in running] == [0, 0]
    assert len(told) == 2 * 8 * each
    assert {(entry.seq, entry.subject) for entry in entries[1:]} == {(int(seq), name) for seq, name in told}
    assert [entry.seq for entry in entries] == [*range(1, len(entries) + 1)]
    assert all(after.previous == before.digest for before, after in pairwise(entries))
    assert verify(log.database, log.anchors).is_whole


def test_threads_that_record_at_once_share_transactions(tmp_path: Path) -> None:
    commits: list[object] = []
    asked: list[datetime] = []

    def clock() -> datetime:
        asked.append(datetime.now(UTC))
        return asked[-1]

    log = filled(log_at(f"sqlite:///{tmp_path / 'plans.sqlite'}", tmp_path, now=clock), 1)
    record = partial(log.record, ANNA, Deed.SAW, subject="page")
    threads = [threading.Thread(target=record) for _ in range(20)]
    patience = threading.Event()
    note = commits.append
    event.listen(Engine, "commit", note)
    # Nobody can write until all of them have looked at the clock, which they do as they hand theirs in.
    with log.database.writing():
        for thread in threads:
            thread.start()
        while len(asked) < 21:
            patience.wait(0.01)
    for thread in threads:
        thread.join()
    event.remove(Engine, "commit", note)
    assert len(list(all_found(log.database, Search()))) == 21
    assert len(commits) <= 6


def test_a_record_that_cannot_be_written_is_refused_in_words_and_the_next_one_is_heard(
    tmp_path: Path,
) -> None:
    path = tmp_path / "plans.sqlite"
    log = log_at(f"sqlite:///{path}?timeout=0.1", tmp_path)
    filled(log, 1)
    other = log_at(f"sqlite:///{path}", tmp_path)
    with other.database.writing(), pytest.raises(AuditError, match="so nothing was done"):
        log.record(ANNA, Deed.APPROVED_PLAN, subject="plan 7")
    assert log.record(ANNA, Deed.APPROVED_PLAN, subject="plan 7") == 2


def test_what_is_recorded_later_is_there_once_settled(url: str, tmp_path: Path) -> None:
    log = log_at(url, tmp_path)
    for number in range(20):
        log.record_later(LOCAL_ACTOR, Deed.EXPORTED, subject=f"file {number}")
    log.settle()
    assert [entry.subject for entry in all_found(log.database, Search())] == [
        f"file {number}" for number in range(20)
    ]
    assert log.anchors.read()[-1].seq == 20


def test_p4_the_database_refuses_to_change_or_take_away_a_record(url: str, tmp_path: Path) -> None:
    log = filled(log_at(url, tmp_path), 3)
    again = "INTO trust_audit SELECT * FROM trust_audit WHERE seq = 2"
    own = [f"INSERT OR REPLACE {again}"] if log.database.is_sqlite else ["TRUNCATE trust_audit"]
    engine = create_engine(url)
    for statement in (
        "UPDATE trust_audit SET actor = 'x' WHERE seq = 2",
        "DELETE FROM trust_audit WHERE seq = 2",
        *own,
    ):
        with pytest.raises(DBAPIError, match=r"only added to|is kept"), engine.begin() as connection:
            connection.execute(text(statement))
    engine.dispose()
    assert verify(log.database, log.anchors).is_whole


@pytest.mark.xdist_group("postgresql")
def test_p4_a_role_of_the_web_processes_can_record_and_nothing_else(tmp_path: Path) -> None:
    server = postgres_server()
    url = server.url()
    owner = filled(log_at(url, tmp_path), 2)
    schema = url.rsplit("%3D", 1)[1]
    role = f"web_{schema}"
    statements = f"""
        CREATE ROLE {role} LOGIN;
        GRANT USAGE ON SCHEMA {schema} TO {role};
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role};
        GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {role};
        REVOKE UPDATE, DELETE, TRUNCATE ON {schema}.trust_audit FROM {role};
        REVOKE INSERT, UPDATE, DELETE ON {schema}.plan_schema FROM {role};
    """
    with psycopg.connect(
        f"host={server.folder} user=postgres dbname=postgres", autocommit=True
    ) as connection:
        connection.execute(statements.encode())
    web_url = url.replace("postgres@/", f"{role}@/")
    web = log_at(web_url, tmp_path)
    assert web.record(ANNA, Deed.SAW, subject="page") == 3
    plans = PlanStore(web_url)
    assert plans.plans(LOCAL_ACTOR) == ()
    engine = create_engine(web_url)
    for refused in (
        "UPDATE trust_audit SET actor = 'x'",
        "DELETE FROM trust_audit",
        "TRUNCATE trust_audit",
        "ALTER TABLE trust_audit DISABLE TRIGGER ALL",
        "DROP TABLE trust_audit",
    ):
        with (
            pytest.raises(DBAPIError, match=r"permission denied|must be owner"),
            engine.begin() as connection,
        ):
            connection.execute(text(refused))
    engine.dispose()
    plans.close()
    web.settle()
    assert verify(owner.database, owner.anchors).records == 3


def test_the_head_goes_out_after_so_many_records_and_when_the_program_ends(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'plans.sqlite'}"
    subprocess.run([sys.executable, "-c", _RECORDER, url, str(tmp_path), "a", "70"], check=True, stdout=-3)
    log = log_at(url, tmp_path)
    heads = log.anchors.read()
    assert heads[0].seq >= 500
    assert heads[-1].seq == 8 * 70
    end = log.head()
    assert end
    assert heads[-1].digest == end.digest


def test_heads_that_cannot_be_written_stop_nothing_and_are_told(tmp_path: Path) -> None:
    log = log_at(f"sqlite:///{tmp_path / 'plans.sqlite'}", tmp_path, anchor=str(tmp_path))
    log.record(ANNA, Deed.SAW, subject="page")
    log.settle()
    assert "cannot be written" in log.anchor_fault


def test_an_entry_read_back_comes_to_its_digest(url: str, tmp_path: Path) -> None:
    log = filled(log_at(url, tmp_path), 5)
    entries: list[Entry] = list(all_found(log.database, Search()))
    assert [entry.expected_digest for entry in entries] == [entry.digest for entry in entries]
