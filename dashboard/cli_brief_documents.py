"""``borderops brief export``, ``batch`` and ``deliver``: documents on the command line, without a server."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import typer
from rich.progress import Progress

from dashboard.cli_settings import StoreOption, err, out, settings_with
from dashboard.documents.document import Format
from dashboard.documents.making import Made, made
from dashboard.documents.paper import Paper
from dashboard.documents.schedules import Schedules
from dashboard.documents.wish import Wish, wish_from_json, wish_to_json
from dashboard.documents.worker import work_on
from dashboard.services import Services, services_of
from data.errors import DeliveryError
from data.geography.regions import region
from data.plans.keeping.job_records import JobState
from data.plans.keeping.jobs import Lease
from data.roles import LOCAL_ACTOR, Actor, Role
from layers.drawing.picture import Theme

_TOKEN = typer.Argument(help="national, region:best:phoenix, or the number of a stored brief.")
_TO = typer.Option(Path(), "--to", metavar="FOLDER", help="Folder to write to; it is made if need be.")
_PAPER = typer.Option(Paper.LETTER, "--paper", help="Paper of a PDF.")
_THEME = typer.Option(Theme.PRINT, "--theme", help="The look; print is black-and-white safe.")


def export_command(
    token: str = _TOKEN,
    *,
    format_: Format = typer.Option(Format.PDF, "--format", help="What kind of file."),
    paper: Paper = _PAPER,
    theme: Theme = _THEME,
    size: str = typer.Option("1080p", "--size", help="Of images: 1080p or 4k."),
    frozen: int = typer.Option(
        0, "--frozen", min=0, help="Number of a frozen brief, in place of it as it is."
    ),
    only: str = typer.Option(
        "", "--only", metavar="SET:ID", help="Make it for a reader of this region alone."
    ),
    to: Path = _TO,
    store: Path | None = StoreOption,
) -> None:
    """Write a brief as PDF, PowerPoint, images or one HTML file.

    Each file's name begins with its marking. Without a marking nothing is
    written.

    [bold]Examples[/bold]

    borderops brief export national --format pdf --paper a4 --to documents
    borderops brief export region:best:phoenix --format pptx --theme light
    borderops brief export national --only sector:tucson
    """
    body = {**wish_to_json(Wish(brief=token)), "format": format_, "paper": paper, "theme": theme}
    wish = wish_from_json({**body, "size": size, "frozen": frozen})
    _write(services_of(settings_with(store)), _reader(only), wish, to)


def batch_command(
    token: str = typer.Argument("national", help="The brief whose asks stand on every page."),
    *,
    regions: str = typer.Option(
        "best", "--regions", metavar="SET", help="best, sector, field_office, ero_area, state or county."
    ),
    paper: Paper = _PAPER,
    is_zip: bool = typer.Option(False, "--zip", help="A zip with a file for each, in place of one PDF."),
    to: Path = _TO,
    store: Path | None = StoreOption,
) -> None:
    """Write one upright page for each region of a set.

    [bold]Examples[/bold]

    borderops brief batch --regions sector --paper letter --to documents
    borderops brief batch --regions best --zip --to documents
    """
    body = {**wish_to_json(Wish(brief=token)), "regions": regions, "paper": paper, "is_zip": is_zip}
    _write(services_of(settings_with(store)), LOCAL_ACTOR, wish_from_json(body), to)


def deliver_command(
    schedule: int = typer.Argument(0, min=0, help="Number of a schedule; all that are due if left out."),
    store: Path | None = StoreOption,
) -> None:
    """Deliver documents now: those whose time has come, or one schedule whatever its time.

    The server does this by itself; this is for machines where none runs, from
    the system's own timer.
    """
    services = services_of(settings_with(store))
    kept = Schedules(services.plans.database)
    now = datetime.now(UTC)
    begun = (kept.begin(LOCAL_ACTOR, schedule, at=now),) if schedule else kept.begin_due(at=now)
    failed = [reason for job in begun if (reason := _delivered(services, job))]
    for one in kept.list():
        out().print(
            f"{one.schedule_id} {one.name}: {one.schedule.words}; last: {one.last_outcome}", soft_wrap=True
        )
    _check_delivered(failed)


def add_documents(brief_app: typer.Typer) -> None:
    """Add the commands to those of briefs."""
    brief_app.command("export")(export_command)
    brief_app.command("batch")(batch_command)
    brief_app.command("deliver")(deliver_command)


def _check_delivered(failed: list[str]) -> None:
    if failed:
        raise DeliveryError(
            "; ".join(failed), remedy="Correct the recipient or the settings, and deliver again"
        )


def _delivered(services: Services, job_id: int) -> str:
    """Why a job could not be done; empty if it was, or another worker has it."""
    jobs = services.plans.jobs
    lease = Lease(worker=f"command-{job_id}", at=datetime.now(UTC))
    # Another worker may be quicker, which is as good.
    job = jobs.lease(("delivery",), lease)
    if job is not None:
        work_on(job, services, worker=lease.worker, is_over=lambda: False)
    found = jobs.job(job_id)
    return found.reason if found.state is JobState.FAILED else ""


def _reader(only: str) -> Actor:
    """Whoever is at this machine, or a reader of one region."""
    if not only:
        return LOCAL_ACTOR
    return Actor(name=f"reader of {only}", role=Role.LEADER, regions=(region(only).id,))


def _write(services: Services, actor: Actor, wish: Wish, to: Path) -> None:
    found = _with_progress(lambda tell: made(services, actor, wish, progress=tell))
    try:
        to.mkdir(parents=True, exist_ok=True)
        for file in found.files:
            beside = to / f".{file.name}.making"
            beside.write_bytes(file.content)
            beside.replace(to / file.name)
            out().print(str(to / file.name), soft_wrap=True)
    except OSError as error:
        raise DeliveryError(
            f"{to} cannot be written: {error.strerror or error}", remedy="Choose another folder with --to"
        ) from error
    for words in found.left_out:
        err().print(words)


def _with_progress(work: Callable[[Callable[[float], None]], Made]) -> Made:
    with Progress(console=err(), transient=True) as bar:
        task = bar.add_task("Making", total=1.0)
        return work(lambda share: bar.update(task, completed=share))
