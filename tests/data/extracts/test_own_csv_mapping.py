"""A fault of a column mapping is named by file, line and key; its text is taken as written."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.errors import MappingError
from data.extracts.contract import ExtractRows
from data.extracts.mapping import read_mapping
from data.extracts.own_csv import read_with_mapping
from data.extracts.probe import probe

LOG = """No,When,Lon,Lat,What
1,2024-03-01 14:05,-106.45,31.76,FENT
2,2024-03-01T20:05:00Z,-106.45,31.76,Heroin
"""
MAPPING = """
kind: incidents
source: made up
columns: {incident_id: No, occurred_at: When, lon: Lon, lat: Lat, subcategory: What}
constants: {reported_at: 2024-03-05T00:00:00Z, category: Drug seizure, component: CBP-OFO, mode: road}
values: {subcategory: {FENT: Fentanyl}}
time_zone: America/Denver
"""


def load(folder: Path, table: str | bytes, mapping: str) -> ExtractRows:
    (folder / "log.csv").write_bytes(table.encode() if isinstance(table, str) else table)
    (folder / "log.yaml").write_text(mapping, encoding="utf-8")
    return read_with_mapping(probe(folder / "log.csv"), folder / "log.yaml")


FAULTS = {
    "no such column": (
        ("When", "Whenn"),
        r"line 4: key columns\.occurred_at: the file log\.csv has no column 'Whenn'",
    ),
    "unknown key": (("source:", "sauce:"), r"line 3: key sauce: there is no key 'sauce'.*Allowed: kind"),
    "unknown schema column": (("lat: Lat", "latt: Lat"), r"line 4: key columns\.latt"),
    "missing column": ((" lat: Lat,", ""), r"nothing is given for lat"),
    "kind": (("kind: incidents", "kind: people"), r"line 2: key kind: found 'people'"),
    "no kind": (("kind: incidents", ""), r"'kind' is missing"),
    "zone": (("America/Denver", "Mars/Base"), r"key time_zone: 'Mars/Base' is no time zone"),
    "zone path": (("America/Denver", "../../etc/passwd"), r"key time_zone"),
    "format": (
        ("time_zone:", "date_format: day first\ntime_zone:"),
        r"key date_format: 'day first' holds no %",
    ),
    "encoding": (("time_zone:", "encoding: rot13\ntime_zone:"), r"key encoding: 'rot13' is no encoding"),
    "twice": (("time_zone:", "source: x\ntime_zone:"), r"line 7: the key 'source' is there twice"),
    "constant and column": (
        ("mode: road", "mode: road, lat: '3'"),
        r"key constants\.lat: 'lat' also has a column",
    ),
    "point and lon": (
        ("time_zone:", "point: {column: Lon, form: wkt}\ntime_zone:"),
        r"key point: 'lon' is given twice",
    ),
    "list": (("source: made up", "source: [a, b]"), r"line 3: key source: expected one value"),
    "block": (
        ("values: {subcategory: {FENT: Fentanyl}}", "values: x"),
        r"line 6: key values: expected a block",
    ),
    "tag": (("source: made up", "source: !!python/object/apply:os.system [ls]"), r"line 3: tags, anchors"),
    "anchor": (("source: made up", "source: &a made up"), r"line 3: tags, anchors"),
    "yaml": (("constants: {", "constants: {{"), r"log\.yaml: line \d+: not YAML"),
    "numbers": (
        ("time_zone:", "numbers: {decimal: ',', thousands: ','}\ntime_zone:"),
        r"key numbers: found decimal ','",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_the_mapping_names_file_line_and_key(tmp_path: Path, fault: str) -> None:
    (old, new), words = FAULTS[fault]
    assert old in MAPPING
    with pytest.raises(MappingError, match=words) as refusal:
        load(tmp_path, LOG, MAPPING.replace(old, new, 1))
    assert refusal.value.where.file == "log.yaml"
    assert refusal.value.remedy


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"[" * 60_000, b"a: b\n" * 60_000, b"- a\n- b\n", b"just text"]
)
def test_what_is_no_mapping_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "log.yaml").write_bytes(content)
    with pytest.raises(MappingError, match=r"log\.yaml"):
        read_mapping(tmp_path / "log.yaml")
    with pytest.raises(MappingError, match="cannot be read"):
        read_mapping(tmp_path / "none.yaml")


def test_text_of_a_mapping_is_taken_as_written(tmp_path: Path) -> None:
    (tmp_path / "log.yaml").write_text(
        MAPPING.replace("{FENT: Fentanyl}", "{no: 0104, 2024-01-01: yes, 1e3: ~}")
    )
    assert read_mapping(tmp_path / "log.yaml").values == {
        "subcategory": {"no": "0104", "2024-01-01": "yes", "1e3": "~"}
    }
