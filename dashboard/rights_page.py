"""The documentation page of rights: every role on every page, route and callback, as the app holds them.

``python -m dashboard.rights_page docs/rights.md`` writes it; a test holds it current.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from dash import Dash
from werkzeug.routing import Rule

from dashboard.access.guard import GUARD, Guard
from dashboard.access.needs import Entry, Need
from dashboard.access.page_needs import need_of
from dashboard.access.surfaces import SURFACES
from dashboard.app import PAGES, create_app
from data.intake.store import Store
from data.roles import ALLOWED, Action, Actor, Role
from data.settings import Settings

_ROLES = tuple(role for role in Role if role is not Role.OPERATOR)
_READS = {"HEAD", "OPTIONS"}
_MARK = "●"
_BUNDLE = re.compile(r"^/assets-map-[0-9a-f]+")
_LONGEST_OUTPUT = 60
"""Characters of the name of a callback that are printed."""

_INTRODUCTION = """\
# Who may do what

Generated from the running program; do not edit by hand. `make docs` writes it anew.

Served to more than one person, one gate stands before every route. It asks who sends the request: the
cookie of a sign-in, a proxy's header with its proof, or a device's token. That is looked up in the database
at each request, so a role that is lowered, an account that is shut and a sign-in that is ended act at the
next one. Then the gate looks up what the route asks in the table below. What is not in the table is not
answered, and the program does not start with a route or a callback that nobody has stated a need for.
Requests under another host name than the server's own are refused. Who is not signed in is led to the
sign-in from a page, and told so (401) by all else.

Rights do not add up to more by detours: the page that Dash's router hands out is checked again when it is
laid out, a callback is run only with the inputs that the page itself sends, exports and documents need the
right to export, and scenes, layers and figures are composed for who asks and kept by what they may see.
Regions and layers that an account is limited to are applied below all this, where figures are asked for
([disclosure](disclosure.md)). An administrator may view as somebody else: a strip says so on every page,
and nothing can be changed or taken out meanwhile; drafts of plans are not shown. A device has its briefing
and nothing else. In single-user mode there is no sign-in: whoever sits at the machine is the operator, who
may do everything.
"""


def rights_page() -> str:
    """Markdown of ``docs/rights.md``: what each role may do, and who may use each surface."""
    with TemporaryDirectory() as folder:
        app = create_app(_settings(Path(folder)))
        try:
            return "\n".join((_INTRODUCTION, *_actions(), *_pages(), *_routes(app), *_callbacks(app), ""))
        finally:
            app.server.extensions["borderops"].plans.close()


def _settings(folder: Path) -> Settings:
    """Settings of a served app over an empty store, with every way to sign in."""
    Store.create(folder / "store")
    return Settings(
        store=folder / "store",
        served="yes",
        secret="of a page that is never served to anyone",  # noqa: S106 - nobody signs in to it
        public_url="https://localhost",
        behind_proxy="yes",
        sign_in="local,oidc,proxy",
        oidc_issuer="https://localhost:8443",
        oidc_client_id="borderops",
        proxy_proof="of a page that is never served to anyone",
        database=f"sqlite:///{folder / 'plans.sqlite'}",
    )


def _actions() -> Iterator[str]:
    yield "## Roles\n"
    yield "Nobody both edits plans and reviews them, or administers accounts and reads the record.\n"
    yield from _table("may", ((str(action), _holders(action)) for action in Action))


def _holders(action: Action) -> Callable[[Role], bool]:
    return lambda role: action in ALLOWED[role]


def _pages() -> Iterator[str]:
    yield "\n## Pages\n"
    yield "The navigation shows only these to each role.\n"
    yield from _table("page", ((f"{page.TITLE} `{page.PATH}`", _users(need_of(page))) for page in PAGES))


def _routes(app: Dash) -> Iterator[str]:
    yield "\n## Routes\n"
    yield "Everyone, signed in or not, may use these: what a sign-in needs, and what machines ask.\n"
    rules = sorted(app.server.url_map.iter_rules(), key=lambda rule: (_path(rule), _methods(rule)))
    needs = [(rule, SURFACES[rule.endpoint]) for rule in rules]
    yield from (f"- {_words(rule)}" for rule, need in needs if need.entry is Entry.OPEN)
    yield "\nNobody may use these, which the libraries bring along:\n"
    yield from (f"- {_words(rule)}" for rule, need in needs if need.entry is Entry.CLOSED)
    yield "\nAn address of a page is as the page; all others:\n"
    asked = ((_words(rule), _users(need)) for rule, need in needs if need.entry is Entry.SIGNED_IN)
    yield from _table("route", asked)


def _callbacks(app: Dash) -> Iterator[str]:
    guard: Guard = app.server.extensions[GUARD]
    yield "\n## Callbacks\n"
    yield "What changes on a page that is open, named by what it writes; others run in the browser only.\n"
    run = (
        (output, need) for output, need in guard.policy.items() if app.callback_map[output].get("callback")
    )
    yield from _table(
        "callback",
        (
            (f"`{_short(output)}`", _users(need))
            for output, need in sorted(run, key=lambda one: _short(one[0]))
        ),
    )


def _users(need: Need) -> Callable[[Role], bool]:
    return lambda role: need.allows(Actor(name=role, role=role))


def _table(head: str, rows: Iterable[tuple[str, Callable[[Role], bool]]]) -> Iterator[str]:
    yield f"| {head} | {' | '.join(_ROLES)} |"
    yield f"|---|{'---|' * len(_ROLES)}"
    for words, is_allowed in rows:
        cells = " | ".join(_MARK if is_allowed(role) else " " for role in _ROLES)
        yield f"| {words} | {cells} |"


def _words(rule: Rule) -> str:
    return f"{_methods(rule)} `{_path(rule)}`"


def _methods(rule: Rule) -> str:
    return ", ".join(sorted((rule.methods or set()) - _READS))


def _path(rule: Rule) -> str:
    """The rule without converters, and without the digest that the address of the bundle holds."""
    plain = re.sub(r"<(?:[^<>]*:)?([a-z_]+)>", r"<\1>", rule.rule)
    return _BUNDLE.sub("/assets-map-<digest>", plain)


def _short(output: str) -> str:
    names = output.strip(".").split("...")
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"{names[0][:_LONGEST_OUTPUT]}{more}"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(rights_page(), encoding="utf-8")
