"""What machines ask: does the process answer, can it do its work, which program and data are these."""

from __future__ import annotations

from importlib.metadata import version as installed_version

from flask import Flask, Response, jsonify

from dashboard.operation.readiness import faults
from dashboard.services import Services
from data.errors import UnknownVersionError


def add_probes(server: Flask, services: Services) -> None:
    """Add ``/healthz``, ``/readyz`` and ``/version`` to the server."""

    def healthz() -> Response:
        """That the process answers, and nothing else: a supervisor restarts on silence only."""
        return Response("ok", mimetype="text/plain", headers={"Cache-Control": "no-store"})

    def readyz() -> tuple[Response, int]:
        """Whether requests can be answered; 503 with a word for each reason, for machines."""
        found = faults(services)
        return jsonify(ready=not found, faults=list(found)), 503 if found else 200

    def version() -> Response:
        """The program's version, and the data version that is shown with its age in seconds."""
        try:
            current = services.store.current()
        except UnknownVersionError:
            return jsonify(program=installed_version("borderops"), data=None)
        age_s = round((services.now() - current.created_at).total_seconds())
        data = {"version": current.id, "age_s": age_s, "fault": services.store.fault or None}
        return jsonify(program=installed_version("borderops"), data=data)

    for view in (healthz, readyz, version):
        server.add_url_rule(f"/{view.__name__}", view.__name__, view)
