"""Whether a picture was handed in before is found out once, and not while a reviewer waits."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from core.domain.credits.credit import Credit, Flag, FlagKind, Stage
from core.domain.register import Actor
from core.ports import Desk
from core.usecases.credits.entry import submit_credit
from core.usecases.credits.evidence import attach_evidence
from core.usecases.credits.sheets import read_credit
from tests.jobs import keep_time
from tests.pictures import jpeg, photographed, some_certificate
from tests.storage.examples import a_credit, a_file
from tests.stories import PAPER, a_complete_draft, a_submitted_credit

EARLIER = 60


class IdleWorkers:
    """Workers that have nothing to do: whoever gives them a picture fails."""

    async def in_thread(self, work: Callable[..., Any], *_: Any, **__: Any) -> Any:
        pytest.fail(f"{work.__name__} was called while somebody waited")


def _unhurried(desk: Desk) -> Desk:
    return replace(desk, workers=IdleWorkers())


async def _similar(desk: Desk, who: Actor, credit: Credit) -> list[Flag]:
    flags = (await read_credit(desk, who, credit.id)).flags
    return [flag for flag in flags if flag.kind is FlagKind.SIMILAR_PICTURE]


async def _with_earlier_pictures(desk: Desk, nurse: Actor, miniature: str | None) -> None:
    """Let the nurse have handed in many pictures, most of them of the same paper."""
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        await tx.credits.add(a_credit(nurse, now, "earlier", stage=Stage.APPROVED))
        for number in range(EARLIER):
            file = a_file("earlier", now, f"earlier{number}")
            one = replace(file, sha256=f"{number:064}", fingerprint=miniature)
            await tx.evidence.add(one, f"{number}")
            await tx.evidence.note_likeness(one.id, [])


async def test_the_first_look_at_a_claim_compares_no_picture(
    sqlite_desk: Desk, nurse: Actor, head_nurse: Actor
) -> None:
    desk = sqlite_desk
    credit = await a_submitted_credit(desk, nurse)
    async with desk.store.reading() as tx:
        file = (await tx.evidence.of(credit.id))[0]
    await _with_earlier_pictures(desk, nurse, file.fingerprint)
    await keep_time(desk)
    (flag,) = await _similar(_unhurried(desk), head_nurse, credit)
    assert (flag.credit_id, flag.evidence_id) == ("earlier", file.id)


async def test_who_looks_before_it_is_found_out_has_all_hints_and_the_next_waits_for_nothing(
    desk: Desk, nurse: Actor, head_nurse: Actor
) -> None:
    again = await a_complete_draft(desk, nurse)
    seen = photographed(some_certificate(1), (1000, 750), seed=1)
    earlier = await a_complete_draft(desk, nurse, PAPER | {"journal": "甲"})
    for credit, quality in ((earlier, 90), (again, 60)):
        picture = jpeg(seen, quality=quality)
        await attach_evidence(desk, nurse, credit.id, "again.jpg", picture, key="again")
    again = await submit_credit(desk, nurse, again.id, seen=again.version)
    assert await _similar(desk, head_nurse, again) == []  # drafts claim nothing
    await submit_credit(desk, nurse, earlier.id, seen=earlier.version)
    (flag,) = await _similar(_unhurried(desk), head_nurse, again)
    assert flag.credit_id == earlier.id
