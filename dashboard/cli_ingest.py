"""``borderops ingest``: files into the store, each whole or not at all."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import typer

from dashboard.cli_exit import ExitCode, exit_code, tell
from dashboard.cli_progress import progress_bar
from dashboard.cli_report import tell_report
from dashboard.cli_settings import JsonOption, StoreOption, err, out, print_json, settings_with
from data.errors import CheckFailedError, ExtractError, SettingsError
from data.intake.report import CheckReport
from data.intake.store import Store


def ingest_command(
    files: list[Path] = typer.Argument(
        ..., metavar="FILE...", help="Extracts, in any format that a reader knows."
    ),
    *,
    quarantine: bool = typer.Option(
        False,
        "--quarantine",
        help="Set bad rows aside and take in the rest. By default one bad row stops a file.",
    ),
    mapping: Path | None = typer.Option(
        None, "--mapping", metavar="YAML", help="What the columns of your own table mean: docs/own-csv.md."
    ),
    source: str | None = typer.Option(
        None, "--source", help="Who publishes the file, in place of what it says."
    ),
    as_of: str | None = typer.Option(
        None,
        "--as-of",
        metavar="YYYY-MM-DD",
        help="The day that the figures are as of, in place of what it says.",
    ),
    store: Path | None = StoreOption,
    as_json: bool = JsonOption,
) -> None:
    """Take extracts into the store: each file whole, or not at all.

    The format is found by looking at the content. The same file twice
    changes nothing; a corrected file supersedes, and older versions keep
    the older values.

    [bold]Examples[/bold]

    borderops ingest Border_Crossing_Entry_Data.csv
    borderops ingest fy24.csv.gz fy25.csv.gz --json
    borderops ingest incidents.csv --quarantine
    borderops ingest log.csv --mapping log.yaml --as-of 2026-10-31

    What is wrong with a refused file is told by row, column, value and
    rule. Incidents set aside lie in the store under quarantine/, where
    rows.csv can be corrected and taken in like any file.
    """
    asked = _Asked(quarantine=quarantine, mapping=mapping, source=source, as_of=_day(as_of))
    taken = Store.create(settings_with(store).store)
    results = [_take_in(path, taken, asked, as_json=as_json) for path in files]
    if as_json:
        print_json({"store": str(taken.path), "files": [result.body for result in results]})
    code = next((result.code for result in results if result.code), ExitCode.OK)
    if code:
        raise typer.Exit(int(code))


@dataclass(frozen=True, kw_only=True)
class _Asked:
    quarantine: bool
    mapping: Path | None
    source: str | None
    as_of: date | None


@dataclass(frozen=True, kw_only=True)
class _Result:
    code: ExitCode
    body: dict[str, object]


def _take_in(path: Path, store: Store, asked: _Asked, *, as_json: bool) -> _Result:
    # Geometry and readers load for a second, which no other command needs.
    from data.intake.ingest import ingest  # noqa: PLC0415

    try:
        with progress_bar(err(), path.name) as progress:
            outcome = ingest(
                path,
                store=store,
                now=datetime.now(UTC),
                quarantine=asked.quarantine,
                mapping=asked.mapping,
                source=asked.source,
                as_of=asked.as_of,
                progress=progress,
            )
    except ExtractError as refusal:
        return _refused(path, refusal, as_json=as_json)
    if not as_json:
        tell_report(out(), outcome.report)
        out().print(f"  Data version {outcome.version}.")
    body = {"version": outcome.version, "changed": outcome.changed, "report": _body(outcome.report)}
    return _Result(code=ExitCode.OK, body={"file": str(path), **body})


def _refused(path: Path, refusal: ExtractError, *, as_json: bool) -> _Result:
    report = refusal.report if isinstance(refusal, CheckFailedError) else None
    if not as_json:
        if isinstance(report, CheckReport):
            tell_report(err(), report)
        tell(err(), refusal, file=path.name)
    error = {
        "kind": type(refusal).__name__,
        "where": str(refusal.where),
        "found": refusal.found,
        "remedy": refusal.remedy,
    }
    body = {"file": str(path), "changed": False, "error": error}
    if isinstance(report, CheckReport):
        body["report"] = _body(report)
    return _Result(code=exit_code(refusal) if path.exists() else ExitCode.NOT_FOUND, body=body)


def _body(report: CheckReport) -> object:
    return json.loads(report.to_json())


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise SettingsError(f"--as-of is {text!r}", remedy="Write the day as 2026-10-31") from error
