"""Extracts for the programmes: every figure and every word of a file is taken in, and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.errors import PersonLevelColumnError, UnknownFormatError
from data.extracts.contract import ExtractRows, Finding
from data.extracts.discovery import reader_for
from data.extracts.probe import probe
from data.extracts.programme_csv import READER, schema_of
from data.schema.programme_columns import ProgrammeSchema, Role
from data.schema.programmes import PROGRAMME_SCHEMAS

FIXTURES = Path(__file__).parents[2] / "fixtures" / "extracts" / "programme-csv"
SCHEMAS = tuple(PROGRAMME_SCHEMAS.values())
HEADER, *EXAMPLE = PROGRAMME_SCHEMAS["programme-custody"].example_csv().splitlines()


def read(folder: Path, text: str) -> ExtractRows:
    path = folder / "extract.csv"
    path.write_text(text, encoding="utf-8")
    seen = probe(path)
    assert reader_for(seen) is READER
    return READER.read(seen)


def errors(found: ExtractRows) -> list[Finding]:
    return [finding for finding in found.findings if finding.is_error]


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.key)
def test_the_fixture_is_the_example_of_the_schema(schema: ProgrammeSchema) -> None:
    path = FIXTURES / "good" / f"{schema.key.removeprefix('programme-')}.csv"
    assert path.read_text(encoding="utf-8") == schema.example_csv()


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.key)
def test_each_cell_of_an_example_becomes_an_observation_of_its_column(
    schema: ProgrammeSchema, tmp_path: Path
) -> None:
    found = read(tmp_path, schema.example_csv())
    assert not errors(found)
    assert found.is_synthetic
    told = {
        (row, measure): words if words is not None else value
        for row, measure, value, words in zip(
            found.rows.tolist(),
            *(found.table[name].to_pylist() for name in ("measure", "value", "words")),
            strict=True,
        )
    }
    expected: dict[tuple[int, str], float | str] = {}
    for number, cells in enumerate(schema.example, start=2):
        for column, cell in zip(schema.columns, cells, strict=True):
            if column.role is Role.FIGURE and cell:
                expected[number, column.name] = float(cell)
            if column.role in {Role.WORDS, Role.DAY}:
                expected[number, column.name] = cell or 0.0
    assert told == expected
    assert set(found.table["dataset"].to_pylist()) == {schema.key}


def test_a_header_is_known_whatever_its_order_case_and_spaces() -> None:
    names = (
        "Source",
        "FACILITY GROUP",
        "stage",
        "Month",
        "Held",
        "booked-in",
        "Booked Out",
        "over 72 hours",
        "Median hours",
    )
    assert schema_of(names) is PROGRAMME_SCHEMAS["programme-custody"]


def test_a_header_of_few_columns_of_a_schema_is_not_taken_for_it() -> None:
    assert schema_of(("month", "source", "held", "wingspan")) is None


def test_the_day_of_a_list_and_the_end_of_a_month_are_the_as_of_day(tmp_path: Path) -> None:
    assert read(tmp_path, PROGRAMME_SCHEMAS["programme-findings"].example_csv()).as_of == date(2026, 9, 30)
    assert read(tmp_path, "\n".join((HEADER, *EXAMPLE, ""))).as_of == date(2026, 9, 30)
    assert read(tmp_path, PROGRAMME_SCHEMAS["programme-grants"].example_csv()).as_of is None


@pytest.mark.parametrize(
    ("cell", "written", "column", "rule"),
    [
        ("6200", "lots", "booked_in", "is not a number"),
        ("6200", "inf", "booked_in", "is not a number"),
        ("6200", "-5", "booked_in", "the figure is negative"),
        ("6200", "", "booked_in", "the cell is empty and must hold a value"),
        (",310,", ",6201,", "over_72_hours", "is more than booked_in"),
        ("2026-08", "2026-08-15", "month", "is no period of the schema"),
        ("Group A", "G" * 121, "facility_group", "is longer than 120 characters"),
        ("Group A", "@cmd", "facility_group", "the cell starts like a formula"),
    ],
)
def test_a_bad_cell_is_told_by_its_place_and_what_to_do(
    tmp_path: Path, cell: str, written: str, column: str, rule: str
) -> None:
    found = errors(read(tmp_path, f"{HEADER}\n{EXAMPLE[0].replace(cell, written)}\n{EXAMPLE[1]}\n"))
    assert [(finding.row, finding.column, finding.rule) for finding in found] == [(2, column, rule)]
    assert all(finding.remedy for finding in found)


def test_a_group_of_fewer_than_ten_people_is_refused(tmp_path: Path) -> None:
    text = (
        PROGRAMME_SCHEMAS["programme-staffing"].example_csv().replace(",210,", ",9,").replace(",60,", ",0,")
    )
    found = errors(read(tmp_path, text))
    assert [(finding.row, finding.column) for finding in found] == [(2, "joint_tour")]
    assert "none of fewer than 10" in found[0].remedy


@pytest.mark.parametrize(
    ("header", "row", "error", "words"),
    [
        (f"{HEADER},suspect_name", f"{EXAMPLE[0]},x", PersonLevelColumnError, "suspect_name"),
        (HEADER, EXAMPLE[0].replace("Group A", "a@b.org"), PersonLevelColumnError, "an e-mail address"),
        (f"{HEADER},remarks", f"{EXAMPLE[0]},x", UnknownFormatError, "'remarks' is not in the schema"),
        (f"{HEADER},Held", f"{EXAMPLE[0]},1", UnknownFormatError, "'Held' is twice in the schema"),
        (HEADER.replace(",held", ""), EXAMPLE[0].replace(",410", ""), UnknownFormatError, "column held"),
    ],
)
def test_a_wrong_header_is_refused_with_what_to_do(
    tmp_path: Path, header: str, row: str, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        read(tmp_path, f"{header}\n{row}\n")
