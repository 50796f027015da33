"""``borderops release``, ``borderops withdraw`` and ``borderops store purge``: which data may be seen."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import typer

from dashboard.cli_settings import JsonOption, StoreOption, out, print_json, settings_with
from data.errors import ReleaseError
from data.intake.manifest import VersionRecord
from data.intake.purging import Retention, due
from data.intake.release_state import ReleaseState
from data.intake.store import Store
from data.plans.keeping.database import Database
from data.settings import Settings
from data.trust.audit import AuditLog
from data.trust.releases import Releases
from data.trust.terminal import terminal_actor

ReasonOption = typer.Option(..., "--reason", help="Why; it is kept with the version and in the audit record.")


def release_command(
    version: str | None = typer.Argument(
        None, help="Such as v000012; if left out, those that wait are listed."
    ),
    *,
    reason: str = typer.Option("", "--reason", help="Why; it is kept with the version and in the record."),
    marking: str | None = typer.Option(
        None, "--marking", help="Marking of the version from now on, such as 'CUI//LES'."
    ),
    store: Path | None = StoreOption,
    as_json: bool = JsonOption,
) -> None:
    """Release a data version that waits for review, or give a released one another marking.

    From then on everybody sees its figures. It cannot be taken back, but
    the version can be withdrawn.

    [bold]Examples[/bold]

    borderops release
    borderops release v000012 --reason "checks passed, compared with October's"
    borderops release v000012 --marking "CUI//LES" --reason "as the agency's letter says"
    """
    settings = settings_with(store)
    opened = Store.open(settings.store)
    if version is None:
        _tell_waiting(opened, as_json=as_json)
        return
    decided = _decided(_releases(opened, settings), version, reason=reason, marking=marking or "")
    _tell(decided, as_json=as_json)


def withdraw_command(
    version: str = typer.Argument(..., help="Such as v000012."),
    *,
    reason: str = ReasonOption,
    store: Path | None = StoreOption,
    as_json: bool = JsonOption,
) -> None:
    """Withdraw a data version, and all that are made of it: nobody but stewards sees them any more.

    The newest released version before it becomes the current one. A
    withdrawn version is never released again: take the corrected file in.

    [bold]Example[/bold]

    borderops withdraw v000012 --reason "the file held October twice"
    """
    settings = settings_with(store)
    gone = _releases(Store.open(settings.store), settings).withdraw(
        terminal_actor(), version, reason=reason, at=_now()
    )
    current = Store.open(settings.store).manifest().released()
    now_shown = current[-1].id if current else None
    if as_json:
        print_json({"withdrawn": [one.id for one in gone], "current": now_shown})
        return
    out().print(f"Withdrawn: {', '.join(one.id for one in gone)}.")
    out().print(f"Shown from now on: {now_shown or 'nothing, no version is released'}.")


def purge_command(
    *,
    days: int | None = typer.Option(
        None, "--days", min=1, help="Days that versions are kept, in place of BORDEROPS_KEEP_VERSIONS_DAYS."
    ),
    dry_run: bool = typer.Option(False, "--dry-run", help="Say what would go; change nothing."),
    at_once: bool = typer.Option(
        False, "--at-once", help="Remove files now, also under answers that are being worked out."
    ),
    store: Path | None = StoreOption,
    as_json: bool = JsonOption,
) -> None:
    """Remove data versions that are older than the rule says, and the files that only they need.

    The current version stays, and so does every one that a brief, a plan
    or a note names. Links to a purged version say when and by which rule
    it went. With the versions go their check reports, rows set aside and
    finished documents of that age. This cannot be undone.

    [bold]Examples[/bold]

    borderops store purge --dry-run
    borderops store purge --days 365
    """
    # Plans and briefs load for a second, which no other command needs.
    from dashboard.documents.retention import purge, retention_of  # noqa: PLC0415

    settings = settings_with(store)
    opened, database, now = Store.open(settings.store), Database(settings.plans_url), _now()
    rule = retention_of(database, settings, days)
    if dry_run:
        _tell_due(due(opened.manifest(), rule, now=now), rule, as_json=as_json)
        return
    gone = purge(terminal_actor(), opened, settings, rule, database=database, now=now, at_once=at_once)
    if as_json:
        print_json(asdict(gone))
        return
    out().print(f"Purged {rule.words}: {', '.join(gone.versions) or 'no data version'}.")
    out().print(
        f"With them {gone.papers} reports and folders of rows set aside, {gone.jobs} ended jobs, "
        f"{gone.documents} folders of documents."
    )


def _releases(opened: Store, settings: Settings) -> Releases:
    return Releases(store=opened, audit=AuditLog(Database(settings.plans_url), settings))


def _decided(releases: Releases, version: str, *, reason: str, marking: str) -> VersionRecord:
    """The version, released if it was pending, else under the new marking."""
    state = releases.store.manifest().record(version).state
    if state is ReleaseState.PENDING:
        return releases.release(terminal_actor(), version, reason=reason, at=_now(), marking=marking)
    if marking:
        return releases.mark(terminal_actor(), version, marking=marking, reason=reason, at=_now())
    raise ReleaseError(
        f"data version {version} is {state}, it does not wait for review",
        remedy="To change its marking add --marking. Those that wait: borderops release",
    )


def _tell(version: VersionRecord, *, as_json: bool) -> None:
    if as_json:
        print_json({"version": version.id, "state": version.state, "marking": version.marking})
        return
    out().print(f"Data version {version.id} is {version.state}, marked {version.marking or 'by no one'}.")


def _tell_waiting(opened: Store, *, as_json: bool) -> None:
    waiting = [one for one in opened.versions() if one.state is ReleaseState.PENDING]
    if as_json:
        print_json([{"version": one.id, "created_at": one.created_at, "note": one.note} for one in waiting])
        return
    for one in waiting:
        out().print(f"{one.id}  {one.created_at:%Y-%m-%d %H:%M}  {one.note}", soft_wrap=True, markup=False)
    if not waiting:
        out().print("No data version waits for review.")


def _tell_due(going: tuple[str, ...], rule: Retention, *, as_json: bool) -> None:
    if as_json:
        print_json({"would_go": going, "kept_because_named": sorted(rule.named)})
        return
    out().print(f"Would go {rule.words}: {', '.join(going) or 'no data version'}.")


def _now() -> datetime:
    return datetime.now(UTC)
