"""Styles, scripts and icons: known at start, named with a version so that they keep for ever."""

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "static"


@dataclass(frozen=True, slots=True)
class Assets:
    """All files there are; `version` changes when any of them does."""

    version: str
    names: Collection[str]

    def url(self, name: str) -> str:
        """Return the address of a file, good until it changes.

        Raises KeyError for a file that is not there.
        """
        if name not in self.names:
            raise KeyError(name)
        return f"/static/{self.version}/{name}"


def read_assets(folder: Path = FOLDER) -> Assets:
    """Look through the static folder once."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    names = [path.relative_to(folder).as_posix() for path in paths]
    contents = sha256()
    for name, path in zip(names, paths, strict=True):
        contents.update(name.encode() + b"\0" + sha256(path.read_bytes()).digest())
    return Assets(contents.hexdigest()[:12], frozenset(names))
