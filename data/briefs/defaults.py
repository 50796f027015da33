"""The briefs that come with the product: one of the nation, and one of each BEST / HSI region.

They are made on the fly, never stored, and hold no ask: what is asked is for people to write, in a copy.
"""

from __future__ import annotations

from functools import cache
from urllib.parse import urlencode

from data.briefs.brief import (
    Brief,
    ChangeScene,
    ChartBy,
    ChartScene,
    Likely,
    MapScene,
    NumeralScene,
    ProgrammeScene,
    Scene,
    TableScene,
    TrackerScene,
)
from data.briefs.limits import PROGRAMME_KEYS
from data.briefs.programmes import PROGRAMMES
from data.briefs.region_camera import region_camera
from data.errors import UnknownBriefError
from data.geography.regions import Region, region_set

NATIONAL = "national"
REGION_SET = "best"
_REGION = "region:"
_MEASURE = "incidents"
_LONGER_SECONDS = 30
_NATIONAL_LAYERS = "best_regions|best_incidents"
_REGION_LAYERS = "best_regions|ports_of_entry|counties"
_EVENTS = Likely(
    question="How many people is that?",
    answer="It cannot be told. Events are counted, not people: one person may be in several events, and "
    "one event may have several people.",
)
_EFFORT = Likely(
    question="Did activity rise, or did we look harder?",
    answer="More effort finds more. Look at hours and staffing beside the count before saying which it is.",
)


@cache
def default_tokens() -> tuple[str, ...]:
    """Tokens of the default briefs: the nation's first, then the regions' in order of id."""
    return (NATIONAL, *(f"{_REGION}{region.id}" for region in region_set(REGION_SET).regions))


@cache
def default_brief(token: str) -> Brief:
    """The default brief of a token.

    Raises
    ------
    UnknownBriefError
        If there is none.
    """
    if token == NATIONAL:
        return _national()
    wanted = token.removeprefix(_REGION)
    found = next((region for region in region_set(REGION_SET).regions if region.id == wanted), None)
    if found is None or not token.startswith(_REGION):
        raise UnknownBriefError(
            f"there is no default brief {token[:60]!r}",
            remedy=f"There is {NATIONAL}, and one of each region, such as {default_tokens()[1]}",
        )
    return _of_region(found)


def _national() -> Brief:
    return Brief(
        title="The nation",
        scenes=(
            *_beginning(),
            Scene(
                key="map",
                title="Where incidents are",
                body=MapScene(view=urlencode({"layers": _NATIONAL_LAYERS})),
                seconds=_LONGER_SECONDS,
                questions=(_EFFORT,),
            ),
            _trend(),
            Scene(
                key="sectors",
                title="Sectors that stand out",
                body=TableScene(measure=_MEASURE, region_set="sector"),
                seconds=_LONGER_SECONDS,
            ),
            *(_programme(key) for key in PROGRAMME_KEYS),
            Scene(key="tracker", title="Recommendations", body=TrackerScene(), seconds=_LONGER_SECONDS),
        ),
    )


def _of_region(region: Region) -> Brief:
    lon, lat, zoom = region_camera(region.id)
    view = {"region": region.id, "layers": _REGION_LAYERS, "at": f"{lon:.2f},{lat:.2f},{zoom:.1f}"}
    return Brief(
        title=region.name,
        view=urlencode({"region": region.id}),
        scenes=(
            *_beginning(),
            Scene(
                key="map",
                title=f"Where incidents are in {region.name}",
                body=MapScene(view=urlencode(view)),
                seconds=_LONGER_SECONDS,
                questions=(_EFFORT,),
            ),
            _trend(),
            Scene(
                key="counties",
                title="Counties that stand out",
                body=TableScene(measure=_MEASURE, region_set="county"),
                seconds=_LONGER_SECONDS,
            ),
            _programme("detention"),
            _programme("agreements-287g"),
        ),
    )


def _beginning() -> tuple[Scene, Scene]:
    return (
        Scene(
            key="incidents",
            title="Incidents",
            body=NumeralScene(measures=(_MEASURE,)),
            notes="Say first that these are events, not people.",
            questions=(_EVENTS,),
        ),
        Scene(
            key="change",
            title="Change since the last brief",
            body=ChangeScene(),
            seconds=_LONGER_SECONDS,
            notes="Four parts that sum exactly: real change, late or corrected data, redefinition, moved "
            "boundary. Freeze this brief after the meeting: the next one is compared with it.",
        ),
    )


def _trend() -> Scene:
    return Scene(key="trend", title="Incidents by month", body=ChartScene(measure=_MEASURE, by=ChartBy.MONTH))


def _programme(key: str) -> Scene:
    return Scene(
        key=key, title=PROGRAMMES[key].title, body=ProgrammeScene(programme=key), seconds=_LONGER_SECONDS
    )
