"""Each programme's scene is short, neutral, has oversight beside activity, and numbers with papers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.answers.question import By, Question
from data.briefs.ages import paper_ages
from data.briefs.brief import Scene, TrackerScene
from data.briefs.content import MapView, Missing, Numeral, Side, Table, Text
from data.briefs.defaults import NATIONAL, default_brief
from data.briefs.occasion import Occasion
from data.briefs.pages import paged
from data.briefs.programmes import PROGRAMMES, ProgrammePanels, programme_panels
from data.briefs.programmes.programme import papers_in
from data.briefs.tracker import NOTHING_TELLS, tracker_panels
from data.briefs.tracker_readings import READINGS
from data.errors import BriefError
from data.reference.tables import load
from data.roles import LOCAL_ACTOR
from layers.discovery import discover
from tests.data.briefs.programmes import scenes


def default_pages(key: str) -> list[Scene]:
    """The pages of a scene of the national brief."""
    return [scene for scene in paged(default_brief(NATIONAL)).scenes if scene.key.startswith(key)]


PARTS = {
    f"tracker-{place}": scene.body.only
    for place, scene in enumerate(default_pages("tracker"), start=1)
    if isinstance(scene.body, TrackerScene)
}
PAGES = {
    f"{key}, page {page}": (key, page)
    for key, programme in PROGRAMMES.items()
    for page in range(1, len(programme.pages) + 1)
}
SCENES = (*PROGRAMMES, *PARTS, "tracker")


@pytest.fixture(scope="module")
def told(occasion: Occasion) -> dict[str, ProgrammePanels]:
    found = {key: programme_panels(occasion, key) for key in PROGRAMMES}
    pages = {name: programme_panels(occasion, key, page) for name, (key, page) in PAGES.items()}
    parts = {key: tracker_panels(occasion, only) for key, only in PARTS.items()}
    return {**found, **pages, **parts, "tracker": tracker_panels(occasion)}


def test_the_programmes_are_those_of_the_memo_in_order() -> None:
    assert list(PROGRAMMES) == [
        "best-ibet",
        "seahawk",
        "jiatf",
        "jttf",
        "detention",
        "coordination-council",
        "information-sharing",
        "agreements-287g",
        "grants",
        "representatives",
        "joint-staffing",
    ]
    served = {name for programme in PROGRAMMES.values() for name in programme.recommendations}
    assert served == set(READINGS) - {"R11"}
    assert set(READINGS) == set(load("memo_recommendations")["id"])


@pytest.mark.parametrize("key", [*SCENES, *PAGES])
def test_a_scene_can_be_read_from_three_metres(told: dict[str, ProgrammePanels], key: str) -> None:
    scenes.check_limits(told[key])


@pytest.mark.parametrize("key", SCENES)
def test_oversight_stands_beside_activity(told: dict[str, ProgrammePanels], key: str) -> None:
    scenes.check_sides(told[key])


@pytest.mark.parametrize("key", [key for key, programme in PROGRAMMES.items() if programme.pages])
def test_pages_show_all_of_a_programme_oversight_beside_activity(
    told: dict[str, ProgrammePanels], key: str
) -> None:
    pages = [told[name] for name, (of, _) in PAGES.items() if of == key]
    assert [panel.side for panel in pages[0].panels] == [Side.ACTIVITY, Side.OVERSIGHT]
    assert not any(panel.side is not Side.NEITHER for page in pages[1:] for panel in page.panels)
    shown = [item for page in pages for item in scenes.items_of(page.panels) if not isinstance(item, Text)]
    whole = [item for item in scenes.items_of(told[key].panels) if not isinstance(item, Text)]
    assert len(shown) == len(whole)
    assert all(item in shown for item in whole)
    assert all(page.headline for page in pages)


@pytest.mark.parametrize("key", SCENES)
def test_the_words_are_neutral(told: dict[str, ProgrammePanels], key: str) -> None:
    assert scenes.loaded_words(told[key]) == []


def test_the_list_of_words_finds_what_is_not_neutral(told: dict[str, ProgrammePanels]) -> None:
    loud = replace(told["jttf"], headline="A significant surge: the worst in years, and it must stop.")
    assert scenes.loaded_words(loud) == ["significant", "surge", "worst", "must"]


@pytest.mark.parametrize("key", SCENES)
def test_every_number_has_papers_of_the_version_of_the_occasion(
    told: dict[str, ProgrammePanels], occasion: Occasion, key: str
) -> None:
    for papers in papers_in(told[key].panels):
        assert papers.version == occasion.filter.version
        assert papers.definition
        assert papers.source
        assert papers.sentence
        assert papers.caveats
        assert papers.repeat.startswith("explain --measure ")
        assert f"--version {occasion.filter.version}" in papers.repeat
    found = [part for papers in papers_in(told[key].panels) for part in papers.parts or (papers,)]
    assert set(told[key].sources) == {(part.source, part.as_of) for part in found}


def test_a_source_stands_beside_its_own_day(told: dict[str, ProgrammePanels], occasion: Occasion) -> None:
    ages = {age.source: age.as_of for age in paper_ages(papers_in(told["tracker"].panels), occasion.today)}
    for measure in ("agreements-by-model", "fusion-centers"):
        answer = occasion.gate.ask(LOCAL_ACTOR, Question(measure=measure, filter=occasion.filter))
        assert ages[answer.source] == answer.as_of


@pytest.mark.parametrize("key", SCENES)
def test_where_nothing_is_published_the_scene_says_so_and_names_the_extract(
    told: dict[str, ProgrammePanels], key: str
) -> None:
    oversight = next(panel for panel in told[key].panels if panel.side is Side.OVERSIGHT)
    missing = [item for item in oversight.items if isinstance(item, Missing)]
    assert missing
    assert all(item.what and item.schema.startswith("programme-") for item in missing)
    assert "cannot tell" in told[key].headline or key in {"jttf", "best-ibet"} or "tracker" in key


@pytest.mark.parametrize("key", PROGRAMMES)
def test_a_map_names_layers_that_there_are_and_the_version(
    told: dict[str, ProgrammePanels], occasion: Occasion, key: str
) -> None:
    keys = {layer.key for layer in discover()}
    for item in scenes.items_of(told[key].panels):
        if isinstance(item, MapView):
            parts = dict(part.split("=") for part in item.view.split("&"))
            assert set(parts["layers"].split("%7C")) <= keys
            assert parts["version"] == occasion.filter.version


def test_presence_of_jttf_is_that_of_the_table_and_nothing_more(
    told: dict[str, ProgrammePanels], occasion: Occasion
) -> None:
    rows = load("task_forces").query("model == 'JTTF'")
    offices, states = told["jttf"].panels[0].items
    assert isinstance(offices, Numeral)
    assert isinstance(states, Numeral)
    assert (offices.value, states.value) == (f"{len(rows)}", f"{rows['state_or_province'].nunique()}")
    assert offices.papers.rows == len(rows)


def test_partial_years_are_marked_and_not_judged(told: dict[str, ProgrammePanels]) -> None:
    flow, balance = told["detention"].panels[0].items
    assert isinstance(flow, Table)
    assert isinstance(balance, Numeral)
    rows = load("removals_pipeline").query("measure == 'initial_book_ins'")
    partial = {int(year) for year in rows.loc[rows["partial_year"], "fiscal_year"]}
    assert partial
    for row in flow.rows:
        assert (" to " in row[0]) == (int(row[0][2:6]) in partial)
    newest_whole = max(int(year) for year in rows["fiscal_year"] if int(year) not in partial)
    assert balance.reference.startswith(f"FY{newest_whole}:")
    assert any("whole" in caveat for caveat in balance.papers.caveats)


def test_the_contract_floor_is_not_called_capacity(told: dict[str, ProgrammePanels]) -> None:
    floor, capacity = told["detention"].panels[2].items
    assert isinstance(floor, Numeral)
    assert floor.reference == "a contract floor, not capacity"
    assert floor.value == f"{load('detention_facilities')['guaranteed_minimum'].sum():,.0f}"
    assert isinstance(capacity, Missing)
    assert capacity.schema == "programme-capacity"


def test_the_limit_of_72_hours_is_stated_with_its_source(told: dict[str, ProgrammePanels]) -> None:
    words = " ".join(scenes.words_of(told["detention"]))
    assert "72 hours" in words
    assert "OIG-21-29" in words


def test_countries_with_posts_are_those_of_the_table(told: dict[str, ProgrammePanels]) -> None:
    posts = load("overseas_posts")
    components = posts.groupby("country_iso3")["component"].nunique()
    present, several, _ = told["representatives"].panels[0].items
    assert isinstance(present, Numeral)
    assert isinstance(several, Numeral)
    assert (present.value, several.value) == (f"{len(components)}", f"{(components > 1).sum()}")


def test_a_port_page_is_of_the_port_that_the_filter_names(occasion: Occasion) -> None:
    here = replace(occasion, filter=replace(occasion.filter, regions=("port:2504",)))
    found = programme_panels(here, "seahawk")
    scenes.check_limits(found)
    assert found.headline.startswith("San Ysidro, CA: ")
    whole = occasion.gate.ask(LOCAL_ACTOR, Question(measure="incidents", filter=here.filter))
    assert whole.words() in found.headline
    throughput = found.panels[2].items[0]
    assert isinstance(throughput, Table)
    trucks = Question(measure="crossings-personal-vehicles", filter=here.filter, by=By.TOTAL, place="2504")
    assert ("Personal vehicles", occasion.gate.ask(LOCAL_ACTOR, trucks).words()) in throughput.rows


def test_an_unknown_programme_or_recommendation_is_refused_with_the_known_ones(occasion: Occasion) -> None:
    with pytest.raises(BriefError, match=r"'fbi'.*best-ibet, seahawk"):
        programme_panels(occasion, "fbi")
    with pytest.raises(BriefError, match="page 3 of the programme detention"):
        programme_panels(occasion, "detention", 3)
    with pytest.raises(BriefError, match=r"'R12'.*R1, R2"):
        tracker_panels(occasion, ("R12",))


def test_the_tracker_makes_up_no_target_and_leaves_rows_out_by_number(
    told: dict[str, ProgrammePanels],
) -> None:
    table = told["tracker"].panels[0].items[0]
    assert isinstance(table, Table)
    assert (len(table.rows), table.left_out) == (8, 3)
    assert isinstance(told["tracker"].panels[1].items[0], Missing)
    rows = {row[0].split()[0]: row for key in PARTS for row in indicators(told[key]).rows}
    assert list(rows) == list(READINGS)
    graded = {row[2][-3:] for row in rows.values() if row[2].endswith(")")}
    assert graded == {"(A)", "(B)", "(C)"}


def test_a_row_that_cannot_be_told_names_the_extract_or_says_that_there_is_none(
    told: dict[str, ProgrammePanels],
) -> None:
    rows = {row[0].split()[0]: row for key in PARTS for row in indicators(told[key]).rows}
    assert rows["R8"][1:] == ("cannot tell", "needs extract: Grants")
    assert rows["R5"][1:] == rows["R11"][1:] == ("cannot tell", NOTHING_TELLS)
    caveats = " ".join(indicators(told["tracker"]).papers.caveats)
    assert "borderops store schema programme-grants" in caveats
    assert "R5 cannot be told: nothing is published" in caveats


def indicators(panels: ProgrammePanels) -> Table:
    table = panels.panels[0].items[0]
    assert isinstance(table, Table)
    return table
