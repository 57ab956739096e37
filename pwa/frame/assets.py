"""Styles, scripts and icons: read at start, named with a version so that they keep for ever."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path

from pwa.frame.compression import WELL, is_packable
from pwa.frame.joining import joined_modules, joined_sheets

FOLDER = Path(__file__).parents[1] / "static"
JOINED: Mapping[str, Callable[[Path], str]] = {"css": joined_sheets, "js": joined_modules}


@dataclass(frozen=True, slots=True, eq=False)
class Asset:
    """One file as it is sent."""

    content: bytes
    mimetype: str

    @cache  # noqa: B019 - assets live as long as the process
    def packed(self, coding: str) -> bytes:
        """Return the file packed for "br" or "gzip", worked out once a process."""
        return WELL[coding](self.content)

    @property
    def is_packable(self) -> bool:
        """Return whether packing makes it smaller."""
        return is_packable(self.mimetype)


@dataclass(frozen=True, slots=True)
class Assets:
    """All files there are; `version` changes when any of them does."""

    version: str
    files: Mapping[str, Asset]

    def url(self, name: str) -> str:
        """Return the address of a file, good until it changes.

        Raises KeyError for a file that is not there.
        """
        if name not in self.files:
            raise KeyError(name)
        return f"/static/{self.version}/{name}"


@cache
def read_assets(folder: Path = FOLDER) -> Assets:
    """Read the static folder once a process; what imports others becomes one file."""
    paths = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    contents, files = sha256(), {}
    for name, path in sorted(paths.items()):
        join = JOINED.get(name.partition("/")[0])
        content = join(path).encode() if join else path.read_bytes()
        contents.update(name.encode() + b"\0" + sha256(content).digest())
        files[name] = Asset(content, guess_type(name)[0] or "application/octet-stream")
    return Assets(contents.hexdigest()[:12], files)
