"""Settings, streams and options that the commands share."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import typer
from rich.console import Console

from data.errors import SettingsError
from data.intake.release_state import Arriving
from data.markings import stated_marking
from data.settings import Settings, read_settings

StoreOption = typer.Option(
    None,
    "--store",
    metavar="FOLDER",
    help="The store's folder, in place of BORDEROPS_STORE.",
    show_default=False,
)
JsonOption = typer.Option(
    False, "--json", help="Print JSON on standard output; all else goes to standard error."
)


def settings_with(store: Path | None) -> Settings:
    """Settings from the environment, with the store's folder from the command line if given.

    Raises
    ------
    SettingsError
        If a variable is malformed or out of range.
    """
    settings = read_settings(os.environ)
    return replace(settings, store=store) if store else settings


def arriving_under(settings: Settings, marking: str | None = None) -> Arriving:
    """How data comes in that a command takes in: under a marking, and to be reviewed if the settings say so.

    Raises
    ------
    ReleaseError
        If the marking cannot be one.
    """
    stated = "" if marking is None else stated_marking(marking)
    return Arriving(marking=stated, waits_for_review=settings.is_reviewed)


def stated_day(text: str | None) -> date | None:
    """The day that ``--as-of`` names; ``None`` if it is not given.

    Raises
    ------
    SettingsError
        If it is no day.
    """
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise SettingsError(f"--as-of is {text!r}", remedy="Write the day as 2026-10-31") from error


def out() -> Console:
    """The stream of results."""
    return Console(highlight=False)


def err() -> Console:
    """The stream of progress and refusals."""
    return Console(stderr=True, highlight=False)


def print_json(body: object) -> None:
    """One JSON document on standard output; dates as ISO 8601."""
    typer.echo(json.dumps(body, indent=1, ensure_ascii=False, default=str))
