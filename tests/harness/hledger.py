"""Find an hledger, the independent tool that the books are checked with, or install Debian's where that is allowed."""

from __future__ import annotations

import os
import shutil
import subprocess


def find() -> str | None:
    """Give the path of one that starts: the one that is named in DRIEHOEK_HLEDGER, else the one on the PATH."""
    path = os.environ.get("DRIEHOEK_HLEDGER") or shutil.which("hledger")
    return path if path and _starts(path) else None


def find_or_install() -> str | None:
    """Do as `find`, and install Debian's package when nothing is found and we may."""
    return find() or (find() if _install() else None)


def _starts(path: str) -> bool:
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _install() -> bool:
    if os.environ.get("DRIEHOEK_HLEDGER") or os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print("driehoek test: no hledger found; installing Debian's package", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    steps = (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "hledger"])
    for step in steps:
        done = subprocess.run(step, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            print(f"driehoek test: {' '.join(step)} failed: {done.stdout.strip()[-500:]}", flush=True)
            return False
    return True
