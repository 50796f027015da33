"""``borderops audit``: whether the record is whole, what is in it, and what commands leave in it."""

from __future__ import annotations

import json
import os
import pwd
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from dashboard.cli_app import run
from dashboard.cli_exit import ExitCode
from data.settings import Settings
from data.trust.audit import AuditLog
from data.trust.audit_export import verify_export
from data.trust.audit_search import Search, all_found
from data.trust.deeds import Deed
from data.trust.terminal import recorded_command
from data.trust.verifying import verify
from tests.data.trust.audit_cases import ANNA, as_administrator, filled, log_at

ME = f"os:{pwd.getpwuid(os.getuid()).pw_name}"


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AuditLog:
    """Ten records in the store's folder, which the commands find by the environment."""
    store = tmp_path / "store"
    store.mkdir()
    monkeypatch.setenv("BORDEROPS_STORE", str(store))
    monkeypatch.delenv("BORDEROPS_DATABASE", raising=False)
    monkeypatch.delenv("SUDO_USER", raising=False)
    return filled(log_at(Settings(store=store).plans_url, store), 10)


def last(log: AuditLog) -> tuple[str, str, str, str]:
    *_, entry = all_found(log.database, Search())
    return entry.actor, entry.deed, entry.outcome, entry.subject


def test_a_whole_record_verifies_and_ends_with_0(log: AuditLog, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["audit", "verify"]) == ExitCode.OK
    assert "The record is whole: 10 records" in capsys.readouterr().out


def test_a_tampered_record_ends_with_6_and_names_the_number(
    log: AuditLog, capsys: pytest.CaptureFixture[str]
) -> None:
    with as_administrator(log.settings.plans_url) as connection:
        connection.execute(text("UPDATE trust_audit SET actor = 'nobody' WHERE seq = 4"))
        connection.execute(text("DELETE FROM trust_audit WHERE seq > 8"))
    assert run(["audit", "verify"]) == ExitCode.MISMATCH
    told = capsys.readouterr().out
    assert "Record 4 is not as it was written" in told
    assert "Records 9 to 10 are cut off" in told
    assert run(["audit", "verify", "--json"]) == ExitCode.MISMATCH
    found = json.loads(capsys.readouterr().out)
    assert [(fault["seq"], fault["breach"]) for fault in found["faults"]] == [(4, "changed"), (9, "cut off")]


def test_a_search_lists_what_it_finds(log: AuditLog, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["audit", "search", "--subject", "plan 7", "--json"]) == ExitCode.OK
    (found,) = json.loads(capsys.readouterr().out)["records"]
    assert (found["actor"], found["subject"], found["reason"]) == ("anna", "plan 7", "a briefing")
    assert run(["audit", "search", "--actor", "anna", "--limit", "2"]) == ExitCode.OK
    assert "2 of 10 records" in capsys.readouterr().err
    assert run(["audit", "search", "--deed", "stole"]) == ExitCode.USAGE


@pytest.mark.parametrize("name", ["out.csv", "out.jsonl"])
def test_an_export_is_recorded_and_verifies_until_it_is_changed(
    log: AuditLog, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / name
    assert run(["audit", "export", str(target), "--reason", "monthly review"]) == ExitCode.OK
    assert last(log) == (ME, "exported the audit record", "done", name)
    assert verify_export(target).records == 11
    assert run(["audit", "export", str(target), "--reason", "again"]) == ExitCode.USAGE
    target.write_bytes(target.read_bytes().replace(b"plan 3", b"plan 4"))
    assert run(["audit", "verify", str(target)]) == ExitCode.MISMATCH
    assert "not as it was written" in capsys.readouterr().out


def test_the_head_can_be_written_outside_and_a_restore_declared(
    log: AuditLog, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["audit", "anchor"]) == ExitCode.OK
    end = log.head()
    assert end
    assert capsys.readouterr().out.split()[:2] == [str(end.seq), end.digest]
    # A backup of number 6 takes the place of the database.
    with as_administrator(log.settings.plans_url) as connection:
        connection.execute(text("DELETE FROM trust_audit WHERE seq > 6"))
    assert run(["audit", "verify"]) == ExitCode.MISMATCH
    assert run(["audit", "anchor", "--restored"]) == ExitCode.REFUSED
    assert run(["audit", "anchor", "--restored", "--reason", "disk failure"]) == ExitCode.OK
    capsys.readouterr()
    assert run(["audit", "verify"]) == ExitCode.OK
    assert "records 7 to 10 lost. disk failure" in capsys.readouterr().err
    assert last(log) == (ME, "restored", "done", "record through 6")


def test_a_purge_needs_a_rule_and_leaves_a_file(
    log: AuditLog, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "old"
    assert run(["audit", "purge", "--to", str(folder)]) == ExitCode.USAGE
    assert run(["audit", "purge", "--to", str(folder), "--days", "5"]) == ExitCode.OK
    assert "No record is older than 5 days" in capsys.readouterr().out
    old = log_at(
        f"sqlite:///{tmp_path / 'old.sqlite'}", tmp_path, now=lambda: datetime.now(UTC) - timedelta(days=9)
    )
    filled(old, 4)
    monkeypatch.setenv("BORDEROPS_DATABASE", f"sqlite:///{tmp_path / 'old.sqlite'}")
    monkeypatch.setenv("BORDEROPS_AUDIT_ANCHOR", str(old.anchors.path))
    assert run(["audit", "purge", "--to", str(folder), "--days", "5", "--json"]) == ExitCode.OK
    done = json.loads(capsys.readouterr().out)
    assert (done["through"], done["records"]) == (3, 3)
    assert verify_export(Path(done["file"])).is_whole
    assert verify(old.database, old.anchors).is_whole
    assert run(["audit", "verify"]) == ExitCode.OK


def test_who_works_alone_leaves_what_was_taken_in(
    log: AuditLog, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("nothing,known\n1,2\n")
    assert run(["ingest", str(bad)]) != ExitCode.OK
    assert last(log)[1] == "exported"
    good = tmp_path / "crossings.csv"
    good.write_text(
        "Port Name,State,Port Code,Border,Date,Measure,Value\n"
        "El Paso,Texas,2402,US-Mexico Border,Jan 2024,Trains,40\n"
    )
    assert run(["ingest", str(good)]) == ExitCode.OK
    assert last(log) == (ME, "ingested", "done", "crossings.csv")
    assert run(["store", "prune", "--keep", "1"]) == ExitCode.OK
    assert last(log)[1] == "purged data"
    capsys.readouterr()


def test_where_people_are_served_a_command_is_begun_on_record_or_not_at_all(tmp_path: Path) -> None:
    settings = Settings(store=tmp_path, served="yes")
    log = log_at(settings.plans_url, tmp_path)
    with recorded_command(settings, Deed.INGESTED, subject="file.csv") as told:
        assert last(log)[1:3] == ("ingested", "begun")
        told["version"] = "v000001"
    assert last(log)[1:3] == ("ingested", "done")
    with pytest.raises(ZeroDivisionError), recorded_command(settings, Deed.INGESTED, subject="file.csv"):
        raise ZeroDivisionError
    assert last(log)[1:3] == ("ingested", "failed")
    assert log.record(ANNA, Deed.SAW, subject="page") == 5
