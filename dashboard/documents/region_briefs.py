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
from data.geography.regions import Region, region_set

_MEASURE = "incidents"
_COUNTY = "county"


def region_briefs(set_key: str, asked: Brief) -> Iterator[tuple[str, str, Brief]]:
    """Token, name and brief of each region of a set; each ends with what ``asked`` asks.

    Raises
    ------
    FilterError
        If there is no set of that key.
    """
    asks = tuple(scene for scene in asked.scenes if isinstance(scene.body, AskScene))
    for region in region_set(set_key).regions:
        yield f"region:{region.id}", region.name, region_brief(region, asks)


def region_brief(region: Region, asks: tuple[Scene, ...] = ()) -> Brief:
    """The brief of one region: numeral, change, map, trend, its counties, and the asks."""
    lon, lat, zoom = region_camera(region.id)
    own = urlencode({"region": region.id})
    view = {"region": region.id, "layers": "counties|ports_of_entry", "at": f"{lon:.2f},{lat:.2f},{zoom:.1f}"}
    counties = (
        ()
        if region.set == _COUNTY
        else (
            Scene(
                key="counties",
                title="Counties that stand out",
                body=TableScene(measure=_MEASURE, region_set=_COUNTY),
            ),
        )
    )
    return Brief(
        title=region.name,
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
