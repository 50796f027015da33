"""How often one sender may ask for what costs the server much: a bucket of tokens for each, in each process.

The outer limit is the proxy's, and tries to sign in are counted in the database. This one keeps a
script that runs away from slowing its neighbours: it is generous to people. Flask-Limiter was looked at:
without a Redis beside it, it too counts in each process, and it asks before the sender is known.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from flask import Flask, request
from werkzeug.exceptions import TooManyRequests


@dataclass(frozen=True, kw_only=True)
class Rate:
    """So many requests at once, and then so many a second."""

    burst: int
    per_s: float


_DRAWN = Rate(burst=120, per_s=20)
_MADE = Rate(burst=30, per_s=1)

RATES = {
    "live.polygon": _DRAWN,
    "plans.live": _DRAWN,
    "plans.checks": Rate(burst=60, per_s=5),
    "plans.difference": Rate(burst=60, per_s=5),
    "plans.export": _MADE,
    "plans.import_file": _MADE,
    "plans.propose": _MADE,
    "table_csv.table": _MADE,
    "brief_documents.ask": _MADE,
    "brief_documents.deliver_now": _MADE,
    "/_dash-update-component": Rate(burst=300, per_s=40),
}
"""Endpoint -> how often one sender may ask for it; others are not counted."""

_MOST_SENDERS = 20_000


class Buckets:
    """The tokens of each sender for each endpoint: by seconds of a clock, safe between threads."""

    def __init__(self, clock: Callable[[], float], *, most: int = _MOST_SENDERS) -> None:
        """All buckets are full; at most ``most`` are kept, the longest unused is forgotten first."""
        self._clock = clock
        self._most = most
        self._lock = Lock()
        self._left: OrderedDict[tuple[str, str], tuple[float, float]] = OrderedDict()

    def wait_s(self, sender: str, endpoint: str, rate: Rate) -> float:
        """0 if the sender may go on, having paid a token; else the seconds until there is one."""
        with self._lock:
            now = self._clock()
            left, at = self._left.pop((sender, endpoint), (float(rate.burst), now))
            left = min(rate.burst, left + (now - at) * rate.per_s)
            pays = left >= 1
            self._left[sender, endpoint] = (left - 1 if pays else left, now)
            if len(self._left) > self._most:
                self._left.popitem(last=False)
            return 0.0 if pays else (1 - left) / rate.per_s


def limit_rates(server: Flask, buckets: Buckets, sender: Callable[[], str]) -> None:
    """Refuse with 429, and when to come again, who asks more often than :data:`RATES` has it.

    ``sender`` names who asks: a sitting, or an address where nobody is known.
    """

    def check() -> None:
        rate = RATES.get(request.endpoint or "")
        if rate is None:
            return
        wait = buckets.wait_s(sender(), request.endpoint or "", rate)
        if wait > 0:
            raise TooManyRequests(
                f"too many requests in a short time; ask again in {math.ceil(wait)} s",
                retry_after=math.ceil(wait),
            )

    server.before_request(check)
