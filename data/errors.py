"""Every refusal in the house, in one tree.

::

    BorderopsError
    ├── SettingsError            a setting is missing or out of range
    ├── ExtractError             a file cannot be taken in
    │   ├── UnreadableExtractError   truncated, empty, mis-encoded, wrongly zipped
    │   ├── UnknownFormatError       no reader recognises the content
    │   ├── MappingError             a column mapping is malformed or does not fit the file
    │   ├── PersonLevelColumnError   a column names or describes a person
    │   └── CheckFailedError         rows break a rule of the schema
    ├── StoreError               the embedded store
    │   ├── StoreCorruptError        a file is missing or its SHA-256 differs
    │   ├── CountsDifferError        two ways to count the same rows disagree
    │   ├── StoreBusyError           another writer holds the store
    │   └── UnknownVersionError      no such data version
    │       └── UnreleasedVersionError   the data version waits for review, or was withdrawn
    ├── PlanError                a plan cannot be changed, kept or found as asked
    │   ├── LockedError              the change would move what is locked
    │   ├── PlanConflictError        somebody else changed the plan first; the edit is kept as a branch
    │   ├── UnknownPlanError         no such plan, edit, version or note
    │   ├── PlanFileError            a file of plans or boundaries is unusable
    │   └── PlanStoreError           the database of plans cannot be read or written
    ├── BriefError               a brief, its scenes or its schedule cannot be kept as sent
    │   ├── UnknownBriefError        no such brief, or no such frozen one
    │   └── BriefConflictError       somebody else changed the brief first; nothing was changed
    ├── TrustError               sign-in, sessions, accounts, the audit record, releases of data
    │   ├── SignInError              who asks is not known, or no longer
    │   ├── TooManyAttemptsError     too many tries in too short a time
    │   ├── AccountError             an account cannot be made or changed as asked
    │   ├── AuditError               the audit record cannot be written or read; nothing was done unrecorded
    │   ├── ReasonError              what was asked needs a reason, and none was given
    │   └── ReleaseError             a data version cannot be released, withdrawn or marked as asked
    ├── BackupError              a backup cannot be made, is not sound, or cannot be restored
    ├── DeliveryError            a document cannot be delivered, or a schedule not kept
    ├── ReferenceTableError      a packaged reference table is wrong
    └── QuestionError            a question cannot be answered
        ├── FilterError              a filter value is not allowed
        ├── PolygonError             a drawn or uploaded polygon is unusable
        ├── AccessDeniedError        this actor may not ask
        └── TooCostlyError           the answer would take more time or memory than one question may

A message says where (file, row, column, ring, vertex), what was found, what was
expected and what to do. ``where`` and ``remedy`` travel beside the message, so
that a terminal, a JSON report and a page show the same facts.
"""

from __future__ import annotations

from data.refusal import BorderopsError as BorderopsError  # noqa: PLC0414  # the tree is read from here
from data.refusal import Where as Where  # noqa: PLC0414


class SettingsError(BorderopsError):
    """A setting is missing, malformed or out of range."""


class ExtractError(BorderopsError):
    """A file cannot be taken in; nothing of it was stored."""


class UnreadableExtractError(ExtractError):
    """The bytes are truncated, empty, mis-encoded or wrongly compressed."""


class UnknownFormatError(ExtractError):
    """No reader recognises the content."""


class MappingError(ExtractError):
    """A column mapping is malformed or names a column that the file does not have."""


class PersonLevelColumnError(ExtractError):
    """A column names or describes a person; such files are never taken in."""


class CheckFailedError(ExtractError):
    """Rows break a rule; the report that lists them is in ``report``."""

    def __init__(
        self,
        found: str,
        *,
        report: object,
        where: Where | None = None,
        remedy: str = "",
    ) -> None:
        """Keep the check report beside the message."""
        self.report = report
        super().__init__(found, where=where, remedy=remedy)


class StoreError(BorderopsError):
    """The embedded store cannot do what was asked; it is unchanged."""


class StoreCorruptError(StoreError):
    """A file of the store is missing or differs from its SHA-256."""


class CountsDifferError(StoreError):
    """The product counts something else than the rows that the store holds."""


class StoreBusyError(StoreError):
    """Another process is writing to the store."""


class UnknownVersionError(StoreError):
    """The store has no such data version."""


class UnreleasedVersionError(UnknownVersionError):
    """The data version waits for a steward's review, or was withdrawn; others are answered."""


class JournalError(BorderopsError):
    """The journal of alerts cannot be read or written; it is unchanged."""


class JournalConflictError(JournalError):
    """Somebody else acted on the same alert first; the journal is unchanged."""


class RuleError(BorderopsError):
    """A rule to watch, or whom its alerts are given to, is not one that can be kept."""


class PlanError(BorderopsError):
    """A plan cannot be changed, kept or found as asked; it is unchanged."""


class LockedError(PlanError):
    """The change would move a unit that is locked, or is in a locked region."""


class PlanConflictError(PlanError):
    """Somebody else changed the plan first; the refused edit is kept as a branch."""


class UnknownPlanError(PlanError):
    """There is no such plan, or nothing of that id in it."""


class PlanFileError(PlanError):
    """A file of plans or boundaries is unusable; nothing of it was taken in."""


class PlanStoreError(PlanError):
    """The database of plans cannot be read or written; what it acknowledged before is kept."""


class BriefError(BorderopsError):
    """A brief cannot be kept, composed or frozen as asked; the scene and field are named."""


class TrustError(BorderopsError):
    """Something about sign-in, rights, the audit record or the release of data cannot be done as asked."""


class SignInError(TrustError):
    """Who asks is not known, or no longer; nothing was shown or done."""


class TooManyAttemptsError(TrustError):
    """Too many tries in too short a time; later ones will be heard again, in ``wait_s`` seconds."""

    def __init__(self, found: str, *, wait_s: int = 1, where: Where | None = None, remedy: str = "") -> None:
        """Keep the seconds beside the message."""
        self.wait_s = wait_s
        super().__init__(found, where=where, remedy=remedy)


class AccountError(TrustError):
    """An account, a grant or a device cannot be made or changed as asked; it is unchanged."""


class AuditError(TrustError):
    """The audit record cannot be written or read, or is not whole; nothing was done unrecorded."""


class ReasonError(TrustError):
    """What was asked goes into the record with a reason, and none was given; nothing was done."""


class ReleaseError(TrustError):
    """A data version cannot be released, withdrawn or marked as asked; it is unchanged."""


class BackupError(BorderopsError):
    """A backup cannot be made, is not sound, or would be restored over something."""


class DeliveryError(BorderopsError):
    """A document cannot be delivered, or a schedule is not one that can be kept."""


class UnknownBriefError(BriefError):
    """There is no such brief, or no such frozen one."""


class BriefConflictError(BriefError):
    """Somebody else changed the brief first; nothing was changed."""


class ReferenceTableError(BorderopsError):
    """A reference table is missing a column, a key or a source."""


class QuestionError(BorderopsError):
    """A question cannot be answered."""


class FilterError(QuestionError):
    """A filter names a value that does not exist or a period that is reversed."""


class PolygonError(QuestionError):
    """A polygon from outside is unusable; the ring and vertex are named."""


class AccessDeniedError(QuestionError):
    """The actor may not ask this question."""


class TooCostlyError(QuestionError):
    """The answer would take more time or memory than one question may; others are not held up by it."""
