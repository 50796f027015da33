"""What caches, ETags, pages and lists of layers hold for people of other regions and layers (A6)."""

from __future__ import annotations

import pytest

from data.roles import LOCAL_ACTOR, Actor, Role
from data.trust.account import Grant
from layers.base import Kind
from layers.discovery import discover
from tests.dashboard.access.limited import FEW, PERIOD, actor_of, limited_readers, page_of
from tests.dashboard.access.served import Reader, Served

ADDRESSES = (
    f"/api/live/layers/counties/values?{PERIOD}",
    f"/api/live/layers/incident_density/values?{PERIOD}&zoom=6",
    "/api/live/layers/incident_density/geometry?level=10",
    f"/api/live/layers/counties/card/county:04003?{PERIOD}",
)


@pytest.fixture(scope="module")
def limited(house: Served) -> dict[str, Reader]:
    return limited_readers(house)


@pytest.fixture(scope="module")
def layered(house: Served) -> Reader:
    """The browser of an analyst who may see two layers."""
    house.add("of-few-layers", Grant(role=Role.ANALYST, layers=FEW))
    return house.reader("of-few-layers")


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_etag_and_no_cache_gives_anybody_anothers_body(
    limited: dict[str, Reader], house: Served, address: str
) -> None:
    readers = [*limited.values(), house.reader("viewer")]
    bodies = [reader.open(address) for reader in readers]
    for reply in bodies:
        assert reply.status_code == 200
        assert reply.headers["Cache-Control"].startswith("private")
        assert "Cookie" in reply.headers["Vary"]
    tags = [reply.headers["ETag"] for reply in bodies]
    assert len(set(tags)) == len({reply.data for reply in bodies}) > 1
    for reader, own in zip(readers, bodies, strict=True):
        for tag in tags:
            again = reader.open(address, **{"If-None-Match": tag})  # type: ignore[arg-type]
            assert again.status_code == (304 if tag == own.headers["ETag"] else 200)
            assert again.status_code == 304 or again.data == own.data


def test_pages_open_with_the_own_regions_and_offer_no_others(house: Served) -> None:
    page = page_of(house, actor_of("of-tucson"))
    assert "region=sector%3Atucson" in page
    assert '"value": "sector:tucson"' in page
    for other in ("sector:el-paso", "sector:yuma", "state:tx", "state:az"):
        assert f'"value": "{other}"' not in page
        assert f'"value": "{other}"' in page_of(house, LOCAL_ACTOR)
    beyond = page_of(house, actor_of("of-tucson"), region="sector:yuma")
    assert "may see Tucson Sector only" in beyond
    assert "region=sector%3Atucson" in beyond


def test_layers_that_an_account_may_not_see_are_refused_everywhere(layered: Reader) -> None:
    for number, shown in enumerate(discover()):
        expected = 200 if shown.key in FEW else 403
        level = "?level=10" if shown.kind in {Kind.CELLS, Kind.HEAT} else ""
        paths = [
            f"/api/live/layers/{shown.key}/values?{PERIOD}",
            f"/api/live/layers/{shown.key}/geometry{level}",
        ]
        if number % 6 == 0:  # files are taken by the minute only
            paths.append(f"/api/live/table.csv?{PERIOD}&table=layer/{shown.key}")
        for path in paths:
            assert layered.open(path).status_code == expected, path
    refused = layered.open("/api/live/layers/fusion_centers/card/x").get_json()
    assert "may not see the layer" in refused["error"]


def test_the_list_of_layers_holds_those_that_an_account_may_see(house: Served) -> None:
    actor = Actor(name="of-few-layers", role=Role.ANALYST, layers=FEW)
    page = page_of(house, actor)
    for shown in discover():
        is_listed = f'"key": "{shown.key}"' in page or f'"layer/{shown.key}"' in page
        assert is_listed is (shown.key in FEW), shown.key
