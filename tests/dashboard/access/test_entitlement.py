"""Two people of other regions, and one of few layers, on every surface: none is given another's (A5, A6)."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import numpy as np
import pytest
from plotly.utils import PlotlyJSONEncoder
from shapely import box
from shapely.geometry import mapping
from werkzeug.test import TestResponse

from dashboard.access.actor import keep_actor
from dashboard.pages import operations
from data.answers.filters import Filter
from data.answers.question import By, Question
from data.answers.within import narrowed
from data.errors import AccessDeniedError
from data.geography.regions import counties_of, region_set, region_sets
from data.reference.tables import load
from data.roles import LOCAL_ACTOR, Actor, Role
from data.trust.account import Grant
from layers.base import Kind, Layer
from layers.discovery import discover
from layers.values import NO_DATA
from tests.dashboard.access.served import Reader, Served
from tests.dashboard.test_live_api import decode

OWN = {"of-tucson": "sector:tucson", "of-el-paso": "sector:el-paso"}
FEW = ("counties", "sectors")
STORED = {"counties", "sectors", "ports_of_entry"}
PERIOD = "from=2025-06&to=2026-05"
SEEDS = range(14)


@pytest.fixture(scope="module")
def limited(house: Served) -> dict[str, Reader]:
    """The browsers of a planner of each sector."""
    for name, region in OWN.items():
        house.add(name, Grant(role=Role.PLANNER, regions=(region,)))
    return {name: house.reader(name) for name in OWN}


@pytest.fixture(scope="module")
def layered(house: Served) -> Reader:
    """The browser of an analyst who may see two layers."""
    house.add("of-few-layers", Grant(role=Role.ANALYST, layers=FEW))
    return house.reader("of-few-layers")


def actor_of(name: str) -> Actor:
    return Actor(name=name, role=Role.PLANNER, regions=(OWN[name],))


def is_own(place: str, name: str, shown: Layer) -> bool:
    """Whether a place of a layer has any part in the regions of the account."""
    own = counties_of([OWN[name]])
    if shown.kind is Kind.REGIONS:
        return bool(counties_of([place]) & own)
    ports = load("ports_of_entry")
    return place in set(ports.loc[ports["county_fips"].isin(own), "port_code"])


def rows_of(reply: TestResponse) -> list[dict[str, str]]:
    text = reply.get_data(as_text=True)
    return list(csv.DictReader(io.StringIO("\n".join(one for one in text.splitlines() if one[:1] != "#"))))


def some_query(random: np.random.Generator) -> str:
    category = random.choice(["", "&category=Drug seizure", "&category=Port operations|Weapons seizure"])
    return f"from=2025-{random.integers(1, 7):02d}&to=2026-0{random.integers(1, 6)}{category}"


@pytest.mark.parametrize("seed", SEEDS)
def test_frames_tables_and_cards_hold_nothing_of_elsewhere(
    limited: dict[str, Reader], house: Served, seed: int
) -> None:
    random = np.random.default_rng(seed)
    name = str(random.choice(list(OWN)))
    reader, query = limited[name], some_query(random)
    stored = [
        one
        for one in discover()
        if one.key in {"counties", "sectors", "ports_of_entry"} or "incident" in one.key
    ]
    shown = stored[seed % len(stored)]
    form = str(random.choice([one.value for one in shown.forms]))
    reply = reader.open(f"/api/live/layers/{shown.key}/values?{query}&form={form}&zoom=6")
    assert reply.status_code == 200, reply.get_data(as_text=True)
    header, arrays = decode(reply.data)
    assert "Tucson" in str(header["sentence"]) or "El Paso" in str(header["sentence"])
    level = header["level"]
    address = f"/api/live/layers/{shown.key}/geometry?version={header['version']}"
    geometry, columns = decode(reader.open(f"{address}&level={level}" if level else address).data)
    assert geometry["key"] == header["geometry"]
    values = arrays["values"]
    is_missing = (values == NO_DATA) if values.dtype == np.uint32 else np.isnan(values)
    if shown.kind in {Kind.REGIONS, Kind.POINTS}:
        ids: Any = geometry["ids"]
        elsewhere = np.array([not is_own(one, name, shown) for one in ids])
        assert is_missing[elsewhere].all()
        away = str(random.choice(np.array(ids)[elsewhere]))
        card = reader.open(f"/api/live/layers/{shown.key}/card/{away}?{query}").get_json()
        assert "not within your regions" in [fact["words"] for fact in card["facts"]]
        assert card["series"] == []
    else:
        asked = Question(
            measure="incidents",
            filter=Filter(regions=(OWN[name],)),
            by=By.CELL,
            level=int(str(level)),
        )
        table = house.services.gate.ask(LOCAL_ACTOR, asked).table
        whole = dict(zip(table["cell"].to_pylist(), table["state"].to_pylist(), strict=True))
        assert len(columns["x"]) == len(values) < len(whole)
    twin = rows_of(reader.open(f"/api/live/table.csv?{query}&form={form}&table=layer/{shown.key}&zoom=6"))
    keys = [one["id"].removeprefix("port:") for one in twin if one["id"]]
    assert shown.kind not in {Kind.REGIONS, Kind.POINTS} or all(is_own(key, name, shown) for key in keys)


@pytest.mark.parametrize("name", OWN)
def test_tables_of_regions_add_up_to_the_own_total_and_links_elsewhere_are_refused(
    limited: dict[str, Reader], house: Served, name: str
) -> None:
    reader, other = limited[name], next(one for one in OWN if one != name)
    for found in region_sets():
        rows = rows_of(reader.open(f"/api/live/table.csv?{PERIOD}&table=regions/{found.key}"))
        assert all(counties_of([one["id"]]) & counties_of([OWN[name]]) for one in rows if one["id"])
    for path in (
        f"/api/live/table.csv?region={OWN[other]}",
        f"/api/live/layers/counties/values?region={OWN[other]}",
        f"/api/live/layers/counties/card/county:04003?region={OWN[other]}|{OWN[name]}",
    ):
        reply = reader.open(path)
        assert reply.status_code == 403
        assert "may see" in reply.get_json()["error"]
    drawn = json.loads(json.dumps(mapping(box(-125, 25, -80, 49))))
    told = reader.open(f"/api/live/polygon?{PERIOD}", method="POST", json=drawn).get_json()
    asked = Question(measure="incidents", filter=Filter.from_query({"from": "2025-06", "to": "2026-05"}))
    own = house.services.gate.ask(actor_of(name), _own(asked, name))
    assert told["value"] in {own.total, None}
    everywhere = house.services.gate.ask(LOCAL_ACTOR, asked).total
    assert everywhere is not None
    assert (told["value"] or 0) < everywhere


def _own(question: Question, name: str) -> Question:
    return Question(measure=question.measure, filter=narrowed(actor_of(name), question.filter))


@pytest.mark.parametrize("name", OWN)
def test_alerts_and_what_is_done_about_them_are_of_the_own_regions(house: Served, name: str) -> None:
    watch, other = house.services.watch, next(one for one in OWN.values() if one != OWN[name])
    watch.add_threshold(LOCAL_ACTOR, other, "Drug seizure", 10)
    watch.add_threshold(LOCAL_ACTOR, OWN[name], "Drug seizure", 10)
    actor = actor_of(name)
    for key in ("sector", "county", "state"):
        watched = watch.watched(actor, key)
        rules = [one.rule for one in (*watched.alerts, *watched.thresholds)]
        assert all(counties_of([rule.region]) <= counties_of([OWN[name]]) for rule in rules)
    assert [one.rule.region for one in watch.watched(actor, "sector").thresholds] == [OWN[name]]
    assert len(watch.watched(LOCAL_ACTOR, "sector").thresholds) == 2
    with pytest.raises(AccessDeniedError, match="about other regions"):
        watch.add_threshold(actor, other, "Weapons seizure", 50)
    elsewhere = next(
        one for one in watch.watched(LOCAL_ACTOR, "sector").thresholds if one.rule.region == other
    )
    with pytest.raises(AccessDeniedError, match="about other regions"):
        watch.remove_threshold(actor, elsewhere.rule.key, revision=elsewhere.standing.revision)


def test_the_panel_of_a_plan_holds_figures_of_the_own_regions_only(
    limited: dict[str, Reader], house: Served
) -> None:
    first, second = limited.values()
    plan = first.open("/api/plans", method="POST", json={"name": "Sectors", "start": "sectors"}).get_json()[
        "id"
    ]
    # Whoever asked first, nobody is given the other's table of counties.
    house.services.figures.table(LOCAL_ACTOR, Filter())
    panels = [one.open(f"/api/plans/{plan}/panel?{PERIOD}").get_json()["panel"] for one in (first, second)]
    for panel, name in zip(panels, OWN, strict=True):
        counted = [row["name"] for row in panel["rows"] if row["values"].get("incidents")]
        assert counted == [next(one.name for one in region_set("sector").regions if one.id == OWN[name])]
        assert any("you may see no others" in caveat for caveat in panel["caveats"])
    refused = first.open(f"/api/plans/{plan}/panel?region={OWN['of-el-paso']}")
    assert refused.status_code == 400


def test_the_national_brief_is_of_the_readers_regions_and_says_so(
    limited: dict[str, Reader],
) -> None:
    told = {}
    for name, reader in limited.items():
        key = reader.open("/api/briefs/national/display").get_json()["scenes"][0]["key"]
        scene = reader.open(f"/api/briefs/national/display/{key}?theme=dark")
        told[name] = scene.get_data(as_text=True)
    assert "Tucson Sector only" in told["of-tucson"]
    assert "El Paso Sector only" in told["of-el-paso"]
    assert told["of-tucson"] != told["of-el-paso"]


ADDRESSES = (
    f"/api/live/layers/counties/values?{PERIOD}",
    f"/api/live/layers/incident_density/values?{PERIOD}&zoom=6",
    "/api/live/layers/incident_density/geometry?level=10",
    f"/api/live/layers/counties/card/county:04003?{PERIOD}",
)


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
            again = reader.open(address, **{"If-None-Match": tag})
            assert again.status_code == (304 if tag == own.headers["ETag"] else 200)
            assert again.status_code == 304 or again.data == own.data


def page_of(house: Served, actor: Actor, **query: str) -> str:
    """The commander's page as it is sent to an actor."""
    with house.app.server.test_request_context("/"):
        keep_actor(actor)
        return json.dumps(operations.layout(house.services, **query), cls=PlotlyJSONEncoder)


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
