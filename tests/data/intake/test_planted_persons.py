"""A person planted in any file that is read otherwise: refused as a whole, and nothing of it is kept."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable
from contextlib import suppress
from itertools import cycle
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.errors import ExtractError, PersonLevelColumnError
from data.extracts.cbp_terms import letters
from data.intake.ingest import ingest
from data.intake.store import Store
from tests.data.extracts.test_discovery import fixtures
from tests.data.intake.made import NOW, observations, take_in, unusable
from tests.data.schema.test_person import ABOUT_PERSONS, STYLES

FILES = fixtures("good")
"""Good files of every reader: the same with a person in them must not come in."""
IDENTIFIERS = ("juan.perez@example.org", "078-05-1120", "A 012 345 678")
NAME = "Juana Planted"
PUBLISHED = frozenset({"name", "address", "demographic", "citizenship"})
"""Columns that one publication or another has itself, in letters; what they say is summed out or left."""
COLUMNS = st.builds(
    lambda phrase, style: STYLES[style](phrase.split()),
    st.sampled_from(ABOUT_PERSONS),
    st.sampled_from(sorted(set(STYLES) - {"numbered"})),
)

Change = Callable[[list[object], int], list[object]]
"""A row's cells, and its number below the header, which is 0, to the cells in their place."""


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.sampled_from(FILES), column=COLUMNS)
def test_a_column_about_a_person_stops_any_file(
    path: Path, column: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("planted")
    planted = changed(path, folder, lambda cells, at: [*cells, NAME if at else column])
    store = Store.create(folder / "store")
    for aside in (False, True):
        with suppress(ExtractError) if letters(column) in PUBLISHED else pytest.raises(ExtractError):
            ingest(planted, store=store, now=NOW, quarantine=aside)
    assert NAME not in everything_in(store)


@pytest.mark.parametrize(("path", "identifier"), list(zip(FILES, cycle(IDENTIFIERS), strict=False)), ids=str)
def test_an_identifier_in_a_cell_is_kept_of_no_file(path: Path, identifier: str, tmp_path: Path) -> None:
    """It is put over the first text below the header; a file that comes in has not got that cell."""
    planted = changed(path, tmp_path, lambda cells, at: over_text(cells, identifier, at))
    store = Store.create(tmp_path / "store")
    with suppress(ExtractError):
        ingest(planted, store=store, now=NOW, quarantine=True)
    assert identifier not in everything_in(store)


@pytest.mark.parametrize("identifier", IDENTIFIERS)
def test_a_reader_that_lets_one_pass_is_caught_before_anything_is_stored(
    identifier: str, tmp_path: Path
) -> None:
    store = Store.create(tmp_path / "store")
    with pytest.raises(PersonLevelColumnError, match="row 2, column breakdown"):
        take_in(store, observations({"breakdown": f"by {identifier}"}))
    with pytest.raises(PersonLevelColumnError, match="row 7"):
        take_in(store, observations({}, findings=(unusable(7, "value", identifier),)), quarantine=True)
    assert identifier not in everything_in(store)


def everything_in(store: Store) -> str:
    """All text below the store's folder: reports, rows set aside, and cells of the stored files."""
    files = [path for path in store.path.rglob("*") if path.is_file()]
    cells = (str(pq.read_table(path).to_pydict()) for path in files if path.suffix == ".parquet")
    return "".join((*(path.read_bytes().decode("latin-1") for path in files), *cells))


def over_text(cells: list[object], said: str, at: int) -> list[object]:
    """The row with the words in place of its first text, if it is the first below the header."""
    texts = [n for n, cell in enumerate(cells) if isinstance(cell, str) and _is_words(cell)]
    if at != 1 or not texts:
        return cells
    return [said if n == texts[0] else cell for n, cell in enumerate(cells)]


def _is_words(cell: str) -> bool:
    return any(letter.isalpha() for letter in cell)


def changed(path: Path, into: Path, change: Change) -> Path:
    """The file, in its own format, with each row from its header on changed."""
    target = into / path.name
    body = path.read_bytes()
    if body[:4] == b"PAR1":
        table = pq.read_table(path)
        rows = [list(table.column_names), *(list(row.values()) for row in table.to_pylist())]
        new = [change(row, at) for at, row in enumerate(rows)]
        columns = [pa.array([row[n] for row in new[1:]]) for n in range(len(new[0]))]
        pq.write_table(pa.table(columns, names=[str(name) for name in new[0]]), target)
    elif body[:2] == b"PK":
        _change_workbook(path, target, change)
    else:
        is_zipped = body[:2] == b"\x1f\x8b"
        text = _text(gzip.decompress(body) if is_zipped else body)
        target.write_text(_changed_csv(text, change), encoding="utf-8", newline="")
    return target


def _change_workbook(path: Path, target: Path, change: Change) -> None:
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        width = max(map(len, rows), default=0)
        header = next(
            (n for n, row in enumerate(rows) if sum(isinstance(c, str) for c in row) * 2 >= width), 0
        )
        for at, row in enumerate(rows[header:]):
            cells = change(row + [None] * (width - len(row)), at)
            for column, cell in enumerate(cells, start=1):
                sheet.cell(row=header + at + 1, column=column).value = cell
    book.save(target)


def _text(body: bytes) -> str:
    return body.decode("utf-16" if body[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")


def _changed_csv(text: str, change: Change) -> str:
    header = text.splitlines()[0]
    delimiter = max(",;\t|", key=header.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = (row for row in lines if row)
    out = io.StringIO(newline="")
    made = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    made.writerows(change(list(row), at) for at, row in enumerate(rows))
    return out.getvalue()
