"""The gate, with somebody listening: what was answered, from which version, and how often from memory."""

from __future__ import annotations

from collections.abc import Callable

from data.answers.gate import Gate
from data.answers.question import Answer, Question
from data.intake.store import Store
from data.roles import Actor
from data.settings import Settings


class HeardGate(Gate):
    """Tells listeners of each answer that it hands out; they can change nothing."""

    def __init__(self, store: Store, settings: Settings) -> None:
        """Open nothing yet; nobody listens."""
        super().__init__(store, settings)
        self._listeners: list[Callable[[Answer], None]] = []

    def listen(self, listener: Callable[[Answer], None]) -> None:
        """Call the listener with each answer from now on, in the thread that asked."""
        self._listeners.append(listener)

    def remembered(self) -> tuple[int, int]:
        """How many questions of this process were answered from memory, and how many were not."""
        return self._answers.hits, self._answers.misses

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
        answer = super().ask(actor, question)
        for listener in self._listeners:
            listener(answer)
        return answer
