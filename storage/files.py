"""Files by name, in a folder or in an S3-compatible store: whatever bytes, sealed or not."""

import asyncio
import logging
import os
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import NoReturn, Protocol, TypeVar
from urllib.parse import parse_qs, unquote, urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from core.domain.errors import NotFound
from core.evidence.refusals import FULL, DiskFull, FilesUnavailable
from core.ports import Files
from storage.places import KEY, MADE, MADE_KEY, evidence_place_of, made_place_of, place_of
from storage.system import SystemClock

T = TypeVar("T")
log = logging.getLogger(__name__)

DRAFT_PLACES = ("??/??/.*", f"{MADE}/*/.*")


class ListedFiles(Files, Protocol):
    """Files that can also say what there is."""

    async def listed(self) -> dict[str, int]:
        """Return every key with its size in bytes."""


def open_files(url: str, credentials: Mapping[str, str] | None = None) -> ListedFiles:
    """Return the store that the URL names: a folder's path, or
    `s3://[key:secret@]bucket[/prefix][?endpoint=…&region=…]`.

    Credentials missing in the URL come from `credentials`: `access_key_id`, `secret_access_key`.
    """
    if is_bucket(url):
        return S3Files(_s3_store(url, credentials or {}))
    return FolderFiles(Path(url.removeprefix("file://")))


def is_bucket(url: str) -> bool:
    """Return whether the files lie in an S3-compatible store rather than a folder."""
    return url.startswith("s3://")


@dataclass(frozen=True, slots=True)
class FolderFiles:
    """Files under `ab/cd/<sha256>[-view|-thumbnail]`, what jobs made under `jobs/<id>/`.

    A file is there completely or not at all. What jobs made is not listed: nobody backs it up.
    """

    folder: Path

    async def put(self, key: str, content: bytes) -> None:
        """Keep the content; raises DiskFull or FilesUnavailable, and then keeps nothing of it."""
        await asyncio.to_thread(_written, self.folder, place_of(key), content)

    async def get(self, key: str) -> bytes:
        """Return the content; raises NotFound, FilesUnavailable."""
        try:
            return await asyncio.to_thread((self.folder / place_of(key)).read_bytes)
        except FileNotFoundError:
            raise NotFound from None
        except OSError as fault:
            _refuse(fault)

    async def listed(self) -> dict[str, int]:
        """Return every key with its size in bytes."""
        return await asyncio.to_thread(_sizes, self.folder)

    async def remove(self, key: str) -> None:
        """Throw away what a job made, and its folder with the last of it."""
        await asyncio.to_thread(_removed, self.folder / made_place_of(key))

    async def made(self) -> list[str]:
        """Return the keys of everything that jobs made."""
        return await asyncio.to_thread(_made_in, self.folder)

    async def lying(self, shelf: int) -> dict[str, timedelta]:
        """Return the names of what lies on a shelf, and how long ago it was written."""
        return await asyncio.to_thread(_ages, self.folder / f"{shelf:02x}")

    async def discard(self, name: str) -> None:
        """Throw away what lies under a name. Raises NotFound for what is no name."""
        place = self.folder / evidence_place_of(name)
        await asyncio.to_thread(place.unlink, missing_ok=True)

    async def clear_unfinished(self, longer_than: timedelta) -> int:
        """Throw away the drafts of who was killed while writing."""
        return await asyncio.to_thread(_cleared, self.folder, longer_than)


@dataclass(frozen=True, slots=True)
class S3Files:
    """The same keys in a bucket.

    Calls block in a thread: obstore's own coroutines may abort the interpreter as it ends, when
    their threads still have an answer to hand over.
    """

    store: S3Store

    async def put(self, key: str, content: bytes) -> None:
        """Keep the content; raises FilesUnavailable."""
        await _answered(partial(obstore.put, self.store, place_of(key), content))

    async def get(self, key: str) -> bytes:
        """Return the content; raises NotFound or FilesUnavailable."""
        try:
            return await _answered(partial(_read, self.store, place_of(key)))
        except FileNotFoundError:
            raise NotFound from None

    async def listed(self) -> dict[str, int]:
        """Return every key with its size in bytes. Raises FilesUnavailable."""
        return await _answered(partial(_objects, self.store))

    async def remove(self, key: str) -> None:
        """Throw away what a job made. Raises FilesUnavailable."""
        with suppress(FileNotFoundError):
            await _answered(partial(obstore.delete, self.store, made_place_of(key)))

    async def made(self) -> list[str]:
        """Return the keys of everything that jobs made. Raises FilesUnavailable."""
        return await _answered(partial(_made_objects, self.store))

    async def lying(self, shelf: int) -> dict[str, timedelta]:
        """Return the names of what lies on a shelf, and how long ago it was written.

        Raises FilesUnavailable.
        """
        return await _answered(partial(_objects_on, self.store, f"{shelf:02x}"))

    async def discard(self, name: str) -> None:
        """Throw away what lies under a name. Raises NotFound, FilesUnavailable."""
        with suppress(FileNotFoundError):
            await _answered(partial(obstore.delete, self.store, evidence_place_of(name)))

    async def clear_unfinished(self, longer_than: timedelta) -> int:
        """A bucket shows no object before it is whole; parts of one are its own rule's matter."""
        return 0


def _sizes(folder: Path) -> dict[str, int]:
    return {
        path.name: path.stat().st_size
        for path in folder.glob("??/??/*")
        if KEY.fullmatch(path.name)
    }


def _ages(shelf: Path) -> dict[str, timedelta]:
    return {path.name: _age(path) for path in shelf.glob("??/*") if KEY.fullmatch(path.name)}


def _age(path: Path) -> timedelta:
    """By the machine's own clock, as files are written by it."""
    return SystemClock().now() - datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _cleared(folder: Path, longer_than: timedelta) -> int:
    drafts = [path for place in DRAFT_PLACES for path in folder.glob(place)]
    left = [path for path in drafts if path.is_file() and _age(path) > longer_than]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _made_in(folder: Path) -> list[str]:
    paths = (folder / MADE).glob("*/*")
    return sorted(path.name for path in paths if MADE_KEY.fullmatch(path.name))


def _removed(place: Path) -> None:
    place.unlink(missing_ok=True)
    with suppress(OSError):  # something else of this job is still there
        place.parent.rmdir()


def _made_objects(store: S3Store) -> list[str]:
    listed = (Path(item["path"]).name for batch in obstore.list(store, MADE) for item in batch)
    return sorted(name for name in listed if MADE_KEY.fullmatch(name))


def _objects(store: S3Store) -> dict[str, int]:
    found = {
        Path(item["path"]).name: item["size"] for batch in obstore.list(store) for item in batch
    }
    return {name: size for name, size in found.items() if KEY.fullmatch(name)}


def _objects_on(store: S3Store, shelf: str) -> dict[str, timedelta]:
    now = SystemClock().now()
    found = {
        Path(item["path"]).name: now - item["last_modified"]
        for batch in obstore.list(store, shelf)
        for item in batch
    }
    return {name: age for name, age in found.items() if KEY.fullmatch(name)}


def _written(folder: Path, below: str, content: bytes) -> None:
    place = folder / below
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=place.parent, prefix=".")
    except OSError as fault:
        _refuse(fault)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(place)
    except OSError as fault:
        _refuse(fault)
    finally:
        with suppress(OSError):  # what is left is an orphan; why is said already
            Path(draft).unlink(missing_ok=True)
    _kept(place.parent)


def _kept(folder: Path) -> None:
    """Make the new name as lasting as the content."""
    handle = os.open(folder, os.O_RDONLY)
    with suppress(OSError):  # some file systems know no such thing
        os.fsync(handle)
    os.close(handle)


def _refuse(fault: OSError) -> NoReturn:
    if fault.errno in FULL:
        raise DiskFull from fault
    log.warning("the evidence folder failed: %s", fault.strerror)
    raise FilesUnavailable from fault


def _s3_store(url: str, credentials: Mapping[str, str]) -> S3Store:
    parts = urlsplit(url)
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    endpoint = asked.get("endpoint")
    return S3Store(
        parts.hostname or "",
        prefix=parts.path.strip("/") or None,
        endpoint=endpoint,
        region=asked.get("region", "us-east-1"),
        access_key_id=unquote(parts.username or "") or credentials.get("access_key_id"),
        secret_access_key=unquote(parts.password or "") or credentials.get("secret_access_key"),
        virtual_hosted_style_request=False,
        client_options={"allow_http": bool(endpoint and endpoint.startswith("http://"))},
        retry_config={"max_retries": 3},
    )


def _read(store: S3Store, place: str) -> bytes:
    return bytes(obstore.get(store, place).bytes())


async def _answered(call: Callable[[], T]) -> T:
    try:
        return await asyncio.to_thread(call)
    except BaseError as fault:
        log.warning("the evidence store failed: %s", type(fault).__name__)
        raise FilesUnavailable from fault
