"""What readers were told of shapes is one memory, however many processes, restarts and sign-ins there are."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon, box
from sqlalchemy import func, insert, select

from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.guard.memory import Said
from data.answers.guard.released import AREAS_HELD
from data.answers.question import By, Question
from data.errors import PlanStoreError, TrustError
from data.intake.store import Store
from data.plans.keeping.database import Database
from data.roles import Actor, Role
from data.settings import Settings
from data.trust.tables import TOLD
from data.trust.told import SharedTold, reader_digest
from data.trust.told_json import said_from_text, said_to_text
from tests.data.answers.attacker import ALL
from tests.data.trust.told_processes import NOW, a_process

ADA = Actor(name="ada", role=Role.ANALYST, session="first")


def whole_and_less(points: np.ndarray, gate: Gate) -> tuple[Question, Question]:
    """A shape, and the same with one corner cut off, which holds a few incidents but not none."""
    probe = Actor(name="probe", role=Role.VIEWER)
    for number, (lon, lat) in enumerate(points[:200]):
        wide = box(lon - 2, lat - 2, lon + 2, lat + 2)
        less = wide.difference(box(lon - 1e-3, lat - 1e-3, lon + 1e-3, lat + 1e-3))
        one, other = (replace(ALL, polygon=shape) for shape in (wide, less))
        counts = [
            gate.ask(replace(probe, session=f"{number} {side}"), asked).total
            for side, asked in enumerate((one, other))
        ]
        if None not in counts and 0 < counts[0] - counts[1] < gate.floor:  # type: ignore[operator]
            return one, other
    pytest.fail("no incident lies apart from the others")


@pytest.fixture(scope="module")
def pair(points: np.ndarray, two_apart: list[Gate]) -> tuple[Question, Question]:
    return whole_and_less(points, two_apart[0])


def test_what_was_told_here_is_told_again_there_with_its_words(
    told_folder: Path, url: str, pair: tuple[Question, Question]
) -> None:
    here, there = a_process(told_folder, url), a_process(told_folder, url)
    whole, less = pair
    first = here.ask(ADA, whole)
    near = there.ask(ADA, less)
    assert first.total is not None
    assert near.total is None
    assert near.words() == f"about {first.total:,.0f}"
    for process in (here, there):
        assert process.ask(ADA, whole).table.equals(first.table)
        again = process.ask(ADA, less)
        assert (again.words(), again.caveats) == (near.words(), near.caveats)


def test_neither_a_restart_nor_another_sign_in_clears_the_memory(
    told_folder: Path, url: str, pair: tuple[Question, Question]
) -> None:
    whole, less = pair
    assert a_process(told_folder, url).ask(ADA, whole).total is not None
    restarted = a_process(told_folder, url)
    assert restarted.ask(replace(ADA, session="second"), less).total is None
    administrator = Actor(name="bob", role=Role.VIEWER, in_place_of="ada")
    assert restarted.ask(administrator, less).total is None
    assert restarted.ask(replace(ADA, name="bob"), less).total is not None


def test_a_reader_whose_rights_changed_is_still_the_same_reader(
    told_folder: Path, url: str, pair: tuple[Question, Question]
) -> None:
    whole, less = pair
    gate = a_process(told_folder, url)
    assert gate.ask(ADA, whole).total is not None
    assert gate.ask(replace(ADA, role=Role.VIEWER), less).total is None


def test_threads_that_race_are_told_of_one_of_two_neighbours_only(
    told_folder: Path, url: str, pair: tuple[Question, Question]
) -> None:
    gates = [a_process(told_folder, url) for _ in pair]
    for gate in gates:
        gate.ask(replace(ADA, name="warm"), ALL)
    for turn in range(6):
        reader = replace(ADA, name=f"racer {turn}")
        start, found = threading.Barrier(2), dict[int, float | None]()

        def race(number: int, reader: Actor = reader, start: threading.Barrier = start,
                 found: dict[int, float | None] = found) -> None:  # fmt: skip
            start.wait()
            found[number] = gates[number].ask(reader, pair[number]).total

        threads = [threading.Thread(target=race, args=(number,)) for number in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [value is None for value in found.values()].count(True) == 1


def test_nothing_is_told_of_shapes_while_the_database_does_not_answer(
    told_folder: Path, tmp_path: Path, pair: tuple[Question, Question], monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(f"sqlite:///{tmp_path}/plans.sqlite")
    memory = SharedTold(database, now=lambda: NOW)
    gate = Gate(Store.open(told_folder / "store"), Settings(store=told_folder / "store"), told=memory)
    whole, less = pair
    with monkeypatch.context() as patch:
        patch.setattr("data.trust.told.insert", _refused)
        with pytest.raises(PlanStoreError):
            gate.ask(ADA, whole)
    # It was judged, but not told: the neighbour may be told now, and then it may not.
    assert gate.ask(ADA, less).total is not None
    assert gate.ask(ADA, whole).total is None


def _refused(_: object) -> None:
    raise PlanStoreError("the disk is full", remedy="Free some space")


def test_the_memory_is_bounded_in_the_database_as_in_a_process(told_folder: Path, file_url: str) -> None:
    gate, database = a_process(told_folder, file_url), Database(file_url)
    for step in range(AREAS_HELD + 8):
        shape = box(-118 + step * 0.4, 25, -100, 34)
        for by in (By.TOTAL, By.CATEGORY):
            gate.ask(ADA, replace(ALL, by=by, polygon=shape))
    with database.reading() as connection:
        texts = list(connection.execute(select(TOLD.c.question)).scalars())
        readers = set(connection.execute(select(TOLD.c.reader)).scalars())
    shapes = {said_from_text(text).question.polygon for text in texts}
    assert len(shapes) <= AREAS_HELD
    assert len(texts) <= 2 * AREAS_HELD
    assert readers == {reader_digest(ADA)}


def test_what_was_told_of_a_version_can_be_forgotten_with_it(
    told_folder: Path, url: str, pair: tuple[Question, Question]
) -> None:
    memory = SharedTold(Database(url), now=lambda: NOW)
    version = a_process(told_folder, url).ask(ADA, pair[0]).version
    assert memory.forget_version("v000099") == 0
    assert memory.forget_version(version) == 1
    with Database(url).reading() as connection:
        assert connection.execute(select(func.count()).select_from(TOLD)).scalar_one() == 0


def test_a_row_that_this_program_did_not_write_stops_answers_about_shapes(
    told_folder: Path, url: str, pair: tuple[Question, Question]
) -> None:
    gate = a_process(told_folder, url)
    version = gate.ask(ADA, ALL).version
    row = {"reader": reader_digest(ADA), "data_version": version, "at": NOW.isoformat()}
    with Database(url).writing() as connection:
        connection.execute(insert(TOLD).values(**row, question='{"measure": "incidents"}'))
    with pytest.raises(TrustError, match="trust_told"):
        gate.ask(ADA, pair[0])


_corner = st.floats(-170, 170, allow_nan=False)
_shape: Callable[..., st.SearchStrategy[Polygon]] = lambda: st.builds(  # noqa: E731
    lambda x, y, w, h: box(x, y, x + w, y + h),
    _corner,
    st.floats(-80, 70),
    st.floats(0.01, 5),
    st.floats(0.01, 5),
)


@given(
    shapes=st.lists(_shape(), min_size=1, max_size=3),
    states=st.binary(max_size=90),
    near=st.none() | st.floats(0, 1e6),
    by=st.sampled_from([By.TOTAL, By.MONTH, By.CATEGORY]),
    notes=st.lists(st.text(max_size=20), max_size=2),
)
def test_what_was_said_comes_back_to_the_last_bit(
    shapes: list[Polygon], states: bytes, near: float | None, by: By, notes: list[str]
) -> None:
    holed = shapes[0].difference(shapely.buffer(shapes[0].centroid, 0.001))
    polygon = holed if len(shapes) == 1 else MultiPolygon(shapes)
    question = Question(
        measure="incidents",
        filter=Filter(first=NOW.date().replace(day=1), regions=("sector:tucson",)),
        by=by,
        polygon=polygon,  # type: ignore[arg-type]
        polygon_notes=tuple(notes),
    )
    said = Said(question=question, states=states, near=near)
    back = said_from_text(said_to_text(said))
    assert back == said
    assert hash(back.question) == hash(question)
