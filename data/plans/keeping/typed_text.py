"""Text that people typed, on its way into the database."""

from __future__ import annotations

from data.errors import PlanError

LINE = 200
PARAGRAPHS = 4000


def checked_line(text: str, what: str) -> str:
    """The text without blanks around it: one line of at most :data:`LINE` printable characters.

    Raises
    ------
    PlanError
        If it is empty, too long or not printable; ``what`` says in the message what it was to be.
    """
    return _checked(text, what, longest=LINE, also="")


def checked_paragraphs(text: str, what: str) -> str:
    """The text without blanks around it: at most :data:`PARAGRAPHS` printable characters, on any lines.

    Raises
    ------
    PlanError
        If it is empty, too long or not printable; ``what`` says in the message what it was to be.
    """
    return _checked(text.replace("\r\n", "\n"), what, longest=PARAGRAPHS, also="\n\t")


def storable(text: str) -> str:
    """The text without what no database holds: the null character, halves of characters.

    Examples
    --------
    >>> storable("a" + chr(0) + "b" + chr(0xD800))
    'ab?'
    """
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _checked(text: str, what: str, *, longest: int, also: str) -> str:
    kept = text.strip()
    if not kept or len(kept) > longest:
        raise PlanError(f"{what} has {len(kept):,} characters", remedy=f"Give it 1 to {longest:,} of them")
    odd = next((letter for letter in kept if letter not in also and not letter.isprintable()), None)
    if odd is not None:
        raise PlanError(f"{what} has the unprintable character U+{ord(odd):04X}", remedy="Leave it out")
    return kept
