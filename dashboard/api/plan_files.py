"""Plans as files: one goes out in any of six formats, one comes in as a new plan with a report."""

from __future__ import annotations

import re
from pathlib import PureWindowsPath

from flask import Response, jsonify, request

from dashboard.api.plan_file_report import compared, report_json
from dashboard.api.plan_json import head_json
from dashboard.api.plan_panel import filter_asked
from dashboard.api.plan_routes import PLAN, Asked, PlanRoutes
from dashboard.api.plan_saving import check_closed_for
from dashboard.web.sender import FILE_TYPE, takes_file
from data.errors import PlanFileError
from data.plans.exchange.exports import EXPORTS, exported
from data.plans.exchange.imports import import_plan
from data.plans.exchange.papers import file_papers
from data.plans.limits import LONGEST_NAME
from data.roles import Action


def add_files(routes: PlanRoutes) -> None:
    """Add the routes."""
    routes.get(f"{PLAN}/export.<suffix>", export)
    routes.post("/import", import_file, action=Action.EDIT_PLANS)


def export(asked: Asked, plan_id: int, suffix: str) -> Response:
    """The plan as it is now as a file of that suffix, with its papers inside."""
    services, head = asked.services, asked.heads.newest(plan_id)
    papers = file_papers(
        services.figures.table(asked.actor, filter_asked()).papers,
        name=head.name,
        plan_id=head.plan_id,
        edit=head.edit_id,
        version=head.version,
        made_at=services.now(),
    )
    response = Response(exported(head.plan, papers, suffix=suffix), mimetype=EXPORTS[suffix].media_type)
    name = f"{_plain(head.name)}-v{head.version}.{suffix}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


@takes_file
def import_file(asked: Asked) -> Response:
    """A new plan of the file that was sent, and what was found in it; or nothing, and why."""
    name, content = _file()
    found = import_plan(name, content)
    check_closed_for(asked, found.plan)
    services, report = asked.services, compared(asked, found.report)
    papers = report.papers
    made = services.plans.create(
        asked.actor,
        name=(papers.name if papers else PureWindowsPath(name).stem).strip()[:LONGEST_NAME] or "Import",
        plan=found.plan,
        origin=f"the file {name[:LONGEST_NAME]}: {report.words}",
        at=services.now(),
    )
    return jsonify(report=report_json(report), head=head_json(asked.heads.keep(made)))


def _file() -> tuple[str, bytes]:
    """Name and bytes of the file: the body itself, or the field ``file`` of a form of ours."""
    if request.mimetype == FILE_TYPE:
        return _shown(request.args.get("name", "")), request.get_data()
    sent = request.files.get("file")
    if sent is None:
        raise PlanFileError("the form has no field 'file'", remedy="Choose a file")
    return _shown(sent.filename or ""), sent.read()


def _shown(name: str) -> str:
    """The last part of a file's name, without what cannot be printed."""
    return "".join(char for char in PureWindowsPath(name).name if char.isprintable()) or "the file"


def _plain(name: str) -> str:
    """The name in letters and digits, as every file system takes it."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40] or "plan"
