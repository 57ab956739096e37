"""Steps that many tests begin with: a complete draft, a submitted claim, an approved credit."""

from collections.abc import Mapping
from functools import cache
from zlib import crc32

from core.domain.credits.credit import Credit
from core.domain.register import Actor
from core.domain.review import Decision
from core.ports import Desk
from core.usecases.credits.entry import revise_draft, start_draft, submit_credit
from core.usecases.credits.evidence import attach_evidence
from core.usecases.review import decide
from tests.pictures import jpeg, photographed, some_certificate

CERTIFICATE = {
    "category": "out-of-province",
    "rule": "out-of-province-national",
    "quantity": "6学时",
    "project-name": "危重症护理新进展",
    "project-number": "2026-14-02-118",
    "organiser": "江苏省护理学会",
    "dates": "2026-06-12 至 06-14",
}
PAPER = {
    "category": "paper",
    "rule": "paper-core",
    "rank": "第一作者",
    "paper-title": "老年患者跌倒风险评估",
    "journal": "中华护理杂志",
    "date": "2026-03-01",
}
EVIDENCE = {
    "out-of-province": ("certificate", "invoice"),
    "paper": ("retrieval-report", "journal-pages"),
}


@cache
def photo(subject: str) -> bytes:
    """A real photograph of a certificate, a different one for each subject."""
    seed = crc32(subject.encode())
    return jpeg(photographed(some_certificate(seed), (1000, 750), seed=seed))


async def a_complete_draft(
    desk: Desk,
    who: Actor,
    answers: Mapping[str, str] = PAPER,
    *,
    staff_id: str | None = None,
    year: int | None = None,
    subject: str = "",
) -> Credit:
    draft = await start_draft(desk, who, staff_id=staff_id, year=year)
    revision = await revise_draft(desk, who, draft.id, answers)
    assert not revision.refused
    for kind in EVIDENCE[answers["category"]]:
        picture = photo(f"{who.name}{subject}{kind}")
        await attach_evidence(
            desk, who, draft.id, f"{kind}.jpg", picture, key=f"{draft.id}{kind}", kind=kind
        )
    return revision.credit


async def a_submitted_credit(
    desk: Desk, who: Actor, answers: Mapping[str, str] = PAPER, **draft: str | int | None
) -> Credit:
    complete = await a_complete_draft(desk, who, answers, **draft)  # type: ignore[arg-type]
    return await submit_credit(desk, who, complete.id, seen=complete.version)


async def approve(desk: Desk, credit: Credit, *reviewers: Actor) -> Credit:
    for reviewer in reviewers:
        credit = await decide(desk, reviewer, credit.subject, Decision.APPROVE, seen=credit.version)
    return credit
