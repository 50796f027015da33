"""Every file of a plan says what it is: whose, of when, from which data, and how it is marked."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from pathlib import Path
from xml.etree import ElementTree as ET

import geopandas
import pyarrow.parquet as pq
import pytest

from data.geography.county_names import county_names
from data.plans.codec import digest
from data.plans.exchange.exports import EXPORTS, exported
from data.plans.exchange.papers import file_papers, papers_of, record
from data.plans.figures.panel import Papers
from tests.data.plans.exchange.samples import PAPERS, cut_plan, export_of

FIPS = tuple(county_names())


@pytest.mark.parametrize("suffix", EXPORTS)
def test_the_same_plan_and_papers_give_the_same_bytes(suffix: str) -> None:
    assert exported(cut_plan(), PAPERS, suffix=suffix) == export_of(suffix)


def test_papers_are_inside_each_file() -> None:
    records = {
        "geojson": json.loads(export_of("geojson"))["borderops-plan"],
        "parquet": json.loads(pq.read_schema(io.BytesIO(export_of("parquet"))).metadata[b"borderops-plan"]),
        "kml": json.loads(_kml_datum(export_of("kml"))),
    }
    for found in records.values():
        assert found["marking"] == PAPERS.marking
        assert found["name"] == PAPERS.name
        assert found["synthetic"] is True
        assert (found["edit"], found["version"], found["data_version"]) == (41, 12, "v000003")
        assert (found["as_of"], found["crs"]) == ("2026-10-31", "OGC:CRS84")
        assert found["made_at"] == "2026-11-30T12:30:00+00:00"
        assert found["caveats"] == list(PAPERS.caveats)
        assert found["digest"] == digest(cut_plan())


def test_a_geopackage_holds_regions_units_and_papers_in_tables_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "plan.gpkg"
    path.write_bytes(export_of("gpkg"))
    database = sqlite3.connect(path)
    try:
        kinds = dict(database.execute("SELECT table_name, data_type FROM gpkg_contents"))
        assert kinds == {"regions": "features", "units": "features", "plan": "attributes"}
        told = dict(database.execute("SELECT name, value FROM plan"))
        assert told["papers"].startswith(PAPERS.marking)
        cut = database.execute("SELECT unit FROM units WHERE geom IS NOT NULL ORDER BY unit").fetchall()
        assert [unit for (unit,) in cut] == ["48141/1", "48141/1/1", "48141/1/2", "48141/2"]
        assert database.execute("SELECT count(*) FROM units").fetchone() == (len(FIPS) + 3,)
    finally:
        database.close()


def test_the_marking_stands_in_each_layer_and_on_each_feature(tmp_path: Path) -> None:
    path = tmp_path / "plan.gpkg"
    path.write_bytes(export_of("gpkg"))
    database = sqlite3.connect(path)
    try:
        layers = database.execute("SELECT description FROM gpkg_contents WHERE data_type = 'features'")
        assert all(words.startswith(PAPERS.marking) for (words,) in layers)
    finally:
        database.close()
    for suffix in ("geojson", "kml"):
        path = tmp_path / f"plan.{suffix}"
        path.write_bytes(export_of(suffix))
        assert set(geopandas.read_file(path)["marking"]) == {PAPERS.marking}


def test_papers_of_a_file_are_those_of_the_figures() -> None:
    figures = Papers(
        sentence="All incidents",
        version=PAPERS.data_version,
        as_of=PAPERS.as_of,
        floor=10,
        marking=PAPERS.marking,
        is_synthetic=True,
        sources=(),
        caveats=PAPERS.caveats,
    )
    found = file_papers(
        figures,
        name=PAPERS.name,
        plan_id=PAPERS.plan_id,
        edit=PAPERS.edit,
        version=PAPERS.version,
        made_at=PAPERS.made_at,
    )
    assert found == PAPERS


@pytest.mark.parametrize("change", [{"made_at": "now"}, {"edit": "NaN"}, {"version": None}, {"plan": 1e400}])
def test_papers_that_are_not_as_they_are_written_are_not_taken(change: dict[str, object]) -> None:
    assert papers_of(record(cut_plan(), PAPERS)) == PAPERS
    assert papers_of({**record(cut_plan(), PAPERS), **change}) is None
    assert papers_of({}) is None


def test_a_table_lists_every_unit_after_its_papers_and_runs_nothing() -> None:
    text = export_of("csv").decode()
    assert f"# {PAPERS.marking}\r\n" in text
    assert "# SYNTHETIC" in text
    rows = list(csv.DictReader(line for line in io.StringIO(text, newline="") if not line.startswith("#")))
    assert {row["unit"] for row in rows} == {*FIPS} - {"48141"} | {
        "48141/1",
        "48141/1/1",
        "48141/1/2",
        "48141/2",
    }
    starts = {value[0] for row in rows for value in row.values() if value}
    assert starts.isdisjoint("=+-@\t\r")
    assert {row["region_name"] for row in rows} == {"", "'=West, «Пасо»", "''East"}


def _kml_datum(body: bytes) -> str:
    root = ET.fromstring(body)  # noqa: S314
    space = {"k": root.tag.partition("}")[0].lstrip("{")}
    return str(root.findtext("k:Document/k:ExtendedData/k:Data[@name='borderops-plan']/k:value", None, space))
