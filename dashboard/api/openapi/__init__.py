"""The document of the whole interface over HTTP, and the route that gives it."""

from __future__ import annotations

from dashboard.api.openapi.routes import openapi_api

__all__ = ["openapi_api"]
