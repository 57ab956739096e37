"""Where in a HEIC file its Exif and XMP lie (ISO/IEC 14496-12: boxes, items and their extents)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

FULL_HEAD = 4  # version and flags
MOST_EXTENTS, LONGEST_EXTENT_BYTES = 16, 4_000_000
IN_FILE, IN_ITEM_DATA = 0, 1


class Extent(NamedTuple):
    """One piece of an item, from and to where in the file; `kind` is “Exif” or “XMP”."""

    kind: str
    start: int
    end: int


class Box(NamedTuple):
    kind: bytes
    start: int
    end: int


@dataclass(slots=True)
class Reader:
    """Reads numbers one after the other. Raises ValueError beyond the end."""

    content: bytes
    at: int
    end: int

    def number(self, size_bytes: int) -> int:
        """Return the next number; 0 for one of no bytes."""
        return int.from_bytes(self.taken(size_bytes), "big")

    def taken(self, size_bytes: int) -> bytes:
        """Return the next bytes."""
        self.at += size_bytes
        if self.at > self.end:
            raise ValueError("cut short")
        return self.content[self.at - size_bytes : self.at]

    def text(self) -> bytes:
        """Return the bytes up to the next zero, or to the end."""
        stop = self.content.find(b"\0", self.at, self.end)
        text = self.taken((stop if stop >= 0 else self.end) - self.at)
        self.at = min(self.at + 1, self.end)
        return text


def exif_and_xmp(content: bytes) -> Iterator[Extent]:
    """Yield where Exif and XMP lie. Raises ValueError for a file built against the rules."""
    for meta in _boxes(content, 0, len(content)):
        if meta.kind == b"meta":
            inside = list(_boxes(content, meta.start + FULL_HEAD, meta.end))
            boxes = {box.kind: box for box in inside}
            if b"iinf" in boxes and b"iloc" in boxes:
                kinds = _kinds(content, boxes[b"iinf"])
                extents = _extents(content, boxes[b"iloc"], kinds, boxes.get(b"idat"))
                yield from islice(extents, MOST_EXTENTS)


def _boxes(content: bytes, at: int, end: int) -> Iterator[Box]:
    while at + 8 <= end:
        reader = Reader(content, at, end)
        size, kind = reader.number(4), reader.taken(4)
        if size == 1:
            size = reader.number(8)
        size = size or end - at
        if size < reader.at - at:
            raise ValueError("a box smaller than its head")
        yield Box(kind, reader.at, min(at + size, end))
        at += size


def _kinds(content: bytes, iinf: Box) -> dict[int, str]:
    """Return which items are Exif or XMP."""
    count_bytes = 2 if content[iinf.start] == 0 else 4
    found = {}
    for infe in _boxes(content, iinf.start + FULL_HEAD + count_bytes, iinf.end):
        version, reader = content[infe.start], Reader(content, infe.start + FULL_HEAD, infe.end)
        item = reader.number(2 if version == 2 else 4)
        reader.taken(2)
        kind = reader.taken(4)
        if kind == b"Exif":
            found[item] = "Exif"
        elif kind == b"mime":
            _, content_type = reader.text(), reader.text()
            found |= {item: "XMP"} if content_type.endswith(b"rdf+xml") else {}
    return found


def _extents(
    content: bytes, iloc: Box, kinds: Mapping[int, str], idat: Box | None
) -> Iterator[Extent]:
    version, reader = content[iloc.start], Reader(content, iloc.start + FULL_HEAD, iloc.end)
    offset_bytes, length_bytes = divmod(reader.number(1), 16)
    base_bytes, index_bytes = divmod(reader.number(1), 16)
    id_bytes = 2 if version < 2 else 4
    for _ in range(reader.number(id_bytes)):
        item = reader.number(id_bytes)
        method = reader.number(2) & 15 if version else IN_FILE
        reader.taken(2)
        base, count = reader.number(base_bytes), reader.number(2)
        step = (index_bytes if version else 0) + offset_bytes + length_bytes
        rows = Reader(content, reader.at, iloc.end)
        reader.taken(count * step)
        for _ in range(min(count, MOST_EXTENTS) if item in kinds else 0):
            rows.taken(index_bytes if version else 0)
            start, length = base + rows.number(offset_bytes), rows.number(length_bytes)
            if method == IN_ITEM_DATA and idat is not None:
                start += idat.start
            fits = length <= LONGEST_EXTENT_BYTES and start + length <= len(content)
            if method in {IN_FILE, IN_ITEM_DATA} and fits:
                yield Extent(kinds[item], start, start + length)
