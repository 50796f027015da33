"""What tests of the readers of published figures share: reading made-up files, and figures by key."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import openpyxl
import pandas as pd

from data.extracts.contract import ExtractRows, Finding
from data.extracts.discovery import reader_for
from data.extracts.probe import probe
from data.schema.observations import OBSERVATION_KEY

FIXTURES = Path(__file__).parents[2] / "fixtures" / "extracts"


def load(path: Path) -> ExtractRows:
    """The file, read by the one reader that recognises it."""
    seen = probe(path)
    return reader_for(seen).read(seen)


def load_text(folder: Path, text: str) -> ExtractRows:
    """The text, written as a file without a telling name and read."""
    path = folder / "extract"
    path.write_text(text, encoding="utf-8", newline="")
    return load(path)


def load_sheets(folder: Path, sheets: Mapping[str, Iterable[Sequence[object]]]) -> ExtractRows:
    """The sheets, written as a workbook without a telling name and read."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    path = folder / "extract"
    book.save(path)
    return load(path)


def written(
    header: Sequence[str], rows: Iterable[Sequence[object]], *, delimiter: str = ",", line_end: str = "\n"
) -> str:
    """The table as delimited text."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, lineterminator=line_end).writerows([header, *rows])
    return stream.getvalue()


def frame_of(found: ExtractRows) -> pd.DataFrame:
    """The observations as a frame, with the fiscal year of each; keys must be unique."""
    frame: pd.DataFrame = found.table.to_pandas()
    assert not frame.duplicated(list(OBSERVATION_KEY)).any()
    days = pd.to_datetime(frame["period"])
    frame["fiscal_year"] = days.dt.year + (days.dt.month >= 10)
    return frame


def figures(found: ExtractRows) -> dict[tuple[object, ...], float]:
    """Value by key; missing parts of a key are ``None``."""
    rows = found.table.select([*OBSERVATION_KEY, "value"]).to_pylist()
    return {tuple(row[name] for name in OBSERVATION_KEY): row["value"] for row in rows}


def errors(found: ExtractRows) -> list[Finding]:
    """Findings that stop the file."""
    return [finding for finding in found.findings if finding.is_error]


def remarks(found: ExtractRows) -> list[str]:
    """What the findings that do not stop the file say."""
    return [finding.rule for finding in found.findings if not finding.is_error]
