"""What the page is told of who looks at it: what they may do, and in whose place they look.

``assets/rights.css`` leaves out the controls of what they may not do. That is courtesy: the gate refuses it
whatever the page shows.
"""

from __future__ import annotations

from dash import html

from dashboard.web.csrf import FIELD, token_for_form
from data.roles import Action, Actor, actions_of

WORDS = {
    Action.VIEW: "view",
    Action.DRAW: "draw",
    Action.INGEST: "ingest",
    Action.RELEASE_DATA: "release",
    Action.HANDLE_ALERTS: "alerts",
    Action.EDIT_PLANS: "plans",
    Action.REVIEW_PLANS: "review",
    Action.EDIT_BRIEFS: "briefs",
    Action.EXPORT: "export",
    Action.AUDIT: "audit",
    Action.ADMINISTER: "accounts",
}
"""One word for each action, by which style tells them apart."""

_VIEW_AS = "/account/view-as"


def rights_mark(actor: Actor) -> html.Div:
    """What the actor may do, in words that style reads; nothing of it is shown."""
    may = " ".join(sorted(WORDS[action] for action in actions_of(actor)))
    return html.Div(className="rights", hidden=True, **{"data-may": may})


def viewing_as(actor: Actor) -> html.Div | None:
    """Across the page: in whose place an administrator looks, and the way back; nothing for all others."""
    if not actor.in_place_of:
        return None
    words = html.Span(
        [
            "You see what ",
            html.B(actor.name),
            f" ({actor.role}) sees. Nothing can be changed.",
        ]
    )
    # The one field of the form is its button: the token that shows that this page of ours sent it.
    stop = html.Button("Stop", type="submit", name=FIELD, value=token_for_form(), className="button")
    form = html.Form(stop, action=_VIEW_AS, method="post")
    return html.Div([words, form], className="viewing-as", role="status")
