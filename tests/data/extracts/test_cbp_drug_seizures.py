"""CBP drug seizures: events and pounds are those of the file, and two vintages share their keys."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import UnknownFormatError
from data.extracts.compiled_figures import compiled_figures
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

OLD = "cbp-drug-seizures-fy20-fy23.csv"
NEW = "cbp-drug-seizures-fy23-fy26-apr.csv"
MARINE = "cbp-amo-drug-seizures-fy23-fy26-dec.csv"
EVENTS, POUNDS = "Seizure events", "Pounds seized"
HEADER = ("FY", "Month (abbv)", "Component", "Land Filter", "Area of Responsibility", "Drug Type")
HEADER_END = ("Count of Event", "Sum Qty (lbs)")
ROW = ("2024", "OCT", "U.S. Border Patrol", "Land Only", "YUMA SECTOR", "Heroin")


@pytest.mark.parametrize("name", [OLD, NEW, MARINE])
def test_a_real_file_gives_the_events_and_pounds_that_pandas_adds_up(real_dir: Path, name: str) -> None:
    found = load(real_dir / name)
    plain = pd.read_csv(real_dir / name)
    frame = frame_of(found)
    assert not errors(found)
    for measure, column in ((EVENTS, "Count of Event"), (POUNDS, "Sum Qty (lbs)")):
        ours = frame[frame["measure"] == measure]
        year = plain["FY"].astype(str).str[:4].astype(int)
        assert ours.groupby("fiscal_year")["value"].sum().to_dict() == pytest.approx(
            plain.groupby(year)[column].sum().to_dict()
        )
        drug = plain["Drug Type"].str.rstrip("*")
        assert ours.groupby("breakdown")["value"].sum().to_dict() == pytest.approx(
            plain.groupby(drug)[column].sum().to_dict()
        )


@pytest.mark.parametrize("name", [OLD, NEW])
def test_fentanyl_of_fiscal_year_2023_is_as_published(real_dir: Path, name: str) -> None:
    frame = frame_of(load(real_dir / name))
    pounds = frame[(frame["measure"] == POUNDS) & (frame["breakdown"] == "Fentanyl")]
    assert pounds.groupby("fiscal_year")["value"].sum()[2023] == pytest.approx(27_022.85, abs=0.005)


def test_the_year_that_two_vintages_share_has_the_same_keys_and_figures(real_dir: Path) -> None:
    old, new = figures(load(real_dir / OLD)), figures(load(real_dir / NEW))
    shared = old.keys() & new.keys()
    assert {key[3] for key in shared} == {date(2022 + (m < 10), m, 1) for m in range(1, 13)}
    year = {key for key in old if date(2022, 10, 1) <= key[3] < date(2023, 10, 1)}  # type: ignore[operator]
    assert shared == year
    assert {key: old[key] for key in shared} == pytest.approx({key: new[key] for key in shared})


def test_both_vintages_together_are_the_packaged_table(real_dir: Path) -> None:
    packaged = figures(next(e for e in compiled_figures() if e.source == "CBP, Drug Seizure Statistics"))
    together = figures(load(real_dir / OLD)) | figures(load(real_dir / NEW))
    assert together.keys() == packaged.keys()
    worst = max(abs(together[key] - packaged[key]) for key in packaged)
    assert worst < 0.002, "the packaged pounds are rounded to three places"


def test_seizures_of_air_and_marine_operations_are_a_dataset_of_their_own(real_dir: Path) -> None:
    frame = frame_of(load(real_dir / MARINE))
    assert set(frame["dataset"]) == {"cbp-amo-drug-seizures"}
    assert set(frame["component"]) == {"CBP-AMO"}
    assert frame["place_id"].nunique() == 25


def test_every_spelling_gives_the_same_figures() -> None:
    files = sorted((FIXTURES / "cbp-drug-seizures" / "good").glob("area*"))
    found = [figures(load(path)) for path in files]
    assert len(files) == 3
    assert all(each == found[0] for each in found)
    key = ("cbp-drug-seizures", "area", "tucson-field-office", date(2022, 10, 1), "month")
    assert found[0][(*key, EVENTS, "CBP-OFO", "Fentanyl")] == 14
    assert found[0][(*key, POUNDS, "CBP-OFO", "Fentanyl")] == 401


def test_a_file_without_areas_is_of_the_nation_by_region() -> None:
    frame = frame_of(load(FIXTURES / "cbp-drug-seizures" / "good" / "nationwide.csv"))
    assert set(frame["dataset"]) == {"cbp-drug-seizures-nationwide"}
    assert set(frame["place_id"]) == {"united-states"}
    assert "Southwest Border | Fentanyl" in set(frame["breakdown"])
    assert frame[frame["measure"] == EVENTS]["value"].sum() == 19


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 10**9)), min_size=1, max_size=20))
def test_events_and_pounds_add_up_to_the_rows(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[int, int]]
) -> None:
    rows = [[*ROW[:3], f"Filter {at}", *ROW[4:], n, lbs / 1024] for at, (n, lbs) in enumerate(cells)]
    found = load_text(tmp_path_factory.mktemp("file"), written([*HEADER, *HEADER_END], rows))
    ours = {key[5]: value for key, value in figures(found).items()}
    assert ours[EVENTS] == sum(n for n, _ in cells)
    assert ours[POUNDS] == pytest.approx(sum(lbs for _, lbs in cells) / 1024)


def test_rows_that_repeat_count_once_and_rows_that_disagree_follow_the_later(tmp_path: Path) -> None:
    rows = [[*ROW, 2, 1.5], [*ROW, 2, 1.5], [*ROW, 3, 1.5], [*ROW, 3, 4.5]]
    found = load_text(tmp_path, written([*HEADER, *HEADER_END], rows))
    assert {key[5]: value for key, value in figures(found).items()} == {EVENTS: 3, POUNDS: 4.5}
    said = [rule for rule in remarks(found) if "left out" in rule]
    assert sum("repeats" in rule for rule in said) == 1
    assert sum("disagrees" in rule for rule in said) == 2


def test_unreadable_pounds_leave_the_events_of_the_row(tmp_path: Path) -> None:
    rows = [[*ROW, 2, "?"], [*ROW[:3], "Other", *ROW[4:], 3, 1.5]]
    found = load_text(tmp_path, written([*HEADER, *HEADER_END], rows))
    assert {key[5]: value for key, value in figures(found).items()} == {EVENTS: 5, POUNDS: None}
    assert [(f.row, f.column) for f in errors(found)] == [(2, "Sum Qty (lbs)")]


def test_a_new_drug_and_a_new_branch_are_taken_with_remarks(tmp_path: Path) -> None:
    row = ["2024", "OCT", "Air and Marine Operations", "Land", "Guam Air Branch", "Xylazine", 1, 2]
    header = [*HEADER[:4], "Branch", HEADER[5], *HEADER_END]
    found = load_text(tmp_path, written(header, [row]))
    assert not errors(found)
    assert {f.value for f in found.findings} == {"guam-air-branch", "Xylazine"}
    assert set(found.table.column("place_id").to_pylist()) == {"guam-air-branch"}


@pytest.mark.parametrize(
    ("name", "words"), [("no-events.csv", "the event count"), ("no-pounds.csv", "the pounds")]
)
def test_a_file_without_events_or_pounds_is_refused(name: str, words: str) -> None:
    with pytest.raises(UnknownFormatError, match=f"no column gives {words}"):
        load(FIXTURES / "cbp-drug-seizures" / "bad" / name)
