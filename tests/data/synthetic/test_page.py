"""The documentation page tells the planted truth as it is."""

from __future__ import annotations

from pathlib import Path

from data.synthetic.extract_file import LABEL
from data.synthetic.generate import DEFAULT_ROWS, DEFAULT_SEED
from data.synthetic.planted import HOT_SPOTS
from tests.data.synthetic.written import Written

PAGE = (Path(__file__).parents[3] / "docs" / "synthetic-data.md").read_text(encoding="utf-8")


def test_each_planted_item_stands_on_the_page_with_its_months(written: Written) -> None:
    for item in written.truth["planted"]:
        line = next(line for line in PAGE.splitlines() if line.startswith(f"| `{item['id']}`"))
        cells = [cell.strip() for cell in line.split("|")]
        assert cells[2] == item["kind"]
        assert item["where"] in cells[3]
        assert cells[4] == f"{item['first_month']}, {item['last_month']}"


def test_hot_spots_stand_on_the_page_with_rows_and_radius() -> None:
    for spot in HOT_SPOTS:
        assert f"{round(spot.share * DEFAULT_ROWS):,} rows of {spot.subcategory}" in PAGE
        assert f"{spot.radius_km} km" in PAGE


def test_the_page_names_the_defaults_and_the_label() -> None:
    assert f"{DEFAULT_ROWS:,} rows, seed {DEFAULT_SEED}" in PAGE
    assert LABEL in PAGE
    assert "describes nothing that happened" in PAGE
