"""Workbooks of credits to fill in: their columns, the kinds of this year, what each asks."""

from collections.abc import Mapping

from core.domain.credits.claim_rows import COLUMNS
from core.domain.credits.claims import Claim, questions
from core.domain.register import Actor
from core.domain.rulebook.offers import offered
from core.domain.rulebook.rules import Rulebook
from core.exports import XLSX, Document
from core.forms.people_workbook import ColumnToFill, fill_template
from core.import_sorts import CLAIMING, TAKING_OVER, Sort
from core.permissions import authorize
from core.ports import Desk
from core.texts import say
from core.wording.credit_rows import row_field, workbook_says
from core.wording.names import named

RULES = ("key", "date", "double")


async def credit_template(desk: Desk, who: Actor, sort: Sort = TAKING_OVER) -> Document:
    """Return the workbook to fill in. Raises EnteringNotGranted."""
    async with desk.store.reading() as tx:
        authorize(who, sort.template)
        await sort.granted(tx, who)
        book = await tx.rulebooks.of(who.unit_id or "", desk.today().year)
    offered = _offered(book, sort)
    columns = [
        ColumnToFill(
            row_field(name),
            workbook_says(sort.kind, f"hint-{name.replace('_', '-')}"),
            offered.get(name, ()),
            name in sort.required,
        )
        for name in sort.fields
    ]
    hints = [workbook_says(sort.kind, f"rule-{rule}") for rule in RULES]
    hints += _asked(book) if sort is CLAIMING else []
    title = workbook_says(sort.kind, "sheet")
    content = await desk.workers.in_process(fill_template, title, columns, hints)
    return Document(content, XLSX, f"{workbook_says(sort.kind, 'template-name')}.xlsx", ())


def _offered(book: Rulebook, sort: Sort) -> Mapping[str, tuple[str, ...]]:
    if sort is TAKING_OVER:
        return {"subtype": tuple(named(one.names) for one in book.subtypes)}
    rules = [one for one in book.rules if one.is_enabled]
    return {
        "rule": tuple(named(one.names) for one in rules),
        "degree": tuple(named(names) for _, names in offered(book, "lists.degrees")),
    }


def _asked(book: Rulebook) -> list[str]:
    """Return which columns each rule asks for."""
    told = []
    for rule in (one for one in book.rules if one.is_enabled):
        claim = Claim(year=book.year, category=rule.category, rule=rule.code)
        asked = [COLUMNS[one] for one in questions(claim, book) if one in COLUMNS]
        asked = [one for one in asked if one not in {"year", "rule", "remark"}]
        columns = say("word-comma").join(map(row_field, dict.fromkeys(asked)))
        told.append(say("claims-rule-asks", rule=named(rule.names), columns=columns))
    return told
