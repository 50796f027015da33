"""What a surface asks of whoever uses it: an action, any of several, a session, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from data.roles import Action, Actor, Role, may

Needed = Action | tuple[Action, ...]
"""An action, or several of which one is enough: what pages and callbacks state."""


class Entry(StrEnum):
    """Who comes as far as the actions of a surface."""

    OPEN = "everyone"
    SIGNED_IN = "who is signed in"
    PAGE = "as the page of that address"
    CLOSED = "nobody"


@dataclass(frozen=True, kw_only=True)
class Need:
    """What a surface asks: an entry, any one of ``actions``, and all of ``also``.

    Without actions it asks no more than the entry. ``is_for_devices`` tells whether a kiosk may use it too,
    which has nothing but its briefing.
    """

    entry: Entry = Entry.SIGNED_IN
    actions: frozenset[Action] = frozenset()
    also: frozenset[Action] = frozenset()
    is_for_devices: bool = False

    def allows(self, actor: Actor | None) -> bool:
        """Whether this actor may use the surface; ``None`` is who is not signed in.

        Of a surface that asks as much as its page, this is whether the actor may have any page at all.
        """
        if self.entry is Entry.CLOSED:
            return False
        if self.entry is Entry.OPEN:
            return True
        if actor is None or (actor.role is Role.DEVICE and not self.is_for_devices):
            return False
        if not all(may(actor, action) for action in self.also):
            return False
        return not self.actions or any(may(actor, action) for action in self.actions)

    @property
    def words(self) -> str:
        """The need in words: its actions, else its entry."""
        either = " or ".join(sorted(self.actions))
        return ", and ".join(filter(None, (either, *sorted(self.also)))) or str(self.entry)


OPEN = Need(entry=Entry.OPEN, is_for_devices=True)
SIGNED_IN = Need(is_for_devices=True)
PAGE = Need(entry=Entry.PAGE, is_for_devices=True)
CLOSED = Need(entry=Entry.CLOSED)


def needs(needed: Needed, *, also: Action | None = None, is_for_devices: bool = False) -> Need:
    """The need of an action, or of any one of several; ``also`` is asked beside it."""
    actions = (needed,) if isinstance(needed, Action) else needed
    beside = frozenset({also} if also else ())
    return Need(actions=frozenset(actions), also=beside, is_for_devices=is_for_devices)
