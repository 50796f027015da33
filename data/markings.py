"""Markings: the text above and below everything that is shown or saved.

An operator sets a marking for a data version; this program never decides one. Where several
meet, the highest of them holds for the whole.
"""

from __future__ import annotations

from collections.abc import Iterable

from data.errors import ReleaseError, SettingsError

UNMARKED = "UNMARKED"
"""What is said of data that nobody has marked."""
UNMARKED_SYNTHETIC = "UNMARKED - SYNTHETIC DATA"
"""What is said of data that nobody has marked and that is synthetic, if only in part."""
LONGEST_MARKING = 200

LEVELS = (
    (UNMARKED,),
    ("UNCLASSIFIED",),
    ("CUI", "CONTROLLED UNCLASSIFIED", "FOR OFFICIAL USE ONLY", "FOUO", "LAW ENFORCEMENT SENSITIVE", "LES"),
    ("CONFIDENTIAL",),
    ("SECRET",),
    ("TOP SECRET",),
)
"""First words of markings, lowest first; among markings of one level the longest says the most.

Source: 32 CFR part 2001 (classified national security information) and part 2002 (controlled
unclassified information).
"""


def marking_or_default(stated: str, setting: str, *, is_synthetic: bool) -> str:
    """The marking that data is shown under.

    Parameters
    ----------
    stated
        The marking of the data version; empty if it has none.
    setting
        ``BORDEROPS_MARKING``, for versions without one; empty if unset.
    is_synthetic
        Whether any of the data is synthetic.
    """
    return stated or setting or (UNMARKED_SYNTHETIC if is_synthetic else UNMARKED)


def highest_marking(markings: Iterable[str]) -> str:
    """The highest of the markings; one of words that are not known is above all that are.

    Raises
    ------
    SettingsError
        If there is none, or one is empty.

    Examples
    --------
    >>> highest_marking(["UNMARKED - SYNTHETIC DATA", "CUI//LES", "UNCLASSIFIED"])
    'CUI//LES'
    """
    found = [marking.strip() for marking in markings]
    if not found or not all(found):
        raise SettingsError(
            f"{sum(not marking for marking in found) or 'all'} of {len(found)} parts have no marking, so "
            "nothing was exported",
            remedy="Set BORDEROPS_MARKING, for example to UNCLASSIFIED, or leave it unset",
        )
    return max(found, key=lambda marking: (_level(marking), len(marking), marking))


def stated_marking(text: str) -> str:
    """A marking as an operator states it: one line, without blanks around it.

    Raises
    ------
    ReleaseError
        If it is empty, longer than :data:`LONGEST_MARKING` or has characters that are not printed.
    """
    stated = text.strip()
    if not stated or len(stated) > LONGEST_MARKING or not stated.isprintable():
        raise ReleaseError(
            f"the marking is {text[:40]!r}",
            remedy=f"Give one line of 1 to {LONGEST_MARKING} printed characters, such as 'CUI//LES'",
        )
    return stated


def _level(marking: str) -> int:
    said = marking.upper()
    fitting = [level for level, words in enumerate(LEVELS) if said.startswith(words)]
    return fitting[0] if fitting else len(LEVELS)
