"""Extracts for the programmes, as delimited text in the columns of :mod:`data.schema.programmes`.

A figure becomes an observation of its column's name; a cell of words becomes one with the words and the
value 1, or 0 where it is empty, so that a later list can take words back.
"""

from __future__ import annotations

from data.errors import UnknownFormatError, Where
from data.extracts.contract import Container, ExtractRows, Kind, Probe, Reader
from data.extracts.delimited import read_delimited
from data.extracts.programme_cells import read_cells
from data.extracts.programme_rows import observations_of
from data.schema.incidents import SYNTHETIC
from data.schema.person import refuse_person_level
from data.schema.person_values import refuse_person_values
from data.schema.programme_columns import ProgrammeSchema
from data.schema.programmes import PROGRAMME_SCHEMAS

_LEAST_SHARE = 0.6
"""Of the columns of a schema: a header with fewer is not taken for it."""
_SOURCES_SHOWN = 3


def plain_name(column: str) -> str:
    """The letters and digits of a column name in lower case: ``Facility group`` is ``facility_group``."""
    return "".join(letter for letter in column.casefold() if letter.isalnum())


def schema_of(columns: tuple[str, ...]) -> ProgrammeSchema | None:
    """The schema that most of the columns are of; ``None`` if they are not of any, or of several alike."""
    names = {plain_name(column) for column in columns}
    shares = {
        key: len({plain_name(name) for name in schema.names} & names) / len(schema.names)
        for key, schema in PROGRAMME_SCHEMAS.items()
    }
    best = max(shares, key=lambda key: shares[key])
    is_alone = sum(share == shares[best] for share in shares.values()) == 1
    return PROGRAMME_SCHEMAS[best] if is_alone and shares[best] >= _LEAST_SHARE else None


def recognises(probe: Probe) -> bool:
    """Whether the header has most columns of one schema."""
    return probe.container is Container.TEXT and schema_of(probe.columns) is not None


def read(probe: Probe) -> ExtractRows:
    """All figures and words of the file; ``rows`` repeats a row of the file for each of its cells.

    Raises
    ------
    PersonLevelColumnError
        If a column or a cell names or describes a person.
    UnknownFormatError
        If columns are missing, unknown or doubled.
    UnreadableExtractError
        If the text is cut, damaged or mis-encoded.
    """
    file = probe.path.name
    refuse_person_level(probe.columns, file=file)
    schema = schema_of(probe.columns)
    if schema is None:
        raise UnknownFormatError(
            "the header is of no schema of a programme",
            where=Where(file=file, row=1),
            remedy="The schemas are in docs/programme-extracts.md",
        )
    spelt = matched_columns(probe.columns, schema, file=file)
    text = read_delimited(probe)
    for name, column in spelt.items():
        refuse_person_values(
            text.table.column(column), rows=text.rows, file=file, column=column, is_key=name == "finding_id"
        )
    cells = {name: text.table.column(column).to_pylist() for name, column in spelt.items()}
    typed = read_cells(schema, cells, rows=text.rows.tolist(), file=file)
    table, rows = observations_of(schema, typed.rows)
    sources = tuple(dict.fromkeys(source for source in cells["source"] if source))
    return ExtractRows(
        kind=Kind.OBSERVATIONS,
        table=table,
        rows=rows,
        source="; ".join(sources[:_SOURCES_SHOWN]) or schema.title,
        as_of=typed.as_of,
        findings=text.findings + typed.findings,
        is_synthetic=any(source.startswith(SYNTHETIC) for source in sources),
    )


def matched_columns(columns: tuple[str, ...], schema: ProgrammeSchema, *, file: str) -> dict[str, str]:
    """Column of the schema to the column of the file that holds it.

    Raises
    ------
    UnknownFormatError
        If a column is missing, is not in the schema, or is there twice.
    """
    remedy = f"Print the schema with: borderops store schema {schema.key}"
    known = {plain_name(name): name for name in schema.names}
    matched: dict[str, str] = {}
    for column in columns:
        name = known.get(plain_name(column))
        if name is None or name in matched:
            found = "is not in" if name is None else "is twice in"
            raise UnknownFormatError(
                f"column {column!r} {found} the schema {schema.key}",
                where=Where(file=file, row=1, column=column),
                remedy=f"Remove it. {remedy}",
            )
        matched[name] = column
    missing = [name for name in schema.names if name not in matched]
    if missing:
        raise UnknownFormatError(
            f"{'column' if len(missing) == 1 else 'columns'} {', '.join(missing)} of {schema.key} missing",
            where=Where(file=file, row=1),
            remedy=f"Add what is missing; a cell may be empty where the schema says so. {remedy}",
        )
    return matched


READER = Reader(
    key="programme-csv",
    title="Extract for a programme, CSV",
    kind=Kind.OBSERVATIONS,
    publisher="your agency",
    landing="The columns of a schema of docs/programme-extracts.md, plain or gzip",
    recognises=recognises,
    read=read,
)
