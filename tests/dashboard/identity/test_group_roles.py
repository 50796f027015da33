from __future__ import annotations

import pytest

from dashboard.identity.oidc import group_roles, role_of
from data.errors import SettingsError
from data.roles import Role
from data.settings import Settings


@pytest.mark.parametrize("text", ["planners", "=viewer", "g=emperor", "g=operator", "g=device", "a=viewer,b"])
def test_a_mapping_of_groups_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(SettingsError):
        group_roles(Settings(oidc_group_roles=text))


def test_a_group_may_hold_an_equals_sign() -> None:
    roles = group_roles(Settings(oidc_group_roles="cn=planners;dc=ops=planner, x=viewer"))
    assert roles == {"cn=planners;dc=ops": Role.PLANNER, "x": Role.VIEWER}
    assert role_of(("x", "cn=planners;dc=ops"), roles) is Role.PLANNER
