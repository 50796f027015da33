"""Every port, region, county and town can be gone to by name, and fills the map when one is there."""

from __future__ import annotations

import shapely

from data.geography.counties import states
from data.geography.regions import region, region_sets
from data.reference.tables import load
from layers.places import place_list

PLACES = place_list()
ROW = {place_id: row for row, place_id in enumerate(PLACES.ids)}


def test_every_port_region_and_town_is_listed_once() -> None:
    expected = {f"port:{code}" for code in load("ports_of_entry")["port_code"]}
    expected |= {found.id for chosen in region_sets() for found in chosen.regions}
    expected |= {f"town:{number}" for number in load("places")["geoname_id"]}
    assert len(ROW) == len(PLACES.ids)
    assert set(ROW) == expected
    assert all(name and kind for name, kind in zip(PLACES.names, PLACES.kinds, strict=True))


def test_regions_and_ports_bear_the_names_that_a_filter_says() -> None:
    for place_id, name in zip(PLACES.ids, PLACES.names, strict=True):
        if not place_id.startswith("town:"):
            assert region(place_id).name == name


def test_points_and_zooms_are_of_the_map() -> None:
    assert all(-180 <= lon <= 180 for lon in PLACES.lon)
    assert all(-60 <= lat <= 75 for lat in PLACES.lat)
    assert all(2 <= zoom <= 10 for zoom in PLACES.zoom)


def test_the_middle_of_a_state_lies_within_its_extent_also_across_180_degrees() -> None:
    for state, shape in zip(states()["state"], states().geometry, strict=True):
        row = ROW[f"state:{state.lower()}"]
        point = shapely.Point(PLACES.lon[row], PLACES.lat[row])
        assert shapely.box(*shape.bounds).covers(point)
    assert PLACES.lon[ROW["state:ak"]] < -140
    assert PLACES.lon[ROW["county:02016"]] < -165 or PLACES.lon[ROW["county:02016"]] > 170


def test_a_larger_place_is_gone_to_from_further_away() -> None:
    assert PLACES.zoom[ROW["state:tx"]] < PLACES.zoom[ROW["sector:laredo"]] < PLACES.zoom[ROW["county:48479"]]
