"""The store of briefs, on both databases: nothing is lost, and of two who save the second is told."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from data.briefs.brief import Brief
from data.briefs.defaults import default_brief, default_tokens
from data.briefs.keeping import BriefStore
from data.briefs.kept_briefs import FrozenSummary
from data.errors import (
    AccessDeniedError,
    BriefConflictError,
    BriefError,
    PlanStoreError,
    UnknownBriefError,
)
from data.plans.keeping.database import Database
from data.roles import Actor
from tests.data.briefs.brief_cases import EVERY_KIND
from tests.data.plans.plan_stores import AT, JOHN, MARIA, VIEWER

LATER = AT + timedelta(hours=1)
OTHER = replace(EVERY_KIND, title="Other", scenes=EVERY_KIND.scenes[:2])


def test_a_brief_comes_back_after_a_restart(briefs: BriefStore, url: str) -> None:
    made = briefs.create(MARIA, EVERY_KIND, at=AT, origin="the commander's page")
    again = BriefStore(Database(url))
    found = again.open(made.token)
    assert found == made
    assert found.brief == EVERY_KIND
    assert (found.version, found.summary.owner, found.summary.scenes) == (1, "maria", len(EVERY_KIND.scenes))
    again.database.close()


def test_a_save_is_of_the_version_that_was_seen_or_refused_with_who_and_when(briefs: BriefStore) -> None:
    token = briefs.create(MARIA, EVERY_KIND, at=AT).token
    saved = briefs.save(JOHN, token, OTHER, expected_version=1, at=LATER)
    assert (saved.version, saved.brief, saved.summary.changed_by) == (2, OTHER, "john")
    with pytest.raises(BriefConflictError, match=r"john changed 'Other'.* version 2, you saw 1") as refused:
        briefs.save(MARIA, token, replace(EVERY_KIND, title="Mine"), expected_version=1, at=LATER)
    assert "Nothing of yours was stored" in refused.value.remedy
    assert briefs.open(token) == saved


def test_of_many_who_save_at_once_one_is_first_and_the_others_are_told(briefs: BriefStore) -> None:
    token = briefs.create(MARIA, EVERY_KIND, at=AT).token
    together, outcomes = threading.Barrier(6), list[str]()

    def save(number: int) -> None:
        together.wait()
        try:
            mine = replace(EVERY_KIND, title=f"Of {number}")
            briefs.save(MARIA, token, mine, expected_version=1, at=AT)
            outcomes.append(f"Of {number}")
        except BriefConflictError:
            outcomes.append("told")

    threads = [threading.Thread(target=save, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes)[1:] == ["told"] * 5
    assert briefs.open(token).brief.title in outcomes
    assert briefs.open(token).version == 2


def test_a_duplicate_is_a_brief_of_its_own(briefs: BriefStore) -> None:
    first = briefs.create(MARIA, EVERY_KIND, at=AT)
    copy = briefs.duplicate(JOHN, first.token, at=LATER)
    assert copy.token != first.token
    assert (copy.brief.title, copy.summary.owner) == ("Every kind (copy)", "john")
    assert copy.brief.scenes == EVERY_KIND.scenes
    assert copy.summary.origin == "a copy of Every kind, version 1"
    briefs.save(JOHN, copy.token, OTHER, expected_version=1, at=LATER)
    assert briefs.open(first.token) == first


def test_the_title_of_a_copy_is_never_too_long(briefs: BriefStore) -> None:
    first = briefs.create(MARIA, replace(OTHER, title="x" * 200), at=AT)
    assert len(briefs.duplicate(MARIA, first.token, at=AT).brief.title) == 200


def test_default_briefs_are_opened_and_copied_but_not_changed(briefs: BriefStore) -> None:
    for token in ("national", "region:best:phoenix"):
        found = briefs.open(token)
        assert (found.brief, found.version, found.summary.is_default) == (default_brief(token), 0, True)
        with pytest.raises(BriefError, match="is not changed"):
            briefs.save(MARIA, token, OTHER, expected_version=0, at=AT)
        with pytest.raises(BriefError, match="is not changed"):
            briefs.archive(MARIA, token, expected_version=0, at=AT)
        copy = briefs.duplicate(MARIA, token, at=AT, title="Ours")
        assert (copy.brief.scenes, copy.version) == (found.brief.scenes, 1)


def test_the_list_has_the_defaults_first_and_then_what_was_changed_last(briefs: BriefStore) -> None:
    old = briefs.create(MARIA, OTHER, at=AT)
    new = briefs.create(MARIA, EVERY_KIND, at=LATER)
    listed = briefs.list(VIEWER)
    assert [one.token for one in listed] == [*default_tokens(), new.token, old.token]
    assert all(one.is_default == (one.version == 0) for one in listed)


def test_looking_makes_no_file(briefs: BriefStore) -> None:
    assert [one.token for one in briefs.list(VIEWER)] == [*default_tokens()]
    assert briefs.frozen.list("national") == ()
    assert briefs.frozen.newest_for("national") is None
    with pytest.raises(UnknownBriefError):
        briefs.open("1")
    assert briefs.database.is_absent == briefs.database.is_sqlite


def test_an_archived_brief_is_kept_out_of_the_list_and_of_changes_until_it_is_back(
    briefs: BriefStore,
) -> None:
    token = briefs.create(MARIA, OTHER, at=AT).token
    gone = briefs.archive(MARIA, token, expected_version=1, at=LATER)
    assert token not in [one.token for one in briefs.list(MARIA)]
    assert token in [one.token for one in briefs.list(MARIA, with_archived=True)]
    assert briefs.open(token) == gone
    with pytest.raises(BriefError, match="is archived"):
        briefs.save(MARIA, token, EVERY_KIND, expected_version=2, at=LATER)
    briefs.archive(MARIA, token, expected_version=2, at=LATER, is_archived=False)
    assert token in [one.token for one in briefs.list(MARIA)]


@pytest.mark.parametrize(
    "token", ["", "0", "7", "-1", "01", "1.0", "9" * 12, "nation", "region:best:nowhere", "Ⅷ"]
)
def test_a_token_that_names_nothing_is_refused(briefs: BriefStore, token: str) -> None:
    briefs.create(MARIA, OTHER, at=AT)
    with pytest.raises(UnknownBriefError, match="there is no brief"):
        briefs.open(token)


def test_who_may_only_view_changes_nothing(briefs: BriefStore) -> None:
    token = briefs.create(MARIA, OTHER, at=AT).token
    with pytest.raises(AccessDeniedError):
        briefs.create(VIEWER, OTHER, at=AT)
    with pytest.raises(AccessDeniedError):
        briefs.save(VIEWER, token, EVERY_KIND, expected_version=1, at=AT)
    with pytest.raises(AccessDeniedError):
        briefs.duplicate(VIEWER, token, at=AT)
    with pytest.raises(AccessDeniedError):
        briefs.archive(VIEWER, token, expected_version=1, at=AT)
    with pytest.raises(AccessDeniedError):
        _frozen(briefs, token, "{}", by=VIEWER)
    assert briefs.open(token).version == 1


def test_a_brief_that_could_not_be_read_back_is_not_stored(briefs: BriefStore) -> None:
    with pytest.raises(BriefError, match="title has 201 characters"):
        briefs.create(MARIA, Brief(title="x" * 201, scenes=()), at=AT)
    assert len(briefs.list(MARIA)) == len(default_tokens())


def test_what_is_frozen_comes_back_and_the_newest_of_a_brief_is_found(briefs: BriefStore) -> None:
    first = _frozen(briefs, "national", '{"n":1}')
    second = _frozen(briefs, "national", '{"n":2}')
    other = _frozen(briefs, "region:best:phoenix", '{"n":3}')
    assert briefs.frozen.list("national") == (second, first)
    newest = briefs.frozen.newest_for("national")
    assert newest is not None
    assert (newest.summary, newest.content, newest.brief) == (second, '{"n":2}', EVERY_KIND)
    assert briefs.frozen.open(other.frozen_id).summary == other
    with pytest.raises(UnknownBriefError, match="there is no frozen brief 99"):
        briefs.frozen.open(99)


def test_what_is_frozen_is_neither_changed_nor_deleted(briefs: BriefStore) -> None:
    frozen = _frozen(briefs, "national", "{}")
    for statement in ("UPDATE brief_frozen SET content = '[]'", "DELETE FROM brief_frozen"):
        with pytest.raises(PlanStoreError, match="only added to"), briefs.database.writing() as connection:
            connection.execute(text(statement))
    assert briefs.frozen.open(frozen.frozen_id).content == "{}"


def test_a_digest_of_something_else_is_refused(briefs: BriefStore) -> None:
    with pytest.raises(BriefError, match="is not that of the content"):
        briefs.frozen.add(
            MARIA,
            "national",
            brief=OTHER,
            content="{}",
            data_version="v000001",
            digest=hashlib.sha256(b"[]").hexdigest(),
            at=AT,
        )


def _frozen(briefs: BriefStore, token: str, content: str, by: Actor = MARIA) -> FrozenSummary:
    return briefs.frozen.add(
        by,
        token,
        brief=EVERY_KIND,
        content=content,
        data_version="v000002",
        digest=hashlib.sha256(content.encode()).hexdigest(),
        at=AT,
    )
