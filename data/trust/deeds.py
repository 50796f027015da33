"""What is written in the audit record: deeds, and how each came out."""

from __future__ import annotations

from enum import StrEnum


class Deed(StrEnum):
    """What somebody did, in words for who reads the record."""

    SIGNED_IN = "signed in"
    SIGN_IN_REFUSED = "sign-in refused"
    SIGNED_OUT = "signed out"
    SIGN_IN_ENDED = "sign-in ended"
    VIEWED_AS = "viewed as"
    DENIED = "denied"
    SAW = "saw"
    FILTERED = "filtered"
    DREW = "drew"
    EXPORTED = "exported"
    EDITED_PLAN = "edited plan"
    REVIEWED_PLAN = "reviewed plan"
    APPROVED_PLAN = "approved plan"
    EDITED_BRIEF = "edited brief"
    FROZE_BRIEF = "froze brief"
    SCHEDULED = "scheduled"
    HANDLED_ALERT = "handled alert"
    INGESTED = "ingested"
    RESTATED = "restated"
    RELEASED = "released"
    WITHDREW = "withdrew"
    MARKED = "marked"
    ROLLED_BACK = "rolled back"
    PURGED_DATA = "purged data"
    CHANGED_ACCOUNT = "changed account"
    READ_AUDIT = "read the audit record"
    EXPORTED_AUDIT = "exported the audit record"
    PURGED_AUDIT = "purged the audit record"
    BACKED_UP = "backed up"
    RESTORED = "restored"


class Outcome(StrEnum):
    """How a deed came out; a change is first written as begun, and then as what became of it."""

    BEGUN = "begun"
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


LOOKING = frozenset({Deed.SAW, Deed.FILTERED, Deed.DREW})
"""Deeds that change nothing and take nothing away; one person who works alone is not recorded looking."""
WITH_REASON = frozenset({Deed.EXPORTED, Deed.APPROVED_PLAN})
"""Deeds for which whoever does them says why, where more than one person is served."""
