"""CBP weapons seizures: events are distinct numbers, never rows, and the numbers are not stored."""

from __future__ import annotations

import csv
import gzip
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import UnknownFormatError
from tests.data.extracts.published import (
    FIXTURES,
    errors,
    figures,
    frame_of,
    load,
    load_text,
    remarks,
    written,
)

REAL = "cbp-weapons-seizures-fy22-fy25.csv.gz"
EVENTS, WITH_CATEGORY, QUANTITY = "Seizure events", "Seizure events with category", "Quantity seized"
HEADER = ("Fiscal Year", "Month (abbv)", "Component", "Area of Responsibility", "Seizure Type", "Category")
HEADER_END = ("Event ID", "Quantity Seized")


def real_rows(real_dir: Path) -> list[dict[str, str]]:
    with gzip.open(real_dir / REAL, "rt", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_real_file_counts_events_and_quantities_as_a_plain_recount_does(real_dir: Path) -> None:
    rows = real_rows(real_dir)
    found = load(real_dir / REAL)
    frame = frame_of(found)
    assert not errors(found)
    place = ("Fiscal Year", "Month (abbv)", "Area of Responsibility")
    distinct = {(*(row[name] for name in place), row["Event ID"]) for row in rows}
    with_category = {(*(row[name] for name in place), row["Category"], row["Event ID"]) for row in rows}
    totals = frame.groupby("measure")["value"].sum()
    assert len({row["Event ID"] for row in rows}) == 14_924
    assert totals[EVENTS] == len(distinct) == 14_925
    assert totals[WITH_CATEGORY] == len(with_category)
    assert totals[QUANTITY] == found.published_total == sum(float(r["Quantity Seized"] or 0) for r in rows)
    assert found.as_of == date(2025, 5, 31)


def test_the_real_file_counts_events_of_each_year(real_dir: Path) -> None:
    frame = frame_of(load(real_dir / REAL))
    distinct = {
        (int(row["Fiscal Year"][:4]), row["Area of Responsibility"], row["Event ID"])
        for row in real_rows(real_dir)
    }
    events = frame[frame["measure"] == EVENTS].groupby("fiscal_year")["value"].sum().to_dict()
    assert events == {year: sum(each[0] == year for each in distinct) for year in range(2022, 2026)}


def test_the_real_file_s_doubtful_rows_are_spoken_of(real_dir: Path) -> None:
    said = " / ".join(remarks(load(real_dir / REAL)))
    assert "5 quantities are empty" in said
    assert "78 rows repeat another row whole" in said
    assert "1 of 14,924 events count in two areas or months" in said


def test_no_event_number_is_stored() -> None:
    found = load(FIXTURES / "cbp-weapons-seizures" / "good" / "as-published.csv.gz")
    words = " ".join(str(cell) for row in found.table.to_pylist() for cell in row.values())
    assert "3460425857" not in words
    assert not any("346042" in f.value for f in found.findings)


def test_one_event_of_two_categories_is_one_event_and_every_spelling_says_so() -> None:
    files = sorted((FIXTURES / "cbp-weapons-seizures" / "good").iterdir())
    found = [figures(load(path)) for path in files]
    assert len(files) == 2
    assert found[0] == found[1]
    key = ("cbp-weapons-seizures", "area", "baltimore-field-office", date(2023, 12, 1), "month")
    assert found[0][(*key, EVENTS, "CBP-OFO", None)] == 2
    assert found[0][(*key, WITH_CATEGORY, "CBP-OFO", "Magazine")] == 1
    assert found[0][(*key, QUANTITY, "CBP-OFO", "Handgun")] == 3
    tucson = ("cbp-weapons-seizures", "area", "tucson-sector", date(2025, 7, 1), "month")
    assert found[0][(*tucson, EVENTS, "CBP-USBP", None)] == 2
    assert found[0][(*tucson, QUANTITY, "CBP-USBP", "Ammunition")] == 1000


def test_a_quantity_that_is_nowhere_stated_is_unknown_and_not_zero(tmp_path: Path) -> None:
    row = ["2024", "OCT", "U.S. Border Patrol", "Yuma Sector", "Weapons", "Handgun", "7", ""]
    found = load_text(tmp_path, written([*HEADER, *HEADER_END], [row]))
    assert set(found.table.column("measure").to_pylist()) == {EVENTS, WITH_CATEGORY}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["OCT", "MAY"]), st.sampled_from(["Handgun", "Magazine"]), st.integers(1, 6)
        ),
        min_size=1,
        max_size=25,
    )
)
def test_events_are_the_distinct_numbers_of_each_month(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, str, int]]
) -> None:
    rows = [
        ["2024", month, "U.S. Border Patrol", "Yuma Sector", "Weapons", category, event, at]
        for at, (month, category, event) in enumerate(cells)
    ]
    frame = frame_of(load_text(tmp_path_factory.mktemp("file"), written([*HEADER, *HEADER_END], rows)))
    totals = frame.groupby("measure")["value"].sum()
    assert totals[EVENTS] == len({(month, event) for month, _, event in cells})
    assert totals[WITH_CATEGORY] == len(set(cells))
    assert totals[QUANTITY] == sum(range(len(cells)))


@pytest.mark.parametrize(
    ("name", "words"),
    [("no-event-id.csv", "no column gives the event id"), ("joined-with-itself.csv", "joined with itself")],
)
def test_a_file_whose_events_cannot_be_counted_is_refused(name: str, words: str) -> None:
    with pytest.raises(UnknownFormatError, match=words):
        load(FIXTURES / "cbp-weapons-seizures" / "bad" / name)
