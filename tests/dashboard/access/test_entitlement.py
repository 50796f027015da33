"""Two people of other regions, and one of few layers, on every surface: none is given another's (A5, A6)."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import numpy as np
import pytest
from shapely import box
from shapely.geometry import mapping
from werkzeug.test import TestResponse

from data.answers.filters import Filter
from data.answers.question import By, Question
from data.answers.within import narrowed
from data.errors import AccessDeniedError
from data.geography.regions import counties_of, region_set, region_sets
from data.reference.tables import load
from data.roles import LOCAL_ACTOR
from layers.base import Kind, Layer
from layers.discovery import discover
from layers.values import NO_DATA
from tests.dashboard.access.limited import OWN, PERIOD, actor_of, limited_readers
from tests.dashboard.access.served import Reader, Served
from tests.layers.decoded import decode

STORED = {"counties", "sectors", "ports_of_entry"}
SEEDS = range(14)


@pytest.fixture(scope="module")
def limited(house: Served) -> dict[str, Reader]:
    return limited_readers(house)


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
        rules = [alert.rule for alert in watched.alerts] + [kept.rule for kept in watched.thresholds]
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
