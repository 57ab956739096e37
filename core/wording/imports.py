"""What a workbook of people would do, in words."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from core.domain.masking import masked_document, masked_mobile
from core.domain.particulars import Particulars
from core.domain.people_import import PlannedRow, RowKind
from core.domain.rulebook.rules import Rulebook
from core.texts import say
from core.wording.people import field_name, field_words
from core.wording.refusals import explain


class Turn(NamedTuple):
    """One field that would become another value."""

    field: str
    before: str
    after: str


def faults_told(row: PlannedRow) -> Sequence[tuple[str, str]]:
    """Return what is wrong with a row: which column, and the sentence that says why."""
    return [(field_name(name), explain(fault)) for name, fault in row.faults.items()]


def turns_told(row: PlannedRow, book: Rulebook) -> Sequence[Turn]:
    """Return what would become of somebody; protected numbers are masked."""
    if row.before is None or row.after is None:
        return []
    return [
        Turn(
            field_name(name), particular(row.before, name, book), particular(row.after, name, book)
        )
        for name in row.changes
    ]


def verdict(
    kind: RowKind, faults: Iterable[tuple[str, str]], turns: Iterable[tuple[str, str, str]]
) -> str:
    """Return what becomes of a row in one cell."""
    told = [say("import-fault", field=field, fault=fault) for field, fault in faults]
    told += [say("import-turn", **Turn(*turn)._asdict()) for turn in turns]
    words = say(f"import-kind-{kind}")
    return say("import-verdict", kind=words, told=say("word-and-so").join(told)) if told else words


def particular(said: Particulars, name: str, book: Rulebook) -> str:
    """Return what the register says of somebody in one field, protected numbers masked."""
    match name:
        case "document":
            return masked_document(said.document.number)
        case "mobile":
            return masked_mobile(said.mobile)
        case "department":
            return said.department.name
        case "document_kind":
            return field_words(name, said.document.kind, book)
    return field_words(name, getattr(said, name), book)
