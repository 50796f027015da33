"""Text in a table that a spreadsheet may open: never a formula."""

from __future__ import annotations

_RUN = ("=", "+", "-", "@", "\t", "\r", "'")
"""A spreadsheet may run a cell that starts with one of these; the last is what they are led by."""


def guarded(text: str) -> str:
    """The text, led by an apostrophe if a spreadsheet would run it as a formula.

    Examples
    --------
    >>> guarded("=1+1"), guarded("Laredo")
    ("'=1+1", 'Laredo')
    """
    return f"'{text}" if text.startswith(_RUN) else text


def unguarded(text: str) -> str:
    """What :func:`guarded` was given.

    Examples
    --------
    >>> unguarded("'=1+1"), unguarded("Laredo")
    ('=1+1', 'Laredo')
    """
    return text[1:] if text.startswith("'") and text[1:].startswith(_RUN) else text
