"""BTS crossings: columns, dates, codes and measures of any vintage give the same figures."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import UnknownFormatError
from data.extracts import bts_border_crossings as bts
from data.extracts.bts_columns import UNIT_OF, measure_named
from data.extracts.contract import ExtractRows
from data.extracts.discovery import choose
from data.extracts.probe import probe

FIXTURES = Path(__file__).parents[2] / "fixtures" / "extracts" / "bts-border-crossings"

Figure = tuple[str, date, str]


def read_text(folder: Path, text: str) -> ExtractRows:
    (folder / "extract").write_text(text, encoding="utf-8", newline="")
    seen = probe(folder / "extract")
    return choose(seen, (bts.READER,)).read(seen)


def figures(found: ExtractRows) -> dict[Figure, float]:
    frame = found.table.to_pandas()
    columns = (frame[name].tolist() for name in ("place_id", "period", "measure", "value"))
    return {(place, period, measure): value for place, period, measure, value in zip(*columns, strict=True)}


def written(header: list[str], rows: list[list[str]], delimiter: str = ",", line_end: str = "\n") -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, lineterminator=line_end).writerows([header, *rows])
    return stream.getvalue()


def test_every_fixture_gives_the_same_figures() -> None:
    files = sorted((FIXTURES / "good").iterdir())
    found = [figures(bts.read(probe(path))) for path in files]
    assert len(files) == 5
    assert all(each == found[0] for each in found)
    assert found[0][("0103", date(2024, 1, 1), "Truck Containers Loaded")] == 12


DATE_STYLES = {
    "Jan 2024": "%b %Y",
    "January 2024": "%B %Y",
    "Jan-24": "%b-%y",
    "2024-01": "%Y-%m",
    "2024-01-01": "%Y-%m-%d",
    "2024-01-01T00:00:00.000": "%Y-%m-%dT00:00:00.000",
    "01/01/2024 12:00:00 AM": "%m/%d/%Y 12:00:00 AM",
    "01/01/2024": "%m/%d/%Y",
    "1/1/2024": "%-m/%-d/%Y",
    "1/1/2024 0:00": "%-m/%-d/%Y 0:00",
    "20240101": "%Y%m%d",
    "01/2024": "%m/%Y",
    "1-Jan-24": "%-d-%b-%y",
    "January 1, 2024": "%B %-d, %Y",
}
SPELLINGS = [
    lambda name: name,
    str.upper,
    lambda name: name.lower().replace(" ", "_"),
    lambda name: name.title().replace(" ", ""),
    lambda name: f" {name} ",
]
MEASURE_STYLES = [
    lambda measure: measure,
    str.upper,
    lambda measure: measure.replace("Loaded", "Full"),
    lambda measure: measure.replace("Containers Loaded", "Containers (Loaded)"),
]
EXTRA = ["State", "Border", "Location", "Latitude", "Longitude", "Point", "Port Name"]
KEYS = st.tuples(
    st.integers(1, 9999), st.integers(1996 * 12, 2040 * 12 - 1), st.sampled_from(sorted(UNIT_OF))
)


@given(
    data=st.data(),
    values=st.dictionaries(KEYS, st.integers(0, 9_999_999), min_size=1, max_size=8),
    style=st.sampled_from(sorted(DATE_STYLES)),
    padded=st.sampled_from(["always", "never", "mixed", "as numbers"]),
    thousands=st.booleans(),
)
def test_columns_are_found_by_meaning_in_any_order_and_style(
    data: st.DataObject,
    values: dict[tuple[int, int, str], int],
    style: str,
    padded: str,
    thousands: bool,  # noqa: FBT001
) -> None:
    spelling = data.draw(st.sampled_from(SPELLINGS))
    respelt = data.draw(st.sampled_from(MEASURE_STYLES))
    extra = data.draw(st.lists(st.sampled_from(EXTRA), unique=True))
    order = data.draw(
        st.permutations(["Port Code", "Date", "Measure", "Value", "Port Name", *set(extra) - {"Port Name"}])
    )
    rows, expected = [], {}
    for (code, month, measure), value in values.items():
        day = date(month // 12, month % 12 + 1, 1)
        expected[(f"{code:04d}", day, measure)] = float(value)
        plain = padded == "never" or (padded == "mixed" and value % 2)
        shown = f"{code}.0" if padded == "as numbers" else str(code) if plain else f"{code:04d}"
        cells = {
            "Port Code": shown,
            "Date": day.strftime(DATE_STYLES[style]),
            "Measure": respelt(measure),
            "Value": f"{value:,}" if thousands else str(value),
        }
        rows.append([cells.get(column, "x") for column in order])
    text = written(
        [spelling(column) for column in order],
        rows,
        data.draw(st.sampled_from(",;\t|")),
        data.draw(st.sampled_from(["\n", "\r\n"])),
    )
    with TemporaryDirectory() as folder:
        found = read_text(Path(folder), text)
    assert not [finding for finding in found.findings if finding.is_error]
    assert figures(found) == expected
    assert found.published_total == sum(values.values())
    assert found.table["unit"].to_pylist() == [UNIT_OF[m] for m in found.table["measure"].to_pylist()]


HEADER = ["Port Name", "State", "Port Code", "Border", "Date", "Measure", "Value"]


def row(code: str = "2402", month: str = "Jan 2024", measure: str = "Trucks", value: str = "5") -> list[str]:
    return ["El Paso", "Texas", code, "US-Mexico Border", month, measure, value]


def test_a_repeated_row_is_left_out_and_a_disagreeing_pair_goes_to_the_later(tmp_path: Path) -> None:
    rows = [row(), row("2403"), row(), row("2403", value="2175"), row("0104")]
    found = read_text(tmp_path, written(HEADER, rows))
    assert figures(found) == {
        ("2402", date(2024, 1, 1), "Trucks"): 5,
        ("2403", date(2024, 1, 1), "Trucks"): 2175,
        ("0104", date(2024, 1, 1), "Trucks"): 5,
    }
    assert found.rows.tolist() == [2, 5, 6]
    assert [(remark.row, remark.is_error) for remark in found.findings] == [(3, False), (4, False)]
    conflict, repeat = found.findings
    assert "disagrees with row 5 (2,175)" in conflict.rule
    assert "repeats row 2" in repeat.rule
    assert found.published_total == 5 + 5 + 5 + 2175 + 5


def test_year_and_month_columns_stand_in_for_a_date(tmp_path: Path) -> None:
    header = ["Port Code", "Border", "Year", "Month", "Measure", "Value"]
    rows = [["209", "US-Canada Border", "2024", month, "Buses", "7"] for month in ("1", "Feb", "March")]
    assert [period.month for _, period, _ in figures(read_text(tmp_path, written(header, rows)))] == [1, 2, 3]


def test_a_month_that_says_its_year_stands_in_for_a_date(tmp_path: Path) -> None:
    header = ["Port Code", "Border", "Month", "Measure", "Value"]
    rows = [["209", "US-Canada Border", month, "Buses", "7"] for month in ("Jan 2024", "2024-02", "3")]
    found = read_text(tmp_path, written(header, rows))
    assert found.table.column("period").to_pylist() == [date(2024, 1, 1), date(2024, 2, 1), None]
    assert [(f.row, f.column, f.value) for f in found.findings if f.is_error] == [(4, "Month", "3")]


def test_columns_that_are_not_of_the_publication_are_remarked_and_not_read(tmp_path: Path) -> None:
    found = read_text(tmp_path, written([*HEADER, "Unnamed: 0", "GDP"], [[*row(), "0", "1"]]))
    assert [(remark.column, remark.is_error) for remark in found.findings] == [
        ("Unnamed: 0", False),
        ("GDP", False),
    ]
    many = [f"c{at}" for at in range(500)]
    found = read_text(tmp_path, written([*HEADER, *many], [[*row(), *("1" for _ in many)]]))
    assert [remark.column for remark in found.findings] == ["c0 and 499 more"]


@pytest.mark.parametrize("column", ["Port Code", "Date", "Measure", "Value"])
def test_a_column_renamed_beyond_recognition_is_refused_in_words(tmp_path: Path, column: str) -> None:
    header = [f"zz{index}" if name == column else name for index, name in enumerate(HEADER)]
    with pytest.raises(UnknownFormatError, match=f"no column gives the {column.lower()}; the columns are"):
        read_text(tmp_path, written(header, [row()]))


def test_a_table_split_by_something_unknown_is_refused_and_not_thinned_out(tmp_path: Path) -> None:
    rows = [[*row(value=str(lane)), f"lane {lane}"] for lane in range(9)]
    with pytest.raises(UnknownFormatError, match="something unknown splits the rows"):
        read_text(tmp_path, written([*HEADER, "Lane"], rows))


def test_cells_that_mean_nothing_are_findings_at_their_rows(tmp_path: Path) -> None:
    rows = [
        row(),
        row(code="24021"),
        row(month="Smarch 2024"),
        row(month="2024-01-15"),
        row(measure="Bicycles"),
        row(value="12.5"),
        row(value=""),
        row(code=""),
    ]
    found = read_text(tmp_path, written(HEADER, rows))
    named = sorted((finding.row, finding.column) for finding in found.findings)
    assert named == [
        (3, "Port Code"),
        (4, "Date"),
        (5, "Date"),
        (6, "Measure"),
        (7, "Value"),
        (8, "Value"),
        (9, "Port Code"),
    ]
    assert len(found.table) == len(rows)


@pytest.mark.parametrize("word", ["Bicycles", "Passengers", "Truck", "", "Rail Containers"])
def test_a_measure_is_not_guessed_from_a_part_of_its_name(word: str) -> None:
    assert measure_named(word) == ("Trucks" if word == "Truck" else None)
