"""The page and the interface of the record: for auditors; searched, verified, exported, itself recorded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from dashboard.auditing.reasons import COOKIE
from dashboard.components.audit_table import more_words
from dashboard.pages.audit import layout, search, verification_words
from data.roles import Role
from data.trust.audit_export import verify_export
from data.trust.audit_search import Search, all_found
from data.trust.deeds import Deed
from data.trust.verification import Breach, Fault, Verification
from tests.dashboard.access.bodies import body_of, listed
from tests.dashboard.access.served import Reader, Served

NO_REASON = {"X-Borderops-Reason": ""}


def call(house: Served, reader: Reader, output: str, *, values: list[Any] | None = None) -> TestResponse:
    entry = next(one for key, one in listed(house.app).items() if output in key)
    sent = body_of(entry)
    if values is not None:
        names = ("first", "last", "actor", "deed", "outcome", "subject")
        ids = [{"type": "audit-field", "name": name} for name in names]
        pairs = list(zip(ids, values, strict=True))
        sent["inputs"] = [[{"id": one, "property": "value", "value": value} for one, value in pairs]]
        sent["state"] = [[{"id": one, "property": "id", "value": one} for one in ids]]
    else:
        sent["inputs"][0]["value"] = 1
    return reader.open("/_dash-update-component", method="POST", json=sent)


def test_an_auditor_finds_records_and_the_search_is_recorded(house: Served) -> None:
    auditor = house.reader(Role.AUDITOR)
    reply = call(
        house, auditor, "audit-rows.rowData", values=[None, None, "planner", "exported", None, "file 3"]
    )
    assert reply.status_code == 200
    found = reply.get_json()["response"]
    (row,) = found["audit-rows"]["rowData"]
    assert (row["actor"], row["deed"], row["subject"], row["reason"]) == (
        "planner",
        "exported",
        "file 3 of old",
        "=1+1+x",
    )
    assert found["audit-note"]["children"] == "1 record, the newest first."
    assert found["audit-csv"]["href"] == "/api/audit/export.csv?actor=planner&deed=exported&subject=file+3"
    *_, last = all_found(house.services.audit.database, Search())
    assert (last.actor, last.deed) == ("auditor", "read the audit record")


def test_an_auditor_verifies_and_it_is_recorded(house: Served) -> None:
    house.services.audit.settle()
    reply = call(house, house.reader(Role.AUDITOR), "audit-verified.children")
    assert "The record is whole" in json.dumps(reply.get_json())
    *_, last = all_found(house.services.audit.database, Search())
    assert last.subject == "audit record verified"


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_an_auditor_exports_with_a_reason_and_the_file_verifies(
    house: Served, tmp_path: Path, suffix: str
) -> None:
    auditor = house.reader(Role.AUDITOR)
    path = f"/api/audit/export.{suffix}?subject=of+old&actor=planner"
    assert auditor.open(path, **NO_REASON).status_code == 428
    reply = auditor.open(path)
    assert reply.status_code == 200
    file = tmp_path / "export"
    file.write_bytes(reply.get_data())
    assert verify_export(file).records == 5
    *_, last = all_found(house.services.audit.database, Search())
    assert (last.deed, last.reason) == ("exported the audit record", "a test")
    assert auditor.open("/api/audit/export.csv?deed=stole").status_code == 400
    assert auditor.open("/api/audit/export.exe").status_code in {403, 404}


def test_a_picture_that_the_page_makes_is_on_record_before_it_is_saved_and_for_who_may_export(
    house: Served,
) -> None:
    path = "/api/audit/taken/borderops-map-2026-11-30.png"
    analyst = house.reader(Role.ANALYST)
    assert analyst.open(path, method="POST", **NO_REASON).status_code == 428
    assert analyst.open(path, method="POST").status_code == 200
    *_, last = all_found(house.services.audit.database, Search(deed=Deed.EXPORTED))
    assert (last.subject, last.reason) == (
        "borderops-map-2026-11-30.png, a picture made in the browser",
        "a test",
    )
    assert house.reader(Role.VIEWER).open(path, method="POST").status_code == 403


@pytest.mark.parametrize("role", [Role.VIEWER, Role.PLANNER, Role.STEWARD, Role.ADMINISTRATOR])
def test_nobody_else_reads_the_record(house: Served, role: Role) -> None:
    reader = house.reader(role)
    assert reader.open("/api/audit/export.csv").status_code == 403
    assert call(house, reader, "audit-verified.children").status_code == 403


def test_a_reason_that_was_given_stands_for_the_sitting_and_no_other(house: Served) -> None:
    analyst = house.reader(Role.ANALYST)
    told = analyst.open("/api/audit/reason").get_json()
    assert told["given"] is False
    assert len(told["choices"]) >= 3
    assert analyst.open("/api/audit/reason", method="POST", json={"reason": "no"}).status_code == 428
    assert analyst.open("/api/audit/reason", method="POST", json=["x"]).status_code == 428
    reply = analyst.open("/api/audit/reason", method="POST", json={"reason": " For  planning work "})
    assert reply.get_json() == {"reason": "For planning work"}
    (kept,) = [one for one in reply.headers.getlist("Set-Cookie") if one.startswith(COOKIE)]
    for part in ("HttpOnly", "Secure", "SameSite=Strict"):
        assert part in kept
    cookie = kept.split(";")[0]
    with_it = f"{analyst.cookie}; _csrf_token={analyst.token}; {cookie}"
    assert analyst.open("/api/live/table.csv", Cookie=with_it, **NO_REASON).status_code == 200
    *_, last = all_found(house.services.audit.database, Search(deed=Deed.EXPORTED))
    assert last.reason == "For planning work"
    other = house.reader(Role.ANALYST)
    borrowed = f"{other.cookie}; _csrf_token={other.token}; {cookie}"
    assert other.open("/api/live/table.csv", Cookie=borrowed, **NO_REASON).status_code == 428
    forged = f"{analyst.cookie}; _csrf_token={analyst.token}; {cookie[:-2]}"
    assert analyst.open("/api/live/table.csv", Cookie=forged, **NO_REASON).status_code == 428


def test_a_link_to_the_page_may_hold_anything(house: Served) -> None:
    made = layout(house.services, first="<script>", last="2026-11-30", deed="stole", actor="x" * 900, foo="y")
    assert "2026-11-30" in str(made)
    assert "script" not in str(made)
    rows, note, *_ = search(house.services, ["nonsense"], [{"type": "audit-field", "name": "first"}])
    assert (rows, "Write the day as" in note) == ([], True)


def test_faults_are_listed_with_their_numbers() -> None:
    fault = Fault(seq=1234, breach=Breach.CHANGED, words="Record 1,234 is not as it was written.")
    found = Verification(
        records=2000,
        first=1,
        last=2000,
        digest="",
        heads=1,
        faults=(fault,),
        remarks=("remark",),
        more_faults=3,
    )
    told = str(verification_words(found))
    for words in ("1,234: Record 1,234", "and 3 more", "4 faults", "remark"):
        assert words in told


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("{}", ""),
        ("no json", "no json"),
        ("[1]", "[1]"),
        ('{"filter":{"mode":"air"},"bytes":7}', "bytes: 7; mode: air"),
        (f'{{"sha256":"{"ab" * 32}","box":[1,2]}}', "sha256: abababababab…; box: 1, 2"),
    ],
)
def test_what_else_a_record_holds_is_told_in_short(body: str, words: str) -> None:
    assert more_words(body) == words
