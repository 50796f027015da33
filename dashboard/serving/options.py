"""What gunicorn is told: processes, threads, limits, whom it believes."""

from __future__ import annotations

from data.settings import Settings

THREADS = 8
"""Threads of each process."""
_TIMEOUT_S = 60
"""A process whose loop is silent for so long is killed; a long request does not silence it."""
_GRACE_S = 30
"""A process that is told to end has so long for what it has begun."""
_KEEPALIVE_S = 15
"""Longer than nginx keeps an idle connection (deploy/nginx.conf): nginx never meets a closed one."""
_MOST_REQUESTS = 20_000
_REQUEST_LINE_BYTES = 8190
_HEADER_BYTES = 32 * 1024


def gunicorn_options(settings: Settings) -> dict[str, object]:
    """The settings of gunicorn, by name."""
    options: dict[str, object] = {
        "bind": [f"{_bracketed(settings.host)}:{settings.port}"],
        "worker_class": "gthread",
        "workers": settings.workers,
        "threads": THREADS,
        "preload_app": False,  # DuckDB's connections do not outlive a fork
        "control_socket_disable": True,
        "timeout": _TIMEOUT_S,
        "graceful_timeout": _GRACE_S,
        "keepalive": _KEEPALIVE_S,
        "max_requests": _MOST_REQUESTS,
        "max_requests_jitter": _MOST_REQUESTS // 5,
        # A link may hold a drawn shape, and a page that it leads to names the link; nginx bounds both.
        "limit_request_line": 0 if settings.behind_proxy == "yes" else _REQUEST_LINE_BYTES,
        "limit_request_field_size": _HEADER_BYTES,
        "limit_request_fields": 100,
        "header_map": "drop",  # `X_Remote_User` is not `X-Remote-User`
        "forwarder_headers": "",
        "forwarded_allow_ips": settings.proxy_addresses if settings.behind_proxy == "yes" else "",
        "proc_name": "borderops",
        "loglevel": "warning",
        "errorlog": "-",
        "umask": 0o027,
    }
    if settings.behind_proxy != "yes":
        options |= {"certfile": settings.tls_certificate, "keyfile": settings.tls_key}
    return options


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
