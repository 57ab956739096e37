"""The values of a certificate, from the lines that were read of it."""

from collections.abc import Iterator, Sequence

from core.domain import points
from core.domain.certificates.page import Paragraph, Row, paragraphs, rows_of
from core.domain.certificates.people import over_a_sentence
from core.domain.certificates.prose import numbers_in, said, without_numbers
from core.domain.certificates.signs import Signs
from core.domain.certificates.tables import pairs
from core.domain.certificates.values import NUMBER, read, read_both
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


def _are_several(rows: Sequence[Row], texts: Sequence[Paragraph]) -> bool:
    """Two projects, or two people, are two certificates."""
    numbers = {number for text in texts for number, _ in numbers_in(text.signs)}
    if len(numbers) > 1:
        return True
    people = {
        value[0]
        for meaning, signs, is_sure in pairs(rows)
        if meaning.fields == (ReadField.NAME,) and is_sure
        for value in [read(ReadField.NAME, signs)]
        if value
    }
    return len(people) > 1


def _values(rows: Sequence[Row], texts: Sequence[Paragraph]) -> Iterator[ReadValue]:
    told = _labelled(rows)
    prose = [text._replace(signs=without_numbers(text.signs)) for text in texts]
    for field in ReadField:
        found = told.get(field) or _in_prose(field, texts, prose)
        if field is ReadField.NAME and not found:
            found = list(over_a_sentence(rows))
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


def _labelled(rows: Sequence[Row]) -> dict[ReadField, list[Said]]:
    """Return what labels say; of a number one that looks like a project's goes before others."""
    found = dict[ReadField, list[Said]]()
    for meaning, signs, is_sure in pairs(rows):
        if len(meaning.fields) > 1:
            told = read_both(meaning.fields, signs)
        else:
            (field,) = meaning.fields
            value = read(field, signs, is_sure=is_sure)
            told = iter([(field, value)] if value else [])
        for field, value in told:
            found.setdefault(field, []).append(value)
    numbers = found.get(ReadField.PROJECT_NUMBER, [])
    if usual := [one for one in numbers if NUMBER.fullmatch(one[0])]:
        found[ReadField.PROJECT_NUMBER] = usual
    return found


def _in_prose(
    field: ReadField, texts: Sequence[Paragraph], prose: Sequence[Paragraph]
) -> list[Said]:
    if field is ReadField.PROJECT_NUMBER:
        return [one for text in texts for one in numbers_in(text.signs)]
    return [one for text in prose for one in said(field, text.signs, begins=text.begins)]
