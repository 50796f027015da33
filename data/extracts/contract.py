"""What a reader promises: columns of a known schema, with the row that each came from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray


class Kind(StrEnum):
    """The two kinds of extract."""

    INCIDENTS = "incidents"
    OBSERVATIONS = "observations"


class Container(StrEnum):
    """What the bytes are, whatever the file is called."""

    PARQUET = "parquet"
    TEXT = "text"
    WORKBOOK = "workbook"


@dataclass(frozen=True, kw_only=True)
class Probe:
    """What can be seen of a file without reading it whole.

    ``magic`` is the first 8 bytes as stored; ``head`` the first 64 KiB of text after
    decompression ("" for a binary format); ``sheets`` maps the sheet names of a workbook
    to their first 30 rows as text. ``encoding`` is ``utf-8``, ``utf-16`` (with a byte-order
    mark) or "" where the text is neither: then ``encoding_fault`` says where, ``head`` is
    decoded loosely, and only a reader that declares an encoding may go on.
    """

    path: Path
    size_bytes: int
    magic: bytes
    container: Container = Container.TEXT
    head: str = ""
    encoding: str = "utf-8"
    encoding_fault: str = ""
    compression: str | None = None
    delimiter: str = ","
    sheets: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    """Header cells of a delimited file or Parquet column names, stripped; () if there are none."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One broken rule in one place. ``row`` counts as a spreadsheet does: header is row 1."""

    file: str
    row: int | None
    column: str
    value: str
    rule: str
    remedy: str
    sheet: str | None = None
    is_error: bool = True
    """False for a remark that does not stop the file, such as an exact duplicate left out."""


@dataclass(frozen=True, kw_only=True)
class ControlTotal:
    """A total that the file itself states, to be met by the sum of ``column`` over its rows."""

    column: str
    stated: float
    where: str


@dataclass(frozen=True, kw_only=True)
class ExtractRows:
    """The rows of one extract in a known schema, before any check of values.

    ``table`` has the columns of ``INCIDENT_SCHEMA`` or ``OBSERVATION_SCHEMA`` (same names and
    types, nulls where a cell could not be parsed); ``rows`` is int64, one per table row: the
    row of the file that it came from (the first one where several were summed). A cell that
    could not be parsed is null in the table and a ``Finding`` here.
    """

    kind: Kind
    table: pa.Table
    rows: NDArray[np.int64]
    source: str
    as_of: date | None
    findings: tuple[Finding, ...] = ()
    controls: tuple[ControlTotal, ...] = ()
    published_total: float | None = None
    """Sum of the published value column as found in the file, before summing out or de-duplicating."""
    is_synthetic: bool = False
    """Whether the file or one of its rows says that it describes nothing that happened."""


@dataclass(frozen=True, kw_only=True)
class Reader:
    """One extract format.

    ``recognises`` looks at a :class:`Probe` and says whether the content is of this format.
    ``read`` returns all rows or raises an ``ExtractError``. ``landing`` is prose that says where
    a user finds the publication. ``fallback_encoding`` is the one encoding besides UTF-8 and
    UTF-16 in which the publisher is known to write, such as ``cp1252``; "" if there is none.
    ``batches`` gives the rows of ``read`` in parts of half a million, for files larger than memory
    should hold; ``None`` where there is no such way. It promises less: a file in which it finds
    any fault it may give up, with an ``ExtractError`` or a finding, and leave to ``read``.
    """

    key: str
    title: str
    kind: Kind
    publisher: str
    landing: str
    recognises: Callable[[Probe], bool]
    read: Callable[[Probe], ExtractRows]
    fallback_encoding: str = ""
    batches: Callable[[Probe], Iterator[ExtractRows]] | None = None
