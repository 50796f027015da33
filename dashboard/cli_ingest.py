"""``borderops ingest``: files into the store, each whole or not at all."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import typer

from dashboard.cli_exit import ExitCode, exit_code, tell
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
from data.errors import CheckFailedError, ExtractError, SettingsError, UnreadableExtractError, Where
from data.intake.release_state import Arriving, ReleaseState
from data.intake.report import CheckReport
from data.intake.store import Store
from data.intake.taking_in import IngestOutcome
from data.settings import Settings
from data.trust.deeds import Deed
from data.trust.terminal import recorded_command


def ingest_command(  # noqa: PLR0913 - each is an option of the command
    files: list[str] = typer.Argument(
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
    scheduler: str | None = typer.Option(
        None,
        "--scheduler",
        metavar="ADDRESS",
        help="Work on the Dask cluster of this scheduler; the files become one extract: docs/scale.md.",
    ),
    exchange: str | None = typer.Option(
        None,
        "--exchange",
        metavar="URL",
        help="With --scheduler: a folder that all workers reach, if they do not see the store's.",
    ),
    marking: str | None = typer.Option(
        None, "--marking", help="Marking of the data version, such as 'CUI//LES': docs/data-release.md."
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
    borderops ingest 's3://bucket/*.parquet' --scheduler tcp://127.0.0.1:8786

    What is wrong with a refused file is told by row, column, value and
    rule. Incidents set aside lie in the store under quarantine/, where
    rows.csv can be corrected and taken in like any file.
    """
    settings = settings_with(store)
    asked = _Asked(
        quarantine=quarantine,
        mapping=mapping,
        source=source,
        as_of=stated_day(as_of),
        arriving=arriving_under(settings, marking),
        settings=settings,
    )
    cluster = _cluster(scheduler, exchange, asked)
    at = settings.store.absolute()
    if cluster is None:
        results = [_take_in(Path(file), at, asked, as_json=as_json) for file in files]
    else:
        results = [
            _take_in_together(
                files, Store.create(at).receiving(asked.arriving), asked, cluster, as_json=as_json
            )
        ]
    if as_json:
        print_json({"store": str(at), "files": [result.body for result in results]})
    code = next((result.code for result in results if result.code), ExitCode.OK)
    if code:
        raise typer.Exit(int(code))


@dataclass(frozen=True, kw_only=True)
class _Asked:
    quarantine: bool
    mapping: Path | None
    source: str | None
    as_of: date | None
    arriving: Arriving
    settings: Settings


@dataclass(frozen=True, kw_only=True)
class _Cluster:
    scheduler: str
    exchange: str | None


@dataclass(frozen=True, kw_only=True)
class _Result:
    code: ExitCode
    body: dict[str, object]


def _cluster(scheduler: str | None, exchange: str | None, asked: _Asked) -> _Cluster | None:
    if scheduler is None:
        if exchange:
            raise SettingsError("--exchange is given without --scheduler", remedy="Give both, or neither")
        return None
    if asked.quarantine or asked.mapping:
        option = "--quarantine" if asked.quarantine else "--mapping"
        raise SettingsError(
            f"{option} does not go with --scheduler",
            remedy="Take the file in without --scheduler: a cluster takes sound files of incidents only",
        )
    return _Cluster(scheduler=scheduler, exchange=exchange)


def _take_in(path: Path, at: Path, asked: _Asked, *, as_json: bool) -> _Result:
    # A mistyped path must not leave an empty store behind.
    if not path.exists():
        absent = UnreadableExtractError(
            "there is no such file", where=Where(file=path.name), remedy="Correct the path"
        )
        return _refused(str(path), absent, ExitCode.NOT_FOUND, as_json=as_json)
    # Geometry and readers load for a second, which no other command needs.
    from data.intake.ingest import ingest  # noqa: PLC0415

    store = Store.create(at).receiving(asked.arriving)
    try:
        with (
            recorded_command(asked.settings, Deed.INGESTED, subject=path.name) as told,
            progress_bar(err(), path.name) as progress,
        ):
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
            told["version"] = outcome.version
    except ExtractError as refusal:
        return _refused(str(path), refusal, exit_code(refusal), as_json=as_json)
    return _accepted(store, str(path), outcome, as_json=as_json)


def _take_in_together(
    files: list[str], store: Store, asked: _Asked, cluster: _Cluster, *, as_json: bool
) -> _Result:
    try:
        # An extra, which only this option needs.
        from data.intake.cluster.ingest import ClusterIngest, ingest_on_cluster  # noqa: PLC0415
    except ModuleNotFoundError as missing:
        raise SettingsError(
            f"--scheduler needs a package that is not installed here: {missing.name}",
            remedy="Install it, here and on every worker, with: pip install 'borderops[dask]'",
        ) from missing
    name = ", ".join(files)
    whole = ClusterIngest(
        urls=tuple(files),
        scheduler=cluster.scheduler,
        exchange=cluster.exchange,
        source=asked.source,
        as_of=asked.as_of,
    )
    try:
        with (
            recorded_command(asked.settings, Deed.INGESTED, subject=name) as told,
            progress_bar(err(), name) as progress,
        ):
            outcome = ingest_on_cluster(whole, store=store, now=datetime.now(UTC), progress=progress)
            told["version"] = outcome.version
    except ExtractError as refusal:
        return _refused(name, refusal, exit_code(refusal), as_json=as_json)
    return _accepted(store, name, outcome, as_json=as_json)


def _accepted(store: Store, file: str, outcome: IngestOutcome, *, as_json: bool) -> _Result:
    state = store.manifest().record(outcome.version).state
    if not as_json:
        tell_report(out(), outcome.report)
        out().print(f"  {version_words(outcome.version, state)}", soft_wrap=True)
    body = {"version": outcome.version, "changed": outcome.changed, "report": _body(outcome.report)}
    if state is not ReleaseState.RELEASED:
        body["state"] = state
    return _Result(code=ExitCode.OK, body={"file": file, **body})


def _refused(file: str, refusal: ExtractError, code: ExitCode, *, as_json: bool) -> _Result:
    report = refusal.report if isinstance(refusal, CheckFailedError) else None
    if not as_json:
        if isinstance(report, CheckReport):
            tell_report(err(), report)
        tell(err(), refusal, file=Path(file).name)
    error = {
        "kind": type(refusal).__name__,
        "where": str(refusal.where),
        "found": refusal.found,
        "remedy": refusal.remedy,
    }
    body = {"file": file, "changed": False, "error": error}
    if isinstance(report, CheckReport):
        body["report"] = _body(report)
    return _Result(code=code, body=body)


def _body(report: CheckReport) -> object:
    return json.loads(report.to_json())
