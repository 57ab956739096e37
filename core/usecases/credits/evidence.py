"""Files that show what a claim says: added, named by kind, removed, looked at (manual 5.2)."""

from core.domain.credits.credit import Credit, Evidence, still_open
from core.domain.errors import NotFound, Refusal
from core.domain.register import Actor
from core.domain.rulebook.offers import offered
from core.domain.subjects import Subject, SubjectKind
from core.evidence.intake import Intake
from core.files import Picture, Shown, keep, shown
from core.likeness import compare
from core.permissions import Permission, authorize, sees
from core.ports import Desk
from core.reading import add_file
from core.records.transaction import Transaction
from core.rulebooks import book_of


class TooManyFiles(Refusal):
    code = "too-many-files"


async def attach_evidence(
    desk: Desk,
    who: Actor,
    credit_id: str,
    name: str,
    content: bytes,
    *,
    key: str,
    kind: str | None = None,
) -> Evidence:
    """Keep a file with a draft; the same `key`, or the same file again, is kept once.

    Two transactions, as pictures are made and stored between them. Raises the refusals of
    core.evidence, TooManyFiles, NotEditable, and NotFound for a kind that is not known.
    """
    async with desk.store.reading() as tx:
        credit = await tx.credits.get(credit_id)
        authorize(who, Permission.CREDIT_REVISE, credit)
        if kept := await tx.evidence.by_key(credit_id, key):
            return kept
        await _check_room(desk, tx, credit, kind, await tx.evidence.of(credit_id))
    intake = await keep(desk, name, content)
    async with desk.store.transaction() as tx:
        credit = await tx.credits.hold(credit_id)
        if not sees(who, credit):  # its person may have moved meanwhile
            raise NotFound
        files = await tx.evidence.of(credit_id)
        if same := next((file for file in files if file.sha256 == intake.sha256), None):
            return same
        await _check_room(desk, tx, credit, kind, files)
        evidence = new_evidence(desk, credit_id, kind, intake)
        await add_file(desk, tx, evidence, key, credit)
        tx.journal.add(
            who,
            "evidence-added",
            Subject(SubjectKind.CREDIT, credit_id),
            after={"sha256": intake.sha256},
        )
    return evidence


def new_evidence(desk: Desk, credit_id: str, kind: str | None, intake: Intake) -> Evidence:
    """Return the file as it is to be kept with a credit."""
    return Evidence(
        id=desk.ids.new(),
        credit_id=credit_id,
        sha256=intake.sha256,
        name=intake.name,
        media_type=intake.media_type,
        size_bytes=intake.size_bytes,
        pages=intake.pages,
        kind=kind,
        fingerprint=intake.fingerprint,
        has_view=intake.view is not None,
        uploaded_at=desk.clock.now(),
    )


async def _check_room(
    desk: Desk, tx: Transaction, credit: Credit, kind: str | None, files: list[Evidence]
) -> None:
    still_open(credit, None)
    if kind is not None:
        await _check_kind(tx, credit, kind)
    if len(files) >= desk.settings.most_files:
        raise TooManyFiles(most=desk.settings.most_files)


async def _check_kind(tx: Transaction, credit: Credit, kind: str) -> None:
    book = await book_of(tx, credit.staff_id, credit.year)
    if kind not in dict(offered(book, "lists.evidence-kinds")):
        raise NotFound(what=kind)


async def name_evidence(
    desk: Desk, who: Actor, credit_id: str, evidence_id: str, kind: str
) -> None:
    """Say what a file is: the certificate, the approval form … Raises NotFound."""
    async with desk.store.transaction() as tx:
        credit = await tx.credits.hold(credit_id)
        authorize(who, Permission.CREDIT_REVISE, credit)
        still_open(credit, None)
        evidence = await tx.evidence.get(evidence_id)
        await _check_kind(tx, credit, kind)
        if evidence.credit_id != credit_id:
            raise NotFound
        await tx.evidence.set_kind(evidence_id, kind)


async def remove_evidence(desk: Desk, who: Actor, credit_id: str, evidence_id: str) -> None:
    """Take a file away from a draft or returned credit. Raises NotFound, NotEditable."""
    async with desk.store.transaction() as tx:
        credit = await tx.credits.hold(credit_id)
        authorize(who, Permission.CREDIT_REVISE, credit)
        still_open(credit, None)
        evidence = await tx.evidence.get(evidence_id)
        if evidence.credit_id != credit_id:
            raise NotFound
        await tx.evidence.remove(evidence_id)
        tx.journal.add(
            who,
            "evidence-removed",
            Subject(SubjectKind.CREDIT, credit_id),
            before={"sha256": evidence.sha256},
        )


async def read_evidence(
    desk: Desk, who: Actor, credit_id: str, evidence_id: str, picture: Picture, page: int = 1
) -> Shown:
    """Return a file to somebody who may see its credit. Raises NotFound."""
    async with desk.store.reading() as tx:
        credit = await tx.credits.get(credit_id)
        authorize(who, Permission.CREDIT_READ, credit)
        evidence = await tx.evidence.get(evidence_id)
    if evidence.credit_id != credit_id:
        raise NotFound
    return await shown(desk, evidence, picture, page)


async def compare_next(desk: Desk, who: Actor) -> int:
    """Work out what the next file looks like; return 1, or 0 where all is known.

    A slice of the job that comes every few seconds.
    """
    async with desk.store.reading() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        file = await tx.evidence.to_compare()
    if file is None:
        return 0
    await compare(desk, file)
    return 1
