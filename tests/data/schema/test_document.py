"""The page on the incident schema says what the schema says."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from data.extracts.discovery import reader_for
from data.extracts.probe import probe
from data.reference.taxonomy import SUBCATEGORIES
from data.schema.document import incident_schema_document
from data.schema.incidents import INCIDENT_COLUMNS

PAGE = Path(__file__).parents[3] / "docs" / "incident-schema.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == incident_schema_document(), (
        "write the text of data.schema.document.incident_schema_document() to docs/incident-schema.md"
    )


def test_the_page_names_every_column_and_allowed_value() -> None:
    page = incident_schema_document()
    for column in INCIDENT_COLUMNS:
        assert f"| `{column.name}` |" in page
        for value in column.allowed:
            assert value in page
    assert all(f"| {subcategory} |" in page for subcategory in SUBCATEGORIES)


def test_the_example_on_the_page_loads(tmp_path: Path) -> None:
    match = re.search(r"```csv\n(.*?)```", incident_schema_document(), re.DOTALL)
    assert match
    (tmp_path / "example").write_text(match[1], encoding="utf-8")
    seen = probe(tmp_path / "example")
    found = reader_for(seen).read(seen)
    assert found.findings == ()
    (row,) = csv.DictReader(match[1].splitlines())
    assert found.table["incident_id"].to_pylist() == [row["incident_id"]]
    assert found.table["quantity"].to_pylist() == [float(row["quantity"])]
    assert found.table["occurred_at"][0].as_py().isoformat() == "2024-03-01T20:05:00+00:00"
