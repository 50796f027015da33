"""The readers in this package, and the one that a file is for."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

import data.extracts
from data.errors import ExtractError, UnknownFormatError, Where
from data.extracts.contract import Container, Probe, Reader
from data.extracts.near_misses import near_miss
from data.extracts.text_encoding import text_encoding

MAPPING_REMEDY = (
    "If it is your agency's own table, describe its columns in a mapping file (docs/own-csv.md) "
    "and load it with that"
)
MOST_SHOWN = 40
MOST_LETTERS = 40
"""Of a column name that is shown."""
_NOT_A_TABLE = (
    ("<!doctype html", "a web page, perhaps an error page saved in place of the data"),
    ("<html", "a web page, perhaps an error page saved in place of the data"),
    ("<?xml", "an XML document"),
    ("<", "a web page or an XML document"),
    ("{", "JSON"),
    ("[", "JSON"),
    ("version https://git-lfs", "a pointer to a file in Git LFS, not the file"),
)


@cache
def readers() -> tuple[Reader, ...]:
    """All readers, by key: each module of this package that defines ``READER`` gives one.

    Raises
    ------
    ExtractError
        If two modules use the same key.
    """
    found: dict[str, Reader] = {}
    for module in pkgutil.iter_modules(data.extracts.__path__, f"{data.extracts.__name__}."):
        reader = getattr(import_module(module.name), "READER", None)
        if not isinstance(reader, Reader):
            continue
        if reader.key in found:
            raise ExtractError(
                f"two readers are called {reader.key!r}", remedy=f"Rename the one in {module.name}"
            )
        found[reader.key] = reader
    return tuple(found[key] for key in sorted(found))


def reader_for(probe: Probe) -> Reader:
    """The one reader that recognises the content.

    Raises
    ------
    UnknownFormatError
        If none does, with what was seen and what to do; or if several do, with their keys.
    UnreadableExtractError
        If the text is in an encoding that the reader does not declare.
    """
    return choose(probe, readers())


def choose(probe: Probe, candidates: tuple[Reader, ...]) -> Reader:
    """The one candidate that recognises the content; see :func:`reader_for`.

    Raises
    ------
    UnknownFormatError
        If none or several do.
    UnreadableExtractError
        If the text is in an encoding that the reader does not declare.
    """
    claims = [reader for reader in candidates if reader.recognises(probe)]
    if probe.container is Container.TEXT:
        text_encoding(probe, fallback_encoding=claims[0].fallback_encoding if claims else "")
    if len(claims) == 1:
        return claims[0]
    where = Where(file=probe.path.name)
    if claims:
        raise UnknownFormatError(
            f"the content looks like {' and like '.join(f'{r.title} ({r.key})' for r in claims)}",
            where=where,
            remedy="Remove the columns of the other format, or use a mapping file (docs/own-csv.md)",
        )
    if nearly := near_miss(probe, candidates):
        raise UnknownFormatError(
            f"no reader takes this as it is: {nearly.found}", where=where, remedy=nearly.remedy
        )
    if kind := _not_a_table(probe):
        raise UnknownFormatError(
            f"no reader knows this content: it is {kind}",
            where=where,
            remedy="Download the publication again as CSV or .xlsx",
        )
    raise UnknownFormatError(
        f"no reader knows this content: {_seen(probe)}",
        where=where,
        remedy=f"{MAPPING_REMEDY}. Formats known: {'; '.join(sorted(r.title for r in candidates))}",
    )


def _not_a_table(probe: Probe) -> str:
    """What the text is if it is no table; "" if it may be one."""
    start = probe.head.lstrip().lower()
    return next((what for sign, what in _NOT_A_TABLE if start.startswith(sign)), "")


def _seen(probe: Probe) -> str:
    if probe.container is Container.WORKBOOK:
        first = next((row for outline in probe.sheets.values() for row in outline if any(row)), ())
        starts = f", the first of which begins with {_listed(first)}" if first else ""
        return f"a workbook with the sheets {', '.join(probe.sheets) or 'none'}{starts}"
    return f"its columns are {_listed(probe.columns)}" if any(probe.columns) else "it has no columns"


def _listed(columns: tuple[str, ...]) -> str:
    shown = [name if len(name) <= MOST_LETTERS else f"{name[:MOST_LETTERS]}..." for name in columns]
    return ", ".join(shown[:MOST_SHOWN]) + (" ..." if len(shown) > MOST_SHOWN else "")
