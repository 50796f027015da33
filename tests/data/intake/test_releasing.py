"""Pending, released, withdrawn: no order of deeds shows what no steward has passed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from data.errors import ReleaseError, UnknownVersionError
from data.extracts.contract import Kind
from data.intake.manifest import Manifest
from data.intake.manifest_json import manifest_from, manifest_text
from data.intake.release_state import Arriving, ReleaseState
from data.intake.releasing import Deciding, is_made_of, mark, release, withdraw
from data.intake.store import Store
from data.markings import highest_marking
from tests.data.intake.made import held, incidents, observations, take_in
from tests.data.intake.test_manifest import AT, _extract, _file

WAITING = Arriving(waits_for_review=True)
MARKINGS = ("", "UNCLASSIFIED", "CUI//LES", "SECRET")


def _deciding(reason: str = "looked at") -> Deciding:
    return Deciding(by="stella", at=AT, reason=reason)


class Reviewing(RuleBasedStateMachine):
    """Files come in and stewards decide, in any order."""

    def __init__(self) -> None:
        """Begin with an empty store."""
        super().__init__()
        self.manifest = Manifest()
        self.passed: set[str] = set()
        self.withdrawn: set[str] = set()

    @rule(waits=st.booleans(), marking=st.sampled_from(MARKINGS))
    def take_in(self, *, waits: bool, marking: str) -> None:
        """A file comes in."""
        number, tip = self.manifest.next_number, self.manifest.tip()
        self.manifest = self.manifest.published(
            extracts=(_extract(number),),
            files=(_file(number),),
            base=tip.id if tip else None,
            note="ingest",
            at=AT,
            arriving=Arriving(waits_for_review=waits, marking=marking),
        )
        if self.manifest.versions[-1].state is ReleaseState.RELEASED:
            self.passed.add(self.manifest.versions[-1].id)

    @precondition(lambda self: self.manifest.versions)
    @rule(data=st.data(), marking=st.sampled_from(MARKINGS))
    def release(self, data: st.DataObject, marking: str) -> None:
        """A steward releases a version, if that may be done."""
        chosen = data.draw(st.sampled_from(self.manifest.versions))
        beneath = {one.id for one in self.manifest.versions if is_made_of(self.manifest, chosen, one)}
        may = chosen.state is ReleaseState.PENDING and beneath <= self.passed
        if not may:
            with pytest.raises(ReleaseError):
                release(self.manifest, chosen.id, _deciding(), marking=marking)
            return
        self.manifest = release(self.manifest, chosen.id, _deciding(), marking=marking)
        self.passed.add(chosen.id)
        if marking:
            assert self.manifest.record(chosen.id).marking == marking

    @precondition(lambda self: self.manifest.versions)
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        """A steward withdraws a version, with all that is made of it."""
        chosen = data.draw(st.sampled_from(self.manifest.versions))
        if chosen.state is ReleaseState.WITHDRAWN:
            with pytest.raises(ReleaseError):
                withdraw(self.manifest, chosen.id, _deciding())
            return
        self.manifest = withdraw(self.manifest, chosen.id, _deciding())
        made_of = {one.id for one in self.manifest.versions if is_made_of(self.manifest, one, chosen)}
        self.withdrawn |= {chosen.id, *made_of}
        self.passed -= self.withdrawn

    @precondition(lambda self: self.manifest.released())
    @rule(data=st.data())
    def roll_back(self, data: st.DataObject) -> None:
        """The store goes back to a released version."""
        to = data.draw(st.sampled_from(self.manifest.released()))
        self.manifest = self.manifest.published(extracts=(), base=to.id, note="rolled back", at=AT)
        self.passed.add(self.manifest.versions[-1].id)

    @precondition(lambda self: self.manifest.versions)
    @rule(data=st.data(), marking=st.sampled_from(MARKINGS[1:]))
    def mark(self, data: st.DataObject, marking: str) -> None:
        """A steward marks a version."""
        chosen = data.draw(st.sampled_from(self.manifest.versions))
        if chosen.state is not ReleaseState.WITHDRAWN:
            self.manifest = mark(self.manifest, chosen.id, _deciding(), marking)

    @invariant()
    def what_is_shown_was_passed(self) -> None:
        """Everybody sees exactly what was passed, nothing of it made of what was not."""
        assert {version.id for version in self.manifest.released()} == self.passed
        seen = {
            extract for version in self.manifest.released() for extract in self.manifest.extracts(version.id)
        }
        for version in self.manifest.versions:
            if version.id not in self.passed:
                assert not set(version.extracts) & seen
        if self.passed:
            assert self.manifest.current().id == max(self.passed)
        else:
            with pytest.raises(UnknownVersionError):
                self.manifest.current()

    @invariant()
    def what_is_withdrawn_stays_withdrawn(self) -> None:
        """No deed brings a withdrawn version back."""
        states = {version.id: version.state for version in self.manifest.versions}
        assert all(states[one] is ReleaseState.WITHDRAWN for one in self.withdrawn)

    @invariant()
    def it_is_read_as_it_was_written(self) -> None:
        """States, markings and decisions outlive the process."""
        assert manifest_from(manifest_text(self.manifest)) == self.manifest


Reviewing.TestCase.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
TestReviewing = Reviewing.TestCase


@given(st.lists(st.sampled_from(MARKINGS), min_size=1, max_size=6))
def test_a_version_has_the_highest_marking_of_what_it_is_made_of(markings: list[str]) -> None:
    manifest = Manifest()
    for number, marking in enumerate(markings):
        tip = manifest.tip()
        manifest = manifest.published(
            extracts=(_extract(number),),
            base=tip.id if tip else None,
            note="",
            at=AT,
            arriving=Arriving(marking=marking),
        )
    stated = [marking for marking in markings if marking]
    assert manifest.versions[-1].marking == (highest_marking(stated) if stated else "")


def test_a_higher_marking_reaches_what_is_made_of_the_version_and_a_lower_one_does_not() -> None:
    manifest = Manifest()
    for number, marking in enumerate(["CUI", "CUI//LES"]):
        tip = manifest.tip()
        manifest = manifest.published(
            extracts=(_extract(number),), base=tip.id if tip else None, note="", at=AT,
            arriving=Arriving(marking=marking),
        )  # fmt: skip
    raised = mark(manifest, "v000001", _deciding(), "SECRET")
    assert [version.marking for version in raised.versions] == ["SECRET", "SECRET"]
    lowered = mark(raised, "v000001", _deciding(), "UNCLASSIFIED")
    assert [version.marking for version in lowered.versions] == ["UNCLASSIFIED", "SECRET"]
    assert [one.marking for one in lowered.versions[0].decisions] == ["SECRET", "UNCLASSIFIED"]


@pytest.mark.parametrize("marking", ["", "  ", "CUI\nSECRET", "x" * 201])
def test_a_marking_is_one_printed_line(marking: str) -> None:
    manifest = Manifest().published(extracts=(), base=None, note="", at=AT)
    with pytest.raises(ReleaseError, match="marking"):
        mark(manifest, "v000001", _deciding(), marking)


@pytest.mark.parametrize("reason", ["", " \n", "x" * 501])
def test_nothing_is_decided_without_a_reason(reason: str) -> None:
    manifest = Manifest().published(extracts=(), base=None, note="", at=AT, arriving=WAITING)
    for decide in (release, withdraw):
        with pytest.raises(ReleaseError, match="reason"):
            decide(manifest, "v000001", _deciding(reason))


def test_what_waits_holds_up_nobody_and_is_not_shown(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    take_in(store, observations({}), "one")
    waiting = store.receiving(WAITING)
    take_in(waiting, incidents({}, {"incident_id": "A-2"}), "two")
    take_in(waiting, incidents({"incident_id": "A-3"}), "three")
    assert (store.current().id, [version.id for version in store.history()]) == ("v000001", ["v000001"])
    assert [version.state for version in store.versions()[1:]] == [ReleaseState.PENDING] * 2
    assert take_in(waiting, incidents({"incident_id": "A-3"}), "three").changed is False


def test_a_file_that_was_withdrawn_may_come_again_and_the_next_is_laid_on_what_stands(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store").receiving(WAITING)
    for name in ("one", "two"):
        take_in(store, incidents({"incident_id": name}), name)
    _decide(store, lambda manifest: release(manifest, "v000001", _deciding()))
    _decide(store, lambda manifest: withdraw(manifest, "v000002", _deciding()))
    again = take_in(store, incidents({"incident_id": "two"}), "two")
    assert (again.changed, again.version) == (True, "v000003")
    _decide(store, lambda manifest: release(manifest, "v000003", _deciding()))
    assert held(store.current(), Kind.INCIDENTS, "incident_id") == [("one",), ("two",)]


def test_what_replaces_synthetic_incidents_still_waits_for_what_it_keeps(
    tmp_path: Path,
) -> None:
    store = Store.create(tmp_path / "store").receiving(WAITING)
    take_in(store, observations({}), "figures")
    take_in(store, incidents({}), "made", is_synthetic=True)
    take_in(store, incidents({"incident_id": "R-1"}), "real")
    with pytest.raises(ReleaseError, match="v000001"):
        release(store.manifest(), "v000003", _deciding())
    gone = withdraw(store.manifest(), "v000001", _deciding())
    assert not gone.released()
    assert [version.state for version in gone.versions] == [ReleaseState.WITHDRAWN] * 3


def test_the_store_goes_back_to_what_is_released_only(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    take_in(store, incidents({}), "one")
    take_in(store.receiving(WAITING), incidents({"incident_id": "two"}), "two")
    with pytest.raises(ReleaseError, match="pending"):
        store.rollback("v000002", now=datetime.now(UTC))


def test_what_comes_in_on_top_of_what_waits_waits_too_whatever_the_settings_say(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    take_in(store.receiving(WAITING), incidents({}), "one")
    take_in(store, incidents({"incident_id": "two"}), "two")
    assert store.history() == ()


def test_pruning_keeps_the_current_version_under_any_number_that_wait(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    take_in(store, incidents({}), "one")
    for name in ("two", "three", "four"):
        take_in(store.receiving(WAITING), incidents({"incident_id": name}), name)
    store.prune(1, now=AT + timedelta(days=1))
    assert [version.id for version in store.versions()] == ["v000001", "v000004"]
    assert store.current().id == "v000001"
    with pytest.raises(UnknownVersionError, match="removed on 02 Nov 2026"):
        store.version("v000002")


def _decide(store: Store, step: object) -> None:
    assert callable(step)
    with store.writing() as writing:
        writing.publish(step(writing.manifest))
