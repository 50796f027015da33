"""Accounts that may see some regions or layers only, and the commander's page as it is sent to them."""

from __future__ import annotations

import json

from plotly.utils import PlotlyJSONEncoder

from dashboard.access.actor import keep_actor
from dashboard.pages import operations
from data.roles import Actor, Role
from data.trust.account import Grant
from tests.dashboard.access.served import Reader, Served

OWN = {"of-tucson": "sector:tucson", "of-el-paso": "sector:el-paso"}
FEW = ("counties", "sectors")
PERIOD = "from=2025-06&to=2026-05"


def limited_readers(house: Served) -> dict[str, Reader]:
    """The browsers of a planner of each sector."""
    for name, region in OWN.items():
        if name not in house.accounts:
            house.add(name, Grant(role=Role.PLANNER, regions=(region,)))
    return {name: house.reader(name) for name in OWN}


def actor_of(name: str) -> Actor:
    """Whoever has the account of that name."""
    return Actor(name=name, role=Role.PLANNER, regions=(OWN[name],))


def page_of(house: Served, actor: Actor, **query: str) -> str:
    """The commander's page as it is sent to an actor."""
    with house.app.server.test_request_context("/"):
        keep_actor(actor)
        return json.dumps(operations.layout(house.services, **query), cls=PlotlyJSONEncoder)
