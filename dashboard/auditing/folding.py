"""Many small looks at one thing are one record a minute, not a thousand."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

MINUTE_S = 60.0
HOUR_S = 3600.0
"""A kiosk shows the same for days."""
_MOST = 20_000


class Folds:
    """Remembers, in one process, what was recorded a short while ago."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """``clock`` gives seconds that never run backward."""
        self._clock = clock
        self._lock = threading.Lock()
        self._until: OrderedDict[Hashable, float] = OrderedDict()

    def is_new(self, look: Hashable, *, for_s: float) -> bool:
        """Whether a look like this was not recorded within the last ``for_s`` seconds; it is from now on."""
        now = self._clock()
        with self._lock:
            until = self._until.get(look)
            if until is not None and now < until:
                return False
            self._until[look] = now + for_s
            self._until.move_to_end(look)
            while len(self._until) > _MOST:
                self._until.popitem(last=False)
            return True

    def forget(self, look: Hashable) -> None:
        """Take the look as not recorded, after all."""
        with self._lock:
            self._until.pop(look, None)
