"""Claims of many people put before their reviewers at once: read set by set, told once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from core.claiming import way_of
from core.domain.credits.credit import Credit, Stage, priced
from core.domain.credits.routes import submitted
from core.domain.credits.taken_over import CreditImport
from core.domain.register import Account, Actor
from core.drafts import entered_as, note_draft
from core.entering import overtaken
from core.messages import Holding, who_reviews
from core.ports import Desk
from core.records.transaction import Transaction
from core.rulebooks import books_of

HANDED_IN = "claims-handed-in"


async def put_forward_all(
    desk: Desk, tx: Transaction, who: Actor, made: CreditImport, drafts: Sequence[Credit]
) -> None:
    """Keep the claims of a workbook, each before its first reviewer; the unit's own are approved.

    Their person-years are held. Reviewers hear of all of them in one message. Raises
    ImportOvertaken where the rules give something else by now.
    """
    people = {one.id: one for one in await tx.people.some({one.staff_id for one in drafts})}
    books, holding, now = await books_of(tx, people.values()), remembered(tx), desk.clock.now()
    sent, late = list[Credit](), list[str]()
    for draft in drafts:
        staff = people[draft.staff_id]
        book = books.of(staff.id, draft.year)
        placed = replace(draft, unit_id=staff.unit_id, department_id=staff.department_id)
        claim = priced(placed, draft.claim, book)
        if claim.points != draft.points:
            late.append(staff.name)
            continue
        way = await way_of(tx, holding, who, claim, staff, book)
        sent.append(submitted(claim, way, now))
    if late:
        raise overtaken(late)
    await tx.credit_imports.add(made, sent)
    for before, after in zip(drafts, sent, strict=True):
        note_draft(tx, who, before, workbook=made.id)
        left = {"stage": after.stage, "points": after.points}
        tx.journal.add(who, "submitted", after.subject, before={"stage": Stage.DRAFT}, after=left)
    counts = {"credits": made.credits, "people": made.people}
    tx.journal.add(who, HANDED_IN, made.subject, after=counts)
    await _tell(tx, who, holding, sent, now)


def drafted(desk: Desk, who: Actor, made: CreditImport, said: Any) -> Credit:
    """Return the claim of a row before anybody has it to review."""
    return Credit(
        id=desk.ids.new(),
        staff_id=said.staff.id,
        unit_id=said.staff.unit_id,
        department_id=said.staff.department_id,
        entered_by=who.account_id,
        origin=entered_as(who, said.staff),
        claim=said.claim,
        stage=Stage.DRAFT,
        points=said.points,
        hours=said.hours,
        to_authority=False,
        created_at=made.taken_over_at,
        subtype=said.subtype,
        import_id=made.id,
    )


def remembered(tx: Transaction) -> Holding:
    """Return what tells who holds a role, asking the database once for each place."""
    known = dict[str, list[Account]]()

    async def holding(*role: Any, **place: Any) -> list[Account]:
        key = repr((role, place))
        if key not in known:
            known[key] = await tx.accounts.holding(*role, **place)
        return known[key]

    return holding


async def _tell(
    tx: Transaction, who: Actor, holding: Holding, sent: Sequence[Credit], now: Any
) -> None:
    waiting = Counter[str]()
    for claim in sent:
        waiting.update(await who_reviews(holding, claim))
    for account_id, count in waiting.items():
        details = {"count": count, "who": who.label}
        await tx.notices.add([account_id], HANDED_IN, now=now, details=details)
