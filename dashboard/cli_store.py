"""``borderops store``: versions of the data, their files and checksums."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import typer

from dashboard.cli_progress import progress_bar
from dashboard.cli_report import tell_conservation, tell_extracts, tell_report, tell_versions
from dashboard.cli_settings import JsonOption, StoreOption, err, out, print_json, settings_with
from data.answers.conservation import Conservation, Sample, conservation
from data.answers.gate import Gate
from data.answers.raw_rows import RawRows
from data.errors import CountsDifferError, Where
from data.extracts.contract import Kind
from data.intake.store import Store, StoreVersion
from data.roles import LOCAL_ACTOR
from data.schema.programme_document import schema_text
from data.schema.programmes import PROGRAMME_SCHEMAS, programme_schema
from data.settings import Settings
from data.trust.deeds import Deed
from data.trust.terminal import recorded_command

store_commands = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="rich",
    help="List versions of the data, verify them, go back, prune.\n\n"
    "Every file that is taken in makes a version; older ones stay readable until they are pruned.",
)


def _opened(store: Path | None) -> Store:
    return Store.open(settings_with(store).store)


@store_commands.command("list")
def list_command(store: Path | None = StoreOption, as_json: bool = JsonOption) -> None:
    """List the versions, newest first, those too that wait for review or were withdrawn."""
    history = _opened(store).versions()
    if as_json:
        print_json([_summary(version) for version in reversed(history)])
    elif history:
        tell_versions(out(), history)
    else:
        err().print("The store holds no data yet. Load a file with: borderops ingest FILE")


@store_commands.command("show")
def show_command(
    version: str | None = typer.Argument(None, help="Such as v000003; the current one if left out."),
    store: Path | None = StoreOption,
    as_json: bool = JsonOption,
) -> None:
    """Show what a version is made of: extracts, sources, files."""
    opened = _opened(store)
    chosen = opened.version(version) if version else opened.current()
    if as_json:
        files = [vars(file) for file in chosen.files]
        extracts = [{**vars(extract), "kind": str(extract.kind)} for extract in chosen.extracts]
        print_json({**_summary(chosen), "extracts": extracts, "files": files})
        return
    tell_extracts(out(), chosen)
    size = sum(file.size_bytes for file in chosen.files)
    out().print(f"{len(chosen.files)} files, {size / 1e6:,.1f} MB in {chosen.folder}", soft_wrap=True)


@store_commands.command("verify")
def verify_command(
    *,
    version: str | None = typer.Argument(
        None, help="Such as v000003; if left out, all files, and the numbers of the current one."
    ),
    filters: int = typer.Option(12, "--filters", min=0, help="Filters to try."),
    shapes: int = typer.Option(12, "--shapes", min=0, help="Shapes to count in."),
    seed: int = typer.Option(1, "--seed", min=0, help="What filters and shapes are drawn from."),
    store: Path | None = StoreOption,
    as_json: bool = JsonOption,
) -> None:
    """Compare every file with its SHA-256, then every number with a second count.

    Under each filter, regions and no region, months, words and cells must add up
    to the whole and agree with DuckDB over the stored rows; what is inside a shape
    must agree with testing each point. A difference ends with exit code 6.

    [bold]Example[/bold]

    borderops store verify --filters 100 --shapes 100 --seed 7
    """
    settings = settings_with(store)
    opened = Store.open(settings.store)
    found = opened.verify(version)
    if not as_json:
        out().print(f"Sound: {found.files} files, {found.size_bytes / 1e6:,.1f} MB, every SHA-256 as stated.")
    counted = None
    if filters + shapes and opened.history():
        sample = Sample(filters=filters, shapes=shapes, seed=seed)
        counted = _counted(opened, opened.version(version) if version else opened.current(), settings, sample)
    if as_json:
        print_json({"is_sound": True, **vars(found), "conservation": _conservation(counted)})
    elif counted:
        tell_conservation(out(), counted)
        out().print(
            f"{counted.version}: {counted.incidents:,} incidents, {counted.counts:,} numbers compared, "
            f"{counted.differences:,} differ (seed {seed})."
        )
    if counted and counted.differences:
        raise _differing(counted)


@store_commands.command("rollback")
def rollback_command(
    version: str = typer.Argument(..., help="The version to go back to, such as v000003."),
    store: Path | None = StoreOption,
    as_json: bool = JsonOption,
) -> None:
    """Make a new version equal to an old one. Nothing is deleted, and this too can be undone.

    [bold]Example[/bold]

    borderops store list && borderops store rollback v000003
    """
    with recorded_command(settings_with(store), Deed.ROLLED_BACK, subject=f"data version {version}") as told:
        made = _opened(store).rollback(version, now=datetime.now(UTC))
        told["version"] = made.id
    if as_json:
        print_json(_summary(made))
    else:
        out().print(f"Data version {made.id} is current and equal to {version}.")


@store_commands.command("prune")
def prune_command(
    keep: int = typer.Option(..., "--keep", min=1, help="How many of the newest versions stay."),
    store: Path | None = StoreOption,
    as_json: bool = JsonOption,
) -> None:
    """Remove old versions, and the files that only they need. This cannot be undone.

    [bold]Example[/bold]

    borderops store prune --keep 10
    """
    opened = _opened(store)
    subject = f"data versions but the newest {keep}"
    with recorded_command(settings_with(store), Deed.PURGED_DATA, subject=subject) as told:
        removed = opened.prune(keep, now=datetime.now(UTC))
        told["removed"] = removed
    if as_json:
        print_json({"removed": removed, "kept": len(opened.versions())})
    else:
        out().print(f"{removed} versions removed, {len(opened.versions())} kept.")


@store_commands.command("reports")
def reports_command(store: Path | None = StoreOption, as_json: bool = JsonOption) -> None:
    """Show the check reports of files taken in or refused, newest first."""
    reports = _opened(store).reports()
    if as_json:
        print_json([json.loads(report.to_json()) for report in reports])
        return
    for report in reports:
        tell_report(out(), report)


@store_commands.command("schema")
def schema_command(
    *,
    key: str | None = typer.Argument(None, help="Such as programme-custody; all are listed if left out."),
    example: bool = typer.Option(
        False, "--example", help="Print only the example, as a CSV file to start from."
    ),
) -> None:
    """Show the schema of an extract for a programme: its columns, and rows as an example.

    [bold]Example[/bold]

    borderops store schema programme-custody --example > custody.csv
    """
    if key is None:
        for schema in PROGRAMME_SCHEMAS.values():
            typer.echo(f"{schema.key:<26} {schema.title}")
        return
    chosen = programme_schema(key)
    typer.echo(chosen.example_csv() if example else schema_text(chosen), nl=False)


def _counted(opened: Store, version: StoreVersion, settings: Settings, sample: Sample) -> Conservation:
    """What two routes count of a version, with a bar on the error stream."""
    gate = Gate(opened, settings)
    limits = {"memory_limit_mb": settings.memory_limit_mb, "threads": settings.threads}
    with progress_bar(err(), "Counting twice") as told, RawRows.opened(version, **limits) as rows:
        return conservation(gate, rows, LOCAL_ACTOR, version, sample=sample, progress=told)


def _conservation(counted: Conservation | None) -> dict[str, object] | None:
    return None if counted is None else {**asdict(counted), "differences": counted.differences}


def _differing(counted: Conservation) -> CountsDifferError:
    first = next(example for checked in counted.checked for example in checked.examples)
    others = counted.differences - 1
    return CountsDifferError(
        f"{first}{f'; and {others:,} more' if others else ''}",
        where=Where(file=counted.version),
        remedy="Do not use figures of this version. Its files are as published, so the fault is in what was "
        "made of them: take the extracts into a new store with borderops ingest and verify that. If it "
        f"stays, report these lines, with seed {counted.sample.seed}",
    )


def _summary(version: StoreVersion) -> dict[str, object]:
    return {
        "version": version.id,
        "created_at": version.created_at.isoformat(),
        "note": version.note,
        "state": version.state,
        "marking": version.marking,
        "incidents": version.rows(Kind.INCIDENTS),
        "incidents_are_synthetic": version.is_synthetic(Kind.INCIDENTS),
        "figures": version.rows(Kind.OBSERVATIONS),
        "datasets": list(version.datasets),
    }
