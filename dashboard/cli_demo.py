"""``borderops demo``: the store that a fresh install shows."""

from __future__ import annotations

import tempfile
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import typer

from dashboard.cli_progress import progress_bar
from dashboard.cli_settings import JsonOption, StoreOption, err, out, print_json, settings_with
from data.errors import StoreError
from data.extracts.contract import Kind
from data.intake.atomic import save_text
from data.intake.store import Store

DEFAULT_ROWS = 2_000_000
DEFAULT_SEED = 1006
REPORT_DELAY = timedelta(days=21)
"""Synthetic incidents are reported within three weeks, and nothing is reported in the future."""


def demo_command(
    *,
    rows: int = typer.Option(DEFAULT_ROWS, "--rows", min=5_000, help="Number of synthetic incidents."),
    seed: int = typer.Option(DEFAULT_SEED, "--seed", min=0, help="The same seed gives the same incidents."),
    history: bool = typer.Option(
        False,
        "--history",
        help="Take the incidents in as five extracts: late rows, corrections, a redefinition, a new month.",
    ),
    if_missing: bool = typer.Option(
        False, "--if-missing", help="Say nothing and succeed if the store is complete."
    ),
    store: Path | None = StoreOption,
    as_json: bool = JsonOption,
) -> None:
    """Build the store from what ships with the product.

    Published figures are real, each with its source. Incidents, of which
    no public located data exists, are SYNTHETIC and say so on every screen
    and in every file. The truth that was planted in them is written into
    the store's folder, so that analytics can be scored against it.

    [bold]Examples[/bold]

    borderops demo
    borderops demo --rows 100000 --seed 7 --store small
    borderops demo --history --store history

    Incidents of your own, taken in later, replace the synthetic ones.
    """
    made = Store.create(settings_with(store).store)
    added = _add_figures(made)
    if not _has_all_incidents(made):
        (_add_history if history else _add_incidents)(made, rows=rows, seed=seed)
        added = True
    elif not if_missing and not added:
        _refuse_to_build_twice(made)
    version = made.current()
    counts = {"incidents": version.rows(Kind.INCIDENTS), "figures": version.rows(Kind.OBSERVATIONS)}
    if as_json:
        print_json({"store": str(made.path), "version": version.id, "changed": added, **counts})
    elif added:
        out().print(f"Data version {version.id} in {made.path}:", soft_wrap=True)
        out().print(
            f"  {counts['incidents']:,} SYNTHETIC incidents, {counts['figures']:,} published figures."
        )
        out().print("  Serve it with: borderops serve")


def _refuse_to_build_twice(store: Store) -> None:
    raise StoreError(
        f"the store {store.path} already holds incidents",
        remedy="Name another folder with --store, or remove that folder to start over",
    )


def last_day(now: datetime, newest: date) -> date:
    """The last day of synthetic incidents: the newest month whose reports are all in by now."""
    day = newest
    while day + REPORT_DELAY > now.date():
        day = day.replace(day=1) - timedelta(days=1)
    return day.replace(day=monthrange(day.year, day.month)[1])


def _has_all_incidents(store: Store) -> bool:
    """Whether there are real incidents, or all synthetic ones: their truth is written last."""
    current = store.current()
    has_any = any(extract.kind is Kind.INCIDENTS for extract in current.extracts)
    return has_any and (
        not current.is_synthetic(Kind.INCIDENTS) or any(store.path.glob("synthetic-truth-*.json"))
    )


def _add_figures(store: Store) -> bool:
    # Readers and geometry load for a second, which no other command needs.
    from data.intake.packaged import ingest_packaged_figures  # noqa: PLC0415

    with progress_bar(err(), "published figures") as progress:
        outcomes = ingest_packaged_figures(store=store, now=datetime.now(UTC), progress=progress)
    return any(outcome.changed for outcome in outcomes)


def _add_incidents(store: Store, *, rows: int, seed: int) -> None:
    # As above.
    from data.intake.ingest import ingest  # noqa: PLC0415
    from data.synthetic.generate import LAST_DAY, write_incidents  # noqa: PLC0415

    now = datetime.now(UTC)
    with tempfile.TemporaryDirectory(prefix="borderops-") as folder:
        with progress_bar(err(), "synthetic incidents") as progress:
            written = write_incidents(
                Path(folder),
                rows=rows,
                seed=seed,
                last=last_day(now, LAST_DAY),
                progress=lambda step, part: progress(step, round(100 * part), 100),
            )
        for path in written.paths:
            with progress_bar(err(), path.name) as progress:
                ingest(path, store=store, now=datetime.now(UTC), is_synthetic=True, progress=progress)
        save_text(store.path / written.truth_path.name, written.truth_path.read_text(encoding="utf-8"))


def _add_history(store: Store, *, rows: int, seed: int) -> None:
    # As above.
    from data.intake.ingest import ingest_submission  # noqa: PLC0415
    from data.intake.submission import Submission  # noqa: PLC0415
    from data.synthetic.generate import LAST_DAY  # noqa: PLC0415
    from data.synthetic.history import write_history  # noqa: PLC0415

    last = last_day(datetime.now(UTC), LAST_DAY)
    with tempfile.TemporaryDirectory(prefix="borderops-") as folder:
        with progress_bar(err(), "synthetic incidents") as progress:
            written = write_history(
                Path(folder),
                rows=rows,
                seed=seed,
                last=last,
                progress=lambda step, part: progress(step, round(100 * part), 100),
            )
        for extract in written.extracts:
            submission = Submission(
                path=extract.path, as_of=extract.as_of, is_synthetic=True, redefinition=extract.redefinition
            )
            with progress_bar(err(), extract.path.name) as progress:
                ingest_submission(submission, store=store, now=datetime.now(UTC), progress=progress)
        # The plain truth comes last: it says that the incidents are whole.
        for path in (written.history_path, written.truth_path):
            save_text(store.path / path.name, path.read_text(encoding="utf-8"))
