"""The documentation page follows from the declarations."""

from __future__ import annotations

from pathlib import Path

from data.reference.tables_page import tables_page

PAGE = Path(__file__).parents[3] / "docs" / "reference-tables.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == tables_page(), (
        "Write it anew: python -m data.reference.tables_page docs/reference-tables.md"
    )


def test_the_page_names_each_column_and_each_caution() -> None:
    page = tables_page()
    assert "`guaranteed_minimum`" in page
    assert "Never sum across measures" in page
