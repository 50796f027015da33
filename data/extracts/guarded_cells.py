"""Text in a table that a spreadsheet may open: never a formula. Every file of cells goes through here."""

from __future__ import annotations

import re

_WIDE = "".join(chr(ord(char) + 0xFEE0) for char in "=+-@")
"""The same four as East Asian keyboards write them."""
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", *_WIDE)
"""A spreadsheet may run a cell that starts with one of these."""
_LED = (*_STARTS, "'")
"""What is led by an apostrophe: the apostrophe too, so that :func:`unguarded` gives back what was given."""
_NUMBER = re.compile(r"[+-]?\d{1,40}(?:,\d{3})*(?:\.\d{1,40})?(?:[eE][+-]?\d{1,3})?%?")
_CELL_IN_LINE = re.compile(rf"([,;|]\s*)(?=[=+\-@{_WIDE}])")


def guarded(text: str) -> str:
    """The text, led by an apostrophe if a spreadsheet would run it as a formula; a number stays a number.

    Examples
    --------
    >>> guarded("=1+1"), guarded("Laredo"), guarded("-12.5")
    ("'=1+1", 'Laredo', '-12.5')
    """
    return f"'{text}" if text.startswith(_LED) and not _NUMBER.fullmatch(text) else text


def unguarded(text: str) -> str:
    """What :func:`guarded` was given.

    Examples
    --------
    >>> unguarded("'=1+1"), unguarded("Laredo")
    ('=1+1', 'Laredo')
    """
    return text[1:] if text.startswith("'") and text[1:].startswith(_LED) else text


def guarded_line(text: str) -> str:
    r"""The text as a line before a table, after ``#``: a spreadsheet cuts it at separators, and runs no part.

    Examples
    --------
    >>> guarded_line("Plan: West,=1+1")
    "# Plan: West,'=1+1\r\n"
    """
    return f"# {_CELL_IN_LINE.sub(_led, ' '.join(text.split()))}\r\n"


def _led(separator: re.Match[str]) -> str:
    return f"{separator[1]}'"
