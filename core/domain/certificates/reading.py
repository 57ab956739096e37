"""The values of a certificate, from the lines that were read of it."""

import re
from collections.abc import Iterator, Mapping, Sequence

from core.domain import points
from core.domain.certificates.labels import FIRST, LAST, Meaning
from core.domain.certificates.page import Row, rows_of
from core.domain.certificates.paragraphs import Paragraph, paragraphs
from core.domain.certificates.people import over_a_sentence, signed_by
from core.domain.certificates.prose import is_ours, numbers_in, said, without_numbers
from core.domain.certificates.signs import Signs
from core.domain.certificates.tables import pairs
from core.domain.certificates.values import NUMBER, days_between, is_range, read, read_behind
from core.domain.credits.readings import ReadField, ReadingStage, ReadValue
from core.domain.credits.seen import Seen

_LOST = re.compile(r"\(.*\)$|-")
FEW, MANY_FAINT = 2, 4
WORDS = (ReadField.NAME, ReadField.PROJECT_NAME, ReadField.ORGANISER)

Said = tuple[str, Signs]
Behind = tuple[Meaning, Signs, bool]


def certificate_of(seen: Seen) -> tuple[ReadingStage, tuple[ReadValue, ...]]:
    """Return what a photograph says, and whether it could be read at all."""
    rows = rows_of(seen.boxes)
    texts = paragraphs(rows)
    behind = list(pairs(rows))
    numbers = _numbers(behind, texts)
    if len({value for value, _ in numbers}) > 1 or len(_people(behind)) > 1:
        return ReadingStage.SEVERAL, ()  # two projects, or two people, are two certificates
    told = _labelled(behind)
    told.setdefault(ReadField.DATES, []).extend(_from_first_to_last(behind))
    labelled = told.setdefault(ReadField.PROJECT_NUMBER, [])
    if all(NUMBER.fullmatch(number) for number, _ in labelled):
        told[ReadField.PROJECT_NUMBER] = _fullest([*labelled, *numbers])
    values = tuple(_believable(list(_values(rows, texts, told))))
    is_faint = seen.faint >= max(MANY_FAINT, len(seen.boxes))
    if len(values) <= FEW and (is_faint or seen.is_blurred):
        return ReadingStage.BLURRED, ()
    if len(values) < FEW:
        return ReadingStage.NOTHING, ()
    return ReadingStage.READ, values


def _people(behind: Sequence[Behind]) -> set[str]:
    """Return who is named behind a label."""
    names = [signs for label, signs, sure in behind if sure and label.fields == (ReadField.NAME,)]
    return {value[0] for signs in names if (value := read(ReadField.NAME, signs))}


def _numbers(behind: Sequence[Behind], texts: Sequence[Paragraph]) -> list[Said]:
    """Return what looks like projects' numbers, but for those that a label calls otherwise."""
    other = [
        signs
        for label, signs, sure in behind
        if not label.fields and (sure or NUMBER.match(signs.text))
    ]
    strange = {number for signs in other for number, _ in numbers_in(signs)}
    found = [one for text in texts for one in numbers_in(text.signs)]
    return _fullest([one for one in found if one[0] not in strange])


def _fullest(numbers: Sequence[Said]) -> list[Said]:
    """A dash, or a province in brackets, is easily lost: what differs in nothing else is one."""
    most = dict[str, int]()
    for number, _ in numbers:
        key = _LOST.sub("", number)
        most[key] = max(most.get(key, 0), len(number))
    return [one for one in numbers if len(one[0]) == most[_LOST.sub("", one[0])]]


def _values(
    rows: Sequence[Row], texts: Sequence[Paragraph], told: Mapping[ReadField, list[Said]]
) -> Iterator[ReadValue]:
    prose = [text._replace(signs=without_numbers(text.signs)) for text in texts]
    for field in ReadField:
        found = told.get(field) or _unlabelled(field, rows, prose)
        if len({value for value, _ in found}) == 1:
            value, signs = found[0]
            is_doubtful = field in WORDS and any(any(signs.doubts) for _, signs in found)
            if is_doubtful and not _stands_alone(rows, value):
                continue
            yield ReadValue(field, signs.text, value, signs.place)


def _stands_alone(rows: Sequence[Row], value: str) -> bool:
    """What may be misread is not where it stands a second time, alone and well read."""
    cells = (cell for row in rows for cell in row if cell.text.strip() == value)
    return any(not any(cell.signs.doubts) for cell in cells)


def _believable(values: Sequence[ReadValue]) -> Iterator[ReadValue]:
    """A point is easily lost: more credits than anybody gets for the hours are not 15, nor 1.5."""
    amounts = {
        one.field: points.parse(one.value)
        for one in values
        if one.field in {ReadField.HOURS, ReadField.CREDITS}
    }
    is_odd = len(amounts) == 2 and amounts[ReadField.CREDITS] > 2 * amounts[ReadField.HOURS]
    for one in values:
        if not (is_odd and one.field in amounts):
            yield one


def _labelled(behind: Sequence[Behind]) -> dict[ReadField, list[Said]]:
    """Return what labels say; of a number one that looks like a project's goes before others."""
    found = dict[ReadField, list[Said]]()
    for label, signs, is_sure in behind:
        if label.edge and not is_range(signs):
            continue
        for field, value in read_behind(label.fields, signs, is_sure=is_sure):
            found.setdefault(field, []).append(value)
    numbers = found.get(ReadField.PROJECT_NUMBER, [])
    if usual := [one for one in numbers if NUMBER.fullmatch(one[0])]:
        found[ReadField.PROJECT_NUMBER] = usual
    return found


def _from_first_to_last(behind: Sequence[Behind]) -> list[Said]:
    """Return the days of which the first and the last have a label each."""
    days = [
        {value[0]: value[1] for label, signs, _ in behind
         if label.edge == edge and (value := read(ReadField.DATES, signs))}
        for edge in (FIRST, LAST)
    ]  # fmt: skip
    if any(len(one) != 1 for one in days):
        return []
    (first, begun), (last, ended) = (next(iter(one.items())) for one in days)
    days_of_all = days_between(first, last)
    return [(days_of_all, begun + begun.blank + ended)] if days_of_all else []


def _unlabelled(field: ReadField, rows: Sequence[Row], prose: Sequence[Paragraph]) -> list[Said]:
    """Return what sentences say, and what stands where only one thing can stand."""
    found = [one for text in prose for one in said(field, text.signs, begins=text.begins)]
    if not found and field is ReadField.NAME:
        return list(over_a_sentence(rows))
    if not found and field is ReadField.ORGANISER and any(is_ours(text.signs) for text in prose):
        return list(signed_by(rows))
    return found
