"""``borderops explain`` prints a number with its papers, and what it prints prints it again."""

from __future__ import annotations

import json
import shlex
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import shapely

from dashboard.cli_app import run
from dashboard.cli_exit import ExitCode
from data.answers.asked_split import asked_split
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.question import By, Cell, Form, Question
from data.briefs.papers import change_command, papers_of, repeat_command
from data.geography.grid import cell_code
from data.intake.store import Store
from data.roles import LOCAL_ACTOR
from data.settings import Settings
from tests.data.histories import History, made_history
from tests.gates import NOW, made_up_incidents

YEAR = {"first": date(2025, 11, 1), "last": date(2026, 10, 1)}
QUESTIONS = (
    Question(measure="incidents", filter=Filter()),
    Question(measure="incidents", filter=Filter(**YEAR, regions=("sector:tucson", "sector:yuma"))),
    Question(
        measure="incidents",
        filter=Filter(**YEAR, categories=("Drug seizure", "Maritime, air and tunnel"), modes=("road",)),
        by=By.MONTH,
    ),
    Question(measure="incidents", filter=Filter(**YEAR), by=By.REGION, region_set="sector"),
    Question(
        measure="incidents", filter=Filter(**YEAR), by=By.REGION, region_set="sector", form=Form.PER_AREA
    ),
    Question(measure="incidents", filter=Filter(components=("CBP-USBP",)), form=Form.CHANGE),
    Question(measure="incidents", filter=Filter(), by=By.CATEGORY, form=Form.CHANGE),
    Question(measure="incidents", filter=Filter(), by=By.CELL, level=6),
    Question(
        measure="incidents",
        filter=Filter(),
        by=By.CATEGORY,
        cell=Cell(level=8, code=int(cell_code(-110.94, 31.35, level=8))),
    ),
    Question(
        measure="incidents",
        filter=Filter(**YEAR),
        polygon=shapely.Polygon([(-111.123456789012, 31.3), (-109.1, 31.2), (-109.2, 32.7), (-111.1, 32.1)]),
    ),
    Question(measure="incidents", filter=Filter(regions=("county:48301",))),
    Question(measure="task-forces-best", filter=Filter()),
    Question(measure="overseas-posts", filter=Filter(), by=By.PLACE),
    Question(measure="area-sq-mi", filter=Filter(), by=By.REGION, region_set="state"),
    Question(measure="crossings-trucks", filter=Filter(), place="2402"),
)


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> History:
    return made_history(tmp_path_factory.mktemp("explained"))


def printed(capsys: pytest.CaptureFixture[str], command: str, store: Path) -> dict[str, Any]:
    capsys.readouterr()
    assert run([*shlex.split(command), "--store", str(store), "--json"]) == ExitCode.OK
    body: dict[str, Any] = json.loads(capsys.readouterr().out)
    return body


@pytest.mark.parametrize(
    "question", QUESTIONS, ids=lambda asked: f"{asked.measure} by {asked.by} {asked.form}"
)
def test_repeating_the_papers_prints_the_same_numbers(
    history: History, question: Question, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = history.gate.ask(LOCAL_ACTOR, question)
    papers = papers_of(answer, history.gate, LOCAL_ACTOR)
    body = printed(capsys, papers.repeat, history.store.path)
    if question.by is By.TOTAL:
        assert (body["value"], body["words"]) == (answer.total, answer.words())
    else:
        assert [row["value"] for row in body["rows"]] == answer.table["value"].to_pylist()
        assert [row["words"] for row in body["rows"]] == [answer.words(i) for i in range(len(body["rows"]))]
    assert body["repeat"] == f"borderops {papers.repeat}"
    assert (body["counted"], body["definition"], body["unit"]) == (
        papers.rows,
        papers.definition,
        answer.unit,
    )
    assert body["version"] == answer.version
    assert body["caveats"] == list(papers.caveats)
    assert body["marking"] == answer.marking
    assert body["is_synthetic"] is answer.is_synthetic


def test_files_are_named_as_the_manifest_knows_them(
    history: History, capsys: pytest.CaptureFixture[str]
) -> None:
    body = printed(capsys, "explain", history.store.path)
    extracts = history.store.current().extracts
    assert [(file["file"], file["sha256"]) for file in body["files"]] == [
        (extract.file, extract.digest) for extract in extracts
    ]
    assert [file["redefinition"] for file in body["files"]].count("") == len(extracts) - 1
    assert body["counted"] == body["value"] == sum(history.rows.values())


def test_an_older_version_names_its_own_files_alone(
    history: History, capsys: pytest.CaptureFixture[str]
) -> None:
    body = printed(capsys, f"explain --version {history.first_version}", history.store.path)
    assert [file["file"] for file in body["files"]] == ["synthetic-history-7-1.parquet"]
    assert body["version"] == history.first_version


def test_rows_are_not_told_where_they_are_few(history: History, capsys: pytest.CaptureFixture[str]) -> None:
    few = next(
        county
        for county in sorted({county for county, _, _ in history.rows if county})
        if 0 < history.counted("now", lambda found, _, county=county: found == county) < 10
    )
    command = f"explain --region county:{few} --from 2025-11 --to 2026-10"
    body = printed(capsys, command, history.store.path)
    assert body["value"] is body["counted"] is None
    assert body["words"] in {"<10", "withheld"}
    assert run([*shlex.split(command), "--store", str(history.store.path)]) == ExitCode.OK
    assert "not told" in capsys.readouterr().out


def test_a_change_is_told_in_parts_and_repeats(history: History, capsys: pytest.CaptureFixture[str]) -> None:
    cases = (
        (history.then(categories=("Trade enforcement",)), history.now(categories=("Trade enforcement",))),
        (history.then(), history.now(regions=("sector:tucson",))),
        (history.then(regions=("sector:yuma",)), history.now(modes=("foot",))),
    )
    for then, now in cases:
        asked = asked_split(history.gate, LOCAL_ACTOR, then=then, now=now)
        body = printed(capsys, change_command(then, now), history.store.path)
        assert asked.split is not None
        assert body["start"] == asked.split.start
        assert [step["value"] for step in body["steps"]] == [step.value for step in asked.split.steps]
        assert body["start"] + sum(step["value"] for step in body["steps"]) == body["now"]
        assert shlex.split(body["repeat"])[1:] == shlex.split(change_command(then, now))


def test_a_terminal_shows_labelled_papers(history: History, capsys: pytest.CaptureFixture[str]) -> None:
    store = ["--store", str(history.store.path)]
    assert run(["explain", "--by", "category", "--form", "change", *store]) == ExitCode.OK
    shown = capsys.readouterr().out
    for label in (
        "SYNTHETIC",
        "definition",
        "rows",
        "SHA-256",
        "caveat",
        "marking",
        "repeat",
        "within noise",
    ):
        assert label in shown
    then, now = history.then(), history.now()
    assert run([*shlex.split(change_command(then, now)), *store]) == ExitCode.OK
    told = capsys.readouterr().out
    for label in ("last brief", "late or corrected data", "redefinition", "moved boundary", "real change"):
        assert label in told
    assert "95 % interval" in told


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--measure", "nonsense"], ExitCode.USAGE, "Known measures"),
        (["--region", "sector:nowhere"], ExitCode.USAGE, "no region"),
        (["--from", "November"], ExitCode.USAGE, "YYYY-MM"),
        (["--cell", "six"], ExitCode.USAGE, "12/3456"),
        (["--polygon", "round"], ExitCode.USAGE, "GeoJSON"),
        (["--version", "v000077"], ExitCode.NOT_FOUND, "Newest versions"),
        (["--since", "v000001"], ExitCode.USAGE, "both ends"),
        (["--measure", "encounters", "--since", "v000001"], ExitCode.USAGE, "in parts"),
        (["--by", "nothing"], ExitCode.USAGE, ""),
    ],
)
def test_a_question_that_cannot_be_answered_says_what_to_do(
    history: History, arguments: list[str], code: ExitCode, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["explain", *arguments, "--store", str(history.store.path)]) == code
    assert said in capsys.readouterr().err


def test_words_with_blanks_quotes_and_bars_survive_a_shell() -> None:
    command = repeat_command(Question(measure="it's $HOME | `x`", filter=Filter()), "v000001")
    assert shlex.split(command)[2] == "it's $HOME | `x`"


def test_restating_says_so_and_is_no_correction(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = made_up_incidents(400, 3)
    store = tmp_path / "store"
    pq.write_table(table, tmp_path / "first.parquet")
    assert run(["ingest", str(tmp_path / "first.parquet"), "--store", str(store)]) == ExitCode.OK
    frame = table.to_pandas()
    drugs = frame[frame["category"] == "Drug seizure"].head(40).copy()
    drugs["category"], drugs["subcategory"] = "Port operations", "Secondary inspection"
    drugs["reported_at"] = NOW
    pq.write_table(table.schema.empty_table().from_pandas(drugs, table.schema), tmp_path / "again.parquet")
    said = ["restate", str(tmp_path / "again.parquet"), "--store", str(store)]
    assert run([*said, "--definition", "Seizures at ports are inspections"]) == ExitCode.OK
    assert "Restated under a new definition" in capsys.readouterr().out
    gate = Gate(Store.open(store), Settings(store=store))
    year = {"first": date(2023, 1, 1), "last": date(2025, 12, 1), "categories": ("Drug seizure",)}
    ends = [Filter(**year, version=version) for version in ("v000001", "v000002")]
    asked = asked_split(gate, LOCAL_ACTOR, then=ends[0], now=ends[1])
    assert asked.split is not None
    assert [step.value for step in asked.split.steps] == [0, -40, 0, 0]
    assert asked.redefinitions == ("Seizures at ports are inspections",)
    assert run([*said, "--definition", " "]) == ExitCode.USAGE
    assert run(["restate", str(tmp_path / "no.csv"), "--definition", "x", "--store", str(store)]) == 5
