"""How a count came to be known: the same answers as by asking for each version, without loading it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from data.answers.change import Verdict
from data.answers.disclosure import State
from data.answers.engine import Engine, Statement
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.question import Answer, By, Cell, Form, Question
from data.errors import AccessDeniedError, QuestionError, UnknownVersionError
from data.intake.ingest import ingest
from data.intake.store import Store
from data.roles import LOCAL_ACTOR
from data.schema.incidents import INCIDENT_SCHEMA
from data.settings import Settings
from tests.gates import NOW, made_up_incidents

ROWS, LATE = 400, 150
QUESTIONS = (
    {},
    {"by": By.MONTH},
    {"by": By.CATEGORY},
    {"by": By.MODE, "form": Form.SHARE},
    {"by": By.REGION, "region_set": "sector"},
    {"by": By.CELL, "level": 8},
    {"by": By.COMPONENT, "form": Form.CHANGE},
    {"by": By.MONTH, "cell": Cell(level=8, code=11_664)},
)
CROSSINGS = """\
Port Name,State,Port Code,Border,Date,Measure,Value
El Paso,Texas,2402,US-Mexico Border,Jan 2024,Trains,40
"""


def corrected(rows: pa.Table) -> pa.Table:
    """The same incidents as reported again a day later, all by sea."""
    later = pc.add(rows["reported_at"], pa.scalar(timedelta(days=1)))
    changed = rows.set_column(rows.schema.get_field_index("reported_at"), "reported_at", later)
    mode = pa.array(["sea"] * len(rows))
    return changed.set_column(rows.schema.get_field_index("mode"), "mode", mode).cast(INCIDENT_SCHEMA)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Four versions: incidents, a publication, corrections of a hundred of them, and late ones."""
    folder = tmp_path_factory.mktemp("revisions")
    found = Store.create(folder / "store")
    first = made_up_incidents(ROWS, 5)
    extracts = {
        "first": first,
        "corrected": corrected(first.slice(0, 100)),
        "late": made_up_incidents(LATE, 6),
    }
    (folder / "crossings.csv").write_text(CROSSINGS, encoding="utf-8")
    for name, rows in extracts.items():
        pq.write_table(rows, folder / f"{name}.parquet")
    for name in ("first.parquet", "crossings.csv", "corrected.parquet", "late.parquet"):
        ingest(folder / name, store=found, now=NOW, is_synthetic=name.endswith("parquet"))
    return found


@pytest.fixture
def fresh_gate(store: Store) -> Gate:
    """A gate that has loaded nothing."""
    return Gate(store, Settings(store=store.path))


def assert_same_but_for_small_steps(known: Answer, pinned: Answer, later: dict[object, list[float]]) -> None:
    """Every row as the version has it, unless it is withheld as less than the floor from a later one."""
    is_count = known.question.form is Form.COUNT
    rows = zip(known.table.to_pylist(), pinned.table.to_pylist(), strict=True)
    for row, expected in rows:
        steps = [
            abs(expected["value"] - v) for v in later.get(row[known.question.by], ()) if expected["value"]
        ]
        if is_count and any(0 < step < known.floor for step in steps):
            assert (row["value"], row["state"]) == (None, State.WITHHELD)
            continue
        assert row == expected
        if is_count and row["value"] is not None:
            later.setdefault(row[known.question.by], []).append(row["value"])


@pytest.mark.parametrize("parts", QUESTIONS)
def test_each_revision_is_the_answer_of_its_version(
    store: Store, fresh_gate: Gate, parts: dict[str, object]
) -> None:
    question = Question(measure="incidents", filter=Filter(), **parts)  # type: ignore[arg-type]
    found = fresh_gate.history(LOCAL_ACTOR, question)
    assert [revision.version for revision in found] == ["v000004", "v000003", "v000001"]
    other = Gate(store, Settings(store=store.path))
    later: dict[object, list[float]] = {}
    for revision in found:
        pinned = replace(question, filter=Filter(version=revision.version))
        assert_same_but_for_small_steps(revision.answer, other.ask(LOCAL_ACTOR, pinned), later)
        assert revision.published_at == store.version(revision.version).created_at
    assert found[1].answer.version == "v000003"
    assert "as known in v000003" in found[1].answer.sentence


def test_totals_are_those_that_were_taken_in(fresh_gate: Gate) -> None:
    by_sea = Question(measure="incidents", filter=Filter(modes=("sea",)))
    late, corrections, first = fresh_gate.history(LOCAL_ACTOR, by_sea)
    rows = made_up_incidents(ROWS, 5)
    sea = pc.equal(rows["mode"], "sea")
    assert first.answer.total == pc.sum(sea).as_py()
    assert corrections.answer.total == 100 + pc.sum(sea.slice(100)).as_py()
    assert (
        late.answer.total
        == (corrections.answer.total or 0)
        + pc.sum(pc.equal(made_up_incidents(LATE, 6)["mode"], "sea")).as_py()
    )
    assert "100 superseded" in corrections.note


def test_old_versions_are_not_loaded_and_not_scanned_twice(
    fresh_gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = Question(measure="incidents", filter=Filter())
    found = fresh_gate.history(LOCAL_ACTOR, question)
    assert fresh_gate.memory(LOCAL_ACTOR).versions == ("v000004",)
    monkeypatch.setattr(Engine, "over_files", None)
    assert fresh_gate.history(LOCAL_ACTOR, question) == found


def test_the_history_is_bounded_and_ends_at_the_pinned_version(fresh_gate: Gate) -> None:
    question = Question(measure="incidents", filter=Filter())
    assert len(fresh_gate.history(LOCAL_ACTOR, question, limit=2)) == 2
    pinned = Question(measure="incidents", filter=Filter(version="v000003"))
    assert [found.version for found in fresh_gate.history(LOCAL_ACTOR, pinned)] == ["v000003", "v000001"]
    between = Question(measure="incidents", filter=Filter(version="v000002"))
    assert [found.version for found in fresh_gate.history(LOCAL_ACTOR, between)] == ["v000001"]


def test_a_publication_has_its_own_history_and_a_packaged_table_has_none(fresh_gate: Gate) -> None:
    crossings = fresh_gate.history(LOCAL_ACTOR, Question(measure="crossings-trains", filter=Filter()))
    assert [(found.version, found.answer.total) for found in crossings] == [("v000002", 40)]
    tables = fresh_gate.history(LOCAL_ACTOR, Question(measure="task-forces-best", filter=Filter()))
    assert [found.answer.total for found in tables] == [40]


def test_small_counts_of_old_versions_are_hidden_too(fresh_gate: Gate) -> None:
    question = Question(measure="incidents", filter=Filter(), by=By.REGION, region_set="county")
    for revision in fresh_gate.history(LOCAL_ACTOR, question):
        shown = [value for value in revision.answer.table["value"].to_pylist() if value]
        assert min(shown) >= fresh_gate.floor


def test_a_scan_may_read_the_files_of_the_store_and_nothing_else(store: Store, tmp_path: Path) -> None:
    engine = Engine.over_files(store.current(), memory_limit_mb=500, threads=1)
    other = tmp_path / "other.parquet"
    pq.write_table(made_up_incidents(1, 1), other)
    for sql in ("SELECT * FROM read_parquet($path)", "COPY incident TO $path", "SET threads = 4"):
        with pytest.raises(duckdb.Error):
            engine.run(Statement(sql=sql, parameters={"path": str(other)} if "$" in sql else {}))
    counted = engine.run(Statement(sql="SELECT count(*) AS n FROM incident", parameters={}))
    assert counted["n"].to_pylist() == [ROWS + LATE]
    engine.close()


def test_a_history_that_cannot_be_given_is_refused(fresh_gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(QuestionError):
        fresh_gate.history(LOCAL_ACTOR, Question(measure="no-such", filter=Filter()))
    with pytest.raises(UnknownVersionError):
        fresh_gate.history(LOCAL_ACTOR, Question(measure="incidents", filter=Filter(version="v000099")))
    monkeypatch.setattr("data.roles.ALLOWED", {LOCAL_ACTOR.role: frozenset()})
    with pytest.raises(AccessDeniedError):
        fresh_gate.history(LOCAL_ACTOR, Question(measure="incidents", filter=Filter()))


def test_a_handful_of_late_events_is_not_told_by_two_versions(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    for name, rows in (("first", made_up_incidents(ROWS, 5)), ("late", made_up_incidents(4, 6))):
        pq.write_table(rows, tmp_path / f"{name}.parquet")
        ingest(tmp_path / f"{name}.parquet", store=store, now=NOW, is_synthetic=True)
    gate = Gate(store, Settings(store=store.path))
    newest, first = gate.history(LOCAL_ACTOR, Question(measure="incidents", filter=Filter()))
    assert newest.answer.total == ROWS + 4
    assert first.answer.total is None
    assert first.answer.words() == "withheld"


def test_a_handful_of_late_events_is_not_told_by_either_count_of_a_change(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    for name, rows in (("first", made_up_incidents(3_000, 5)), ("late", made_up_incidents(40, 6))):
        pq.write_table(rows, tmp_path / f"{name}.parquet")
        ingest(tmp_path / f"{name}.parquet", store=store, now=NOW, is_synthetic=True)
    gate, first = Gate(store, Settings(store=store.path)), store.history()[0].id
    for region_set in ("sector", "state", "county"):
        question = Question(
            measure="incidents", filter=Filter(), by=By.REGION, region_set=region_set, form=Form.CHANGE
        )
        newest = gate.ask(LOCAL_ACTOR, question).table
        pinned = gate.ask(LOCAL_ACTOR, replace(question, filter=Filter(version=first))).table
        after = {row["region"]: row for row in newest.to_pylist()}
        hidden = 0
        for row in pinned.to_pylist():
            for name in ("now", "before"):
                pair = (row[name], after[row["region"]][name])
                hidden += row[f"{name}_state"] == State.WITHHELD
                assert (row[name] is None) == (row[f"{name}_state"] != State.SHOWN)
                assert None in pair or abs(pair[0] - pair[1]) not in range(1, 10)
            if row["now"] is None or row["before"] is None:
                assert row["verdict"] == Verdict.TOO_FEW
        assert hidden
