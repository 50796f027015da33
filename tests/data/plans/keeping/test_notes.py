"""Notes: pinned to what the plan has, open until somebody resolves them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from data.errors import AccessDeniedError, PlanError, UnknownPlanError
from data.plans.keeping.notes import Pin, PinnedTo
from data.plans.keeping.store import PlanStore
from tests.data.plans.plan_stores import AT, COUNTIES, JOHN, MARIA, VIEWER, small_plan

PINS = (
    Pin(to=PinnedTo.REGION, keys=("r1",)),
    Pin(to=PinnedTo.UNIT, keys=(COUNTIES[0],)),
    Pin(to=PinnedTo.UNIT, keys=("48141/2/1",)),
    Pin(to=PinnedTo.BORDER, keys=("r1", "r2")),
    Pin(to=PinnedTo.BORDER, keys=("r1", "")),
)
BAD_PINS = (
    Pin(to=PinnedTo.REGION, keys=("r9",)),
    Pin(to=PinnedTo.REGION, keys=("",)),
    Pin(to=PinnedTo.REGION, keys=("r1", "r2")),
    Pin(to=PinnedTo.BORDER, keys=("r1", "r1")),
    Pin(to=PinnedTo.BORDER, keys=("r1", "r9")),
    Pin(to=PinnedTo.UNIT, keys=("Pima",)),
    Pin(to=PinnedTo.UNIT, keys=("48141/3",)),
)


def begun(store: PlanStore) -> int:
    return store.create(MARIA, name="South-west", plan=small_plan(), origin="", at=AT).plan_id


def test_notes_come_back_in_order_after_a_restart(store: PlanStore, url: str) -> None:
    plan_id = begun(store)
    written = tuple(
        store.notes.add(JOHN, plan_id, pin=pin, text=f"Look here:\nnumber {number} – why?", at=AT)
        for number, pin in enumerate(PINS)
    )
    again = PlanStore(url)
    assert again.notes.of(plan_id) == written
    assert tuple(note.pin for note in written) == PINS
    assert all(note.is_open for note in written)
    again.close()


def test_a_note_is_resolved_once_and_says_by_whom(store: PlanStore) -> None:
    plan_id = begun(store)
    note = store.notes.add(JOHN, plan_id, pin=PINS[0], text="Why?", at=AT)
    done = store.notes.resolve(MARIA, plan_id, note_id=note.note_id, at=AT + timedelta(hours=1))
    assert (done.is_open, done.resolved_by, done.resolved_at) == (False, "maria", AT + timedelta(hours=1))
    assert store.notes.resolve(JOHN, plan_id, note_id=note.note_id, at=AT + timedelta(hours=2)) == done


def test_a_note_on_what_the_plan_has_not_is_refused(store: PlanStore) -> None:
    plan_id = begun(store)
    for pin in BAD_PINS:
        with pytest.raises(PlanError):
            store.notes.add(MARIA, plan_id, pin=pin, text="Why?", at=AT)
    assert store.notes.of(plan_id) == ()


def test_a_note_that_cannot_be_read_is_refused(store: PlanStore) -> None:
    plan_id = begun(store)
    for words in ("", " \n ", "x" * 4001, "null \0 character"):
        with pytest.raises(PlanError, match="the note"):
            store.notes.add(MARIA, plan_id, pin=PINS[0], text=words, at=AT)


def test_a_note_of_another_plan_is_not_found(store: PlanStore) -> None:
    note = store.notes.add(MARIA, begun(store), pin=PINS[0], text="Why?", at=AT)
    other = begun(store)
    with pytest.raises(UnknownPlanError, match="has no note"):
        store.notes.resolve(MARIA, other, note_id=note.note_id, at=AT)


def test_a_viewer_writes_no_notes(store: PlanStore) -> None:
    with pytest.raises(AccessDeniedError):
        store.notes.add(VIEWER, begun(store), pin=PINS[0], text="Why?", at=AT)
