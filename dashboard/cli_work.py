"""``borderops work``: the background workers as a process of their own."""

from __future__ import annotations

from pathlib import Path

from dashboard.cli_settings import StoreOption, out, settings_with
from data.intake.store import Store


def work_command(store: Path | None = StoreOption) -> None:
    """Make proposals and documents in the background, until Ctrl-C.

    For a server of more than one person, whose pages are served by other processes. In single-user
    mode `borderops serve` keeps these workers itself. Any number of them may run, on any machine that
    reaches the store and the database.
    """
    settings = settings_with(store)
    Store.open(settings.store)
    # The workers' rooms load for seconds, which no other command needs.
    from dashboard.serving.working import work  # noqa: PLC0415

    out().print("Proposals and documents are made in the background (Ctrl-C ends it)")
    work(settings)
