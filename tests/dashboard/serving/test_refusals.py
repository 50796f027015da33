"""What a server of more than one person refuses to start with: each fault a line that names what to do."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.serving.refusals import faults_of, require_servable
from data.errors import SettingsError
from data.settings import Settings

SECRET = "0f3a9c5e7b1d2468" * 4


@pytest.fixture
def sound(tmp_path: Path) -> Settings:
    """Settings that more than one person may be served with."""
    return Settings(
        store=tmp_path,
        served="yes",
        secret=SECRET,
        sign_in="local",
        behind_proxy="yes",
        database=f"sqlite:///{tmp_path / 'plans.sqlite'}",
    )


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"HOME": str(tmp_path)}


def variables(settings: Settings, environ: dict[str, str]) -> set[str]:
    found = faults_of(settings, environ)
    assert all(fault.found and fault.remedy for fault in found)
    return {fault.variable for fault in found}


def test_sound_settings_are_served_with(sound: Settings, environ: dict[str, str]) -> None:
    require_servable(sound, environ)


@pytest.mark.parametrize(
    ("changes", "variable"),
    [
        ({"secret": ""}, "BORDEROPS_SECRET"),
        ({"secret": SECRET[:31]}, "BORDEROPS_SECRET"),
        ({"secret": "a" * 40}, "BORDEROPS_SECRET"),
        ({"secret": "change-me-change-me-change-me-0123456789"}, "BORDEROPS_SECRET"),
        ({"sign_in": ""}, "BORDEROPS_SIGN_IN"),
        ({"sign_in": "local,ldap"}, "BORDEROPS_SIGN_IN"),
        ({"sign_in": "oidc"}, "BORDEROPS_OIDC_ISSUER"),
        ({"sign_in": "oidc"}, "BORDEROPS_OIDC_CLIENT_SECRET"),
        ({"sign_in": "oidc"}, "BORDEROPS_OIDC_GROUP_ROLES"),
        ({"sign_in": "oidc"}, "BORDEROPS_PUBLIC_URL"),
        ({"sign_in": "proxy"}, "BORDEROPS_PROXY_PROOF"),
        ({"sign_in": "proxy", "proxy_proof": SECRET}, "BORDEROPS_PROXY_PROOF"),
        ({"sign_in": "proxy", "proxy_proof": SECRET[::-1], "behind_proxy": "no"}, "BORDEROPS_BEHIND_PROXY"),
        ({"behind_proxy": "no"}, "BORDEROPS_TLS_CERTIFICATE"),
        ({"behind_proxy": "no", "tls_certificate": "/absent/chain.pem"}, "BORDEROPS_TLS_KEY"),
        ({"public_url": "http:" + "//127.0.0.1"}, "BORDEROPS_PUBLIC_URL"),
        ({"database": "sqlite://"}, "BORDEROPS_DATABASE"),
        ({"database": "sqlite:///:memory:"}, "BORDEROPS_DATABASE"),
        ({"database": "sqlite:////absent/folder/plans.sqlite"}, "BORDEROPS_DATABASE"),
        ({"database": "nonsense"}, "BORDEROPS_DATABASE"),
    ],
)
def test_each_unsafe_setting_is_named(
    sound: Settings, environ: dict[str, str], changes: dict[str, str], variable: str
) -> None:
    assert variable in variables(replace(sound, **changes), environ)


@pytest.mark.parametrize("tool", ["DASH_DEBUG", "DASH_MCP_ENABLED", "DASH_HOT_RELOAD", "FLASK_DEBUG"])
def test_tools_of_development_are_refused_when_on(
    sound: Settings, environ: dict[str, str], tool: str
) -> None:
    assert variables(sound, {**environ, tool: "true"}) == {tool}
    assert variables(sound, {**environ, tool: "false"}) == set()


@pytest.mark.parametrize(
    ("folder", "variable"),
    [("store", "BORDEROPS_STORE"), (".cache/borderops", "XDG_CACHE_HOME"), ("db", "BORDEROPS_DATABASE")],
)
def test_a_folder_that_everybody_may_write_is_refused(
    sound: Settings, environ: dict[str, str], tmp_path: Path, folder: str, variable: str
) -> None:
    (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "db").mkdir(exist_ok=True)
    settings = replace(
        sound, store=tmp_path / "store", database=f"sqlite:///{tmp_path / 'db' / 'plans.sqlite'}"
    )
    assert variables(settings, environ) == set()
    (tmp_path / folder).chmod(0o777)
    assert variables(settings, environ) == {variable}


def test_a_key_that_everybody_may_read_is_refused(
    sound: Settings, environ: dict[str, str], tmp_path: Path
) -> None:
    for name in ("chain.pem", "key.pem"):
        (tmp_path / name).write_text("PEM")
        (tmp_path / name).chmod(0o600)
    files = {"tls_certificate": str(tmp_path / "chain.pem"), "tls_key": str(tmp_path / "key.pem")}
    settings = replace(sound, behind_proxy="no", **files)
    assert variables(settings, environ) == set()
    (tmp_path / "key.pem").chmod(0o644)
    assert variables(settings, environ) == {"BORDEROPS_TLS_KEY"}


def test_all_faults_are_told_at_once_and_no_secret_is_repeated(
    sound: Settings, environ: dict[str, str]
) -> None:
    short = SECRET[:20]
    settings = replace(sound, secret=short, sign_in="proxy", proxy_proof=short, behind_proxy="no")
    with pytest.raises(SettingsError) as refused:
        require_servable(settings, environ)
    lines = str(refused.value).splitlines()
    for variable in ("SECRET", "PROXY_PROOF", "BEHIND_PROXY", "TLS_CERTIFICATE"):
        assert sum(f"BORDEROPS_{variable} " in line.split(",")[0] for line in lines) == 1
    assert short not in str(refused.value)


def test_the_command_refuses_before_it_listens(tmp_path: Path) -> None:
    known = {name: value for name, value in os.environ.items() if not name.startswith("BORDEROPS_")}
    done = subprocess.run(
        [str(Path(sys.executable).with_name("borderops")), "serve", "--served"],
        env={**known, "BORDEROPS_STORE": str(tmp_path), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 2
    assert "BORDEROPS_SECRET is not set" in done.stderr
    assert "BORDEROPS_SIGN_IN is not set" in done.stderr
    assert "Traceback" not in done.stderr
