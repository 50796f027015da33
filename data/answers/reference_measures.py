"""Measures over the packaged tables of institutions: places, not events, so nothing is small."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from data.answers.measure import CountyFigures, Listing, Measure
from data.geography.reach import CAVEAT as REACH_CAVEAT
from data.geography.reach import FORUM_WORDS, REACH_KM, forums_reaching
from data.geography.region_areas import area_km2_by_county, area_sq_mi_by_county
from data.reference.county_counts import agreements_by_county
from data.reference.tables import reference_table

_MODELS = (
    ("best", "BEST", "BEST units", "Border Enforcement Security Task Forces"),
    ("seahawk", "Seahawk", "Seaport centers", "Seahawk and like seaport operations centers"),
    ("jiatf", "JIATF", "JIATF", "Joint Interagency Task Forces"),
    ("jttf", "JTTF", "JTTF offices", "Joint Terrorism Task Force offices"),
    ("ibet", "IBET", "IBETs", "Integrated Border Enforcement Teams"),
    ("hidta", "HIDTA", "HIDTA offices", "offices of High Intensity Drug Trafficking Areas"),
)
_AGREEMENTS = ("Task Force Model", "Jail Enforcement Model", "Warrant Service Officer")


def _task_forces(suffix: str, model: str, title: str, words: str) -> Measure:
    return Measure(
        key=f"task-forces-{suffix}",
        title=title,
        unit="units",
        origin=Listing(table="task_forces", chosen=("model", model)),
        counts_events=False,
        definition=f"Places of {words}, one for each row of the packaged table",
        caveat="Towns, not addresses. Rosters are not public: the list is incomplete and may be out of date.",
    )


def _agreements(model: str) -> Measure:
    table = reference_table("agreements_287g")
    return Measure(
        key=f"agreements-287g-{model.lower().replace(' ', '-')}",
        title=f"287(g) agreements, {model}",
        unit="agreements",
        origin=CountyFigures(
            values=partial(agreements_by_county, model), source=table.source, as_of=table.as_of
        ),
        counts_events=False,
        definition=f"Signed 287(g) agreements of the {model}, by the county that the row names or implies",
        caveat="A row is an agreement: one agency can have three. "
        "A state agency with a county shows its seat, not its reach.",
    )


def _area(suffix: str, unit: str, values: Callable[[], Mapping[str, float]]) -> Measure:
    return Measure(
        key=f"area-{suffix}",
        title="Area",
        unit=unit,
        origin=CountyFigures(
            values=values,
            source="US Census Bureau, cartographic boundary files, 2016",
            as_of="2016",
            by_region=True,
        ),
        counts_events=False,
        definition="Area within the shapes of the counties, equal-area on the WGS 84 ellipsoid",
        caveat="Land and inland water, to the shore of the sea and of the Great Lakes.",
    )


REFERENCE_MEASURES: tuple[Measure, ...] = (
    *(_task_forces(*row) for row in _MODELS),
    Measure(
        key="fusion-centers",
        title="Fusion centers",
        unit="units",
        origin=Listing(table="fusion_centers"),
        counts_events=False,
        definition="State and major urban area fusion centers, one for each row of the packaged table",
        caveat="General knowledge of the public list: all rows are of medium confidence.",
    ),
    Measure(
        key="overseas-posts",
        title="Posts abroad",
        unit="units",
        origin=Listing(table="overseas_posts"),
        counts_events=False,
        definition="Preclearance, container security and attaché posts, one for each row of the table",
        caveat="When a post was last seen in print is told with it; some are not current.",
    ),
    Measure(
        key="detention-population",
        title="People held in ICE detention",
        unit="people per day, on average",
        origin=Listing(table="detention_facilities", value="average_daily_population"),
        counts_events=False,
        definition="Average daily population of a facility, fiscal year to date, as ICE publishes it",
        caveat="Capacity is not published: a guaranteed minimum is a contract floor, not capacity.",
    ),
    *(_agreements(model) for model in _AGREEMENTS),
    _area("sq-mi", "sq mi", area_sq_mi_by_county),
    _area("km2", "km²", area_km2_by_county),
    Measure(
        key="task-force-reach",
        title="Forums that reach a county",
        unit="forums",
        origin=CountyFigures(
            values=forums_reaching,
            source=reference_table("task_forces").source,
            as_of=reference_table("task_forces").as_of,
            is_additive=False,
        ),
        counts_events=False,
        definition=f"Number of forums ({FORUM_WORDS}) with an office within {REACH_KM:.0f} km "
        "of the county's representative point",
        caveat=REACH_CAVEAT,
    ),
)
