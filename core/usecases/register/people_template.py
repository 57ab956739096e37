"""The workbook to fill in: the register's columns, this year's words, the unit's departments."""

from collections.abc import Mapping, Sequence

from core.domain.particulars import FIELDS
from core.domain.register import Actor, Department
from core.domain.rulebook.offers import offered
from core.domain.rulebook.rules import Rulebook
from core.exports import XLSX, Document
from core.forms.people_workbook import ColumnToFill, fill_template
from core.permissions import Permission, authorize
from core.ports import Desk
from core.texts import say
from core.usecases.register.import_sheet import NEEDED
from core.wording.names import in_words
from core.wording.people import LISTS, field_name

FIRST = ("staff_number", "name", "document", "document_kind")
COLUMNS = (*FIRST, *(name for name in FIELDS if name not in FIRST))
HINTS = ("import-rule-key", "import-rule-blank", "import-rule-text", "import-rule-first")


async def people_template(desk: Desk, who: Actor) -> Document:
    """Return the workbook to fill in, with this year's lists to choose from."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.STAFF_LIST)
        departments = await tx.people.departments(who.unit_id or "")
        book = await tx.rulebooks.of(who.unit_id or "", desk.today().year)
    offered = choices(book, departments)
    columns = [
        ColumnToFill(
            field_name(name),
            say(f"import-hint-{name.replace('_', '-')}"),
            tuple(offered.get(name, ())),
            name in NEEDED,
        )
        for name in COLUMNS
    ]
    hints = [say(hint) for hint in HINTS]
    content = await desk.workers.in_process(
        fill_template, say("import-sheet-people"), columns, hints
    )
    return Document(content, XLSX, f"{say('import-template-name')}.xlsx", ())


def choices(book: Rulebook, departments: Sequence[Department]) -> Mapping[str, Sequence[str]]:
    """Return what each field that has a list may say, in words."""
    lists = {field: _offered(book, f"lists.{name}") for field, name in LISTS.items()}
    return {
        **lists,
        "title": _offered(book, "titles"),
        "status": _offered(book, "statuses"),
        "department": [one.name for one in departments if one.closed_on is None],
    }


def _offered(book: Rulebook, table: str) -> list[str]:
    return [words for _, words in in_words(offered(book, table))]
