"""The workbook of credits to fill in: its columns, the kinds of this year, what each asks."""

from core.domain.credits.credit_rows import FIELDS, REQUIRED
from core.domain.register import Actor
from core.exports import XLSX, Document
from core.forms.people_workbook import ColumnToFill, fill_template
from core.permissions import Permission, authorize
from core.ports import Desk
from core.texts import say
from core.wording.credit_rows import row_field
from core.wording.names import named

HINTS = ("taken-over-rule-key", "taken-over-rule-date", "taken-over-rule-double")


async def credit_template(desk: Desk, who: Actor) -> Document:
    """Return the workbook to fill in."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.STAFF_LIST)
        book = await tx.rulebooks.of(who.unit_id or "", desk.today().year)
    offered = {"subtype": tuple(named(one.names) for one in book.subtypes)}
    columns = [
        ColumnToFill(
            row_field(name),
            say(f"taken-over-hint-{name.replace('_', '-')}"),
            offered.get(name, ()),
            name in REQUIRED,
        )
        for name in FIELDS
    ]
    hints = [say(hint) for hint in HINTS]
    content = await desk.workers.in_process(fill_template, say("taken-over-sheet"), columns, hints)
    return Document(content, XLSX, f"{say('taken-over-template-name')}.xlsx", ())
