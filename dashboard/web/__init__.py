"""What every answer over the web carries, and what every request must hold."""

from __future__ import annotations

import time
from collections.abc import Callable

from dash import Dash
from flask import request

from dashboard.web.callbacks import guard_callbacks
from dashboard.web.content_policy import apply_content_policy
from dashboard.web.csrf import guard_tokens
from dashboard.web.headers import apply_headers
from dashboard.web.limits import limit_requests
from dashboard.web.rates import Buckets, limit_rates
from dashboard.web.refusals import register_refusals
from dashboard.web.sender import guard_senders
from data.settings import Settings

__all__ = ["bound_requests", "dress_answers", "guard_requests"]


def bound_requests(app: Dash, settings: Settings) -> None:
    """What comes before anybody is asked who they are: sizes, depths, and where a change came from.

    The form of every refusal, too.
    """
    register_refusals(app.server)
    limit_requests(app.server)
    guard_senders(app.server, settings)


def guard_requests(app: Dash, settings: Settings, sender: Callable[[], str]) -> None:
    """What comes once it is known who asks: the token of a change, how often, and which callback.

    ``sender`` names the sitting that asks; empty where nobody is known.
    """
    guard_tokens(app.server, settings)
    if settings.is_served:
        limit_rates(app.server, Buckets(time.monotonic), lambda: sender() or request.remote_addr or "")
    guard_callbacks(app)


def dress_answers(app: Dash, settings: Settings) -> None:
    """What every answer carries: the content policy, and the headers beside it."""
    apply_content_policy(app)
    apply_headers(app.server, settings)
