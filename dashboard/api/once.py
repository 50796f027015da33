"""Results that are made once, however many ask for them at the same moment."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Result = TypeVar("Result")


class Once(Generic[Result]):
    """The latest results by key; one that is being made is never made twice, and nobody waits for it."""

    def __init__(self, *, most: int, at_once: int) -> None:
        """Keep at most ``most`` results, and make at most ``at_once`` of them at the same time."""
        self._most = most
        self._at_once = at_once
        self._lock = Lock()
        self._made: OrderedDict[Hashable, Result] = OrderedDict()
        self._under_way: set[Hashable] = set()

    def get(self, key: Hashable, make: Callable[[], Result | None]) -> Result | None:
        """The result: kept, or made now by this caller; ``None`` if it has to be asked for again soon.

        That is so while another caller makes it, or as many as may are being made, or ``make`` itself
        gives ``None``. What ``make`` raises is raised here, and the next caller tries again.
        """
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
            if key in self._under_way or len(self._under_way) >= self._at_once:
                return None
            self._under_way.add(key)
        try:
            result = make()
            if result is not None:
                self._keep(key, result)
            return result
        finally:
            with self._lock:
                self._under_way.discard(key)

    def _keep(self, key: Hashable, result: Result) -> None:
        with self._lock:
            self._made[key] = result
            while len(self._made) > self._most:
                self._made.popitem(last=False)
