"""Delivery: for each recipient a document is made with that recipient's rights, and sent or put away.

What was delivered is kept with the job, so that a worker that takes it over sends nothing twice.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from dashboard.documents.document import Format, Progress
from dashboard.documents.mail import Letter, message_of, send
from dashboard.documents.making import Made, made
from dashboard.documents.schedule import Recipient, Schedule, Way
from dashboard.documents.schedule_json import schedule_from_json
from dashboard.documents.schedules import Schedules
from dashboard.documents.wish import Wish
from dashboard.services import Services
from data.errors import BorderopsError, DeliveryError
from data.plans.keeping.job_records import Job
from data.plans.keeping.jobs import Lease
from data.roles import Actor
from data.trust.deeds import Deed
from data.trust.recorded import recorded

WAITS_S = (2.0, 8.0, 32.0)
"""Seconds before each further try."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How the delivery to one recipient went."""

    name: str
    is_delivered: bool
    words: str
    files: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The outcome as JSON."""
        return {
            "name": self.name,
            "is_delivered": self.is_delivered,
            "words": self.words,
            "files": list(self.files),
        }


def deliver(
    job: Job, services: Services, progress: Progress, *, waits: Sequence[float] = WAITS_S
) -> dict[str, object]:
    """What a job of delivery tells at its end: the outcome for each recipient.

    Raises
    ------
    DeliveryError
        If a recipient did not get the document; the others did, and the schedule says so.
    """
    schedule, schedule_id = _asked(job)
    done = _delivered_before(job)
    outcomes: list[Outcome] = []
    for number, one in enumerate(schedule.recipients):
        progress(number / len(schedule.recipients))
        before = done.get(str(number))
        outcomes.append(before or _tried(services, one, schedule, progress, waits))
        _remember(job, services, outcomes)
    words = outcome_words(outcomes)
    Schedules(services.plans.database).tell(schedule_id, at=services.now(), outcome=words)
    if not all(outcome.is_delivered for outcome in outcomes):
        raise DeliveryError(words, remedy="Correct the recipient or the settings, and deliver again")
    return _told(outcomes)


def outcome_words(outcomes: Sequence[Outcome]) -> str:
    """All outcomes in one line, those that failed first."""
    failed = [f"{one.name}: {one.words}" for one in outcomes if not one.is_delivered]
    count = len(outcomes) - len(failed)
    said = f"delivered to {count} of {len(outcomes)}"
    limited = [
        f"{one.name}: {one.words}" for one in outcomes if one.is_delivered and one.words != "delivered"
    ]
    return ". ".join((said, *failed, *limited))


def deliver_to(services: Services, one: Recipient, wish: Wish, progress: Progress) -> Outcome:
    """The outcome of one try to make the document with the recipient's rights and hand it over.

    Raises
    ------
    BorderopsError
        If it cannot be made with these rights, or not be handed over.
    """
    # Mail and folders hold one file for each delivery, so images go as one.
    whole = replace(wish, is_zip=True) if wish.format is Format.PNG else wish
    reader = Actor(name=one.name, role=one.role, regions=one.regions, session=f"delivery-{one.name}")
    found = made(services, reader, whole, progress=progress)
    told = {"way": one.way.value, **{file.name: sha256(file.content).hexdigest() for file in found.files}}
    subject = f"delivery of brief {wish.brief} to {one.name}"
    with recorded(services.audit, reader, Deed.EXPORTED, subject=subject, **told):
        if one.way is Way.MAIL:
            message = message_of(_letter(one, found), sender=services.settings.smtp_sender, at=services.now())
            send(message, services.settings)
        else:
            _put(services.settings.delivery_folder / one.address, found)
    left_out = f"delivered; {len(found.left_out)} scenes beyond these rights are left out"
    return Outcome(
        name=one.name,
        is_delivered=True,
        words=left_out if found.left_out else "delivered",
        files=tuple(file.name for file in found.files),
    )


def _tried(
    services: Services, one: Recipient, schedule: Schedule, progress: Progress, waits: Sequence[float]
) -> Outcome:
    """The outcome after as many tries as it takes; only a handing over that failed is tried again."""
    for wait in (*waits, None):
        try:
            return deliver_to(services, one, schedule.document, lambda _: progress(0.5))
        except DeliveryError as error:
            if wait is None:
                return Outcome(name=one.name, is_delivered=False, words=str(error))
            _wait(wait, progress)
        except BorderopsError as error:
            return Outcome(name=one.name, is_delivered=False, words=str(error))
    raise AssertionError


def _wait(wait_s: float, progress: Progress) -> None:
    """Wait some seconds, and hear of a cancelled job meanwhile."""
    end = time.monotonic() + wait_s
    while (left := end - time.monotonic()) > 0:
        progress(0.5)
        time.sleep(min(left, 0.5))


def _letter(one: Recipient, found: Made) -> Letter:
    synthetic = ("It shows SYNTHETIC data.",) if found.is_synthetic else ()
    limits = f" for {', '.join(one.regions)}" if one.regions else ""
    return Letter(
        to=one.address,
        marking=found.marking,
        title=f"{found.title}, data version {found.version}",
        paragraphs=(
            f"{found.title}, data version {found.version}, made for {one.name}{limits}.",
            "\n".join(file.name for file in found.files),
            *synthetic,
            *found.left_out,
        ),
        files=found.files,
    )


def _put(folder: Path, found: Made) -> None:
    """Write the files beside, then into place, so that nobody opens half of one."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in found.files:
            beside = folder / f".{file.name}.making"
            beside.write_bytes(file.content)
            beside.replace(folder / file.name)
    except OSError as error:
        raise DeliveryError(
            f"the folder {folder.name!r} cannot be written: {error.strerror or error}",
            remedy="Check the rights and the free space of BORDEROPS_DELIVERY",
        ) from error


def _asked(job: Job) -> tuple[Schedule, int]:
    body, schedule_id = job.body.get("body"), job.body.get("schedule")
    if not isinstance(body, dict) or not isinstance(schedule_id, int):
        raise DeliveryError(f"job {job.job_id} names no schedule", remedy="Make the schedule anew")
    return schedule_from_json(body), schedule_id


def _delivered_before(job: Job) -> Mapping[str, Outcome]:
    """Outcomes of recipients that a worker before this one had served, by their place in the schedule."""
    found = (job.result or {}).get("recipients")
    known: dict[str, Outcome] = {}
    for number, one in enumerate(found if isinstance(found, list) else []):
        if isinstance(one, dict) and one.get("is_delivered"):
            known[str(number)] = Outcome(
                name=str(one.get("name")),
                is_delivered=True,
                words=str(one.get("words")),
                files=tuple(one.get("files") or ()),
            )
    return known


def _remember(job: Job, services: Services, outcomes: Sequence[Outcome]) -> None:
    lease = Lease(worker=job.worker or "", at=datetime.now(UTC))
    services.plans.jobs.heartbeat(job.job_id, lease, progress=0.5, result=_told(outcomes))


def _told(outcomes: Sequence[Outcome]) -> dict[str, object]:
    return {"recipients": [outcome.as_json() for outcome in outcomes], "words": outcome_words(outcomes)}
