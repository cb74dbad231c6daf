"""Find a Chromium that starts, or install Debian's where that is allowed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def find() -> str | None:
    """Give the path of a browser that starts: the one that is named, else one of this machine."""
    if named := os.environ.get("DRIEHOEK_CHROMIUM"):
        return named if _starts(named) else None
    return next((path for path in _candidates() if _starts(path)), None)


def find_or_install() -> str | None:
    """Do as `find`, and install Debian's package when nothing is found and we may."""
    return find() or (find() if _install() else None)


def _candidates() -> Iterator[str]:
    yield from (path for name in NAMES if (path := shutil.which(name)))
    yield from (path for path in PLACES if Path(path).exists())


def _starts(path: str) -> bool:
    """Ubuntu's package is a stub that only tells to use snap: ask for the version, which a stub does not know."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _install() -> bool:
    if os.environ.get("DRIEHOEK_CHROMIUM") or os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print("driehoek test: no Chromium found; installing Debian's package", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    steps = (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"])
    for step in steps:
        done = subprocess.run(step, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            print(f"driehoek test: {' '.join(step)} failed: {done.stdout.strip()[-500:]}", flush=True)
            return False
    return True
