"""Files on their way into a backup: sealed as they lie, and looked into before they are copied."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from core.domain.errors import NotFound
from storage.file_keys import HASH_LENGTH, FileKey, is_whole
from storage.files import FolderFiles, ListedFiles
from storage.manifest import Contents, digest_of

AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Copied:
    """The files in a backup by their hash; `damaged` ones are not what their name says."""

    hashes: dict[str, str]
    listed: dict[str, int]
    damaged: list[str]


@dataclass(frozen=True, slots=True)
class Source:
    """The files as they lie, and what opens them."""

    files: ListedFiles
    keys: Mapping[str, FileKey]


async def copy_files(
    source: Source, target: Path | None, contents: Contents, known: Mapping[str, str]
) -> Copied:
    """Copy what the folder of files lacks; the hash of what it has is known from before.

    Without a folder the files are only listed.
    """
    listed = await source.files.listed()
    if target is None:
        return Copied({}, listed, [])
    kept = FolderFiles(target)
    there = await kept.listed()
    hashes = {
        key: known[key]
        for key in {*listed, *contents.files} & known.keys()
        if key in there and there[key] == listed.get(key, there[key])
    }
    damaged: list[str] = []
    new = sorted(listed.keys() - hashes.keys())
    for start in range(0, len(new), AT_ONCE):
        batch = new[start : start + AT_ONCE]
        for key, digest in zip(
            batch, await asyncio.gather(*(_copy(source, kept, key) for key in batch)), strict=True
        ):
            if digest is None:
                damaged.append(key)
            else:
                hashes[key] = digest
    return Copied(hashes, listed, damaged)


async def _copy(source: Source, kept: FolderFiles, key: str) -> str | None:
    """Return the hash of what was copied, None for what does not open to what its row says.

    A file that no row knows came while we looked, or is about to be thrown away.
    """
    try:
        content = await source.files.get(key)
    except NotFound:
        return None
    is_known = key[:HASH_LENGTH] in source.keys
    if is_known and not await asyncio.to_thread(is_whole, content, key, source.keys):
        return None
    await kept.put(key, content)
    return await digest_of(content)
