"""Who asks: sign-in by every way, the cookie that keeps it, and the page of one's account."""

from __future__ import annotations

from dashboard.identity.blueprint import add_identity
from dashboard.identity.found import identify

__all__ = ["add_identity", "identify"]
