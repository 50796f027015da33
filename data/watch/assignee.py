"""To whom an alert is given: a role or a desk, never a person."""

from __future__ import annotations

import re

from data.errors import RuleError
from data.schema.person_values import PATTERNS

_LONGEST = 60
_ALLOWED = re.compile(r"[\w&/(),.' -]+")
_LONG_NUMBER = re.compile(r"\d{3,}")
_DESK = re.compile(
    r"\b(agents?|analysts?|attach[eé]|battle captain|best|bra?nch|cell|cent(?:er|re)|chiefs?|command(?:er)?"
    r"|coordinators?|crew|desk|director|division|duty|group|ibet|jttf|lead|leads?|liaison|manager|office"
    r"|officers?|operations|ops|patrol|port|post|room|seahawk|section|sector|shift|squad|staff|station"
    r"|supervisors?|team|task force|unit|watch)(?: [a-z0-9]{1,2})?\)?$",
    re.IGNORECASE,
)
"""How the name of a role or desk ends: with what it is, and perhaps a number or letter."""
_REMEDY = "Name a role or a desk, for example: Tucson duty officer"


def desk(text: str) -> str:
    """The name of a role or desk, with single spaces.

    A name that ends otherwise than a role or desk does is taken for a person's. Names inside a
    name ("Smith team") cannot be told from other words and are not found.

    Raises
    ------
    RuleError
        If the text is empty, too long, or looks like a person or a person's identifier. The text
        is not repeated in the message.

    Examples
    --------
    >>> desk("  Tucson  duty officer ")
    'Tucson duty officer'
    """
    name = " ".join(text.split())
    if not name or len(name) > _LONGEST:
        raise RuleError(f"the name has {len(name)} characters, expected 1 to {_LONGEST}", remedy=_REMEDY)
    found = next((kind for kind, pattern in PATTERNS.items() if re.search(pattern, name)), None)
    if found or _LONG_NUMBER.search(name):
        raise RuleError(f"the name looks like {found or 'a number of a person'}", remedy=_REMEDY)
    if not _ALLOWED.fullmatch(name) or not _DESK.search(name):
        raise RuleError("the name does not end as a role or a desk does", remedy=_REMEDY)
    return name
