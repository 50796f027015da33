"""Which pages there are, what each asks, and where somebody begins who may not have the first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode

from dashboard.access.needs import Need, Needed, needs
from data.roles import Action, Actor, Role

_KIOSK = "/briefing"
"""The one page of a device."""


class Page(Protocol):
    """What is asked of a module of a page here; ``ACTION`` may be missing and is then to view."""

    PATH: str
    TITLE: str


def need_of(page: Page) -> Need:
    """What the page asks: its ``ACTION``, which is one or several of which one is enough."""
    needed: Needed = getattr(page, "ACTION", Action.VIEW)
    return needs(needed, is_for_devices=page.PATH == _KIOSK)


@dataclass(frozen=True)
class PageNeeds:
    """What every page asks, by its path, in the order of navigation."""

    needs: Mapping[str, Need]

    def of(self, path: str) -> Need | None:
        """What the page at that path asks, slashes at the ends aside; ``None`` if there is none."""
        return self.needs.get(f"/{path.strip('/')}")

    def start_of(self, actor: Actor) -> str | None:
        """Address of the first page that the actor may have; ``None`` if there is none."""
        path = next((path for path, need in self.needs.items() if need.allows(actor)), None)
        if path is not None and actor.role is Role.DEVICE:
            return f"{path}?{urlencode({'brief': actor.brief or 'national', 'display': 'wall'})}"
        return path
