"""The values of a certificate, from the lines that were read of it."""

from collections.abc import Iterator, Sequence

from core.domain import points
from core.domain.certificates.page import Row, paragraphs, rows_of
from core.domain.certificates.prose import numbers_in, said, without_numbers
from core.domain.certificates.signs import Signs
from core.domain.certificates.tables import pairs
from core.domain.certificates.values import NUMBER, read
from core.domain.credits.readings import ReadField, ReadingStage, ReadValue
from core.domain.credits.seen import Seen

FEW, MANY_FAINT = 2, 4
WORDS = (ReadField.NAME, ReadField.PROJECT_NAME, ReadField.ORGANISER)

Said = tuple[str, Signs]


def certificate_of(seen: Seen) -> tuple[ReadingStage, tuple[ReadValue, ...]]:
    """Return what a photograph says, and whether it could be read at all."""
    rows = rows_of(seen.boxes)
    texts = paragraphs(rows)
    if _are_several(rows, texts):
        return ReadingStage.SEVERAL, ()
    values = tuple(_believable(list(_values(rows, texts))))
    is_faint = seen.faint >= max(MANY_FAINT, len(seen.boxes))
    if len(values) <= FEW and is_faint:
        return ReadingStage.BLURRED, ()
    if len(values) < FEW:
        return ReadingStage.NOTHING, ()
    return ReadingStage.READ, values


def _are_several(rows: Sequence[Row], texts: Sequence[Signs]) -> bool:
    """Two projects, or two people, are two certificates."""
    numbers = {number for text in texts for number, _ in numbers_in(text)}
    if len(numbers) > 1:
        return True
    people = {
        value[0]
        for field, signs, is_sure in pairs(rows)
        if field is ReadField.NAME and is_sure and (value := read(field, signs))
    }
    return len(people) > 1


def _values(rows: Sequence[Row], texts: Sequence[Signs]) -> Iterator[ReadValue]:
    told = _labelled(rows)
    prose = [without_numbers(text) for text in texts]
    for field in ReadField:
        found = told.get(field) or _in_prose(field, texts, prose)
        if field in WORDS and any(any(signs.doubts) for _, signs in found):
            continue
        if len({value for value, _ in found}) == 1:
            value, signs = found[0]
            yield ReadValue(field, signs.text, value, signs.place)


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


def _labelled(rows: Sequence[Row]) -> dict[ReadField, list[Said]]:
    """Return what labels say; of a number one that looks like a project's goes before others."""
    found = dict[ReadField, list[Said]]()
    for field, signs, is_sure in pairs(rows):
        value = read(field, signs)
        if value and (is_sure or field is not ReadField.PROJECT_NAME):
            found.setdefault(field, []).append(value)
    numbers = found.get(ReadField.PROJECT_NUMBER, [])
    if usual := [one for one in numbers if NUMBER.fullmatch(one[0])]:
        found[ReadField.PROJECT_NUMBER] = usual
    return found


def _in_prose(field: ReadField, texts: Sequence[Signs], prose: Sequence[Signs]) -> list[Said]:
    if field is ReadField.PROJECT_NUMBER:
        return [one for text in texts for one in numbers_in(text)]
    return [one for text in prose for one in said(field, text)]
