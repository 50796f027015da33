"""The only door to a number: rights, exact figures, disclosure control, provenance.

``Gate.ask`` is the one place that an :class:`~data.answers.question.Answer` comes from, so
that suppression, marking, as-of date, source and caveat cannot be forgotten.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pyarrow as pa

from data.answers import revisions
from data.answers.cells import Occupied
from data.answers.figures import Figures
from data.answers.filters import Filter
from data.answers.guard.drawn import DrawnGuard, Ground
from data.answers.guard.memory import ToldMemory
from data.answers.guard.told import as_newest, as_told
from data.answers.judged import JudgedAnswers
from data.answers.measures import measure
from data.answers.memory import Memory
from data.answers.monthly_counts import MonthlyCounts
from data.answers.opened import OpenVersions
from data.answers.question import Answer, Form, Question
from data.answers.released import require_released
from data.answers.revisions import Revision
from data.answers.span import Span
from data.answers.within import require_within
from data.errors import UnknownVersionError
from data.intake.store import Store, StoreVersion
from data.roles import Action, Actor, require
from data.settings import Settings

__all__ = ["Gate", "Span"]


class Gate:
    """Hands out answers over the newest or a named data version of one store."""

    def __init__(self, store: Store, settings: Settings, *, told: ToldMemory | None = None) -> None:
        """Open nothing yet: a version is loaded at its first question, after any fork.

        ``told`` keeps what readers were told of drawn shapes; without it, this process does.
        """
        self._store = store
        self._settings = settings
        self._answers = JudgedAnswers(settings)
        self._opened = OpenVersions(store, settings, self._answers.remembered)
        self._drawn = DrawnGuard(told)

    @property
    def floor(self) -> int:
        """Non-zero counts below this are not shown."""
        return self._settings.floor

    def marking(self, filter_: Filter | None = None) -> str:
        """The marking of the data version that a filter asks for, the newest if it asks for none.

        Where there is no such version it is that of the settings.
        """
        try:
            pinned = filter_.version if filter_ else None
            version = self._store.version(pinned) if pinned else self._store.current()
        except UnknownVersionError:
            return self._answers.marking_of(None)
        return self._answers.marking_of(version)

    def ask(self, actor: Actor, question: Question) -> Answer:
        """The answer, after rights and disclosure control.

        Raises
        ------
        AccessDeniedError
            If the actor may not view, or the question reaches beyond the actor's regions.
        QuestionError
            If the measure is unknown or cannot be broken down as asked.
        UnknownVersionError
            If the filter pins a data version that the store does not have.
        """
        require(actor, Action.VIEW)
        require_within(actor, question)
        version = self.data_version(actor, question.filter)
        figures = self._opened.figures(version)
        judged = partial(self._answers.of, actor, figures, version)
        answer = judged(question)
        if question.polygon is not None:
            ground = Ground(guard=figures.guard(answer.floor), answer_of=judged)
            answer = as_told(answer, self._drawn, ground, reader=actor, ask=partial(self.ask, actor))
        return self._beside_later(actor, answer) if question.filter.version else answer

    def history(self, actor: Actor, question: Question, *, limit: int = 5) -> tuple[Revision, ...]:
        """How the answer was known in the last data versions that changed it, newest first.

        An old version is not loaded: its files are scanned for this question alone. Where the
        filter pins a version, later ones do not count. A value that differs from a later one by
        fewer than the floor is withheld.

        Raises
        ------
        AccessDeniedError
            If the actor may not view.
        QuestionError
            If the measure is unknown or cannot be broken down as asked.
        StoreCorruptError
            If a file of an old version is missing or changed.
        UnknownVersionError
            If the store does not have the pinned version.
        """
        require_within(actor, question)
        latest = self.data_version(actor, question.filter)
        before = (version for version in self._store.history() if version.id < latest.id)
        known = (*before, latest)
        asked = measure(question.measure)
        newest, *older = revisions.changing_versions(known, asked, limit=limit) or known[-1:]
        answers = [self.ask(actor, question)]
        answers += [self._scanned(actor, question, version) for version in older]
        if question.polygon is not None:
            answers = as_newest(answers)
        told = revisions.without_small_steps(
            Revision(version=version.id, published_at=version.created_at, note=version.note, answer=answer)
            for version, answer in zip((newest, *older), answers, strict=True)
        )
        if question.form in {Form.COUNT, Form.CHANGE}:
            return told
        count = replace(question, form=Form.COUNT)
        return revisions.like_counts(told, self.history(actor, count, limit=limit))

    def memory(self, actor: Actor) -> Memory:
        """What answering holds in memory at this moment.

        Raises
        ------
        AccessDeniedError
            If the actor may not view.
        """
        require(actor, Action.VIEW)
        return self._opened.memory()

    def version_id(self, actor: Actor, filter_: Filter) -> str:
        """Id of the data version that the filter asks for: the pinned one, or the newest.

        Raises
        ------
        AccessDeniedError
            If the actor may not view.
        UnknownVersionError
            If the store does not have the pinned version.
        """
        return self.data_version(actor, filter_).id

    def data_version(self, actor: Actor, filter_: Filter) -> StoreVersion:
        """The same with its extracts: which files it is made of, and their papers.

        Raises
        ------
        AccessDeniedError
            If the actor may not view.
        UnknownVersionError
            If the store does not have the pinned version, or nothing is released.
        UnreleasedVersionError
            If the pinned version is pending or withdrawn, and the actor is no steward.
        """
        require(actor, Action.VIEW)
        if not filter_.version:
            return self._store.current()
        version = self._store.version(filter_.version)
        require_released(actor, version)
        return version

    def cells(self, actor: Actor, filter_: Filter, level: int) -> Occupied:
        """The occupied cells of a level: the geometry that answers by cell are aligned with.

        To an actor of some regions they are those that hold any incident of these.

        Raises
        ------
        AccessDeniedError
            If the actor may not view.
        UnknownVersionError
            If the store does not have the pinned version.
        """
        require(actor, Action.VIEW)
        return self._open(actor, filter_).cells(level, actor.regions)

    def span(self, actor: Actor, filter_: Filter) -> Span | None:
        """First and last month of the incidents, whatever the filter; ``None`` if there are none.

        Raises
        ------
        AccessDeniedError
            If the actor may not view.
        UnknownVersionError
            If the store does not have the pinned version.
        """
        require(actor, Action.VIEW)
        months = self._open(actor, filter_).span()
        return Span(first=f"{months[0]:%Y-%m}", last=f"{months[1]:%Y-%m}") if months else None

    def monthly_counts(self, actor: Actor, filter_: Filter, set_key: str) -> MonthlyCounts | None:
        """Exact counts of a set of regions for the rules of ``data/watch``, and for nothing else.

        A test holds that nothing above ``data`` asks for them. Of the filter only the version counts. Whoever
        has some regions is given what lies whole in them. ``None`` if no month of incidents is complete.

        Raises
        ------
        AccessDeniedError
            If the actor may not view.
        FilterError
            If there is no set of that key.
        UnknownVersionError
            If the store does not have the pinned version.
        """
        require(actor, Action.VIEW)
        counts = self._open(actor, filter_).monthly_counts(set_key)
        return counts.within(actor.regions) if counts and actor.regions else counts

    def undisclosed(self, actor: Actor, question: Question) -> pa.Table:
        """The exact table behind an answer; a test holds that nothing above ``data`` asks for it.

        Raises
        ------
        AccessDeniedError
            If the actor may not view.
        QuestionError
            If the measure is unknown or cannot be broken down as asked.
        UnknownVersionError
            If the filter pins a data version that the store does not have.
        """
        require(actor, Action.VIEW)
        require_within(actor, question)
        return self._open(actor, question.filter).exact(question, measure(question.measure)).table

    def _beside_later(self, actor: Actor, answer: Answer) -> Answer:
        """The answer of a pinned version without what later ones give a small count away with."""
        question = answer.question
        if question.form not in {Form.COUNT, Form.CHANGE}:
            return revisions.hidden_alike(answer, self.ask(actor, replace(question, form=Form.COUNT)))
        known, pinned = self._store.history(), question.filter.version or ""
        later = revisions.later_versions(known, measure(question.measure), pinned)
        return revisions.beside(answer, [self._scanned(actor, question, version) for version in later])

    def _scanned(self, actor: Actor, question: Question, version: StoreVersion) -> Answer:
        return self._answers.scanned(actor, self._opened, version, question)

    def _open(self, actor: Actor, filter_: Filter) -> Figures:
        return self._opened.figures(self.data_version(actor, filter_))
