"""Readers are found by their files; every fixture of every reader loads whole or is refused by its place."""

from __future__ import annotations

import gzip
import io
import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from data.errors import ExtractError, UnknownFormatError, UnreadableExtractError
from data.extracts.contract import Container, ExtractRows, Finding, Kind, Probe, Reader
from data.extracts.discovery import choose, reader_for, readers
from data.extracts.probe import probe
from data.schema.incidents import INCIDENT_SCHEMA
from data.schema.observations import OBSERVATION_SCHEMA

FIXTURES = Path(__file__).parents[2] / "fixtures" / "extracts"
KEYS = {reader.key for reader in readers()}


def fixtures(kind: str) -> list[Path]:
    return sorted(path for key in KEYS for path in (FIXTURES / key / kind).glob("*"))


def label(path: Path) -> str:
    return str(path.relative_to(FIXTURES))


def load(path: Path) -> ExtractRows:
    seen = probe(path)
    return reader_for(seen).read(seen)


def test_each_module_with_a_reader_is_found() -> None:
    folder = Path(__file__).parents[3] / "data" / "extracts"
    modules = [
        path for path in folder.glob("*.py") if re.search(r"^READER\b", path.read_text(), re.MULTILINE)
    ]
    assert len(modules) == len(readers())
    assert {"incidents-csv", "incidents-parquet", "bts-border-crossings"} <= KEYS


@pytest.mark.parametrize("path", fixtures("good"), ids=label)
def test_a_good_file_is_claimed_by_its_reader_alone_and_loads_whole(path: Path) -> None:
    seen = probe(path)
    assert reader_for(seen).key == path.parts[-3]
    found = reader_for(seen).read(seen)
    assert not [finding for finding in found.findings if finding.is_error]
    schema = INCIDENT_SCHEMA if found.kind is Kind.INCIDENTS else OBSERVATION_SCHEMA
    assert found.table.schema.names == schema.names
    assert found.table.schema.types == schema.types
    assert len(found.table) == len(found.rows) > 0
    for field in schema:
        assert field.nullable or found.table[field.name].null_count == 0, field.name


def named_faults(path: Path) -> list[Finding]:
    """The errors found in the file; a refusal of the whole file counts as one."""
    try:
        found = load(path)
    except ExtractError as refusal:
        place = refusal.where
        fault = Finding(
            file=place.file or "",
            row=place.row,
            column=place.column or "",
            value="",
            rule=refusal.found,
            remedy=refusal.remedy,
        )
        return [fault]
    return [finding for finding in found.findings if finding.is_error]


@pytest.mark.parametrize("path", fixtures("bad"), ids=label)
def test_a_bad_file_is_refused_where_it_is_bad(path: Path) -> None:
    """A fixture's name may give the row that must be named."""
    place = re.match(r"row-(\d+)", path.name)
    named = named_faults(path)
    assert named
    assert {(fault.file, bool(fault.remedy)) for fault in named} == {(path.name, True)}
    if place:
        assert {fault.row for fault in named} == {int(place[1])}


@pytest.mark.parametrize("path", fixtures("good"), ids=label)
def test_cut_at_any_tenth_byte_nothing_half_loads(path: Path, tmp_path: Path) -> None:
    whole = path.read_bytes()
    seen = probe(path)
    for cut in range(1, len(whole), max(10, len(whole) // 60)):
        shorter = tmp_path / "cut"
        shorter.write_bytes(whole[:cut])
        try:
            found = load(shorter)
        except ExtractError:
            continue
        if any(finding.is_error for finding in found.findings):
            continue
        # Text that ends with a whole row cannot be told from a shorter file.
        assert seen.container is Container.TEXT
        assert seen.compression is None
        assert whole[:cut].decode(seen.encoding)[-1] in "\r\n"


def test_an_unknown_table_is_refused_with_its_columns_and_the_formats_known(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("species,wingspan\nheron,1.8\n")
    with pytest.raises(
        UnknownFormatError, match=r"columns are species, wingspan.*mapping.*Incident"
    ) as refusal:
        load(tmp_path / "a.csv")
    assert all(reader.title in str(refusal.value) for reader in readers())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<!DOCTYPE html>\n<html><body>404, not found</body></html>\n", "a web page"),
        ("<!-- not found --><html>a,b,c</html>\n", "a web page"),
        ('{"a": [1, 2]}\n', "JSON"),
        ("version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "Git LFS"),
    ],
)
def test_what_is_no_table_is_called_what_it_is(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "a.csv").write_text(text)
    with pytest.raises(UnknownFormatError, match=words):
        load(tmp_path / "a.csv")


BTS = "Port Name,Port Code,Border,Date,Measure,Value\nSan Ysidro,2504,US-Mexico Border,Jan 2024,Trucks,5\n"


def test_titles_above_the_header_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"Border Crossing Entry Data\n\nAs of,2024\n{BTS}")
    with pytest.raises(UnknownFormatError, match=r"row 4 has the columns of BTS.*rows above row 4"):
        load(tmp_path / "a.csv")


def test_a_table_in_another_container_is_known_by_its_columns(tmp_path: Path) -> None:
    frame = pd.read_csv(io.StringIO(BTS))
    frame.to_excel(tmp_path / "a.xlsx", index=False, startrow=2)
    with pytest.raises(UnknownFormatError, match=r"row 3 of the sheet Sheet1 has the columns of BTS.*as CSV"):
        load(tmp_path / "a.xlsx")
    frame.to_parquet(tmp_path / "a.parquet")
    with pytest.raises(UnknownFormatError, match=r"a Parquet file with the columns of BTS.*as CSV"):
        load(tmp_path / "a.parquet")


def test_an_unknown_workbook_is_told_by_what_its_first_row_says(tmp_path: Path) -> None:
    pd.DataFrame({"office": ["x"], "area": ["y"]}).to_excel(tmp_path / "a.xlsx", index=False)
    with pytest.raises(UnknownFormatError, match=r"Sheet1, the first of which begins with office, area"):
        load(tmp_path / "a.xlsx")


def test_a_line_without_end_is_not_repeated_in_the_message(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a" * 1_000_000)
    with pytest.raises(UnknownFormatError) as refusal:
        load(tmp_path / "a.csv")
    assert "a" * 100 not in str(refusal.value)


def reader(key: str, *, recognises: bool, fallback_encoding: str = "") -> Reader:
    def read(_: Probe) -> ExtractRows:
        raise NotImplementedError

    return Reader(
        key=key,
        title=key.title(),
        kind=Kind.INCIDENTS,
        publisher="nobody",
        landing="nowhere",
        recognises=lambda _: recognises,
        read=read,
        fallback_encoding=fallback_encoding,
    )


def test_a_file_that_two_readers_claim_is_refused_with_both(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n1,2\n")
    with pytest.raises(UnknownFormatError, match=r"First \(first\) and like Second \(second\)"):
        choose(
            probe(tmp_path / "a.csv"), (reader("first", recognises=True), reader("second", recognises=True))
        )


def test_text_that_is_not_utf8_goes_only_to_a_reader_that_declares_its_encoding(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("a,b\nPeñasco,2\n".encode("cp1252"))
    seen = probe(tmp_path / "a.csv")
    for candidates in ((), (reader("one", recognises=True),)):
        with pytest.raises(UnreadableExtractError, match="byte 0xF1 at offset 6"):
            choose(seen, candidates)
    declared = reader("one", recognises=True, fallback_encoding="cp1252")
    assert choose(seen, (declared,)) is declared
    assert choose(replace(seen, encoding="utf-8"), (declared,)) is declared


@pytest.mark.real
def test_no_public_file_is_claimed_by_two_readers(real_dir: Path) -> None:
    for path in sorted(real_dir.iterdir()):
        seen = probe(path)
        assert len([reader.key for reader in readers() if reader.recognises(seen)]) <= 1, path.name


@pytest.mark.real
@pytest.mark.parametrize("name", ["houston-incidents-2010.csv.gz", "cbp-preclearance-locations.csv"])
def test_public_files_of_no_reader_are_refused_in_words(real_dir: Path, name: str) -> None:
    with pytest.raises(UnknownFormatError, match="no reader knows this content: its columns are"):
        load(real_dir / name)


@pytest.mark.real
def test_a_real_gzip_cut_anywhere_is_refused(real_dir: Path, tmp_path: Path) -> None:
    whole = (real_dir / "bts-border-crossing-entry-1996-2025.csv.gz").read_bytes()
    for cut in (3, 20, 2_000, len(whole) // 3, len(whole) - 9, len(whole) - 1):
        (tmp_path / "cut.csv").write_bytes(whole[:cut])
        with pytest.raises(UnreadableExtractError, match="gzip"):
            load(tmp_path / "cut.csv")
    (tmp_path / "cut.csv").write_bytes(gzip.decompress(whole)[:1_000_001])
    errors = [finding for finding in load(tmp_path / "cut.csv").findings if finding.is_error]
    assert len(errors) == 1
