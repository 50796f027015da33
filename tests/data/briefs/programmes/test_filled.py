"""``borderops ingest`` takes in every schema's example, and its scene then shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from data.answers.filters import Filter
from data.answers.gate import Gate
from data.briefs.content import Missing, Numeral, Panel, Table, Tone
from data.briefs.occasion import Occasion
from data.briefs.programmes import PROGRAMMES, ProgrammePanels, programme_panels
from data.briefs.programmes.programme import papers_in
from data.briefs.tracker import tracker_panels
from data.errors import CheckFailedError, ExtractError
from data.intake.ingest import ingest
from data.intake.report import CheckReport
from data.intake.store import Store
from data.schema.programmes import PROGRAMME_SCHEMAS
from data.settings import Settings
from tests.conftest import borderops
from tests.data.briefs.occasions import an_occasion
from tests.data.briefs.programmes import scenes

TODAY = date(2026, 11, 30)
NOW = datetime(2026, 11, 30, tzinfo=UTC)
ONE_FIGURE = """\
Port Name,State,Port Code,Border,Date,Measure,Value
El Paso,Texas,2402,US-Mexico Border,Jan 2024,Trains,40
"""
SCENE_OF = {
    "programme-custody": "detention",
    "programme-capacity": "detention",
    "programme-sharing": "information-sharing",
    "programme-oversight-287g": "agreements-287g",
    "programme-grants": "grants",
    "programme-maritime": "jiatf",
    "programme-port-calls": "seahawk",
    "programme-findings": "coordination-council",
    "programme-representatives": "representatives",
    "programme-staffing": "joint-staffing",
    "programme-rosters": "best-ibet",
    "programme-tracker": "tracker",
}


def occasion_over(folder: Path, plans: Path) -> Occasion:
    return an_occasion(Gate(Store.open(folder), Settings(store=folder)), plans, today=TODAY)


def scene(occasion: Occasion, key: str) -> ProgrammePanels:
    return tracker_panels(occasion) if key == "tracker" else programme_panels(occasion, key)


def missing_in(panels: tuple[Panel, ...]) -> set[str]:
    return {item.schema for item in scenes.items_of(panels) if isinstance(item, Missing)}


def numerals(told: ProgrammePanels) -> Mapping[str, Numeral]:
    return {item.label: item for item in scenes.items_of(told.panels) if isinstance(item, Numeral)}


@pytest.fixture(scope="module")
def occasion(filled_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Occasion:
    return occasion_over(filled_store, tmp_path_factory.mktemp("plans"))


@pytest.mark.parametrize("schema", PROGRAMME_SCHEMAS)
def test_an_example_takes_the_place_of_what_is_missing(
    occasion: Occasion, demo_store: Path, schema: str
) -> None:
    before = replace(
        occasion,
        filter=replace(occasion.filter, version=Store.open(demo_store).current().id),
    )
    key = SCENE_OF[schema]
    assert schema in missing_in(scene(before, key).panels)
    now = scene(occasion, key)
    assert schema not in missing_in(now.panels)
    assert any(papers.is_synthetic for papers in papers_in(now.panels))


@pytest.mark.parametrize("key", [*PROGRAMMES, "tracker"])
def test_a_filled_scene_keeps_to_its_limits_and_words(occasion: Occasion, key: str) -> None:
    told = scene(occasion, key)
    scenes.check_limits(told)
    scenes.check_sides(told)
    assert scenes.loaded_words(told) == []
    assert {papers.version for papers in papers_in(told.panels)} == {occasion.filter.version}


def test_detention_tells_limit_bottleneck_and_days_to_full(occasion: Occasion) -> None:
    found = numerals(programme_panels(occasion, "detention"))
    assert found["Stays over 72 hours"].value == f"{100 * (240 + 95) / (5900 + 3100):.1f}%"
    assert found["Stage with the longest wait"].value == "detention"
    assert f"{38000 * 30 / 23600:,.1f} days" in found["Stage with the longest wait"].reference
    free, net = (29800 + 40100) - (27400 + 38900), (24500 - 23600) / 30
    assert found["Days to full at the present flow"].value == f"{free / net:,.0f}"
    assert found["Days to full at the present flow"].interval.startswith("95 % interval: ")


def test_shares_of_oversight_are_of_the_newest_period(occasion: Occasion) -> None:
    found = numerals(programme_panels(occasion, "agreements-287g"))
    assert found["Training current"].value == f"{100 * 51 / 62:.0f}%"
    assert found["Inspections done"].reference == "2 of 3 inspections; FY2026"


def test_the_register_shows_what_is_overdue_first(occasion: Occasion) -> None:
    table = programme_panels(occasion, "coordination-council").panels[0].items[0]
    assert isinstance(table, Table)
    assert table.rows[0] == ("Transfer requests by one form", "Office A", "31 Aug 2026", "overdue")


def test_the_tracker_shows_what_the_operator_set_and_nothing_else(occasion: Occasion) -> None:
    table = tracker_panels(occasion, ("R1", "R2", "R7")).panels[1].items[0]
    assert isinstance(table, Table)
    assert table.rows == (
        ("R1", "under 5 percent", "Office A", "31 Jan 2027", "none stated"),
        ("R2", "not set", "not set", "not set", "not set"),
        ("R7", "all inspections done", "Office B", "31 Mar 2027", "none stated"),
    )


def test_a_port_without_calls_still_says_what_is_missing(occasion: Occasion) -> None:
    here = replace(occasion, filter=replace(occasion.filter, regions=("port:2504",)))
    assert missing_in(programme_panels(here, "seahawk").panels) == {"programme-port-calls"}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A store that holds one published figure."""
    store = tmp_path / "store"
    taken_in(store, tmp_path, "figure", ONE_FIGURE)
    return store


def taken_in(store: Path, folder: Path, name: str, text: str) -> None:
    path = folder / f"{name}.csv"
    path.write_text(text, encoding="utf-8")
    ingest(path, store=Store.create(store), now=NOW)


def council(store: Path, chosen: Filter, plans: Path) -> Table | Missing:
    made = occasion_over(store, plans)
    at = replace(made, filter=replace(made.filter, first=chosen.first, last=chosen.last))
    item = programme_panels(at, "coordination-council").panels[0].items[0]
    assert isinstance(item, Table | Missing)
    return item


def test_a_later_list_takes_the_place_of_the_whole_and_a_corrected_one_of_its_cells(
    small: Path, tmp_path: Path
) -> None:
    header, first, *_ = PROGRAMME_SCHEMAS["programme-findings"].example_csv().splitlines()
    later = first.replace("2026-09-30,F-001", "2026-10-31,F-009").replace("Office A", "Office C")
    taken_in(small, tmp_path, "september", f"{header}\n{first}\n")
    taken_in(small, tmp_path, "october", f"{header}\n{later}\n")
    newest = council(small, Filter(), tmp_path)
    assert isinstance(newest, Table)
    assert [row[1] for row in newest.rows] == ["Office C"]
    then = council(small, Filter(last=date(2026, 9, 1)), tmp_path)
    assert isinstance(then, Table)
    assert [row[1] for row in then.rows] == ["Office A"]
    taken_in(small, tmp_path, "corrected", f"{header}\n{later.replace('Office C', 'Office D')}\n")
    corrected = council(small, Filter(), tmp_path)
    assert isinstance(corrected, Table)
    assert [row[1] for row in corrected.rows] == ["Office D"]
    assert isinstance(council(small, Filter(last=date(2026, 8, 1)), tmp_path), Missing)


def test_small_counts_of_people_are_not_told_and_make_a_share_that_cannot_be(
    small: Path, tmp_path: Path
) -> None:
    header, first, _ = PROGRAMME_SCHEMAS["programme-maritime"].example_csv().splitlines()
    taken_in(small, tmp_path, "few", f"{header}\n{first.replace(',64,31,', ',5,3,')}\n")
    made = occasion_over(small, tmp_path)
    handed = numerals(programme_panels(made, "jiatf"))["Detections handed over"]
    assert (handed.value, handed.tone) == ("cannot tell", Tone.CANNOT_TELL)
    assert handed.reference.startswith("<10 of 120 events")


@pytest.mark.parametrize(
    ("written", "instead", "words"),
    [
        ("Group A", "a.b@example.org", "looks like an e-mail address"),
        ("2026-09", "2026-19", "is no period of the schema"),
        (",380,", ",some,", "is not a number"),
        ("median_hours", "surname", "would name or describe a person"),
    ],
)
def test_a_bad_extract_is_refused_with_its_place_and_nothing_is_stored(
    small: Path, tmp_path: Path, written: str, instead: str, words: str
) -> None:
    before = Store.open(small).current().id
    text = PROGRAMME_SCHEMAS["programme-custody"].example_csv().replace(written, instead)
    with pytest.raises(ExtractError) as refusal:
        taken_in(small, tmp_path, "bad", text)
    report = refusal.value.report if isinstance(refusal.value, CheckFailedError) else None
    assert words in f"{refusal.value} {report.to_json() if isinstance(report, CheckReport) else ''}"
    assert refusal.value.where.file == "bad.csv"
    assert refusal.value.remedy
    assert Store.open(small).current().id == before


def test_the_command_prints_a_schema_and_an_example_that_is_taken_in(small: Path, tmp_path: Path) -> None:
    shown = borderops("store", "schema", "programme-staffing", store=small).stdout
    assert "on_board" in shown
    assert "0, or 10 and more" in shown
    example = borderops("store", "schema", "programme-staffing", "--example", store=small).stdout
    taken_in(small, tmp_path, "example", example)
    assert "programme-staffing" in Store.open(small).current().datasets
