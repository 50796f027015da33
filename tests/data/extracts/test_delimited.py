"""Delimited text comes back whole: each cell, each row number; what is broken is named by its row."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import UnreadableExtractError
from data.extracts import delimited
from data.extracts.delimited import DelimitedTable, read_delimited
from data.extracts.probe import probe

CELLS = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp", "Zs"), exclude_characters="\ufeff")
    | st.sampled_from(' ,;|"\n'),
    max_size=12,
)


def read(path: Path, text: str | bytes) -> DelimitedTable:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_delimited(probe(path))


@given(
    records=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=8),
    delimiter=st.sampled_from(",;|\t"),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_every_cell_comes_back_under_its_row_number(
    records: list[tuple[str, str, str]], delimiter: str, line_end: str, encoding: str
) -> None:
    stream = io.StringIO(newline="")
    # The csv module leaves a lone line feed bare where lines end with something else.
    quoting = csv.QUOTE_MINIMAL if "\n" in line_end else csv.QUOTE_ALL
    writer = csv.writer(stream, delimiter=delimiter, lineterminator=line_end, quoting=quoting)
    writer.writerow(["first", "second", "third"])
    writer.writerows(records)
    stripped = [tuple(cell.strip() for cell in record) for record in records]
    expected = [(row, record) for row, record in enumerate(stripped, start=2) if any(record)]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        if not expected:
            with pytest.raises(UnreadableExtractError, match="no row"):
                read(path, stream.getvalue().encode(encoding))
            return
        found = read(path, stream.getvalue().encode(encoding))
    cells = [tuple(record.values()) for record in found.table.to_pylist()]
    assert list(zip(found.rows.tolist(), cells, strict=True)) == expected
    assert not [finding for finding in found.findings if finding.is_error]


@given(ragged=st.sets(st.integers(2, 40), max_size=10), blank=st.sets(st.integers(2, 40), max_size=10))
def test_ragged_rows_are_findings_and_blank_rows_a_remark(ragged: set[int], blank: set[int]) -> None:
    blank -= ragged
    lines = ["a,b,c"] + [
        "1,2" if row in ragged else "" if row in blank else f"{row},x,y" for row in range(2, 41)
    ]
    whole = [row for row in range(2, 41) if row not in ragged | blank]
    with TemporaryDirectory() as folder:
        found = read(Path(folder) / "a.csv", "\n".join([*lines, "end,x,y", ""]))
    assert found.rows.tolist() == [*whole, 41]
    assert [cell.as_py() for cell in found.table["a"]] == [*map(str, whole), "end"]
    assert {finding.row for finding in found.findings if finding.is_error} == ragged
    remarks = [finding for finding in found.findings if not finding.is_error]
    assert [remark.row for remark in remarks] == ([min(blank)] if blank else [])


def test_a_text_cut_anywhere_never_gives_a_changed_row(tmp_path: Path) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    records = [[f"place {n}", str(n * 1000), f'a "quoted"\nline, twice {n}'] for n in range(4)]
    writer.writerows([["place", "value", "note"], *records])
    whole = stream.getvalue()
    for cut in range(1, len(whole)):
        try:
            found = read(tmp_path / "a.csv", whole[:cut])
        except UnreadableExtractError:
            continue
        if any(finding.is_error for finding in found.findings):
            continue
        kept = [list(record.values()) for record in found.table.to_pylist()]
        assert kept == records[: len(kept)]
        assert whole[:cut].endswith(("\r", "\n"))


@pytest.mark.parametrize("last", ["200", '"200"'])
def test_a_missing_last_line_end_is_a_finding_on_the_last_row(tmp_path: Path, last: str) -> None:
    (finding,) = read(tmp_path / "a.csv", f"a,b\n1,{last}").findings
    assert (finding.row, finding.column, finding.value, finding.is_error) == (2, "b", "200", True)


@pytest.mark.parametrize("text", ['a,b\n1,"open\n2,3\n4,5\n', 'a,b\n1,2\n"open,3\n', 'a,b\n1,"'])
def test_a_quote_that_is_never_closed_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableExtractError, match="never closed"):
        read(tmp_path / "a.csv", text)


def test_a_stray_quote_that_swallows_rows_is_refused(tmp_path: Path) -> None:
    text = "a,b\n" + '1,"stray\n' + "2,x\n" * 50 + '3,"quoted"\n' + "4,x\n"
    with pytest.raises(UnreadableExtractError, match="out of place"):
        read(tmp_path / "a.csv", text)


def test_quotes_inside_an_unquoted_cell_are_text(tmp_path: Path) -> None:
    found = read(tmp_path / "a.csv", 'a,b\n5" pipe,"say ""x"""\n')
    assert found.table.to_pylist() == [{"a": '5" pipe', "b": 'say "x"'}]


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableExtractError, match=r"row 1, column a: two columns are called 'a'"):
        read(tmp_path / "a.csv", "a,b,a\n1,2,3\n")


def test_a_header_without_rows_is_refused(tmp_path: Path) -> None:
    for text in ("a,b", "a,b\n", "a,b\n\n\n"):
        with pytest.raises(UnreadableExtractError, match="no row below"):
            read(tmp_path / "a.csv", text)


def test_columns_without_a_name_keep_their_place(tmp_path: Path) -> None:
    found = read(tmp_path / "a.csv", ",a,\n0,1,2\n")
    assert found.table.to_pylist() == [
        {"(column 1 has no name)": "0", "a": "1", "(column 3 has no name)": "2"}
    ]


def test_text_like_no_value_stays_text(tmp_path: Path) -> None:
    found = read(tmp_path / "a.csv", "a,b\nN/A,007\nnull,1e5\n")
    assert found.table.to_pylist() == [{"a": "N/A", "b": "007"}, {"a": "null", "b": "1e5"}]


def test_a_table_broken_throughout_is_refused_at_its_first_row(tmp_path: Path) -> None:
    text = "a,b\n" + "1\n" * (delimited.MAX_RAGGED_ROWS + 5)
    with pytest.raises(UnreadableExtractError, match=r"row 2: over 10,000 rows"):
        read(tmp_path / "a.csv", text)
