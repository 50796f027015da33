"""Column names that name or describe a person: such columns are never taken in.

Events are taken, people are not. The rules lean to refusing: a column called ``name`` alone
is refused, ``port_name`` is not. The words are in :mod:`data.schema.person_words`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from data.errors import PersonLevelColumnError, Where
from data.schema.person_words import (
    ADDRESSES,
    AGED_THINGS,
    AGES,
    ALONE,
    ALWAYS,
    IDENTIFIERS,
    NAMES,
    PERSONS,
    THINGS,
    TOGETHER,
    VOCABULARY,
)

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_TOKEN = re.compile(r"[a-z]+")
_INITIALS = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_FORM_I94 = re.compile(r"\bi[-_ ]?94(?![0-9])", re.IGNORECASE)
_COUNT_OF = re.compile(r"(?:number|count|no|num) of [a-z]+s")
_MOST_LETTERS = 60
_ROADS = frozenset({"street", "road"})


def person_level_columns(columns: Iterable[str]) -> tuple[str, ...]:
    """The columns, in order, whose name names or describes a person.

    Case, accents, spacing, punctuation and camel case make no difference.

    Examples
    --------
    >>> person_level_columns(["port_name", "Suspect DOB", "lastName", "weight", "Nacionalidad"])
    ('Suspect DOB', 'lastName', 'Nacionalidad')
    """
    return tuple(column for column in columns if _is_person_level(column))


def refuse_person_level(columns: Iterable[str], *, file: str) -> None:
    """Return if no column names or describes a person.

    Raises
    ------
    PersonLevelColumnError
        If one does; the message names every such column.
    """
    found = person_level_columns(columns)
    if found:
        listed = ", ".join(repr(column) for column in found)
        raise PersonLevelColumnError(
            f"{'column' if len(found) == 1 else 'columns'} {listed} would name or describe a person",
            where=Where(file=file, column=found[0]),
            remedy=(
                "Remove from the file and load it again: events are taken in, people are not. "
                "A column about a place or a thing can be renamed to say so, for example port_name"
            ),
        )


def _is_person_level(column: str) -> bool:
    if _FORM_I94.search(column):
        return True
    raw = _tokens(column)
    words = frozenset(_singular(token) for token in raw)
    if words & ALWAYS or words in ALONE or any(phrase <= words for phrase in TOGETHER):
        return True
    if len(raw) == 1 and raw[0] in PERSONS:
        return True
    is_count = _COUNT_OF.fullmatch(" ".join(raw)) is not None
    if not is_count and words & PERSONS and words & (IDENTIFIERS | NAMES | ADDRESSES | AGES):
        return True
    return bool(
        (words & NAMES and not words & THINGS)
        or (words & ADDRESSES and not words & THINGS - _ROADS)
        or (words & AGES and not words & AGED_THINGS)
    )


def _tokens(column: str) -> list[str]:
    """Lower-case words of a column name, run-together ones taken apart where that leaves no rest."""
    whole = _INITIALS.sub(lambda match: match[0].replace(".", "") + " ", column.replace("#", " number "))
    plain = unicodedata.normalize("NFKD", whole)
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    split = _TOKEN.findall(_CAMEL.sub(" ", plain).lower())
    taken_apart = [part for token in split for part in _taken_apart(token)]
    # "dateOFbirth" or "PHoneNumber" split in the wrong places; the letters alone still tell.
    joined = _taken_apart("".join(split))
    return joined if len(joined) > 1 and len(split) > 1 and not set(split) <= VOCABULARY else taken_apart


@cache
def _taken_apart(token: str) -> list[str]:
    """The token as words of the vocabulary, fewest first; the token itself if it is one or has a rest."""
    if token in VOCABULARY or len(token) > _MOST_LETTERS:
        return [token]
    best: list[list[str] | None] = [[]] + [None] * len(token)
    for end in range(1, len(token) + 1):
        for start in range(end):
            before, word = best[start], token[start:end]
            if before is None or _singular(word) not in VOCABULARY:
                continue
            shorter = best[end]
            if shorter is None or len(before) + 1 < len(shorter):
                best[end] = [*before, word]
    return best[-1] or [token]


def _singular(word: str) -> str:
    for ending in ("es", "s"):
        stem = word.removesuffix(ending)
        if stem != word and word not in VOCABULARY and stem in VOCABULARY:
            return stem
    return word
