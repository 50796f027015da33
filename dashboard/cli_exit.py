"""Exit codes of the command line, and how a refusal is told."""

from __future__ import annotations

from enum import IntEnum

from rich.console import Console
from rich.text import Text

from data.errors import (
    AuditError,
    BorderopsError,
    CountsDifferError,
    ExtractError,
    QuestionError,
    SettingsError,
    StoreError,
    UnknownVersionError,
)


class ExitCode(IntEnum):
    """What a script may rely on; a number never changes its meaning."""

    OK = 0
    UNEXPECTED = 1
    USAGE = 2
    REFUSED = 3
    STORE = 4
    NOT_FOUND = 5
    MISMATCH = 6
    INTERRUPTED = 130


MEANINGS = {
    ExitCode.OK: "done",
    ExitCode.UNEXPECTED: "an unexpected error: a fault of the program",
    ExitCode.USAGE: "wrong usage or a wrong setting",
    ExitCode.REFUSED: "a file was refused; nothing of it was stored",
    ExitCode.STORE: "the store is missing, busy, damaged or cannot be written",
    ExitCode.NOT_FOUND: "there is no such file or data version",
    ExitCode.MISMATCH: "two counts of the same rows disagree, or a frozen brief differs; do not use them",
    ExitCode.INTERRUPTED: "interrupted; the store is what it was",
}

_CODES: tuple[tuple[type[BorderopsError], ExitCode], ...] = (
    (UnknownVersionError, ExitCode.NOT_FOUND),
    (CountsDifferError, ExitCode.MISMATCH),
    (StoreError, ExitCode.STORE),
    (AuditError, ExitCode.STORE),
    (ExtractError, ExitCode.REFUSED),
    (SettingsError, ExitCode.USAGE),
    (QuestionError, ExitCode.USAGE),
    (BorderopsError, ExitCode.REFUSED),
)


def exit_code(error: BorderopsError) -> ExitCode:
    """The exit code of a refusal: that of the first class that fits."""
    return next(code for kind, code in _CODES if isinstance(error, kind))


def tell(console: Console, error: BorderopsError, *, file: str = "") -> None:
    """Print a refusal as where, found and what to do; file names and cells are never taken as markup."""
    place = str(error.where) or file
    lines = (("where", place), ("found", error.found), ("to do", error.remedy))
    console.print(Text("Not done.", style="bold red"))
    for label, text in lines:
        if text:
            console.print(Text.assemble((f"  {label:<7}", "bold"), text), soft_wrap=True)
