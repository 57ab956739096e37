"""What certificates call what they say, and what else stands on them with a colon."""

import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import NamedTuple

from core.domain.certificates.signs import Signs
from core.domain.credits.readings import ReadField

OTHER = "-"


def _known() -> Mapping[str, ReadField | None]:
    """Return what each label means, None for what is not asked for."""
    meaning = dict[str, ReadField | None]()
    table = files("core.domain.certificates").joinpath("labels.txt").read_text("utf-8")
    for line in table.splitlines():
        field, *words = line.split()
        if field != "#":
            meaning |= dict.fromkeys(words, ReadField(field) if field != OTHER else None)
    return meaning


KNOWN = _known()
_ANY = "|".join(sorted(KNOWN, key=len, reverse=True))
_WITH_COLON = re.compile(rf"(?P<label>{_ANY})\s*(?:\([^()]{{1,6}}\))?\s*:")
_AT_START = re.compile(rf"\s*(?P<label>{_ANY})\s*")
_SPREAD = re.compile(r"[\s:]+")


class Labelled(NamedTuple):
    """A label and what stands behind it in the same text, perhaps nothing.

    One without a colon is a label only if its value can be read.
    """

    label: str
    value: Signs
    has_colon: bool

    @property
    def field(self) -> ReadField | None:
        return KNOWN[self.label]


def is_label(text: str) -> bool:
    """Return whether a text is a label and nothing else."""
    return _SPREAD.sub("", text) in KNOWN


def is_part_of_label(text: str, following: str) -> bool:
    """Return whether a label was taken apart between these: 姓 | 名：王清清."""
    first, after = _SPREAD.sub("", text), following.lstrip()
    if len(first) > 2 or is_label(text):
        return False
    return any(_ends_label(first, after, label) for label in KNOWN)


def _ends_label(first: str, after: str, label: str) -> bool:
    rest = label.removeprefix(first)
    if rest == label or not after.startswith(rest):
        return False
    return not after[len(rest) :].strip() or after[len(rest) :].lstrip()[0] == ":"


def labelled(signs: Signs) -> Iterator[Labelled]:
    """Yield the labels of a text, each with what stands behind it, up to the next."""
    found = list(_WITH_COLON.finditer(signs.text))
    if not found and (start := _AT_START.match(signs.text)):
        yield Labelled(start["label"], signs.part(start.end(), len(signs.text)), False)
        return
    for one, following in zip(found, [*found[1:], None], strict=False):
        end = following.start() if following else len(signs.text)
        yield Labelled(one["label"], signs.part(one.end(), end), True)
