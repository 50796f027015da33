"""How a request is recorded, as one value for each route and each callback."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from data.trust.deeds import Deed


class Way(StrEnum):
    """When a request is written down."""

    NEVER = "never"
    """It holds nothing about anything: code, styles, a probe, a mark that is looked at again and again."""
    ITSELF = "by itself"
    """Its own code writes what it did."""
    LOOK = "after it ran"
    """It shows something; many like it within a minute are one record."""
    TAKE = "after it ran, each time"
    """It takes something away, as a file; each is a record, before the file is sent."""
    CHANGE = "before and after it ran"
    """It changes something; it is written as begun before, and as what became of it after."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How a request is recorded: when, as which deed, and about what.

    ``about`` names the subject, with parts of the address in braces. ``is_reasoned`` asks whoever does it for
    a reason; ``is_each`` asks anew each time, where otherwise one reason stands for a sitting.
    """

    way: Way
    deed: Deed = Deed.SAW
    about: str = ""
    is_reasoned: bool = False
    is_each: bool = False


NEVER = Rule(way=Way.NEVER)
ITSELF = Rule(way=Way.ITSELF)


def look(about: str, deed: Deed = Deed.SAW) -> Rule:
    """Something that is shown."""
    return Rule(way=Way.LOOK, deed=deed, about=about)


def take(about: str, deed: Deed = Deed.EXPORTED) -> Rule:
    """Something that is taken away as a file, for a reason."""
    return Rule(way=Way.TAKE, deed=deed, about=about, is_reasoned=True)


def change(about: str, deed: Deed, *, is_reasoned: bool = False, is_each: bool = False) -> Rule:
    """Something that is changed."""
    return Rule(way=Way.CHANGE, deed=deed, about=about, is_reasoned=is_reasoned, is_each=is_each)
