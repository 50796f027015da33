"""Fields of untrusted JSON of a brief, read one by one: typed, bounded, and named in every refusal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import cast
from urllib.parse import parse_qsl

from data.answers.filters import Filter
from data.briefs.limits import LARGEST_NUMBER, LONGEST_LINE, LONGEST_VIEW, LONGEST_WORDS
from data.errors import BriefError, FilterError
from data.geography.regions import region

_SHOWN = 60
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
_JOINERS = "\u200c\u200d"
"""Formatting characters that words of some languages are written with."""


class Fields:
    """The members of one JSON object; ``at`` is where it stands, such as ``scene 3 (Trend)``."""

    def __init__(self, value: object, *, at: str, known: Iterable[str]) -> None:
        """Keep the members.

        Raises
        ------
        BriefError
            If the value is no object, or has a member that is not among the ``known``.
        """
        if not isinstance(value, Mapping):
            raise BriefError(f"{at} is {kind_words(value)}, expected an object", remedy="Send a JSON object")
        self.at = at
        self._members = cast("Mapping[object, object]", value)
        names = tuple(known)
        other = next((name for name in self._members if name not in names), None)
        if other is not None:
            raise BriefError(
                f"{at} has the field {str(other)[:_SHOWN]!r}", remedy=f"Its fields are {', '.join(names)}"
            )

    def has(self, name: str) -> bool:
        """Whether there is such a member."""
        return name in self._members

    def value(self, name: str, usual: object = None) -> object:
        """The member of that name, ``usual`` if it is left out.

        Raises
        ------
        BriefError
            If it is left out and nothing is usual.
        """
        if name in self._members:
            return self._members[name]
        if usual is None:
            raise BriefError(f"{self.place(name)} is missing", remedy="Send it")
        return usual

    def place(self, name: str) -> str:
        """Where a member stands, for a message."""
        return f"{self.at}: {name}"

    def line(self, name: str, *, longest: int = LONGEST_LINE, may_be_empty: bool = True) -> str:
        """The member as one line of text; empty if it is left out."""
        text = self.value(name, "" if may_be_empty else None)
        return checked_text(text, self.place(name), longest=longest, may_be_empty=may_be_empty)

    def words(self, name: str, *, may_be_empty: bool = True) -> str:
        """The member as text of any lines; empty if it is left out."""
        text = self.value(name, "" if may_be_empty else None)
        return checked_text(
            text, self.place(name), longest=LONGEST_WORDS, may_be_empty=may_be_empty, also="\n\t"
        )

    def whole(self, name: str, *, least: int, most: int = LARGEST_NUMBER, usual: int | None = None) -> int:
        """The member as a whole number within bounds.

        Raises
        ------
        BriefError
            If it is none.
        """
        value = self.value(name, usual)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            found = repr(value)[:_SHOWN] if is_number else kind_words(value)
            raise BriefError(
                f"{self.place(name)} is {found}, expected {least} to {most:,}",
                remedy="Give a whole number within these bounds",
            )
        return value

    def choice(self, name: str, allowed: Iterable[str], *, usual: str | None = None) -> str:
        """The member as one of the allowed texts."""
        return one_of(self.value(name, usual), self.place(name), allowed)

    def values(self, name: str, *, most: int, least: int = 0) -> list[object]:
        """The member as a list of so many values; an empty list if it is left out.

        Raises
        ------
        BriefError
            If it is no list, or too short or too long.
        """
        value = self.value(name, [] if least == 0 else None)
        if not isinstance(value, list | tuple):
            raise BriefError(
                f"{self.place(name)} is {kind_words(value)}, expected a list", remedy="Send a list"
            )
        if not least <= len(value) <= most:
            raise BriefError(
                f"{self.place(name)} has {len(value):,} values, expected {least} to {most}",
                remedy="Take some out" if len(value) > most else "Add one",
            )
        return list(value)

    def choices(self, name: str, allowed: Iterable[str], *, most: int, least: int = 0) -> tuple[str, ...]:
        """The member as a list of allowed texts, each at most once.

        Raises
        ------
        BriefError
            If one is not allowed, or is there twice.
        """
        names = tuple(allowed)
        found = tuple(
            one_of(value, self.place(name), names) for value in self.values(name, most=most, least=least)
        )
        twice = next((value for value in found if found.count(value) > 1), None)
        if twice is not None:
            raise BriefError(f"{self.place(name)} has {twice!r} twice", remedy="Take one of them out")
        return found

    def view(self, name: str = "view") -> str:
        """The member as query text of a saved view, whose filter is allowed; empty if it is left out.

        Raises
        ------
        BriefError
            If its filter names what does not exist.
        """
        text = checked_text(self.value(name, ""), self.place(name), longest=LONGEST_VIEW, may_be_empty=True)
        if text.startswith("?") or "//" in text:
            raise BriefError(
                f"{self.place(name)} is {text[:_SHOWN]!r}, expected what stands behind the ? of a link",
                remedy="Leave out the address and the question mark",
            )
        try:
            filter_ = Filter.from_query(dict(parse_qsl(text)))
            for region_id in filter_.regions:
                region(region_id)
        except FilterError as error:
            raise BriefError(f"{self.place(name)}: {error.found}", remedy=error.remedy) from error
        return text


def one_of(value: object, at: str, allowed: Iterable[str]) -> str:
    """The value as one of the allowed texts.

    Raises
    ------
    BriefError
        If it is none of them; the remedy lists them.
    """
    names = tuple(allowed)
    if not isinstance(value, str) or value not in names:
        found = repr(value[:_SHOWN]) if isinstance(value, str) else kind_words(value)
        raise BriefError(f"{at} is {found}", remedy=f"Choose one of {', '.join(filter(None, names))}")
    return value


def checked_text(value: object, at: str, *, longest: int, may_be_empty: bool, also: str = "") -> str:
    """The value as text of at most so many characters, all of which can be seen.

    Raises
    ------
    BriefError
        If it is no text, empty where it may not be, too long, or holds what cannot be seen.
    """
    if not isinstance(value, str):
        raise BriefError(f"{at} is {kind_words(value)}, expected text", remedy="Send text")
    if not value.strip() and not may_be_empty:
        raise BriefError(f"{at} is empty", remedy=f"Give 1 to {longest:,} characters")
    if len(value) > longest:
        raise BriefError(
            f"{at} has {len(value):,} characters, expected at most {longest:,}", remedy="Shorten it"
        )
    hidden = (letter for letter in value if letter not in also and letter not in _JOINERS)
    found = next((letter for letter in hidden if unicodedata.category(letter) in _UNSEEN), None)
    if found is not None:
        raise BriefError(f"{at} holds the character U+{ord(found):04X}", remedy="Leave it out")
    return value


def kind_words(value: object) -> str:
    """What kind of JSON value it is, in words."""
    if value is None:
        return "null"
    kinds = {dict: "an object", list: "a list", str: "text", bool: "true or false", int: "a number"}
    return kinds.get(type(value), "a number" if isinstance(value, float) else f"a {type(value).__name__}")
