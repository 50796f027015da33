"""Schemas of the programmes' extracts hold nothing about persons, and their page is current."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.errors import ExtractError
from data.schema.person import person_level_columns
from data.schema.programme_columns import ProgrammeSchema, Role
from data.schema.programme_document import programme_extracts_document, schema_text
from data.schema.programmes import PROGRAMME_SCHEMAS, programme_schema

PAGE = Path(__file__).parents[3] / "docs" / "programme-extracts.md"
SCHEMAS = tuple(PROGRAMME_SCHEMAS.values())
ANY = pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.key)


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == programme_extracts_document(), "run make docs"


@ANY
def test_no_column_names_or_describes_a_person(schema: ProgrammeSchema) -> None:
    assert not person_level_columns(schema.names)


@ANY
def test_a_schema_says_when_for_what_and_from_where(schema: ProgrammeSchema) -> None:
    assert len(schema.of(Role.PERIOD)) == len(schema.of(Role.SOURCE)) == 1
    assert schema.of(Role.PLACE)
    assert schema.of(Role.FIGURE, Role.WORDS)
    assert len(set(schema.names)) == len(schema.names)
    assert all(column.meaning for column in schema.columns)


@ANY
def test_what_a_figure_is_part_of_is_a_figure_of_the_schema(schema: ProgrammeSchema) -> None:
    figures = {column.name for column in schema.of(Role.FIGURE)}
    assert {column.most for column in schema.columns if column.most} <= figures


@ANY
def test_an_example_has_a_cell_for_each_column_and_says_that_it_is_synthetic(schema: ProgrammeSchema) -> None:
    assert schema.example
    for row in schema.example:
        assert len(row) == len(schema.columns)
        assert row[schema.names.index("source")].startswith("SYNTHETIC")


@ANY
def test_the_terminal_shows_every_column_and_the_example(schema: ProgrammeSchema) -> None:
    text = schema_text(schema)
    assert all(f"  {column.name} " in text and column.meaning in text for column in schema.columns)
    assert text.endswith(schema.example_csv())


def test_an_unknown_schema_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ExtractError, match=r"'programme-x'.*programme-custody, programme-capacity"):
        programme_schema("programme-x")
