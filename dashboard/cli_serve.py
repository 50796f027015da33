"""``borderops serve``: the dashboard on this machine."""

from __future__ import annotations

import ipaddress
import logging
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import typer

from dashboard.cli_settings import StoreOption, err, out, settings_with
from dashboard.serving.refusals import require_servable
from data.errors import SettingsError
from data.settings import VARIABLES, Settings

_THREADS = 8
_REST_S = 30.0


def serve_command(
    host: str | None = typer.Option(None, "--host", help="Address to serve on, in place of BORDEROPS_HOST."),
    port: int | None = typer.Option(
        None, "--port", min=1, max=65535, help="TCP port to serve on, in place of BORDEROPS_PORT."
    ),
    store: Path | None = StoreOption,
    served: bool = typer.Option(
        False,
        "--served",
        help="For more than one person: sign-in, rights and audit. As BORDEROPS_SERVED=yes.",
    ),
    with_workers: bool = typer.Option(
        False, "--with-workers", help="With --served: keep the workers of `borderops work` too."
    ),
) -> None:
    """Serve the dashboard, until Ctrl-C.

    Nothing is fetched from anywhere: the map, its fonts and all data come
    from this machine.

    [bold]Examples[/bold]

    borderops serve
    borderops serve --port 8051 --store small
    borderops serve --served --with-workers
    """
    settings = settings_with(store)
    settings = replace(settings, host=host or settings.host, port=port or settings.port)
    if served or settings.is_served:
        serve_many(replace(settings, served="yes"), with_workers=with_workers)
    serve(settings)


def serve_many(settings: Settings, *, with_workers: bool) -> NoReturn:
    """Become the server of more than one person: gunicorn's master (``dashboard/serving``).

    Raises
    ------
    SettingsError
        If more than one person must not be served with these settings; each fault is named.
    """
    environ = os.environ | {VARIABLES[name][0]: str(getattr(settings, name)) for name in VARIABLES}
    require_servable(settings, environ)
    scheme = "http (behind a proxy)" if settings.behind_proxy == "yes" else "https"
    out().print(
        f"borderops is served by {settings.workers} processes on {settings.host} port {settings.port}, "
        f"{scheme}, with sign-in (Ctrl-C ends it)",
        soft_wrap=True,
    )
    sys.stdout.flush()
    # This program has loaded nearly everything; the master must not, so that a reload takes new code.
    command = [sys.executable, "-P", "-m", "dashboard.serving", *(["--with-workers"] * with_workers)]
    os.execve(sys.executable, command, environ)  # noqa: S606  # our own


def serve(settings: Settings) -> None:
    """Serve the app until the process is ended.

    Raises
    ------
    StoreError
        If the store is missing or cannot be read.
    SettingsError
        If the address cannot be served on.
    """
    # Dash and the pages load for seconds, which no other command needs.
    from waitress.server import create_server  # type: ignore[import-untyped]  # noqa: PLC0415

    from dashboard.api.warming import Warming  # noqa: PLC0415
    from dashboard.app import create_app  # noqa: PLC0415
    from dashboard.serving.working import workers  # noqa: PLC0415

    app = create_app(settings)
    warming = Warming(app.server)
    # Dash finishes itself during its first request: a second one meanwhile would meet half an app.
    app.server.test_client().get("/healthz")
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    try:
        server = create_server(
            app.server, host=settings.host, port=settings.port, threads=_THREADS, ident=None
        )
    except OSError as error:
        raise SettingsError(
            f"{settings.host} port {settings.port} cannot be served on: {error.strerror or error}",
            remedy="Choose another with --port, or end the program that uses it",
        ) from error
    if not _is_loopback(settings.host):
        err().print(
            "There is no login: everyone who reaches this address sees the data.", style="bold yellow"
        )
    out().print(
        f"borderops is served on http://{settings.host}:{settings.port} (Ctrl-C ends it)", soft_wrap=True
    )
    # The newest data version is loaded while the browser still fetches scripts.
    warming.start()
    try:
        with workers(settings, rest_s=_REST_S):
            server.run()
    finally:
        server.close()


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
