"""Real event lists of other publishers load whole through a mapping."""

from __future__ import annotations

import csv
import gzip
from datetime import datetime
from pathlib import Path

import pytest

from data.extracts.own_csv import read_with_mapping
from data.extracts.probe import probe

HOUSTON = """
kind: incidents
source: Houston Police Department
columns: {incident_id: [time, beat, offense, lon, lat], occurred_at: time, lon: lon, lat: lat}
constants:
  reported_at: 2010-09-02T00:00:00Z
  category: Weapon seizure
  subcategory: Handgun
  component: ICE-HSI
  mode: other
time_zone: UTC
"""
IOM = """
kind: incidents
source: IOM Missing Migrants Project
columns: {incident_id: Incident ID, occurred_at: Incident Date}
point: {column: Coordinates, form: lat lon}
constants:
  reported_at: 2026-06-01T00:00:00Z
  category: Rescue
  subcategory: Remains found
  component: CBP-USBP
  mode: foot
date_format: '%a, %m/%d/%Y - %H:%M'
time_zone: UTC
"""


@pytest.mark.real
def test_a_real_event_list_loads_whole_through_a_mapping(real_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "houston.yaml").write_text(HOUSTON)
    path = real_dir / "houston-incidents-2010.csv.gz"
    found = read_with_mapping(probe(path), tmp_path / "houston.yaml")
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        records = list(csv.DictReader(stream))
    assert found.findings == ()
    assert found.rows.tolist() == list(range(2, len(records) + 2))
    for name in ("lon", "lat"):
        assert found.table[name].to_pylist() == [float(r[name]) if r[name] else None for r in records]
    times = found.table["occurred_at"].cast("int64").to_pylist()
    assert times[::997] == [datetime.fromisoformat(f"{r['time']}Z").timestamp() * 1e6 for r in records[::997]]


@pytest.mark.real
def test_a_real_column_of_points_is_read_in_its_order(real_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "iom.yaml").write_text(IOM)
    path = real_dir / "iom-missing-migrants-2026-jan-may.csv"
    found = read_with_mapping(probe(path), tmp_path / "iom.yaml")
    with path.open(encoding="utf-8", newline="") as stream:
        records = list(csv.DictReader(stream))
    assert found.findings == ()
    points = [tuple(map(float, r["Coordinates"].split(","))) for r in records]
    assert list(zip(found.table["lat"].to_pylist(), found.table["lon"].to_pylist(), strict=True)) == points
