"""`./driehoek test`: the checks, then pytest with a browser and a PostgreSQL; pytest's last line comes last."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from types import FrameType

from tests.harness import chromium, hledger, postgres

LINT_IMPORTS = "from importlinter.cli import lint_imports_command as check; check(['--no-logo'])"
CHECKS = {
    "ruff check": ["-m", "ruff", "check", "--quiet", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "--quiet", "."],
    "mypy": ["-m", "mypy", "--strict", "domain", "projections", "web"],
    "import-linter": ["-c", LINT_IMPORTS],
}
# A process for each core, each with its own browser and its own database in the one PostgreSQL; who is done takes over
# from who is not. `./driehoek test -n 0` runs them all in one process.
TOGETHER = ["-n", "auto", "--maxprocesses", "6", "--dist", "worksteal"]
ALONE = {"-s", "--capture=no", "--pdb", "--trace", "--collect-only", "--co"}
"""Who asks this of pytest wants to see one process at work."""


def main(arguments: list[str]) -> int:
    """Run it all; nothing is left out because something before it was red."""
    signal.signal(signal.SIGTERM, _stop)
    # What is started in the background ignores Ctrl-C, and so would every program that a test starts and interrupts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with ExitStack() as stack:
        _choose_browser()
        _choose_database(stack)
        _choose_hledger()
        failed = _failed()
        os.environ["DRIEHOEK_FAILED_CHECKS"] = ", ".join(failed)
        code = _pytest(arguments)
    return code or bool(failed)


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _say(text: str) -> None:
    print(f"driehoek test: {text}", flush=True)


def _choose_browser() -> None:
    found = chromium.find_or_install()
    if found:
        os.environ["DRIEHOEK_CHROMIUM"] = found
    _say(f"browser: {found or 'NONE. Install Chromium, or name one in DRIEHOEK_CHROMIUM'}")


def _choose_hledger() -> None:
    found = hledger.find_or_install()
    if found:
        os.environ["DRIEHOEK_HLEDGER"] = found
    _say(f"hledger: {found or 'NONE. Install hledger, or name one in DRIEHOEK_HLEDGER'}")


def _choose_database(stack: ExitStack) -> None:
    if given := os.environ.get("DRIEHOEK_TEST_POSTGRES"):
        _say(f"PostgreSQL: the one that was given, {given.rpartition('@')[2]}")
        return
    try:
        cluster = stack.enter_context(postgres.cluster())
    except postgres.Unusable as reason:
        _say(f"PostgreSQL: NONE. Name one in DRIEHOEK_TEST_POSTGRES, or install it ({reason})")
        return
    os.environ["DRIEHOEK_TEST_POSTGRES"] = cluster.address
    _say(f"PostgreSQL: a throw-away one ({cluster.origin})")


def _failed() -> list[str]:
    """The checks that are red; they run at the same time and are told in their own order."""
    running = {name: _begin(check) for name, check in CHECKS.items()}
    try:
        return [name for name, check in running.items() if not _passes(name, check)]
    finally:
        for check in running.values():
            check.kill()


def _begin(check: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, *check], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def _passes(name: str, check: subprocess.Popen[str]) -> bool:
    told, _ = check.communicate()
    _say(f"{name}: {'ok' if check.returncode == 0 else 'FAILED'}")
    if check.returncode:
        print(told, flush=True)
    return check.returncode == 0


def _pytest(arguments: list[str]) -> int:
    """Ctrl-C reaches pytest too, which then tells how far it came: wait for it."""
    together = [] if ALONE & set(arguments) else TOGETHER
    tests = subprocess.Popen([sys.executable, "-m", "pytest", *together, *arguments])
    try:
        return tests.wait()
    except KeyboardInterrupt:
        tests.send_signal(signal.SIGINT)
        tests.wait()
        return 130


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
