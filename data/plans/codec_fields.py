"""Fields of untrusted JSON, read one by one: typed, bounded, and named in every refusal."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import cast

from data.errors import PlanError
from data.plans.limits import MOST_LINKS, MOST_UNITS
from data.plans.plan import Link
from data.plans.units import UnitId

_LONGEST_TEXT = 1_000
_LONGEST_ID = 60
_SHOWN = 40
_REMEDY = "Send the fields that the edit or plan has, and no others"


class Fields:
    """The members of one JSON object; ``at`` is where it stands, such as ``edit.rules``."""

    def __init__(self, value: object, *, at: str) -> None:
        """Keep the members.

        Raises
        ------
        PlanError
            If the value is no object, or a member's name is not text.
        """
        if not isinstance(value, Mapping):
            raise wrong(at, value, "an object")
        self.at = at
        self._members = cast("Mapping[object, object]", value)

    def only(self, *names: str) -> None:
        """Return if there are no members but these.

        Raises
        ------
        PlanError
            If there is another.
        """
        other = next((name for name in self._members if name not in names), None)
        if other is not None:
            raise PlanError(
                f"{self.at} has the field {str(other)[:_SHOWN]!r}, expected {', '.join(names) or 'none'}",
                remedy="Leave it out",
            )

    def value(self, name: str) -> object:
        """The member of that name.

        Raises
        ------
        PlanError
            If there is none.
        """
        if name not in self._members:
            raise PlanError(f"{self.at}.{name} is missing", remedy=_REMEDY)
        return self._members[name]

    def place(self, name: str) -> str:
        """Where a member stands, for a message."""
        return f"{self.at}.{name}"

    def text(self, name: str) -> str:
        """The member as text of at most 1,000 characters."""
        return text(self.value(name), self.place(name), longest=_LONGEST_TEXT)

    def optional_text(self, name: str) -> str | None:
        """The member as text; ``None`` if it is null or missing."""
        return None if self._members.get(name) is None else self.text(name)

    def whole(self, name: str) -> int:
        """The member as a whole number; 3.0 is one, as some writers know no other numbers."""
        return whole(self.value(name), self.place(name))

    def number(self, name: str) -> float:
        """The member as a finite number."""
        return number(self.value(name), self.place(name))

    def flag(self, name: str) -> bool:
        """The member as true or false.

        Raises
        ------
        PlanError
            If it is neither.
        """
        value = self.value(name)
        if not isinstance(value, bool):
            raise wrong(self.place(name), value, "true or false")
        return value

    def texts(self, name: str, *, most: int = MOST_UNITS) -> tuple[str, ...]:
        """The member as a list of at most so many ids of units or regions."""
        found = listed_values(self.value(name), self.place(name), most=most)
        return tuple(
            text(value, f"{self.place(name)}[{at}]", longest=_LONGEST_ID) for at, value in enumerate(found)
        )

    def items(self, name: str, *, most: int) -> list[tuple[str, object]]:
        """The member as an object of at most so many members, in order of their names.

        Raises
        ------
        PlanError
            If it is no object, or larger.
        """
        value = self.value(name)
        if not isinstance(value, Mapping):
            raise wrong(self.place(name), value, "an object")
        if len(value) > most:
            raise PlanError(
                f"{self.place(name)} has {len(value):,} fields, expected at most {most:,}", remedy=_REMEDY
            )
        named = [(text(key, self.place(name), longest=_LONGEST_ID), value[key]) for key in value]
        return sorted(named, key=lambda item: item[0])

    def links(self, name: str) -> frozenset[Link]:
        """The member as pairs of units, each with the smaller id first."""
        found = listed_values(self.value(name), self.place(name), most=MOST_LINKS)
        return frozenset(_link(value, f"{self.place(name)}[{at}]") for at, value in enumerate(found))


def text(value: object, at: str, *, longest: int) -> str:
    """The value as text of at most so many characters.

    Raises
    ------
    PlanError
        If it is none, or longer.
    """
    if not isinstance(value, str):
        raise wrong(at, value, "text")
    if len(value) > longest:
        raise PlanError(
            f"{at} has {len(value):,} characters, expected at most {longest:,}", remedy="Shorten it"
        )
    return value


def number(value: object, at: str) -> float:
    """The value as a finite number.

    Raises
    ------
    PlanError
        If it is none.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise wrong(at, value, "a number")
    try:
        found = float(value)
    except OverflowError:
        found = math.inf
    if not math.isfinite(found):
        raise PlanError(f"{at} is not a finite number", remedy="Correct the number")
    return found + 0.0


def whole(value: object, at: str) -> int:
    """The value as a whole number of at most 15 digits.

    Raises
    ------
    PlanError
        If it is none.
    """
    found = number(value, at)
    if not found.is_integer() or abs(found) >= 1e15:
        raise PlanError(f"{at} is {found:.10g}, expected a whole number", remedy="Correct the number")
    return int(found)


def listed_values(value: object, at: str, *, most: int) -> Sequence[object]:
    """The value as a list of at most so many values.

    Raises
    ------
    PlanError
        If it is none, or longer.
    """
    if not isinstance(value, (list, tuple)):
        raise wrong(at, value, "a list")
    if len(value) > most:
        raise PlanError(f"{at} has {len(value):,} values, expected at most {most:,}", remedy="Send fewer")
    return value


def wrong(at: str, value: object, expected: str) -> PlanError:
    """The error that says what kind of value is where, and which was expected."""
    kinds = {
        dict: "an object",
        list: "a list",
        str: "text",
        bool: "true or false",
        int: "a number",
        float: "a number",
    }
    found = "nothing" if value is None else kinds.get(type(value), f"a {type(value).__name__}")
    return PlanError(f"{at} is {found}, expected {expected}", remedy=_REMEDY)


def _link(value: object, at: str) -> tuple[UnitId, UnitId]:
    pair = listed_values(value, at, most=2)
    if len(pair) != 2:
        raise PlanError(f"{at} has {len(pair)} units, expected two", remedy="Give pairs of units")
    one, other = (text(unit, at, longest=_LONGEST_ID) for unit in pair)
    return min(one, other), max(one, other)
