"""Values as people read them, in every form."""

from __future__ import annotations

from data.answers.disclosure import State
from data.answers.question import Form, in_words
from data.answers.words import signed
from layers.breaks import decimals


def value_words(value: float | None, state: State, *, form: Form, floor: int) -> str:
    """A value in words: ``1,234``, ``0.052``, ``+120``, ``<10``, ``withheld`` or ``not published``.

    A change is shown only where both of its counts are; otherwise it is ``not shown``.

    >>> value_words(0.0517, State.SHOWN, form=Form.PER_AREA, floor=10)
    '0.052'
    >>> value_words(-87, State.SHOWN, form=Form.CHANGE, floor=10)
    '−87'
    """
    if form is Form.CHANGE and state not in (State.SHOWN, State.MISSING):
        return "not shown"
    if value is None or state is not State.SHOWN or form is Form.COUNT:
        return in_words(value, state, floor)
    if form is Form.CHANGE:
        return signed(value)
    return f"{value:,.{decimals((value,))}f}" if value else "0"
