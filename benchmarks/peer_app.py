"""A peer over the same incidents: Panel, HoloViews and Datashader, with one list of categories.

It runs in an environment of its own (``locks/requirements-bench.txt``), so it imports nothing of the
house: ``python peer_app.py PORT FILE.parquet...`` serves until it is ended. As a peer would be written
with care: the rows are read once, categories are codes, aggregation is Datashader's compiled one.
"""

from __future__ import annotations

import sys

import holoviews as hv
import pandas as pd
import panel as pn
import pyarrow.parquet as pq
from holoviews.operation.datashader import rasterize

hv.extension("bokeh")

ALL = "All categories"
WIDTH, HEIGHT = 1200, 900


def main() -> None:
    """Serve the app."""
    port, *paths = sys.argv[1:]
    frame = incidents(paths)
    pn.serve(
        {"/": lambda: page(frame)},
        port=int(port),
        address="127.0.0.1",
        websocket_origin=f"127.0.0.1:{port}",
        show=False,
        title="peer",
    )


def incidents(paths: list[str]) -> pd.DataFrame:
    """Places in Web Mercator metres and category of each incident."""
    columns = ["lon", "lat", "category"]
    frame = pd.concat([pq.read_table(path, columns=columns).to_pandas() for path in paths])
    frame["x"], frame["y"] = hv.util.transform.lon_lat_to_easting_northing(frame["lon"], frame["lat"])
    frame["category"] = frame["category"].astype("category")
    return frame[["x", "y", "category"]].reset_index(drop=True)


def page(frame: pd.DataFrame) -> pn.Column:
    """A list of categories over the density of the chosen one."""
    names = [ALL, *frame["category"].cat.categories]
    chosen = pn.widgets.Select(name="Category", options=names)

    def points(category: str) -> hv.Points:
        rows = frame if category == ALL else frame[frame["category"] == category]
        return hv.Points(rows, ["x", "y"])

    density = rasterize(
        hv.DynamicMap(points, streams={"category": chosen.param.value}),
        x_range=(-14.2e6, -7.2e6),
        y_range=(2.6e6, 6.6e6),
        width=WIDTH,
        height=HEIGHT,
    ).opts(width=WIDTH, height=HEIGHT, cmap="inferno", cnorm="log")
    return pn.Column(chosen, density)


if __name__ == "__main__":
    main()
