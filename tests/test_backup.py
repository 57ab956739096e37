"""Backups and restores as real processes: beside writers, after kills, on a full disk."""

import asyncio
import os
import resource
import shutil
import signal
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import count
from pathlib import Path

import httpx
import pytest

from core.settings import Settings
from storage.backup import DRAFT, make_backup, whole_backups
from storage.config import dialect_of, sqlite_path
from storage.doctor import examine
from storage.files import FolderFiles
from storage.looking import look_at
from storage.manifest import BackupFault, Contents, Manifest, contents_of, read_manifest
from storage.places import place_of
from storage.restore import restore
from tests.bench.hall import Hall, filled, serving
from tests.conftest import SECRET
from tests.test_front_door import FRONT_DOOR, Told, environment
from tests.waiting import PATIENCE_SECONDS

WRITERS = 50
SMALL_BYTES = 40_960  # less than any database, more than what SQLite maps beside one


@dataclass(slots=True)
class Writing:
    """People who scan again and again; `told` are the keys of the scans that were answered."""

    hall: Hall
    told: list[str] = field(default_factory=list)
    is_over: bool = False

    async def until(self, number: int) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while len(self.told) < number:  # noqa: ASYNC110 - many tell, one waits now and then
                await asyncio.sleep(0.01)

    async def write(self, number: int, token: str) -> None:
        headers = {"Cookie": f"xuefen={token}", "Accept": "application/json"}
        headers["Origin"] = self.hall.address
        async with httpx.AsyncClient(base_url=self.hall.address, timeout=PATIENCE_SECONDS) as phone:
            for turn in count():
                key = f"scan-{number}-{turn}"
                entry = {"code": self.hall.code(), "key": key, "account": "", "way": "camera"}
                try:
                    answer = await phone.post("/attendance/entries", json=entry, headers=headers)
                except httpx.TransportError:
                    return
                assert answer.status_code == 200, answer.text
                self.told.append(key)
                if self.is_over:
                    return


@asynccontextmanager
async def writing(hall: Hall) -> AsyncIterator[Writing]:
    """Fifty people who write for as long as the context lasts, or the server lives."""
    work = Writing(hall)
    tasks = [asyncio.create_task(work.write(*one)) for one in enumerate(hall.tokens)]
    try:
        yield work
    finally:
        work.is_over = True
        await asyncio.gather(*tasks)


@pytest.fixture
async def hall(tmp_path: Path, database_url: str) -> Hall:
    url = database_url.replace("synchronous=OFF", "synchronous=FULL")
    return await filled(tmp_path / "home", url, WRITERS)


def _environment(settings: Settings, **more: str) -> dict[str, str]:
    named = {"CME_SECRET": SECRET, "CME_DATABASE_URL": settings.database_url, **more}
    return environment(settings.home, **named)


def command(settings: Settings, *words: str | Path, **more: str) -> Told:
    done = subprocess.run(
        [*FRONT_DOOR, *words],
        env=_environment(settings, **more),
        check=False,
        capture_output=True,
        text=True,
        timeout=2 * PATIENCE_SECONDS,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Told(done.returncode, done.stdout, done.stderr)


async def scans(settings: Settings) -> set[str]:
    async with look_at(settings) as look:
        return {key async for (key,) in look.rows("SELECT entry_key FROM scan")}


async def held(settings: Settings) -> Contents:
    async with look_at(settings) as look:
        return await contents_of(look)


async def agrees(settings: Settings, manifest: Manifest) -> None:
    """The database holds what the manifest counted, and the note that it was restored."""
    now = await held(settings)
    counts = {**manifest.counts, "journal": manifest.counts["journal"] + 1, "journal_head": 1}
    assert now.counts == counts
    assert now.journal_seq == manifest.journal_seq + 1


def latest(target: Path) -> Manifest:
    return read_manifest(whole_backups(target)[-1])


async def test_a_backup_beside_fifty_who_write_is_of_one_moment_and_replaces_a_killed_server(
    hall: Hall, tmp_path: Path
) -> None:
    target = tmp_path / "backups"
    with serving(hall) as (open_hall, server):
        async with writing(open_hall) as people:
            await people.until(WRITERS)
            before = set(people.told)
            made = await asyncio.to_thread(command, hall.settings, "backup", target)
            during = len(people.told)
            assert made.returncode == 0, made.stderr
            await people.until(during + 10 * WRITERS)
            server.send_signal(signal.SIGKILL)
        server.wait(PATIENCE_SECONDS)
    assert during > len(before)
    is_sqlite = dialect_of(hall.settings.database_url) == "sqlite"
    if is_sqlite:
        path = sqlite_path(hall.settings.database_url)
        assert path.with_name(path.name + "-wal").stat().st_size > 0
    restored = command(hall.settings, "restore", target)
    assert restored.returncode == 0, restored.stdout + restored.stderr
    assert "ok  integrity" in restored.stdout
    now = await scans(hall.settings)
    assert before <= now < set(people.told)
    await agrees(hall.settings, latest(target))
    if is_sqlite:
        (aside,) = path.parent.glob("before-restore-*/xuefen.db")
        assert set(people.told) <= await scans(_at(hall.settings, aside))


def _at(settings: Settings, database: Path) -> Settings:
    return replace(settings, database_url=f"sqlite://{database}")


async def test_what_is_killed_half_way_is_no_backup_and_no_restore_and_hinders_no_other(
    settings: Settings, tmp_path: Path
) -> None:
    target = tmp_path / "backups"
    files = FolderFiles(Path(settings.files_url))
    contents = [f"certificate {number}".encode() for number in range(30)]
    keys = sorted(sha256(content).hexdigest() for content in contents)
    for content in contents:
        await files.put(sha256(content).hexdigest(), content)
    with halting(files, "f" * 64):
        await kill_half_way(settings, ("backup", target), FolderFiles(target / "files"))
    assert whole_backups(target) == []
    (draft,) = target.glob(f"{DRAFT}*")
    for place in (target, draft):
        with pytest.raises(BackupFault, match="not a whole backup"):
            await restore(settings, place)
    made = await make_backup(settings, target)
    assert made.manifest.files == len(keys)
    assert not draft.exists()
    shutil.rmtree(files.folder)
    before = await held(settings)
    with halting(files, keys[-1]):
        await kill_half_way(settings, ("restore", target), files)
    assert await held(settings) == before
    await restore(settings, target)
    await agrees(settings, made.manifest)
    assert sorted(await files.listed()) == keys


@contextmanager
def halting(files: FolderFiles, key: str) -> Iterator[None]:
    """Put a pipe where the last file would be: whoever reads it waits for ever."""
    pipe = files.folder / place_of(key)
    pipe.parent.mkdir(parents=True)
    os.mkfifo(pipe)
    yield
    pipe.unlink()


async def kill_half_way(
    settings: Settings, words: tuple[str | Path, ...], arriving: FolderFiles
) -> None:
    """Give a command, and kill it when the first files have been copied."""
    killed = subprocess.Popen(  # noqa: ASYNC220 - starting it takes no time
        [*FRONT_DOOR, *words], env=_environment(settings), stdout=subprocess.DEVNULL
    )
    while len(await arriving.listed()) < 10:
        assert killed.poll() is None
        await asyncio.sleep(0.01)
    killed.kill()
    killed.wait()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={SMALL_BYTES}", "none", str(disk)]
    if os.geteuid() or subprocess.run(mounting, check=False, capture_output=True).returncode:
        pytest.skip("only root can mount a small disk; the next test limits a file instead")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


async def test_a_full_disk_is_said_in_one_sentence_and_leaves_no_half_backup(
    settings: Settings, small_disk: Path
) -> None:
    _is_said_to_be_full(command(settings, "backup", small_disk), small_disk)
    assert all(finding.is_well or finding.only_warns for finding in await examine(settings))


async def test_a_file_that_may_not_grow_is_said_too(settings: Settings, tmp_path: Path) -> None:
    target = tmp_path / "backups"
    with _limited(SMALL_BYTES):
        _is_said_to_be_full(command(settings, "backup", target), target)
    whole = (await make_backup(settings, target)).manifest
    before = await held(settings)
    with _limited(SMALL_BYTES):
        restored = command(settings, "restore", target)
    if dialect_of(settings.database_url) == "sqlite":  # elsewhere the server does the writing
        assert restored.returncode == 1
        assert "There is no room left" in restored.stderr
        assert await held(settings) == before
    assert latest(target) == whole


def _is_said_to_be_full(told: Told, target: Path) -> None:
    assert told.returncode == 1
    assert told.stderr == f"Error: There is no room left in {target}. The backup was not made.\n"
    assert [path.name for path in target.iterdir() if path.name not in {".lock", "files"}] == []


class _limited:  # noqa: N801 - read as a word of `with`
    """No file of a process that is started meanwhile may be larger."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes

    def __enter__(self) -> None:
        self._before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (self._most, self._before[1]))

    def __exit__(self, *_: object) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, self._before)
