"""Delivery on a schedule: to folders and by mail, with each recipient's rights, once for what was missed."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from functools import partial
from pathlib import Path

import pypdfium2
import pytest
from aiosmtpd.controller import Controller

from dashboard.documents.delivery import deliver
from dashboard.documents.jobs import DELIVERY
from dashboard.documents.mail import check_mail_settings, send
from dashboard.documents.schedule import (
    Cadence,
    Recipient,
    Way,
)
from dashboard.documents.schedules import Schedules
from dashboard.documents.wish import Wish
from dashboard.services import Services
from data.errors import AccessDeniedError, BriefConflictError, DeliveryError, SettingsError
from data.plans.keeping.job_records import Job
from data.plans.keeping.jobs import Lease
from data.roles import LOCAL_ACTOR, Role
from data.settings import Settings
from tests.dashboard.documents.briefed import MONDAY, NATION, NOW, VIEWER, services_over
from tests.dashboard.documents.mailbox import Box


@pytest.fixture
def box() -> Box:
    return Box()


@pytest.fixture
def mail_port(box: Box) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield port
    controller.stop()


@pytest.fixture
def briefed(demo_store: Path, tmp_path: Path, mail_port: int) -> tuple[Services, str]:
    return services_over(
        demo_store,
        tmp_path,
        smtp_host="127.0.0.1",
        smtp_port=mail_port,
        smtp_sender="borderops@example.gov",
        smtp_tls="no",
    )


def _scheduled(services: Services, token: str, *recipients: Recipient) -> int:
    schedule = replace(MONDAY, document=Wish(brief=token), recipients=recipients or MONDAY.recipients)
    return (
        Schedules(services.plans.database)
        .create(LOCAL_ACTOR, name="Mondays", schedule=schedule, at=NOW)
        .schedule_id
    )


def _leased(services: Services) -> Job | None:
    return services.plans.jobs.lease((DELIVERY,), Lease(worker="test", at=datetime.now(UTC)))


def _deliver(services: Services, job: Job | None, waits: tuple[float, ...] = ()) -> dict[str, object]:
    assert job is not None
    return deliver(job, services, lambda _: None, waits=waits)


def _mail(address: str, regions: tuple[str, ...] = ()) -> Recipient:
    return Recipient(
        name=f"Reader of {address}", way=Way.MAIL, address=address, role=Role.LEADER, regions=regions
    )


def test_folders_get_what_each_recipient_may_see(briefed: tuple[Services, str]) -> None:
    services, token = briefed
    schedules = Schedules(services.plans.database)
    schedule = _scheduled(services, token)
    schedules.begin(NATION, schedule, at=NOW)
    told = _deliver(services, _leased(services))
    folder = services.settings.delivery_folder
    files = sorted(path.relative_to(folder).parts for path in folder.rglob("*.pdf"))
    assert [parts[:-1] for parts in files] == [("director",), ("sectors", "tucson")]
    assert all(parts[-1].startswith("UNMARKED-SYNTHETIC-DATA_") for parts in files)
    director, tucson = (
        pypdfium2.PdfDocument(folder.joinpath(*parts))[0].get_textpage().get_text_bounded() for parts in files
    )
    assert director != tucson
    assert "scenes beyond these rights are left out" in str(told["words"])
    assert "delivered to 2 of 2" in schedules.list(token)[0].last_outcome


def test_a_mail_has_the_marking_in_subject_and_body_and_the_document_attached(
    briefed: tuple[Services, str], box: Box
) -> None:
    services, token = briefed
    schedule = _scheduled(services, token, _mail("chief@example.gov", regions=("sector:tucson",)))
    Schedules(services.plans.database).begin(NATION, schedule, at=NOW)
    _deliver(services, _leased(services))
    (letter,) = box.letters
    assert letter["Subject"].startswith("[UNMARKED - SYNTHETIC DATA] Monday brief")
    assert letter["To"] == "chief@example.gov"
    body = letter.get_body(("plain",))
    assert body is not None
    lines = [line for line in body.get_content().splitlines() if line]
    assert lines[0] == lines[-1] == "UNMARKED - SYNTHETIC DATA"
    assert any("SYNTHETIC" in line for line in lines)
    assert any("“El Paso Sector” is left out" in line for line in lines)
    (attached,) = letter.iter_attachments()
    assert attached.get_filename().startswith("UNMARKED-SYNTHETIC-DATA_")
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_content().startswith(b"%PDF")


def test_a_letter_that_was_put_off_is_tried_again(briefed: tuple[Services, str], box: Box) -> None:
    services, token = briefed
    box.refusals = 2
    Schedules(services.plans.database).begin(
        NATION, _scheduled(services, token, _mail("a@example.gov")), at=NOW
    )
    _deliver(services, _leased(services), waits=(0.01, 0.01))
    assert len(box.letters) == 1


def test_one_that_fails_is_told_and_the_others_are_served(briefed: tuple[Services, str], box: Box) -> None:
    services, token = briefed
    box.refusals = 1
    visitor = Recipient(name="Visitor", way=Way.FOLDER, address="visitor", role=Role.VIEWER)
    schedule = _scheduled(services, token, _mail("a@example.gov"), _mail("b@example.gov"), visitor)
    schedules = Schedules(services.plans.database)
    schedules.begin(NATION, schedule, at=NOW)
    with pytest.raises(DeliveryError, match="delivered to 1 of 3"):
        _deliver(services, _leased(services))
    assert [letter["To"] for letter in box.letters] == ["b@example.gov"]
    outcome = schedules.list(token)[0].last_outcome
    assert "451" in outcome
    assert "Visitor (viewer) may not export documents" in outcome


def test_a_worker_that_takes_over_sends_nothing_twice(briefed: tuple[Services, str], box: Box) -> None:
    services, token = briefed
    schedule = _scheduled(services, token, _mail("a@example.gov"), _mail("b@example.gov"))
    Schedules(services.plans.database).begin(NATION, schedule, at=NOW)
    job = _leased(services)
    assert job is not None

    def killed(_: float) -> None:
        if box.letters:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        deliver(job, services, killed, waits=())
    _deliver(services, services.plans.jobs.job(job.job_id))
    assert [letter["To"] for letter in box.letters] == ["a@example.gov", "b@example.gov"]


def test_what_came_due_while_no_worker_ran_is_begun_once(briefed: tuple[Services, str]) -> None:
    services, token = briefed
    _scheduled(services, token)
    schedules = Schedules(services.plans.database)
    assert schedules.begin_due(at=NOW) == ()
    later = NOW + timedelta(days=30)
    assert len(schedules.begin_due(at=later)) == 1
    assert schedules.begin_due(at=later) == ()
    (kept,) = schedules.list(token)
    assert kept.next_at is not None
    assert later < kept.next_at <= later + timedelta(days=7)


def test_a_schedule_that_is_off_is_not_begun_and_a_change_that_was_not_seen_is_refused(
    briefed: tuple[Services, str],
) -> None:
    services, token = briefed
    number, schedules = _scheduled(services, token), Schedules(services.plans.database)
    off = schedules.switch(LOCAL_ACTOR, number, is_on=False, expected_version=1, at=NOW)
    assert off.next_at is None
    assert schedules.begin_due(at=NOW + timedelta(days=30)) == ()
    with pytest.raises(BriefConflictError):
        schedules.switch(LOCAL_ACTOR, number, is_on=True, expected_version=1, at=NOW)
    schedules.remove(LOCAL_ACTOR, number, expected_version=2)
    assert schedules.list(token) == ()


def test_a_schedule_is_changed_as_it_was_seen_and_only_within_its_brief(
    briefed: tuple[Services, str],
) -> None:
    services, token = briefed
    number, schedules = _scheduled(services, token), Schedules(services.plans.database)
    daily = replace(MONDAY, cadence=Cadence.DAILY, document=Wish(brief=token))
    change = partial(schedules.save, LOCAL_ACTOR, number, name="Daily", at=NOW)
    kept = change(schedule=daily, expected_version=1)
    assert (kept.name, kept.schedule, kept.version, kept.is_on) == ("Daily", daily, 2, True)
    assert kept.next_at == daily.next_after(NOW)
    with pytest.raises(BriefConflictError):
        change(schedule=daily, expected_version=1)
    with pytest.raises(DeliveryError, match="another brief"):
        change(schedule=replace(daily, document=Wish(brief="national")), expected_version=2)
    off = schedules.switch(LOCAL_ACTOR, number, is_on=False, expected_version=2, at=NOW)
    assert change(schedule=daily, expected_version=off.version).next_at is None


def test_nobody_gives_rights_that_they_do_not_have(briefed: tuple[Services, str]) -> None:
    services, token = briefed
    schedules = Schedules(services.plans.database)
    schedule = replace(MONDAY, document=Wish(brief=token))
    with pytest.raises(AccessDeniedError):
        schedules.create(VIEWER, name="Mine", schedule=schedule, at=NOW)
    of_tucson = replace(LOCAL_ACTOR, name="Planner", regions=("sector:tucson",))
    with pytest.raises(AccessDeniedError, match="Director would get rights"):
        schedules.create(of_tucson, name="Mine", schedule=schedule, at=NOW)


def test_a_password_never_goes_unencrypted_and_is_told_nowhere() -> None:
    settings = Settings(
        smtp_host="127.0.0.1",
        smtp_sender="a@example.gov",
        smtp_user="u",
        smtp_password="open" + "sesame",
        smtp_tls="no",
    )
    with pytest.raises(SettingsError, match="unencrypted") as caught:
        check_mail_settings(settings)
    assert "opensesame" not in str(caught.value)
    assert "opensesame" not in repr(settings)
    with pytest.raises(SettingsError, match="BORDEROPS_SMTP_HOST"):
        send(EmailMessage(), Settings())


def test_a_server_without_encryption_is_refused_where_encryption_is_wanted(mail_port: int, box: Box) -> None:
    settings = Settings(smtp_host="127.0.0.1", smtp_port=mail_port, smtp_sender="a@example.gov")
    message = EmailMessage()
    message["To"] = "b@example.gov"
    with pytest.raises(DeliveryError, match="did not take it"):
        send(message, settings)
    assert box.letters == []
