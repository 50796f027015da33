"""Response headers: the browser may talk to this origin only."""

from __future__ import annotations

from dash import Dash
from flask import Response


def apply_content_policy(app: Dash) -> None:
    """Add the content security policy to every response.

    Styles may be inline: Dash's own components set them.
    """

    def add_headers(response: Response) -> Response:
        # Not kept: while the first request is under way Dash still adds scripts of its own.
        response.headers["Content-Security-Policy"] = _policy(tuple(app.csp_hashes()))
        return response

    app.server.after_request(add_headers)


def _policy(script_hashes: tuple[str, ...]) -> str:
    scripts = " ".join(("'self'", *script_hashes))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "connect-src 'self'",
            "font-src 'self' data:",
            "worker-src 'self' blob:",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "object-src 'none'",
        )
    )
