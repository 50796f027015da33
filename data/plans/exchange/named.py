"""What a feature from outside is called, by its attributes; what is about persons is not read.

Of the attributes of a file only names and keys of regions are read; all others are left in it. Those that
would name or describe a person are told, and a name that looks like an identifier of one is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyarrow as pa

from data.plans.exchange.parsed import Finding
from data.plans.limits import LONGEST_NAME
from data.schema.person import person_level_columns
from data.schema.person_values import person_level_value

_REMEDY = "Nothing to do: regions are taken in, people are not"
_MOST_LISTED = 5
_NAMES = ("name", "region_name", "region", "title", "label", "namelsad", "display_name")


def name_and_key(cells: Mapping[str, object]) -> tuple[str, str]:
    """The feature's name, "" if no attribute is one, and its key, "" if it has none.

    The name is the first attribute of ``name``, ``region_name``, ``region``, ``title``, ``label``,
    ``namelsad`` and ``display_name`` that holds text; capitals do not matter.

    Examples
    --------
    >>> name_and_key({"NAME": " Rio Grande  Valley ", "key": "r2"})
    ('Rio Grande Valley', 'r2')
    """
    lower = {str(name).lower(): value for name, value in cells.items()}
    names = (_of_no_person(plain(lower[name])) for name in _NAMES if name in lower)
    key = lower.get("key")
    return next((name for name in names if name), ""), key if isinstance(key, str) else ""


def person_findings(features: Iterable[Mapping[str, object]]) -> tuple[Finding, ...]:
    """What the attributes of features hold about persons and was therefore not read."""
    rows = list(features)
    attributes = dict.fromkeys(str(name) for cells in rows for name in cells)
    others = [name for name in attributes if name.lower() not in {*_NAMES, "key"}]
    found = [
        Finding(row=row, found=f"The name looks like {kind}: it was left out", remedy=_REMEDY)
        for row, cells in enumerate(rows, start=1)
        for name, value in cells.items()
        if str(name).lower() in _NAMES and (kind := looks_like_a_person(plain(value)))
    ]
    about = person_level_columns(others)
    if about:
        listed = ", ".join(repr(name[:LONGEST_NAME]) for name in about[:_MOST_LISTED])
        more = f" and {len(about) - _MOST_LISTED:,} more" if len(about) > _MOST_LISTED else ""
        said = f"Attributes that would name or describe a person were not read: {listed}{more}"
        found.insert(0, Finding(row=None, found=said, remedy=_REMEDY))
    return tuple(found)


def looks_like_a_person(words: str) -> str:
    """What identifier of a person the words look like, such as ``an e-mail address``; "" if none."""
    found = person_level_value(pa.array([words], pa.string()))
    return found[1] if found else ""


def _of_no_person(words: str) -> str:
    return "" if looks_like_a_person(words) else words


def plain(value: object) -> str:
    """The value as a line of at most 80 characters without anything that is not printed.

    Nothing, text or number: anything else is "".
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    words = " ".join(str(value).split())
    return "".join(c for c in words if c.isprintable())[:LONGEST_NAME].strip()
