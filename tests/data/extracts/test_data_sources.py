"""The page on public data speaks of every reader of a publication and of every dataset."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.extracts.contract import Kind, Reader
from data.extracts.discovery import readers
from tests.data.extracts.published import FIXTURES, load

PAGE = (Path(__file__).parents[3] / "docs" / "data-sources.md").read_text(encoding="utf-8")
PUBLICATIONS = [
    reader for reader in readers() if reader.kind is Kind.OBSERVATIONS and reader.publisher != "your agency"
]


@pytest.mark.parametrize("reader", PUBLICATIONS, ids=lambda reader: reader.key)
def test_each_dataset_and_measure_of_a_reader_is_on_the_page(reader: Reader) -> None:
    files = sorted((FIXTURES / reader.key / "good").iterdir())
    tables = [load(path).table for path in files]
    datasets = {name for table in tables for name in table.column("dataset").to_pylist()}
    assert datasets
    assert all(f"`{name}`" in PAGE for name in datasets)
    if reader.key != "bts-border-crossings":
        measures = {name for table in tables for name in table.column("measure").to_pylist()}
        assert all(f"`{name}`" in PAGE for name in measures)


def test_the_page_names_publishers_and_no_mirror() -> None:
    assert all(word in PAGE for word in ("CBP", "ICE", "OHSS", "Bureau of Transportation Statistics"))
    assert "github" not in PAGE.lower()
