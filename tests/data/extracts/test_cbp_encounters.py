"""CBP encounters: totals are those of the file and of the publisher, in every vintage, or it is refused."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import PersonLevelColumnError, UnknownFormatError
from data.extracts.compiled_figures import compiled_figures
from data.reference.figures import load_figures
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

AREA = "cbp-nationwide-encounters-aor-fy20-fy24.csv.gz"
STATE = "cbp-nationwide-encounters-state-fy20-fy23.csv.gz"
SOUTHWEST = "cbp-sw-border-encounters-fy22-fy25-aug.csv"
NATION = {2020: 646_822, 2021: 1_956_519, 2022: 2_766_582, 2023: 3_201_144, 2024: 2_901_142}
SOUTHWEST_TOTALS = {2020: 458_088, 2021: 1_734_686, 2022: 2_378_944, 2023: 2_475_669, 2024: 2_135_005}
HEADER = (
    "Fiscal Year",
    "Month Grouping",
    "Month (abbv)",
    "Component",
    "Land Border Region",
    "Area of Responsibility",
    "Demographic",
    "Citizenship",
    "Title of Authority",
    "Encounter Type",
    "Encounter Count",
)
ROW = ("2024", "FYTD", "OCT", "U.S. Border Patrol", "Southwest Land Border", "Yuma Sector")
ROW_END = ("Single Adults", "OTHER", "Title 8", "Apprehensions")


def by_year(frame: pd.DataFrame) -> dict[int, float]:
    return {int(year): float(value) for year, value in frame.groupby("fiscal_year")["value"].sum().items()}


def test_the_area_file_gives_the_published_totals(real_dir: Path) -> None:
    found = load(real_dir / AREA)
    frame = frame_of(found)
    assert not errors(found)
    assert by_year(frame) == NATION
    assert by_year(frame[frame["breakdown"].str.startswith("Southwest Land Border")]) == SOUTHWEST_TOTALS
    assert found.published_total == sum(NATION.values())
    assert found.as_of == date(2024, 9, 30)
    sectors = {"tucson": 373_625, "del-rio": 393_226, "rio-grande-valley": 338_337, "el-paso": 427_471}
    sectors |= {"san-diego": 230_941, "yuma": 174_201}
    year = frame[frame["fiscal_year"] == 2023].groupby("place_id")["value"].sum()
    assert {sector: year[f"{sector}-sector"] for sector in sectors} == sectors


def test_the_area_file_adds_up_by_every_key_as_a_plain_recount_does(real_dir: Path) -> None:
    recount: dict[tuple[str, ...], int] = defaultdict(int)
    with gzip.open(real_dir / AREA, "rt", newline="") as lines:
        for row in csv.DictReader(lines):
            key = (
                "Fiscal Year",
                "Month (abbv)",
                "Land Border Region",
                "Area of Responsibility",
                "Encounter Type",
            )
            recount[tuple(row[name] for name in key)] += int(row["Encounter Count"])
    frame = frame_of(load(real_dir / AREA))
    region_type = frame["breakdown"].str.split(" | ", regex=False)
    ours = {
        (str(year), f"{day:%b}".upper(), parts[0], place, parts[1]): value
        for year, day, parts, place, value in zip(
            frame["fiscal_year"],
            frame["period"],
            region_type,
            frame["place_as_published"],
            frame["value"],
            strict=True,
        )
    }
    assert ours == recount


def test_the_area_file_has_the_keys_and_figures_of_the_packaged_table(real_dir: Path) -> None:
    packaged = next(e for e in compiled_figures() if e.source == "CBP, Nationwide Encounters")
    assert figures(load(real_dir / AREA)) == figures(packaged)
    assert load_figures("encounters_area_month")["encounters"].sum() == packaged.published_total


def test_the_state_file_gives_the_published_totals_and_those_of_pandas(real_dir: Path) -> None:
    found = load(real_dir / STATE)
    frame = frame_of(found)
    plain = pd.read_csv(real_dir / STATE)
    assert not errors(found)
    assert by_year(frame) == {year: NATION[year] for year in range(2020, 2024)}
    by_state = plain.groupby("State")["Encounter Count"].sum()
    assert frame.groupby("place_id")["value"].sum().to_dict() == by_state.astype(float).to_dict()
    assert set(frame["breakdown"]) == {"Southwest Land Border", "Northern Land Border", "Other"}


def test_the_southwest_file_gives_the_published_totals_with_the_rest_of_the_year(real_dir: Path) -> None:
    found = load(real_dir / SOUTHWEST)
    frame = frame_of(found)
    assert not errors(found)
    assert by_year(frame) == {**{y: SOUTHWEST_TOTALS[y] for y in (2022, 2023, 2024)}, 2025: 432_059}
    assert set(frame["place_id"]) == {"southwest-land-border"}
    assert found.as_of == date(2025, 8, 31)
    plain = pd.read_csv(real_dir / SOUTHWEST).groupby("Encounter Type")["Encounter Count"].sum()
    assert frame.groupby("breakdown")["value"].sum().to_dict() == plain.astype(float).to_dict()


def test_every_spelling_of_the_area_file_gives_the_same_figures() -> None:
    files = sorted((FIXTURES / "cbp-encounters" / "good").glob("area-*"))
    found = [figures(load(path)) for path in files]
    assert len(files) == 5
    assert all(each == found[0] for each in found)
    key = ("cbp-encounters-area", "area", "tucson-sector", date(2023, 10, 1), "month", "Encounters")
    assert found[0][(*key, "CBP-USBP", "Southwest Land Border | Apprehensions")] == 42


def test_nothing_about_persons_is_stored_and_the_report_says_so() -> None:
    found = load(FIXTURES / "cbp-encounters" / "good" / "area-as-published.csv")
    words = " ".join(str(cell) for row in found.table.to_pylist() for cell in row.values())
    assert not any(word in words for word in ("MEXICO", "Single", "FMUA", "Title 8"))
    assert "summed out and not stored: events, not people" in remarks(found)


@given(st.lists(st.tuples(st.sampled_from(["OCT", "MAR"]), st.integers(0, 10**6)), min_size=1, max_size=30))
def test_figures_add_up_to_the_rows_of_the_file(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, int]]
) -> None:
    folder = tmp_path_factory.mktemp("file")
    rows = [
        [*ROW[:2], month, *ROW[3:], ROW_END[0], f"COUNTRY {at}", *ROW_END[2:], count]
        for at, (month, count) in enumerate(cells)
    ]
    found = load_text(folder, written(HEADER, rows))
    assert sum(figures(found).values()) == found.published_total == sum(count for _, count in cells)


def test_rows_stated_twice_count_once_with_a_remark(tmp_path: Path) -> None:
    rows = [[*ROW, *ROW_END, 5], [*ROW, "FMUA", *ROW_END[1:], 7]]
    found = load_text(tmp_path, written(HEADER, [*rows, *rows]))
    assert sum(figures(found).values()) == 12
    assert found.published_total == 24
    assert [rule for rule in remarks(found) if "repeats row" in rule] == [
        "the row repeats row 2 and was left out",
        "the row repeats row 3 and was left out",
    ]


def test_a_figure_of_which_one_part_is_unreadable_is_no_figure(tmp_path: Path) -> None:
    rows = [[*ROW, *ROW_END, 5], [*ROW, "FMUA", *ROW_END[1:], "five"]]
    found = load_text(tmp_path, written(HEADER, rows))
    assert found.table.column("value").to_pylist() == [None]
    assert found.rows.tolist() == [3]
    assert [(f.row, f.value) for f in errors(found)] == [(3, "five")]


def test_rows_that_a_missing_column_may_tell_apart_are_not_thinned_out(tmp_path: Path) -> None:
    header = [name for name in HEADER if name != "Citizenship"]
    rows = [[*ROW, *ROW_END[:1], *ROW_END[2:], count] for count in (5, 5, 7)]
    with pytest.raises(UnknownFormatError, match=r"row 2: 2 rows state a figure again.*citizenship"):
        load_text(tmp_path, written(header, rows))
    other = [*ROW[:5], "Tucson Sector", *ROW_END[:1], *ROW_END[2:], 7]
    assert sum(figures(load_text(tmp_path, written(header, [rows[0], other]))).values()) == 12


def test_a_new_encounter_type_is_taken_with_a_remark(tmp_path: Path) -> None:
    rows = [[*ROW, *ROW_END[:3], "Repatriations", 5]]
    found = load_text(tmp_path, written(HEADER, rows))
    assert found.table.column("breakdown").to_pylist() == ["Southwest Land Border | Repatriations"]
    assert any("has not been published before" in rule for rule in remarks(found))


def test_without_a_component_column_the_area_tells(tmp_path: Path) -> None:
    header = [name for name in HEADER if name != "Component"]
    found = load_text(tmp_path, written(header, [[*ROW[:3], *ROW[4:], *ROW_END, 5]]))
    assert found.table.column("component").to_pylist() == ["CBP-USBP"]


def test_columns_of_no_known_meaning_are_named_and_tell_rows_apart(tmp_path: Path) -> None:
    rows = [[at, *ROW, *ROW_END, 5, status] for at, status in enumerate(("new", "old"))]
    found = load_text(tmp_path, written(["", *HEADER, "Case Status"], rows))
    assert sum(figures(found).values()) == 10
    assert any("was not read" in rule for rule in remarks(found))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("no-region.csv", "no column gives the land border region"),
        ("no-count.csv", "no column gives the encounter count"),
        ("split-by-unknown-place.csv", "'Station' may name places"),
        ("split-by-something-dropped.csv", "something unknown splits the rows"),
    ],
)
def test_a_file_that_cannot_be_read_rightly_is_refused_in_plain_words(name: str, words: str) -> None:
    with pytest.raises(UnknownFormatError, match=words):
        load(FIXTURES / "cbp-encounters" / "bad" / name)


def test_a_further_column_about_persons_is_refused_by_name() -> None:
    with pytest.raises(PersonLevelColumnError, match="Passport Number"):
        load(FIXTURES / "cbp-encounters" / "bad" / "column-person.csv")


def test_a_file_of_all_regions_without_places_is_refused(tmp_path: Path) -> None:
    header = [name for name in HEADER if name != "Area of Responsibility"]
    rows = [[*ROW[:4], region, *ROW_END, 5] for region in ("Southwest Land Border", "Other")]
    with pytest.raises(UnknownFormatError, match="neither area nor state"):
        load_text(tmp_path, written(header, rows))
    assert sum(figures(load_text(tmp_path, written(header, rows[:1]))).values()) == 5
