"""What a packaged table declares, and reading one strictly."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from data.errors import ReferenceTableError, Where


@dataclass(frozen=True, kw_only=True)
class TableColumn:
    """One column: its Arrow type, unit and meaning. An empty cell of an optional one means unknown."""

    name: str
    type: pa.DataType
    meaning: str
    unit: str = ""
    required: bool = True


@dataclass(frozen=True, kw_only=True)
class ReferenceTable:
    """A packaged table: its key, columns, source and what to mind.

    ``as_of`` is prose, because the rows of most tables were published on different days.
    ``file`` is a path below ``data/reference``.
    """

    key: str
    title: str
    file: str
    key_columns: tuple[str, ...]
    columns: tuple[TableColumn, ...]
    source: str
    as_of: str
    cautions: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        """Path of the packaged file."""
        return Path(__file__).parent / self.file


def text(name: str, meaning: str, *, required: bool = True) -> TableColumn:
    """Text column. Codes such as FIPS and port codes are text: their leading zeros count."""
    return TableColumn(name=name, type=pa.string(), meaning=meaning, required=required)


def whole(name: str, meaning: str, unit: str = "", *, required: bool = True) -> TableColumn:
    """Whole-number column."""
    return TableColumn(name=name, type=pa.int64(), meaning=meaning, unit=unit, required=required)


def number(name: str, meaning: str, unit: str = "", *, required: bool = True) -> TableColumn:
    """Column of decimal numbers."""
    return TableColumn(name=name, type=pa.float64(), meaning=meaning, unit=unit, required=required)


def flag(name: str, meaning: str) -> TableColumn:
    """Yes-or-no column, stored as 0 and 1."""
    return TableColumn(name=name, type=pa.bool_(), meaning=meaning)


def day(name: str, meaning: str) -> TableColumn:
    """Calendar date column, stored as YYYY-MM-DD."""
    return TableColumn(name=name, type=pa.date32(), meaning=meaning)


SOURCE = text(
    "source", "where the row comes from; `general-knowledge` was not checked against a primary text"
)
CONFIDENCE = text("confidence", "high: read from the source; medium: well known or derived; low: unconfirmed")
COORD_BASIS = text("coord_basis", "what the point is; `city` is the middle of a town, never an address")


def point(what: str, *, required: bool = True) -> tuple[TableColumn, TableColumn]:
    """Longitude and latitude columns (OGC:CRS84, decimal degrees) of ``what``."""
    return (
        number("lon", f"longitude of the {what}, OGC:CRS84", "degrees east", required=required),
        number("lat", f"latitude of the {what}, OGC:CRS84", "degrees north", required=required),
    )


def read_table(table: ReferenceTable, path: Path) -> pa.Table:
    """Rows of ``path`` in the types that ``table`` declares; columns in declared order.

    ``path`` is a UTF-8 CSV with a header, plain or gzip; a user's own file may stand in for the
    packaged one.

    Raises
    ------
    ReferenceTableError
        If the file is missing or a cell has the wrong type; if a column is missing or unknown; if a
        required cell (the source among them) is empty; if two rows have the same key.
    """
    declared = {column.name: column.type for column in table.columns}
    try:
        _require_columns(table, path, _header(path))
        rows = csv.read_csv(
            path,
            convert_options=csv.ConvertOptions(
                column_types=declared,
                include_columns=list(declared),
                null_values=[""],
                strings_can_be_null=True,
                true_values=["1"],
                false_values=["0"],
            ),
            parse_options=csv.ParseOptions(newlines_in_values=True),
        )
    except (OSError, UnicodeDecodeError, pa.ArrowInvalid) as error:
        raise ReferenceTableError(
            f"table {table.key} cannot be read: {error}",
            where=Where(file=path.name),
            remedy="Restore the packaged file or mend the cell that is named",
        ) from error
    _require_values(table, path, rows)
    _require_unique_keys(table, path, rows)
    return rows


def _header(path: Path) -> tuple[str, ...]:
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as lines
    ):
        return tuple(next(iter(lines), "").strip().split(","))


def _require_columns(table: ReferenceTable, path: Path, found: tuple[str, ...]) -> None:
    declared = [column.name for column in table.columns]
    faults = [(name, "missing") for name in declared if name not in found]
    faults += [(name, "not declared") for name in found if name not in declared]
    for name, state in faults[:1]:
        raise ReferenceTableError(
            f"column {name!r} of table {table.key} is {state}",
            where=Where(file=path.name, row=1, column=name),
            remedy=f"The columns are {', '.join(declared)}",
        )


def _require_values(table: ReferenceTable, path: Path, rows: pa.Table) -> None:
    for column in table.columns:
        if column.required and rows[column.name].null_count:
            first = pc.index(pc.is_null(rows[column.name]), value=True).as_py()
            raise ReferenceTableError(
                f"{column.name!r} is empty, expected {column.meaning}",
                where=Where(file=path.name, row=first + 2, column=column.name),
                remedy="Fill the cell or leave the row out",
            )


def _require_unique_keys(table: ReferenceTable, path: Path, rows: pa.Table) -> None:
    keys = list(zip(*(rows[name].to_pylist() for name in table.key_columns), strict=True))
    seen: dict[tuple[object, ...], int] = {}
    for index, key in enumerate(keys):
        if key in seen:
            raise ReferenceTableError(
                f"key {key} of table {table.key} stands in rows {seen[key] + 2} and {index + 2}",
                where=Where(file=path.name, row=index + 2, column=", ".join(table.key_columns)),
                remedy="Keep one of the two rows",
            )
        seen[key] = index
