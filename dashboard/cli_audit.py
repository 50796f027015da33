"""``borderops audit``: whether the record is whole, what is in it, and how long it is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import typer
from rich.table import Table
from rich.text import Text

from dashboard.cli_exit import ExitCode
from dashboard.cli_settings import JsonOption, StoreOption, err, out, print_json, settings_with
from data.errors import SettingsError, Where
from data.plans.keeping.database import Database
from data.settings import Settings
from data.trust.audit import AuditLog
from data.trust.audit_export import ExportPapers, csv_lines, json_lines, verify_export, write_export
from data.trust.audit_search import PAGE, all_found, found, search_of
from data.trust.deeds import Deed
from data.trust.entries import Entry
from data.trust.retention import purge
from data.trust.terminal import terminal_actor
from data.trust.verification import Verification
from data.trust.verifying import verify

audit_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="rich",
    help="The audit record: verify it, search it, export it, write its head outside, purge its old part.",
)
_First = typer.Option("", "--first", metavar="YYYY-MM-DD", help="From this day on (UTC).")
_Last = typer.Option("", "--last", metavar="YYYY-MM-DD", help="Through this day (UTC).")
_ActorName = typer.Option("", "--actor", help="Who did it: an account, or os: and a user of this machine.")
_DeedName = typer.Option("", "--deed", help="What was done, such as 'exported'.")
_OutcomeName = typer.Option("", "--outcome", help="begun, done, refused or failed.")
_Subject = typer.Option("", "--subject", help="Any part of what it was done to.")
_Reason = typer.Option(..., "--reason", help="Why; it is written in the record.")


def _log(store: Path | None) -> AuditLog:
    settings = settings_with(store)
    return AuditLog(Database(settings.plans_url), settings)


@audit_app.command("verify")
def verify_command(
    file: Path | None = typer.Argument(None, help="An exported file; if left out, the record itself."),
    *,
    store: Path | None = StoreOption,
    as_json: bool = JsonOption,
) -> None:
    """Find out whether a record was changed, is missing, or was cut off the end.

    Every record is compared with its digest and the one before, and with
    the heads that were written outside the database. What is not whole
    ends with exit code 6 and says at which number.

    [bold]Examples[/bold]

    borderops audit verify
    borderops audit verify audit-2026-11.jsonl
    """
    if file is not None:
        _tell_verified(verify_export(file), as_json=as_json)
        return
    log = _log(store)
    result = verify(log.database, log.anchors)
    _read(log, "audit record verified", result=result.words)
    _tell_verified(result, as_json=as_json)


@audit_app.command("search")
def search_command(
    *,
    first: str = _First,
    last: str = _Last,
    actor: str = _ActorName,
    deed: str = _DeedName,
    outcome: str = _OutcomeName,
    subject: str = _Subject,
    limit: int = typer.Option(PAGE, "--limit", min=1, max=1000, help="So many records at most."),
    store: Path | None = StoreOption,
    as_json: bool = JsonOption,
) -> None:
    """List records, the newest first.

    [bold]Example[/bold]

    borderops audit search --actor anna --deed exported --first 2026-11-01
    """
    given = {"first": first, "last": last, "actor": actor, "deed": deed, "outcome": outcome}
    search = search_of({**given, "subject": subject})
    log = _log(store)
    page = found(log.database, search, limit=limit)
    _read(log, "audit record", search=search.words)
    if as_json:
        print_json({"total": page.total, "records": [asdict(entry) for entry in page.entries]})
        return
    _tell_entries(page.entries)
    err().print(f"{len(page.entries):,} of {page.total:,} records: {search.words}.")


@audit_app.command("export")
def export_command(
    target: Path = typer.Argument(..., metavar="FILE", help="Ending in .csv or .jsonl; it must not exist."),
    *,
    reason: str = _Reason,
    first: str = _First,
    last: str = _Last,
    actor: str = _ActorName,
    deed: str = _DeedName,
    outcome: str = _OutcomeName,
    subject: str = _Subject,
    store: Path | None = StoreOption,
) -> None:
    """Write records to a file that can be verified by itself.

    [bold]Example[/bold]

    borderops audit export november.jsonl --first 2026-11-01 --last 2026-11-30 --reason "monthly review"
    """
    given = {"first": first, "last": last, "actor": actor, "deed": deed, "outcome": outcome}
    search = search_of({**given, "subject": subject})
    lines_of = _format_of(target)
    log, who = _log(store), terminal_actor()
    end = log.record(
        who, Deed.EXPORTED_AUDIT, subject=target.name, reason=reason, body={"search": search.words}
    )
    papers = ExportPapers(
        marking=log.settings.record_marking,
        search=search.words,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        made_by=who.name,
        reason=reason,
    )
    write_export(target, lines_of(all_found(log.database, search, through=end), papers))
    log.settle()
    _tell_verified(verify_export(target), as_json=False)
    out().print(f"Written to {target}.", soft_wrap=True, markup=False)


@audit_app.command("anchor")
def anchor_command(
    *,
    restored: bool = typer.Option(
        False, "--restored", help="Say that the database was restored from a backup: later heads are void."
    ),
    reason: str = typer.Option("", "--reason", help="With --restored: what happened."),
    store: Path | None = StoreOption,
) -> None:
    """Write the head of the record to the file outside the database, and print it.

    Print the line, sign it, or send it elsewhere: whoever has it can tell
    later that the record still has this number with this digest.
    """
    log = _log(store)
    if restored:
        log.declare_restored(terminal_actor(), reason=reason)
    head = log.head()
    if head is None:
        out().print("The record is empty.")
        return
    if not restored:
        log.anchors.add(head)
    out().print(f"{head.seq} {head.digest} {head.at}", soft_wrap=True)
    err().print(f"Written to {log.anchors.path}.", soft_wrap=True, markup=False)


@audit_app.command("purge")
def purge_command(
    *,
    days: int | None = typer.Option(
        None, "--days", min=1, help="Days that records are kept, in place of BORDEROPS_KEEP_AUDIT_DAYS."
    ),
    to: Path = typer.Option(..., "--to", metavar="FOLDER", help="Folder for the file of what is taken out."),
    store: Path | None = StoreOption,
    as_json: bool = JsonOption,
) -> None:
    """Take records that are older than the rule says out of the database, into a file first.

    The record stays verifiable from there on, and tells of the purge. On
    PostgreSQL this needs the owner of the tables.

    [bold]Example[/bold]

    borderops audit purge --days 1825 --to /srv/borderops/audit-archive
    """
    settings: Settings = settings_with(store)
    log = AuditLog(Database(settings.plans_url), settings)
    kept = days if days is not None else settings.keep_audit_days
    done = purge(log, terminal_actor(), keep_days=kept, folder=to, at=datetime.now(UTC))
    if as_json:
        print_json({**asdict(done), "file": str(done.file) if done.file else None})
    elif done.file is None:
        out().print(f"No record is older than {kept:,} days.")
    else:
        out().print(f"{done.records:,} records, through number {done.through:,}, are now in {done.file}.")


def _tell_verified(result: Verification, *, as_json: bool) -> None:
    if as_json:
        print_json({**asdict(result), "is_whole": result.is_whole, "words": result.words})
    else:
        out().print(Text(result.words, style="" if result.is_whole else "bold red"))
        for fault in result.faults:
            out().print(Text(f"  {fault.seq:>9,}  {fault.breach}: {fault.words}"), soft_wrap=True)
        if result.more_faults:
            out().print(f"  and {result.more_faults:,} more")
        for remark in result.remarks:
            err().print(Text(remark), soft_wrap=True)
    if not result.is_whole:
        raise typer.Exit(int(ExitCode.MISMATCH))


def _tell_entries(entries: tuple[Entry, ...]) -> None:
    table = Table(box=None, pad_edge=False)
    for title in ("Number", "Time (UTC)", "Who", "What", "Outcome", "About", "Why"):
        table.add_column(title, justify="right" if title == "Number" else "left", overflow="fold")
    for entry in entries:
        told = (entry.at[:19].replace("T", " "), entry.actor, entry.deed, entry.outcome)
        table.add_row(f"{entry.seq:,}", *(Text(part) for part in (*told, entry.subject, entry.reason)))
    out().print(table)


def _format_of(target: Path) -> Callable[[Iterable[Entry], ExportPapers], Iterator[str]]:
    lines_of = {".csv": csv_lines, ".jsonl": json_lines}.get(target.suffix)
    if lines_of is None or target.exists():
        raise SettingsError(
            "the file is there already" if lines_of else f"the file's name ends in {target.suffix!r}",
            where=Where(file=target.name),
            remedy="Name a new file that ends in .csv or .jsonl",
        )
    return lines_of


def _read(log: AuditLog, subject: str, **body: str) -> None:
    """Write down that the record was read, where more than one person is served."""
    if log.settings.is_served:
        log.record(terminal_actor(), Deed.READ_AUDIT, subject=subject, body=body)
        log.settle()
