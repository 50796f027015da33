"""One synthetic extract of 200,000 rows, written once and read back as a user's file would be."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from numpy.typing import NDArray

from data.geography.counties import counties
from data.synthetic.generate import write_incidents
from tests.data.synthetic.written import Written

ROWS = 200_000
SEED = 11


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    folder = tmp_path_factory.mktemp("synthetic")
    extract = write_incidents(folder, rows=ROWS, seed=SEED, progress=lambda *_: None)
    table = pa.concat_tables([pq.read_table(path) for path in extract.paths])
    rows = table.to_pandas().sort_values("incident_id", ignore_index=True)
    rows["month"] = rows["occurred_at"].dt.strftime("%Y-%m")
    truth = json.loads(extract.truth_path.read_text(encoding="utf-8"))
    return Written(extract=extract, rows=rows, county=_counties_of(rows), truth=truth)


def _counties_of(rows: pd.DataFrame) -> NDArray[np.str_]:
    frame = counties()
    tree = shapely.STRtree(shapely.points(rows["lon"], rows["lat"]))
    shape, point = tree.query(frame.geometry.to_numpy(), predicate="intersects")
    found = np.full(len(rows), "", dtype="<U5")
    found[point] = frame["fips"].to_numpy()[shape]
    return found
