"""From request to audit record: which deed each route and callback is, written before and after it runs."""

from __future__ import annotations

from dashboard.auditing.hooks import audit_requests
from dashboard.auditing.reasons import ReasonKeeper

__all__ = ["ReasonKeeper", "audit_requests"]
