"""Units: what a plan deals out. A county by its FIPS, or one of the two parts of a unit that was cut.

The parts of ``48141`` are ``48141/1`` and ``48141/2``; those of its first part ``48141/1/1`` and
``48141/1/2``. A unit that was cut is no longer dealt out itself: its parts are.
"""

from __future__ import annotations

UnitId = str
_MARK = "/"


def county_of(unit: UnitId) -> str:
    """5-digit FIPS of the county that the unit is, or is part of.

    Examples
    --------
    >>> county_of("48141/2/1")
    '48141'
    """
    return unit.partition(_MARK)[0]


def parent_of(unit: UnitId) -> UnitId | None:
    """The unit that this one was cut from; ``None`` for a county.

    Examples
    --------
    >>> parent_of("48141/2/1"), parent_of("48141")
    ('48141/2', None)
    """
    return unit.rpartition(_MARK)[0] or None


def parts_of(unit: UnitId) -> tuple[UnitId, UnitId]:
    """The two units that a cut makes of this one.

    Examples
    --------
    >>> parts_of("48141")
    ('48141/1', '48141/2')
    """
    return f"{unit}{_MARK}1", f"{unit}{_MARK}2"


def is_part(unit: UnitId) -> bool:
    """Whether the unit is a part of a county rather than a county."""
    return _MARK in unit
