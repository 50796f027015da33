"""The briefs that come with the product: sound, complete, and zoomed on their regions."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest

from dashboard.view_state import ViewState, camera_from_query
from data.briefs.brief import AskScene, MapScene, ProgrammeScene, TrackerScene
from data.briefs.codec import brief_from_json, brief_to_json
from data.briefs.defaults import default_brief, default_tokens
from data.briefs.limits import PROGRAMME_KEYS
from data.briefs.programmes import PROGRAMMES
from data.briefs.region_camera import region_camera
from data.errors import UnknownBriefError
from data.geography.regions import region_set


def test_there_is_one_for_the_nation_and_one_for_each_region() -> None:
    regions = [region.id for region in region_set("best").regions]
    assert default_tokens() == ("national", *(f"region:{region}" for region in regions))


@pytest.mark.parametrize("token", default_tokens())
def test_each_is_a_brief_that_could_be_stored_and_its_map_a_view_that_opens(token: str) -> None:
    brief = default_brief(token)
    assert brief_from_json(brief_to_json(brief)) == brief
    view = next(scene.body.view for scene in brief.scenes if isinstance(scene.body, MapScene))
    query = dict(parse_qsl(view))
    shown = ViewState.from_query(query)
    assert [layer.key for layer in shown.layers] == query["layers"].split("|")
    if brief.view:
        assert shown.filter.regions == (token.removeprefix("region:"),)
        assert camera_from_query(query)


def test_the_nation_s_has_every_programme_and_the_tracker_and_invents_no_ask() -> None:
    assert tuple(PROGRAMMES) == PROGRAMME_KEYS
    bodies = [scene.body for scene in default_brief("national").scenes]
    assert tuple(body.programme for body in bodies if isinstance(body, ProgrammeScene)) == PROGRAMME_KEYS
    assert any(isinstance(body, TrackerScene) for body in bodies)
    assert not any(isinstance(body, AskScene) for body in bodies)


@pytest.mark.parametrize(
    "token", ["", "region", "best:phoenix", "region:sector:tucson", "region:best:nowhere"]
)
def test_any_other_token_is_refused(token: str) -> None:
    with pytest.raises(UnknownBriefError, match="there is no default brief"):
        default_brief(token)


@pytest.mark.parametrize(
    ("region", "lon", "lat"),
    [("best:phoenix", -111.9, 34.3), ("best:seattle", -146.0, 58.0), ("best:san-juan", -66.2, 18.1)],
)
def test_a_map_of_a_region_looks_at_its_middle(region: str, lon: float, lat: float) -> None:
    found_lon, found_lat, zoom = region_camera(region)
    assert abs(found_lon - lon) < 8
    assert abs(found_lat - lat) < 6
    assert 1 < zoom <= 9
