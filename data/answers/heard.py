"""The gate, with somebody listening: what was answered, from which version, and how often from memory."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from data.answers.figures import Figures
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.guard.memory import ToldMemory
from data.answers.question import Answer, Question
from data.errors import StoreCorruptError
from data.intake.store import Store
from data.roles import Actor
from data.settings import Settings

_T = TypeVar("_T")
_SOUND_TRIES = 2
"""So many damaged versions are passed over in one question; a steady store names the next."""


class HeardGate(Gate):
    """Tells listeners of each answer that it hands out; they can change nothing."""

    def __init__(self, store: Store, settings: Settings, *, told: ToldMemory | None = None) -> None:
        """Open nothing yet; nobody listens. ``told`` is as the gate has it."""
        super().__init__(store, settings, told=told)
        self._listeners: list[Callable[[Answer], None]] = []

    def listen(self, listener: Callable[[Answer], None]) -> None:
        """Call the listener with each answer from now on, in the thread that asked."""
        self._listeners.append(listener)

    def remembered(self) -> tuple[int, int]:
        """How many questions of this process were answered from memory, and how many were not."""
        return self._answers.remembered.hits, self._answers.remembered.misses

    def ask(self, actor: Actor, question: Question) -> Answer:
        """The answer, as the gate gives it.

        Raises
        ------
        AccessDeniedError
            If the actor may not view, or the question reaches beyond the actor's regions.
        QuestionError
            If the measure is unknown or cannot be broken down as asked.
        UnknownVersionError
            If the filter pins a data version that the store does not have.
        """
        answer = self._answer(actor, question)
        for listener in self._listeners:
            listener(answer)
        return answer

    def _open(self, actor: Actor, filter_: Filter) -> Figures:
        return _of_sound_data(filter_, partial(super()._open, actor, filter_))

    def _answer(self, actor: Actor, question: Question) -> Answer:
        # Files may turn out damaged only while an answer is worked out.
        return _of_sound_data(question.filter, partial(super().ask, actor, question))


def _of_sound_data(filter_: Filter, found: Callable[[], _T]) -> _T:
    """What is found; if the newest version turns out damaged, that of the last sound one."""
    for _ in range(_SOUND_TRIES):
        try:
            return found()
        except StoreCorruptError:
            if filter_.version is not None:
                raise
    return found()
