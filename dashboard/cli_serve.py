"""``borderops serve``: the dashboard on this machine."""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import typer

from dashboard.cli_settings import StoreOption, err, out, settings_with
from data.errors import SettingsError
from data.plans.proposals.process import WorkerProcess
from data.settings import Settings

_THREADS = 8
_REST_S = 30.0


def serve_command(
    host: str | None = typer.Option(None, "--host", help="Address to serve on, in place of BORDEROPS_HOST."),
    port: int | None = typer.Option(
        None, "--port", min=1, max=65535, help="TCP port to serve on, in place of BORDEROPS_PORT."
    ),
    store: Path | None = StoreOption,
) -> None:
    """Serve the dashboard, until Ctrl-C.

    Nothing is fetched from anywhere: the map, its fonts and all data come
    from this machine.

    [bold]Examples[/bold]

    borderops serve
    borderops serve --port 8051 --store small
    """
    settings = settings_with(store)
    serve(replace(settings, host=host or settings.host, port=port or settings.port))


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
        with _workers(settings):
            server.run()
    finally:
        server.close()


@contextmanager
def _workers(settings: Settings) -> Iterator[None]:
    """The workers of proposals and of documents, begun behind the first pages unless a job waits."""
    # As the pages, they would load for seconds at every other command.
    from dashboard.documents.jobs import DELIVERY, DOCUMENT  # noqa: PLC0415
    from data.plans.keeping.store import PlanStore  # noqa: PLC0415
    from data.plans.proposals.work import KIND  # noqa: PLC0415

    plans = PlanStore(settings.plans_url)
    programs = {"data.plans.proposals.worker": (KIND,), "dashboard.documents.worker": (DOCUMENT, DELIVERY)}
    with closing(plans), ExitStack() as stack:
        for module, kinds in programs.items():
            waits = partial(plans.jobs.is_queued, kinds)
            stack.enter_context(WorkerProcess(settings, module, rest_s=_REST_S, is_wanted=waits))
        yield


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
