"""The brief of a region of any set, for its one-pager, with what the chosen brief asks."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from data.briefs.brief import (
    AskScene,
    Brief,
    ChangeScene,
    ChartBy,
    ChartScene,
    MapScene,
    NumeralScene,
    Scene,
    TableScene,
)
from data.briefs.region_camera import region_camera
from data.geography.regions import Region, region, region_set

_MEASURE = "incidents"
_COUNTY = "county"


def region_briefs(wanted: str, asked: Brief) -> Iterator[tuple[str, str, Brief]]:
    """Token, name and brief of each region, once; each ends with what ``asked`` asks.

    ``wanted`` are keys of sets and ids of regions with ``|`` between: ``sector|county:04003``.

    Raises
    ------
    FilterError
        If there is no such set or region.
    """
    asks = tuple(scene for scene in asked.scenes if isinstance(scene.body, AskScene))
    parts = [part for part in wanted.split("|") if part]
    found = [(region(part),) if ":" in part else region_set(part).regions for part in parts]
    for one in dict.fromkeys(each for regions in found for each in regions):
        yield f"region:{one.id}", one.name, region_brief(one, asks)


def region_brief(one: Region, asks: tuple[Scene, ...] = ()) -> Brief:
    """The brief of one region: numeral, change, map, trend, its counties, and the asks."""
    lon, lat, zoom = region_camera(one.id)
    own = urlencode({"region": one.id})
    view = {"region": one.id, "layers": "counties|ports_of_entry", "at": f"{lon:.2f},{lat:.2f},{zoom:.1f}"}
    counties = (
        ()
        if one.set == _COUNTY
        else (
            Scene(
                key="counties",
                title="Counties that stand out",
                body=TableScene(measure=_MEASURE, region_set=_COUNTY),
            ),
        )
    )
    return Brief(
        title=one.name,
        view=own,
        scenes=(
            Scene(key="incidents", title="Incidents", body=NumeralScene(measures=(_MEASURE,))),
            Scene(key="change", title="Change since the last brief", body=ChangeScene()),
            Scene(key="map", title="Where incidents are", body=MapScene(view=urlencode(view))),
            Scene(
                key="trend",
                title="Incidents by month",
                body=ChartScene(measure=_MEASURE, by=ChartBy.MONTH),
            ),
            *counties,
            *asks,
        ),
    )
