"""The readers in this package, and the one that a file is for."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

import data.extracts
from data.errors import ExtractError, UnknownFormatError, Where
from data.extracts.contract import Container, Probe, Reader
from data.extracts.text_encoding import text_encoding

MAPPING_REMEDY = (
    "If it is your agency's own table, describe its columns in a mapping file (docs/own-csv.md) "
    "and load it with that"
)
MOST_SHOWN = 40
_NOT_A_TABLE = (
    ("<!doctype html", "a web page, perhaps an error page saved in place of the data"),
    ("<html", "a web page, perhaps an error page saved in place of the data"),
    ("<?xml", "an XML document"),
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
        If none does, with the columns seen and the formats known; or if several do, with their keys.
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
    raise UnknownFormatError(
        f"no reader knows this content: {_seen(probe)}",
        where=where,
        remedy=f"{MAPPING_REMEDY}. Formats known: {', '.join(sorted(r.title for r in candidates))}",
    )


def _seen(probe: Probe) -> str:
    if probe.container is Container.WORKBOOK:
        return f"a workbook with the sheets {', '.join(probe.sheets) or 'none'}"
    start = probe.head.lstrip().lower()
    for sign, what in _NOT_A_TABLE:
        if start.startswith(sign):
            return f"it is {what}"
    shown = ", ".join(probe.columns[:MOST_SHOWN]) + (" ..." if len(probe.columns) > MOST_SHOWN else "")
    return f"its columns are {shown}" if shown else "it has no columns"
