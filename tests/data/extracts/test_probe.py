"""A file is what its bytes are, whatever it is called; what cannot be read says why and what to do."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import Workbook

from data.errors import UnreadableExtractError
from data.extracts import workbook_outline
from data.extracts.checked_text import MAX_BLANK_BLOCKS, raw_blocks
from data.extracts.contract import Container
from data.extracts.delimited import read_delimited
from data.extracts.probe import probe

TABLE = "port,month,value\nEl Paso,2024-01,5\nLaredo,2024-01,6\n"


def saved(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def workbook_bytes() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Figures"
    for row in [["Sector", "Count"], ["Tucson", 7], *([["x", n] for n in range(60)])]:
        sheet.append(row)
    book.create_sheet("Notes").append(["a note"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def parquet_bytes() -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.table({"port": ["El Paso"] * 500, "value": range(500)}), stream)
    return stream.getvalue()


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz", "a.xlsx", "a.parquet", "no_ending"])
@pytest.mark.parametrize("packed", [False, True])
def test_the_name_of_a_file_plays_no_part(tmp_path: Path, name: str, packed: bool) -> None:  # noqa: FBT001
    content = gzip.compress(TABLE.encode()) if packed else TABLE.encode()
    seen = probe(saved(tmp_path / name, content))
    assert seen.container is Container.TEXT
    assert seen.compression == ("gzip" if packed else None)
    assert seen.columns == ("port", "month", "value")
    assert seen.head == TABLE


@pytest.mark.parametrize("name", ["a.parquet", "a.csv"])
def test_a_parquet_file_shows_its_columns(tmp_path: Path, name: str) -> None:
    seen = probe(saved(tmp_path / name, parquet_bytes()))
    assert (seen.container, seen.columns, seen.head) == (Container.PARQUET, ("port", "value"), "")


def test_a_workbook_shows_the_first_rows_of_each_sheet(tmp_path: Path) -> None:
    seen = probe(saved(tmp_path / "a.csv", workbook_bytes()))
    assert seen.container is Container.WORKBOOK
    assert list(seen.sheets) == ["Figures", "Notes"]
    assert seen.sheets["Figures"][:2] == (("Sector", "Count"), ("Tucson", "7"))
    assert len(seen.sheets["Figures"]) == workbook_outline.OUTLINE_ROWS


@pytest.mark.parametrize("delimiter", [",", ";", "|", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-bom", "utf-16-be-bom"])
def test_delimiter_line_end_and_encoding_are_found(
    tmp_path: Path, delimiter: str, line_end: str, encoding: str
) -> None:
    text = line_end.join(['port;"a, b"|x'.replace(";", delimiter, 1), f"Nogales{delimiter}ñ"]) + line_end
    text = text.replace('"a, b"|x', "place")
    if encoding.endswith("-bom"):
        stored = ("\ufeff" + text).encode(encoding.removesuffix("-bom"))
    else:
        stored = text.encode(encoding)
    seen = probe(saved(tmp_path / "a", stored))
    assert (seen.delimiter, seen.columns) == (delimiter, ("port", "place"))
    assert read_delimited(seen).table.to_pylist() == [{"port": "Nogales", "place": "ñ"}]


def test_a_comma_inside_quotes_does_not_make_the_delimiter(tmp_path: Path) -> None:
    seen = probe(saved(tmp_path / "a", 'name;"rows, in all, here"\nx;1\n'))
    assert (seen.delimiter, seen.columns) == (";", ("name", "rows, in all, here"))


def test_text_that_is_neither_utf8_nor_utf16_names_the_byte(tmp_path: Path) -> None:
    seen = probe(saved(tmp_path / "a.csv", "place,value\nPeñasco,5\n".encode("cp1252")))
    assert seen.encoding == ""
    with pytest.raises(UnreadableExtractError, match=r"byte 0xF1 at offset 14 .*UTF-8"):
        read_delimited(seen)
    assert read_delimited(seen, fallback_encoding="cp1252").table["place"].to_pylist() == ["Peñasco"]


def test_a_bad_byte_beyond_the_head_is_found_at_its_offset(tmp_path: Path) -> None:
    good = "place,value\n" + "Nogales,5\n" * 300_000
    path = saved(tmp_path / "a.csv", good.encode() + b"Pe\xf1asco,5\n")
    with pytest.raises(UnreadableExtractError, match=f"byte 0xF1 at offset {len(good) + 2:,} "):
        read_delimited(probe(path))
    packed = saved(tmp_path / "a.csv.gz", gzip.compress(path.read_bytes()))
    assert read_delimited(probe(packed), fallback_encoding="cp1252").table["place"][-1].as_py() == "Peñasco"


def test_a_character_across_two_blocks_is_no_fault(tmp_path: Path) -> None:
    row = "ñ" * 99 + ",1\n"
    path = saved(tmp_path / "a.csv", "a,b\n" + row * 12_000)
    assert len(read_delimited(probe(path)).table) == 12_000


REFUSED: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "empty"),
    "empty gzip": (gzip.compress(b""), "holds nothing"),
    "cut gzip": (gzip.compress(TABLE.encode() * 50)[:-9], "ends before its end mark"),
    "cut gzip header": (b"\x1f\x8b\x08", "gzip"),
    "damaged gzip": (gzip.compress(TABLE.encode())[:-6] + b"\0" * 6, "damaged"),
    "gzip in gzip": (gzip.compress(gzip.compress(TABLE.encode())), "another gzip"),
    "parquet in gzip": (gzip.compress(parquet_bytes()), "Parquet"),
    "workbook in gzip": (gzip.compress(workbook_bytes()), "workbook"),
    "cut parquet": (parquet_bytes()[:-30], "footer"),
    "parquet head alone": (b"PAR1", "footer"),
    "cut workbook": (workbook_bytes()[:-40], "cut off or damaged"),
    "binary": (bytes(range(256)) * 40, "NUL"),
    "utf-16 without mark": (TABLE.encode("utf-16-le"), "NUL"),
    "utf-32": (TABLE.encode("utf-32"), "UTF-32"),
    "old workbook": (b"\xd0\xcf\x11\xe0" + b"\1" * 600, "Office"),
    "bzip2": (b"BZh91AY" + b"\1" * 60, "bzip2"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_refused_with_a_remedy(tmp_path: Path, case: str) -> None:
    content, words = REFUSED[case]
    path = saved(tmp_path / "extract.csv", content)
    with pytest.raises(UnreadableExtractError, match=words) as refusal:
        read_delimited(probe(path))
    assert "extract.csv" in str(refusal.value)
    assert str(tmp_path) not in str(refusal.value)
    assert refusal.value.remedy


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableExtractError, match="folder"):
        probe(tmp_path)
    with pytest.raises(UnreadableExtractError, match="no such file"):
        probe(tmp_path / "none.csv")


def test_a_zip_of_a_csv_says_what_it_holds(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.csv", "w") as archive:
        archive.writestr("figures.csv", TABLE)
    with pytest.raises(UnreadableExtractError, match=r"zip with figures.csv.*Unpack"):
        probe(tmp_path / "a.csv")


def test_a_zip_bomb_is_refused_by_what_it_declares(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b"0" * (workbook_outline.RATIO_FREE_BYTES + 1))
    with pytest.raises(UnreadableExtractError, match="declares"):
        probe(tmp_path / "a.xlsx")


def test_a_gzip_bomb_is_refused_while_it_streams(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    with gzip.open(path, "wb", compresslevel=9) as stream:
        stream.write(b"a,b\n")
        for _ in range(80):
            stream.write(b"0,0\n" * (1 << 18))
    with pytest.raises(UnreadableExtractError, match="expands beyond"):
        for _ in raw_blocks(path, compression="gzip"):
            pass


@pytest.mark.real
def test_every_public_file_can_be_probed(real_dir: Path) -> None:
    containers = {path.name: probe(path).container for path in real_dir.iterdir()}
    assert {name for name, seen in containers.items() if seen is Container.WORKBOOK} == {
        name for name in containers if name.endswith(".xlsx")
    }


def test_text_of_blank_rows_without_end_is_refused_while_it_streams(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n1,2\n" + b"\n" * ((MAX_BLANK_BLOCKS + 2) << 20))
    with pytest.raises(UnreadableExtractError, match="nothing but blank rows"):
        for _ in raw_blocks(path, compression=None):
            pass
