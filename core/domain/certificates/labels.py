"""What certificates call what they say, and what else stands on them with a colon."""

import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from itertools import product
from typing import NamedTuple

from core.domain.certificates.signs import Signs
from core.domain.credits.readings import ReadField

OTHER, WEAK, FIRST, LAST = "-", "?", "<", ">"
LONG = {ReadField.PROJECT_NAME, ReadField.ORGANISER}
_CHOICE = re.compile(r"\[(.*?)\]|([^\[\]]+)")


class Meaning(NamedTuple):
    """What a label stands for; a weak one is an everyday word where it is not a label.

    An edge is a label of the first day only, or of the last.
    """

    fields: tuple[ReadField, ...]
    is_weak: bool
    edge: str = ""

    @property
    def is_short(self) -> bool:
        """Whether its value stands on one line."""
        return not LONG.intersection(self.fields)


def _known() -> Mapping[str, Meaning]:
    """Return what each label means, no field for what is not asked for."""
    meaning = dict[str, Meaning]()
    table = files("core.domain.certificates").joinpath("labels.txt").read_text("utf-8")
    for line in table.splitlines():
        name, *words = line.split()
        if name != "#":
            codes = name.rstrip(OTHER + WEAK + FIRST + LAST)
            fields = tuple(ReadField(code) for code in codes.split(",") if code)
            edge = name[-1] if name[-1] in FIRST + LAST else ""
            means = Meaning(fields, name.endswith(WEAK), edge)
            for word in words:
                meaning |= dict.fromkeys(_spelled(word), means)
    return meaning


def _spelled(word: str) -> Iterator[str]:
    """Yield the labels of a word with choices."""
    parts = [found.groups() for found in _CHOICE.finditer(word)]
    for chosen in product(*([plain] if plain else some.split("|") for some, plain in parts)):
        yield "".join(chosen)


KNOWN = _known()
_ONE = "|".join(sorted(KNOWN, key=len, reverse=True))
_AND = r"\s*[及与和、/]\s*"
_ANY = rf"(?P<label>(?:{_ONE})(?:{_AND}(?:{_ONE}))?)"
_ENGLISH = r"(?:\s*[/(]?\s*[A-Za-z][A-Za-z ./]{2,30}\)?)?"
_WITH_COLON = re.compile(rf"{_ANY}{_ENGLISH}\s*(?:\([^()]{{1,6}}\))?\s*:")
_AT_START = re.compile(rf"\s*{_ANY}\s*")
_LIKELY = re.compile(r"[\u4e00-\u9fff]{2,4}(?:日期|时间|编号|编码|号码|单位|机构|类别|方式)")
"""A word that nobody has listed, and that is called as labels are: no value, and nobody's name."""
_NOT_LABEL = re.compile(r"[\s:]+|\([^()章]{1,6}\)$|[A-Za-z][A-Za-z ./]{2,}$")


class Labelled(NamedTuple):
    """A label and what stands behind it in the same text, perhaps nothing.

    One without a colon is a label only if its value can be read.
    """

    meaning: Meaning
    value: Signs
    has_colon: bool


def meaning_of(text: str) -> Meaning | None:
    """Return what a text means that is a label, or two, and nothing else."""
    word = _NOT_LABEL.sub("", _NOT_LABEL.sub("", text))
    if known := KNOWN.get(word):
        return known
    if _LIKELY.fullmatch(word):
        return Meaning((), is_weak=True)
    both = [KNOWN.get(one) for one in re.split(_AND, word)]
    if len(both) != 2 or both[0] is None or both[1] is None:
        return None
    return Meaning(both[0].fields + both[1].fields, is_weak=False)


def is_label(text: str) -> bool:
    """Return whether a text is a label and nothing else."""
    return meaning_of(text) is not None


def is_part_of_label(text: str, following: str) -> bool:
    """Return whether a label was taken apart between these: 姓 | 名：王清清."""
    first, after = re.sub(r"[\s:]+", "", text), following.lstrip()
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
        meaning = meaning_of(start["label"])
        if meaning and not meaning.is_weak:
            yield Labelled(meaning, signs.part(start.end(), len(signs.text)), has_colon=False)
        return
    for one, following in zip(found, [*found[1:], None], strict=False):
        end = following.start() if following else len(signs.text)
        if meaning := meaning_of(one["label"]):
            yield Labelled(meaning, signs.part(one.end(), end), has_colon=True)
