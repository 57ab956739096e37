"""Workbooks of claims that were entered: the list, and each with the file that it came in."""

from core.domain.credits.taken_over import CreditImport, ImportKind
from core.domain.errors import NotFound
from core.domain.lists import EVERYTHING, Column, ListQuery, Page
from core.domain.register import Actor
from core.exports import Document
from core.import_sorts import CLAIMING, imports_of
from core.lists import Listing
from core.permissions import Permission, authorize, decides_for_authority, sees
from core.ports import Desk
from core.usecases.credits.taken_over import AS_HANDED_IN


async def list_workbooks(
    desk: Desk, who: Actor, query: ListQuery = EVERYTHING
) -> Page[CreditImport]:
    """List the workbooks of one's unit, department or hand, the latest first.

    Raises EnteringNotGranted.
    """
    async with desk.store.reading() as tx:
        authorize(who, CLAIMING.begins)
        await CLAIMING.granted(tx, who)
        wanted = imports_of(who, ImportKind.CLAIMS)
        found = await tx.credit_imports.page(wanted, query.window)
        return Page(found, await tx.credit_imports.count(wanted))


async def workbook_of_claim(desk: Desk, who: Actor, credit_id: str) -> Document:
    """Return the workbook that brought a claim, as it was handed in.

    It names others, too: it is for those who look after them all, who brought it, and the
    authority before which the claim came. Raises NotFound.
    """
    async with desk.store.reading() as tx:
        credit = await tx.credits.get(credit_id)
        authorize(who, Permission.CREDIT_READ, credit)
        made = await tx.credit_imports.get(credit.import_id or "", ImportKind.CLAIMS)
        if not (sees(who, made) or decides_for_authority(who, credit)):
            raise NotFound
    return Document(await desk.files.get(made.sha256), AS_HANDED_IN, made.file_name, ())


async def handed_workbook(desk: Desk, who: Actor, import_id: str) -> Document:
    """Return a workbook of claims as it was handed in. Raises NotFound."""
    async with desk.store.reading() as tx:
        made = await tx.credit_imports.get(import_id, ImportKind.CLAIMS)
        authorize(who, CLAIMING.begins, made)
    return Document(await desk.files.get(made.sha256), AS_HANDED_IN, made.file_name, ())


CLAIM_WORKBOOKS = Listing[CreditImport](
    "claim-workbooks",
    "claims-title",
    (
        Column("taken-over-file", lambda it: it.file_name, card="title", width=44),
        Column("claims-at", lambda it: it.taken_over_at, "moment", width=34),
        Column("claims-by", lambda it: it.taken_over_by, width=34),
        Column("taken-over-people", lambda it: it.people, "whole", width=16),
        Column("taken-over-credits", lambda it: it.credits, "whole", "side", 16),
    ),
    list_workbooks,
)
