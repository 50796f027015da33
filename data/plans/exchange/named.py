"""What a feature from outside is called, by its attributes."""

from __future__ import annotations

from collections.abc import Mapping

from data.plans.limits import LONGEST_NAME

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
    names = (plain(lower[name]) for name in _NAMES if name in lower)
    key = lower.get("key")
    return next((name for name in names if name), ""), key if isinstance(key, str) else ""


def plain(value: object) -> str:
    """The value as a line of at most 80 characters without anything that is not printed.

    Nothing, text or number: anything else is "".
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    words = " ".join(str(value).split())
    return "".join(c for c in words if c.isprintable())[:LONGEST_NAME].strip()
