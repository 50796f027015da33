"""Response headers beside the content policy: what the browser may do with an answer, and keep of it."""

from __future__ import annotations

from flask import Flask, Response, request

from data.settings import Settings

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    # Not "no-referrer": a form of such a page names its origin "null", as a foreign one may.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            "accelerometer",
            "autoplay",
            "bluetooth",
            "camera",
            "display-capture",
            "encrypted-media",
            "geolocation",
            "gyroscope",
            "hid",
            "magnetometer",
            "microphone",
            "midi",
            "payment",
            "publickey-credentials-get",
            "serial",
            "usb",
            "xr-spatial-tracking",
        )
    ),
    "X-Permitted-Cross-Domain-Policies": "none",
}
"""What every answer carries, whatever it is."""

_TWO_YEARS_S = 63_072_000
_OPEN_TO_ALL = frozenset({"/healthz", "/readyz"})
"""What a page that waits for the server may ask from a file: the answer says nothing."""
_PUBLIC = ("text/css", "text/javascript", "application/javascript", "font/", "image/")


def apply_headers(server: Flask, settings: Settings) -> None:
    """Add :data:`HEADERS` and their companions to every response.

    ``Strict-Transport-Security`` where the public address is https; ``Cross-Origin-Resource-Policy``;
    where people sign in, ``Cache-Control: private`` (``no-store`` for pages) for what may be of one person.
    """
    is_https = settings.public_url.startswith("https:")

    def add(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        shared = "cross-origin" if request.path in _OPEN_TO_ALL else "same-origin"
        response.headers.setdefault("Cross-Origin-Resource-Policy", shared)
        if is_https:
            response.headers["Strict-Transport-Security"] = f"max-age={_TWO_YEARS_S}; includeSubDomains"
        if settings.is_served:
            _keep_private(response)
        return response

    server.after_request(add)


def _keep_private(response: Response) -> None:
    """Let no shared cache keep what may be of one person, and no browser keep a page after sign-out."""
    if (response.mimetype or "").startswith(_PUBLIC) and response.status_code < 300:
        return
    if response.mimetype == "text/html":
        response.headers["Cache-Control"] = "no-store"
        return
    cache = response.headers.get("Cache-Control", "")
    if "no-store" in cache:
        return
    response.cache_control.public = False
    response.cache_control.private = True
    if not cache:
        response.cache_control.no_cache = True
    response.vary.add("Cookie")
