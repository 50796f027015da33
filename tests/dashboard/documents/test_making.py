"""Documents are made with the reader's rights: two readers get two contents, and are told of the rest."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest

from dashboard.documents.composed import document_of
from dashboard.documents.document import Format
from dashboard.documents.making import made
from dashboard.documents.wish import Wish, wish_from_json, wish_to_json
from dashboard.services import Services
from data.answers.filters import Filter
from data.answers.question import By, Question
from data.briefs.content import Numeral
from data.errors import AccessDeniedError, BriefError, SettingsError
from data.roles import LOCAL_ACTOR, Actor
from layers.drawing.picture import Theme
from tests.dashboard.documents.briefed import NATION, NOW, TUCSON, VIEWER, services_over


@pytest.fixture(scope="module")
def briefed(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Services, str]:
    return services_over(demo_store, tmp_path_factory.mktemp("briefed"))


def _value(services: Services, token: str, actor: Actor) -> str:
    scenes = document_of(services, actor, token, theme=Theme.PRINT).scenes
    item = scenes[0].panels[0].items[0]
    assert isinstance(item, Numeral)
    return item.value


def _text(pdf: bytes) -> str:
    opened = pypdfium2.PdfDocument(pdf)
    pages = (opened[number].get_textpage().get_text_bounded() for number in range(len(opened)))
    return " ".join(" ".join(pages).split())


def test_two_readers_get_two_contents_each_by_their_rights(briefed: tuple[Services, str]) -> None:
    services, token = briefed
    nation, tucson = (document_of(services, who, token, theme=Theme.PRINT) for who in (NATION, TUCSON))
    assert [scene.key for scene in nation.scenes] == [
        "incidents",
        "trend",
        "elpaso",
        "counties",
        "note",
        "ask",
    ]
    assert [scene.key for scene in tucson.scenes] == ["incidents", "trend", "counties", "note", "ask"]
    assert _value(services, token, NATION) != _value(services, token, TUCSON)


def test_the_sectors_number_is_what_the_gate_says_of_the_sector(briefed: tuple[Services, str]) -> None:
    services, token = briefed
    content = document_of(services, TUCSON, token, theme=Theme.PRINT).scenes[0]
    item = content.panels[0].items[0]
    assert isinstance(item, Numeral)
    assert "Tucson Sector" in item.papers.sentence
    filter_ = Filter(regions=("sector:tucson",), version=content.version)
    everything = services.gate.ask(LOCAL_ACTOR, Question(measure="incidents", filter=filter_)).total
    assert everything is not None
    assert 0 < int(item.value.replace(",", "")) <= everything


def test_what_is_left_out_is_said_in_the_file(briefed: tuple[Services, str]) -> None:
    services, token = briefed
    found = made(services, TUCSON, Wish(brief=token))
    said = _text(found.files[0].content)
    assert "Scenes that are not in this document" in said
    assert "“El Paso Sector” is left out: it reaches beyond sector:tucson" in said
    assert "“Two plans” is left out: the role leader may not see plans that are not approved" in said


@pytest.mark.parametrize(
    "filter_",
    [Filter(), Filter(regions=("sector:el-paso",)), Filter(regions=("sector:el-paso", "sector:tucson"))],
)
def test_the_gate_refuses_what_reaches_beyond_an_actors_regions(
    briefed: tuple[Services, str], filter_: Filter
) -> None:
    services, _ = briefed
    for question in (
        Question(measure="incidents", filter=filter_),
        Question(measure="incidents", filter=filter_, by=By.MONTH),
    ):
        with pytest.raises(AccessDeniedError, match="Tucson Sector only"):
            services.gate.ask(TUCSON, question)
        with pytest.raises(AccessDeniedError):
            services.gate.history(TUCSON, question)


def test_one_place_of_a_publication_is_told_where_it_lies_in_an_actors_regions(
    briefed: tuple[Services, str],
) -> None:
    services, _ = briefed
    nogales = Question(measure="crossings-trucks", filter=Filter(), place="2604")
    assert services.gate.ask(TUCSON, nogales).words() == services.gate.ask(LOCAL_ACTOR, nogales).words()
    for place in ("2504", "el-paso-sector", "no-such-place"):
        with pytest.raises(AccessDeniedError):
            services.gate.ask(TUCSON, replace(nogales, place=place))


def test_a_part_of_an_actors_region_may_be_asked_about(briefed: tuple[Services, str]) -> None:
    services, _ = briefed
    question = Question(measure="incidents", filter=Filter(regions=("county:04003",)))
    assert services.gate.ask(TUCSON, question).words() == services.gate.ask(LOCAL_ACTOR, question).words()


def test_whoever_may_not_export_gets_no_file(briefed: tuple[Services, str]) -> None:
    services, token = briefed
    with pytest.raises(AccessDeniedError, match="may not export documents"):
        made(services, VIEWER, Wish(brief=token))


@pytest.mark.parametrize("format_", list(Format))
def test_every_format_is_made_with_the_marking_in_its_name(
    briefed: tuple[Services, str], format_: Format
) -> None:
    services, token = briefed
    shares: list[float] = []
    found = made(services, NATION, Wish(brief=token, format=format_), progress=shares.append)
    assert len(found.files) == (6 if format_ is Format.PNG else 1)
    for file in found.files:
        assert file.name.startswith(f"UNMARKED-SYNTHETIC-DATA_{token}")
        assert file.name.endswith(f"_{NOW:%Y-%m-%d}.{format_}")
        assert len(file.content) > 5_000
    assert shares == sorted(shares)
    assert max(shares) <= 1


def test_images_go_into_one_zip_where_that_is_wished_for(briefed: tuple[Services, str]) -> None:
    services, token = briefed
    found = made(services, TUCSON, Wish(brief=token, format=Format.PNG, is_zip=True))
    assert [file.name[-4:] for file in found.files] == [".zip"]
    names = ZipFile(BytesIO(found.files[0].content)).namelist()
    assert len(names) == 5
    assert all(name.startswith("UNMARKED-SYNTHETIC-DATA_") for name in names)


def test_nothing_is_made_where_no_marking_is_set(demo_store: Path, tmp_path: Path) -> None:
    services, token = services_over(demo_store, tmp_path, marking=" ")
    for format_ in Format:
        with pytest.raises(SettingsError, match="BORDEROPS_MARKING"):
            made(services, NATION, Wish(brief=token, format=format_))


def test_a_wish_survives_json_and_a_wrong_one_is_refused() -> None:
    wish = Wish(
        brief="national", format=Format.PNG, theme=Theme.DARK, size="4k", regions="sector", is_zip=True
    )
    assert wish_from_json(wish_to_json(wish)) == wish
    for wrong in (
        {"format": "docx"},
        {"brief": ""},
        {"frozen": -1},
        {"frozen": True},
        {"regions": "planets"},
        {"is_zip": 1},
        {"paper": None},
        {"more": 1},
    ):
        with pytest.raises(BriefError):
            wish_from_json({**wish_to_json(wish), **wrong})


def test_one_pagers_are_of_the_regions_that_the_reader_may_see(briefed: tuple[Services, str]) -> None:
    services, token = briefed
    found = made(services, TUCSON, Wish(brief=token, regions="county:04003|county:48141"))
    (file,) = found.files
    assert file.name.startswith(f"UNMARKED-SYNTHETIC-DATA_{token}-one-pagers-county-04003")
    assert len(pypdfium2.PdfDocument(file.content)) == 1
    said = _text(file.content)
    assert "Cochise" in said
    assert "Staff the second shift" in said
    assert "El Paso" not in said
    with pytest.raises(AccessDeniedError):
        made(services, TUCSON, Wish(brief=token, regions="county:48141"))
    with pytest.raises(BriefError, match="one-pagers"):
        made(services, TUCSON, Wish(brief=token, regions="county:04003", format=Format.PPTX))
