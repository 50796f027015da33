"""Approvals: signed, in a chain, and never shown if they are not what was signed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select, text, update

from data.errors import PlanStoreError
from data.plans.keeping.signing import Proof
from data.plans.keeping.store import PlanStore
from data.plans.keeping.tables import APPROVED
from tests.data.plans.plan_stores import small_plan
from tests.data.plans.reviews import TODAY, approve, checked, submitted

KEY = "a key for tests that is long enough"
TAMPERED = (
    ("name", "Other"),
    ("reviewer", "maria"),
    ("effective_from", "2026-11-29"),
    ("signature", "x"),
    ("method", "none"),
    ("body", "x"),
)


@pytest.fixture
def signed(url: str) -> Iterator[PlanStore]:
    """A store with a key."""
    made = PlanStore(url, signing_key=KEY)
    yield made
    made.close()


def test_the_signature_says_how_it_was_made_and_what_it_proves(signed: PlanStore, url: str) -> None:
    approve(signed, checked(signed, submitted(signed)))
    proofs = {}
    for name, key in (("same", KEY), ("none", ""), ("other", KEY[::-1])):
        store = PlanStore(url, signing_key=key)
        found = store.approved_on(TODAY)
        assert found is not None
        proofs[name] = found.proof
        assert found.method == "hmac-sha256"
        store.close()
    assert proofs == {"same": Proof.SIGNED, "none": Proof.OTHER_KEY, "other": Proof.OTHER_KEY}


def test_without_a_key_approvals_are_a_chain_of_checksums(store: PlanStore) -> None:
    for _ in range(3):
        approve(store, checked(store, submitted(store)))
    found = store.approved_on(TODAY)
    assert found is not None
    assert (found.method, found.proof) == ("sha256-chain", Proof.CHAINED)
    assert store.review.approvals.verify() == ()


def test_an_approval_that_was_tampered_with_is_found_and_not_shown(signed: PlanStore) -> None:
    for plan in (small_plan(), small_plan(regions=4)):
        approve(signed, checked(signed, submitted(signed, plan=plan)))
    with signed.database.writing() as connection:
        off = (
            "DROP TRIGGER plan_approved_no_update"
            if signed.database.is_sqlite
            else "ALTER TABLE plan_approved DISABLE TRIGGER USER"
        )
        connection.execute(text(off))
        kept = connection.execute(select(APPROVED).order_by(APPROVED.c.id)).mappings().all()
    for column, value in (*TAMPERED, ("body", kept[0]["body"])):
        _set(signed, column=column, value=value)
        assert signed.review.approvals.verify()
        with pytest.raises(PlanStoreError, match="not what was signed"):
            signed.review.approvals.of(2)
        _set(signed, column=column, value=kept[1][column])
        assert signed.review.approvals.verify() == ()


def _set(store: PlanStore, *, column: str, value: str) -> None:
    with store.database.writing() as connection:
        connection.execute(update(APPROVED).where(APPROVED.c.id == 2).values({column: value}))


def test_an_approval_that_was_taken_out_is_missed_by_the_one_after(signed: PlanStore) -> None:
    for _ in range(3):
        approve(signed, checked(signed, submitted(signed)))
    with signed.database.writing() as connection:
        off = (
            "DROP TRIGGER plan_approved_no_delete"
            if signed.database.is_sqlite
            else "ALTER TABLE plan_approved DISABLE TRIGGER ALL"
        )
        connection.execute(text(off))
        if signed.database.is_sqlite:
            connection.execute(text("DROP TRIGGER plan_approved_no_update"))
        connection.execute(text("UPDATE plan_approved SET supersedes = NULL"))
        connection.execute(text("DELETE FROM plan_approved WHERE id = 2"))
    assert any("not the one it was signed over" in fault for fault in signed.review.approvals.verify())
