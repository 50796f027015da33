"""The pages of identity as HTML: the house's colours and marking, without Dash or a script inline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Response, make_response, render_template

from dashboard.services import Services
from dashboard.web.csrf import token_for_form

_NOTICE = (
    "For authorised use only. What is seen, changed and taken from here is recorded under your name, and may "
    "be read by auditors. Who signs in agrees to this."
)


@dataclass(frozen=True, kw_only=True)
class Looks:
    """Renders the pages; ``styles`` are addresses of style sheets that the whole product shares."""

    services: Services
    styles: tuple[str, ...] = ()

    def page(self, name: str, *, status: int = 200, **values: Any) -> Response:
        """The page of that name; nobody keeps it, as it holds the token of its forms."""
        settings = self.services.settings
        html = render_template(
            f"identity/{name}.html",
            styles=self.styles,
            marking=self.services.gate.marking(),
            notice=settings.use_notice or _NOTICE,
            csrf=token_for_form(),
            **values,
        )
        response = make_response(html, status)
        response.headers["Cache-Control"] = "no-store"
        return response

    def onward(self, path: str) -> Response:
        """A page that goes on to a path at once, as a navigation of this site's own.

        The browser sends the cookie of a sign-in with such a one only: not with a redirect at the end of a
        navigation that another site began.
        """
        return self.page("onward", path=path)
