"""The outline of a workbook: its sheets and their first rows, after the zip around it is found safe."""

from __future__ import annotations

import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from data.errors import UnreadableExtractError, Where

OUTLINE_ROWS = 30
OUTLINE_COLUMNS = 64
MAX_MEMBERS = 2_000
MAX_DECLARED_BYTES = 1 << 30
MAX_RATIO = 200
RATIO_FREE_BYTES = 32 << 20
OPENPYXL_ERRORS = (
    InvalidFileException,
    KeyError,
    ValueError,
    TypeError,
    OSError,
    EOFError,
    ParseError,
    AttributeError,
    IndexError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
"""What the library raises for a workbook that is damaged, or made to be."""


def workbook_outline(path: Path) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The first 30 rows of each sheet as text, by sheet name; at most 64 cells of a row.

    Raises
    ------
    UnreadableExtractError
        If the zip is cut or damaged, expands beyond its limits, or is no .xlsx workbook.
    """
    check_zip(path)
    try:
        # A path would be judged by its ending, a stream is judged by its content.
        with warnings.catch_warnings(), path.open("rb") as stream:
            warnings.simplefilter("ignore")
            workbook = load_workbook(stream, read_only=True, data_only=True)
            try:
                return {sheet.title: _first_rows(sheet) for sheet in workbook.worksheets}
            finally:
                workbook.close()
    except OPENPYXL_ERRORS as error:
        raise UnreadableExtractError(
            f"the workbook cannot be read: {error}",
            where=Where(file=path.name),
            remedy="Open it in a spreadsheet and save it again as .xlsx, or download it again",
        ) from error


def _first_rows(sheet: object) -> tuple[tuple[str, ...], ...]:
    # The stored extent of a sheet is often wrong; without it openpyxl reads what is there.
    sheet.reset_dimensions()  # type: ignore[attr-defined]
    rows = sheet.iter_rows(  # type: ignore[attr-defined]
        max_row=OUTLINE_ROWS, max_col=OUTLINE_COLUMNS, values_only=True
    )
    return tuple(_texts(row) for row in rows)


def _texts(cells: Iterable[object]) -> tuple[str, ...]:
    """The cells as text up to the last that is not empty."""
    texts = ["" if cell is None else str(cell) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def check_zip(path: Path) -> None:
    """Return if the zip is an .xlsx workbook of plausible size; nothing is unpacked.

    Raises
    ------
    UnreadableExtractError
        If the zip is cut or damaged, declares too many or too large members, or holds no workbook.
    """
    where = Where(file=path.name)
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except OPENPYXL_ERRORS as error:
        raise UnreadableExtractError(
            f"the zip of {path.stat().st_size:,} bytes is cut off or damaged: {error}",
            where=where,
            remedy="Download or copy it again",
        ) from error
    declared = sum(member.file_size for member in members)
    allowed = min(MAX_DECLARED_BYTES, max(RATIO_FREE_BYTES, MAX_RATIO * path.stat().st_size))
    if declared > allowed or len(members) > MAX_MEMBERS:
        raise UnreadableExtractError(
            f"the zip declares {len(members):,} members of {declared:,} bytes, more than {allowed:,} "
            "bytes are not taken",
            where=where,
            remedy="If it is honest, export the one sheet that is needed",
        )
    names = [member.filename for member in members]
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/workbook") for name in names):
        raise UnreadableExtractError(
            f"the content is a zip with {', '.join(names[:3])}, not a workbook",
            where=where,
            remedy="Unpack the zip and load the file inside",
        )
