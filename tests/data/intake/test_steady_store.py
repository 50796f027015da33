"""A server's store: damage to what is newest does not take away what was sound (catalogue D5)."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.answers.filters import Filter
from data.answers.heard import HeardGate
from data.answers.question import Answer, By, Question
from data.errors import StoreCorruptError, StoreError
from data.intake.steady_store import SteadyStore
from data.intake.store import Store
from data.roles import LOCAL_ACTOR
from data.settings import Settings
from tests.data.intake.made import incidents, take_in

TOTAL = Question(measure="incidents", filter=Filter(), by=By.TOTAL)


@pytest.fixture
def store(tmp_path: Path) -> SteadyStore:
    """Two versions: of 20 incidents, and of 40."""
    made = Store.create(tmp_path / "store")
    take_in(made, incidents(*({"incident_id": f"X{n}"} for n in range(20))), name="first")
    take_in(made, incidents(*({"incident_id": f"Y{n}"} for n in range(20))), name="second")
    return SteadyStore.open(made.path)


def newest_file(store: Store) -> Path:
    older = {file.name for file in store.version("v000001").files}
    name = next(file.name for file in store.version("v000002").files if file.name not in older)
    return store.folders.segments / name


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def ask(store: SteadyStore, gate: HeardGate | None = None) -> Answer:
    return (gate or HeardGate(store, Settings(store=store.path))).ask(LOCAL_ACTOR, TOTAL)


def test_sound_data_is_answered_from_the_newest_version(store: SteadyStore) -> None:
    answer = ask(store)
    assert (answer.version, answer.total) == ("v000002", 40)
    assert store.fault == ""


@pytest.mark.parametrize("damage", [flip, Path.unlink])
def test_of_a_damaged_version_nothing_is_answered_but_of_the_one_before(
    store: SteadyStore, damage: object
) -> None:
    assert callable(damage)
    damage(newest_file(store))
    answer = ask(store)
    assert (answer.version, answer.total) == ("v000001", 20)
    assert store.current().id == "v000001"
    assert newest_file(store).name in store.fault


def test_a_version_that_is_repaired_is_answered_from_again(store: SteadyStore) -> None:
    path = newest_file(store)
    sound = path.read_bytes()
    flip(path)
    gate = HeardGate(store, Settings(store=store.path))
    assert ask(store, gate).version == "v000001"
    path.unlink()
    path.write_bytes(sound)
    assert ask(store, gate).version == "v000002"
    assert store.fault == ""


def test_who_pins_the_damaged_version_is_told(store: SteadyStore) -> None:
    flip(newest_file(store))
    gate = HeardGate(store, Settings(store=store.path))
    pinned = Question(measure="incidents", filter=Filter(version="v000002"), by=By.TOTAL)
    with pytest.raises(StoreCorruptError):
        gate.ask(LOCAL_ACTOR, pinned)


@pytest.mark.parametrize("text", [None, "{", ""])
def test_a_manifest_that_is_gone_or_damaged_leaves_what_was_read_before(
    store: SteadyStore, text: str | None
) -> None:
    manifest = store.path / "manifest.json"
    sound = manifest.read_text()
    if text is None:
        manifest.unlink()
    else:
        manifest.write_text(text)
    assert ask(store).total == 40
    assert store.fault
    manifest.write_text(sound)
    assert store.current().id == "v000002"
    assert store.fault == ""


def test_nothing_is_published_over_a_manifest_that_cannot_be_read(store: SteadyStore) -> None:
    (store.path / "manifest.json").write_text("{")
    with pytest.raises(StoreError), store.writing():
        pytest.fail("the store was written to")
    assert (store.path / "manifest.json").read_text() == "{"


def test_listeners_hear_each_answer_and_how_often_it_came_from_memory(store: SteadyStore) -> None:
    gate = HeardGate(store, Settings(store=store.path))
    heard: list[Answer] = []
    gate.listen(heard.append)
    answers = [ask(store, gate) for _ in range(3)]
    assert heard == answers
    assert gate.remembered() == (2, 1)
