"""``borderops restate``: known incidents again, under a new definition and for no other reason."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import typer

from dashboard.cli_exit import ExitCode, tell
from dashboard.cli_progress import progress_bar
from dashboard.cli_report import tell_report, version_words
from dashboard.cli_settings import (
    JsonOption,
    StoreOption,
    arriving_under,
    err,
    out,
    print_json,
    settings_with,
    stated_day,
)
from data.errors import SettingsError, UnreadableExtractError, Where
from data.intake.store import Store
from data.intake.submission import Submission
from data.trust.deeds import Deed
from data.trust.terminal import recorded_command


def restate_command(
    file: Path = typer.Argument(..., metavar="FILE", help="An extract of incidents that are known already."),
    *,
    definition: str = typer.Option(
        ..., "--definition", metavar="WORDS", help="The new definition, in one sentence."
    ),
    source: str | None = typer.Option(None, "--source", help="Who publishes it, in place of what it says."),
    as_of: str | None = typer.Option(
        None, "--as-of", metavar="YYYY-MM-DD", help="The day that it is as of, in place of what it says."
    ),
    store: Path | None = StoreOption,
    as_json: bool = JsonOption,
) -> None:
    """Take in known incidents that are recorded under another name from now on.

    The file holds reports of incidents that the store knows, with a later
    time of report and the new category. What that changes in a count is
    then told as a redefinition; what borderops ingest takes in is told as
    late or corrected data. See docs/change-since.md.

    [bold]Example[/bold]

    borderops restate restated.csv --definition "Vehicle loads count as trade enforcement from Aug 2026"
    """
    words = _said(definition)
    if not file.exists():
        where = Where(file=file.name)
        tell(err(), UnreadableExtractError("there is no such file", where=where, remedy="Correct the path"))
        raise typer.Exit(int(ExitCode.NOT_FOUND))
    # Geometry and readers load for a second, which no other command needs.
    from data.intake.ingest import ingest_submission  # noqa: PLC0415

    submission = Submission(path=file, source=source, as_of=stated_day(as_of), redefinition=words)
    settings = settings_with(store)
    at = Store.open(settings.store).receiving(arriving_under(settings))
    with (
        recorded_command(settings, Deed.RESTATED, subject=file.name, reason=words) as told,
        progress_bar(err(), file.name) as progress,
    ):
        outcome = ingest_submission(submission, store=at, now=datetime.now(UTC), progress=progress)
        told["version"] = outcome.version
    if as_json:
        report = json.loads(outcome.report.to_json())
        print_json({"version": outcome.version, "changed": outcome.changed, "report": report})
        return
    tell_report(out(), outcome.report)
    state = at.manifest().record(outcome.version).state
    out().print(f"  {version_words(outcome.version, state)}", soft_wrap=True)


def _said(definition: str) -> str:
    if not definition.strip():
        raise SettingsError("--definition is empty", remedy="Say in one sentence what the new definition is")
    return definition
