"""The files of deploy/: what can be held of them without a container engine or systemd."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from data.settings import VARIABLES, read_settings
from tests.deploy.certificates import make_certificate
from tests.deploy.nginx import Nginx, nginx_conf

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
HARDENED = {
    "ProtectSystem": "strict",
    "NoNewPrivileges": "yes",
    "PrivateTmp": "yes",
    "RestrictAddressFamilies": "AF_INET AF_INET6 AF_UNIX",
    "User": "borderops",
}


def unit(path: Path) -> configparser.RawConfigParser:
    found = configparser.RawConfigParser(strict=False, delimiters=("=",))
    found.optionxform = str  # type: ignore[assignment,method-assign]
    found.read(path)
    return found


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_each_unit_is_confined_and_bounded(path: Path) -> None:
    service = unit(path)["Service"]
    assert {name: service[name] for name in HARDENED} == HARDENED
    assert service["MemoryMax"]
    assert service["CapabilityBoundingSet"] == ""
    assert service["ExecStart"].startswith("/opt/borderops/.venv/bin/borderops ")


def test_systemd_itself_has_no_fault_to_find() -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd is not here")
    done = subprocess.run(
        [program, "verify", *map(str, UNITS), *map(str, (DEPLOY / "systemd").glob("*.timer"))],
        capture_output=True,
        text=True,
        check=False,
    )
    faults = [
        line for line in done.stderr.splitlines() if str(DEPLOY) in line and "/opt/borderops" not in line
    ]
    assert faults == []


def test_nginx_itself_takes_the_configuration(tmp_path: Path) -> None:
    make_certificate(tmp_path)
    shutil.copy(DEPLOY / "nginx-identity.conf", tmp_path)
    Nginx(tmp_path, nginx_conf(tmp_path, port=18443, nodes=(18051, 18052), changes={})).stop()


def test_every_header_that_is_believed_is_set_by_the_proxy() -> None:
    text = (DEPLOY / "nginx.conf").read_text() + (DEPLOY / "nginx-identity.conf").read_text()
    written = set(re.findall(r"^\s*proxy_set_header ([\w-]+) ", text, re.MULTILINE))
    believed = {"Host", "X-Forwarded-For", "X-Forwarded-Proto", "X-Request-ID", "X-Remote-User"}
    emptied = {"Forwarded", "X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Prefix", "X-Real-IP"}
    assert believed | emptied | {"X-Borderops-Proof"} <= written
    # A set of headers in a location would stand in place of all of these.
    inside = re.findall(r"location [^{]*\{([^}]*)\}", text)
    assert inside
    assert not any("proxy_set_header" in part for part in inside)


def test_a_change_is_never_sent_to_a_second_node() -> None:
    (line,) = re.findall(r"proxy_next_upstream ([^;]+);", (DEPLOY / "nginx.conf").read_text())
    assert "non_idempotent" not in line


def test_the_sample_environment_is_read_and_holds_no_secret() -> None:
    lines = [line for line in (DEPLOY / "borderops.env").read_text().splitlines() if "=" in line]
    values = dict(line.lstrip("#").split("=", 1) for line in lines if re.match(r"#?[A-Z_]+=", line))
    known = {variable for variable, _ in VARIABLES.values()}
    assert set(values) - known == {"XDG_CACHE_HOME"}
    settings = read_settings(values)
    assert settings.is_served
    assert (
        settings.secret == settings.signing_key == settings.proxy_proof == settings.oidc_client_secret == ""
    )


def test_the_services_are_confined_and_their_network_has_no_way_out() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    services = compose["services"]
    assert set(services) == {"db", "web1", "web2", "work", "nginx"}
    for name, service in services.items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["mem_limit"], name
        assert name == "nginx" or service["networks"] == ["inner"], name
        assert "PASSWORD" not in " ".join(service.get("environment", {})).replace("PASSWORD_FILE", "")
    assert compose["networks"]["inner"]["internal"] is True
    assert [name for name, service in services.items() if "ports" in service] == ["nginx"]
    variables = {name for name in services["web1"]["environment"] if name.startswith("BORDEROPS_")}
    assert variables <= {variable for variable, _ in VARIABLES.values()}


def test_the_image_runs_as_nobody_in_particular_and_is_built_in_stages() -> None:
    text = (DEPLOY / "Containerfile").read_text()
    stages = re.findall(r"^FROM (\S+) AS (\w+)$", text, re.MULTILINE)
    assert [name for _, name in stages] == ["build", "run"]
    assert not re.search(r":latest\b", text)
    assert not re.search(r"^(ADD|VOLUME)\b", text, re.MULTILINE)
    last = text[text.rindex("FROM ") :]
    assert re.search(r"^USER (?!0\b|root)\S+$", last, re.MULTILINE)
    assert re.search(r"^HEALTHCHECK ", last, re.MULTILINE)
    assert last.rindex("USER ") > last.rindex("RUN ")
    assert not re.search(r"(SECRET|PASSWORD|TOKEN)=\S", text)
    assert "pip install" not in last
