"""deploy/nginx.conf as a process of a test: the file itself, with other ports, folders and certificate."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

CONF = Path(__file__).resolve().parents[2] / "deploy" / "nginx.conf"


def nginx_program() -> str:
    """The system's nginx; without it the test is skipped, but not in CI."""
    found = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if found is None:
        (pytest.fail if "CI" in os.environ else pytest.skip)("nginx is not here; `make nginx` installs it")
    return found


def nginx_conf(folder: Path, *, port: int, nodes: tuple[int, int], changes: Mapping[str, str]) -> str:
    """The text of the file for a test; every change has to find its place."""
    text = CONF.read_text(encoding="utf-8")
    own = {
        "user www-data;": "user root;" if os.geteuid() == 0 else "",
        "worker_processes auto;": "worker_processes 1;",
        "/run/nginx.pid": f"{folder}/nginx.pid",
        "/var/log/nginx/": f"{folder}/",
        "/var/lib/nginx/": f"{folder}/",
        "/etc/borderops/tls/": f"{folder}/",
        "/etc/borderops/": f"{folder}/",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{port} ssl http2;",
        "listen 80;": f"listen 127.0.0.1:{port + 1};",
        "borderops.example;  # CHANGE": "127.0.0.1;",
        "127.0.0.1:8051": f"127.0.0.1:{nodes[0]}",
        "127.0.0.1:8052": f"127.0.0.1:{nodes[1]}",
    }
    for old, new in {**own, **changes}.items():
        assert old in text, f"{CONF.name} has no {old!r} any more"
        text = text.replace(old, new)
    return text


class Nginx:
    """A proxy of a test, on a folder of its own."""

    def __init__(self, folder: Path, text: str) -> None:
        """Write the configuration and have nginx itself test it."""
        self._conf = folder / "nginx.conf"
        self._conf.write_text(text, encoding="utf-8")
        self._command = [nginx_program(), "-p", str(folder), "-c", str(self._conf), "-e", "stderr"]
        self._log = (folder / "nginx.log").open("ab")
        done = subprocess.run([*self._command, "-t"], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it in the foreground of a process of its own."""
        self._process = subprocess.Popen(
            [*self._command, "-g", "daemon off;"], stdout=self._log, stderr=self._log
        )

    def stop(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(20)
        self._log.close()

    def cut(self) -> None:
        """End it as a power cut would, its workers too."""
        assert self._process is not None
        workers = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text().split()
        for pid in [str(self._process.pid), *workers]:
            os.kill(int(pid), 9)
        self._process.wait()
