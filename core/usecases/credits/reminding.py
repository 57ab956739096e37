"""一键提醒: people who are behind are told what is missing, at most once a week (manual 6.2)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from core.domain.credits.outlook import Outlook, outlook
from core.domain.errors import Refusal
from core.domain.register import Actor
from core.domain.transfer import is_free
from core.exports import whose
from core.messages import REMINDED
from core.permissions import Permission, authorize, may
from core.ports import Desk
from core.records.credits import StoredResult
from core.records.messages import Message
from core.records.transaction import Transaction

AT_MOST_EVERY = timedelta(days=7)
MOST_REMINDED = 2000
TOGETHER = 200


class TooManyReminded(Refusal):
    """More people than are reminded at once. Blanks: `most`."""

    code = "too-many-reminded"


class NobodyReminded(Refusal):
    """A reminder was asked for, but of nobody."""

    code = "nobody-reminded"


@dataclass(frozen=True, slots=True)
class Reminded:
    """How many were told, and how many were not: told within the week, not behind, no account.

    Who has left, and whose year is being counted again, is not behind.
    """

    told: int = 0
    lately: int = 0
    not_behind: int = 0
    unreachable: int = 0

    def __add__(self, other: "Reminded") -> "Reminded":
        return Reminded(
            self.told + other.told,
            self.lately + other.lately,
            self.not_behind + other.not_behind,
            self.unreachable + other.unreachable,
        )


async def remind(desk: Desk, who: Actor, staff_ids: Collection[str], year: int) -> Reminded:
    """Tell those of one's people who are behind what they lack, in chat and inbox.

    Whoever meets the standard or will, and whoever was told within a week, is left out; so is who
    works elsewhere by now. Raises NobodyReminded, TooManyReminded.
    """
    if not staff_ids:
        raise NobodyReminded
    if len(staff_ids) > MOST_REMINDED:
        raise TooManyReminded(most=MOST_REMINDED)
    ordered, sum_of = sorted(staff_ids), Reminded()
    for first in range(0, len(ordered), TOGETHER):
        async with desk.store.transaction() as tx:
            authorize(who, Permission.STAFF_LIST)
            sum_of += await _remind(desk, tx, who, ordered[first : first + TOGETHER], year)
    return sum_of


async def _remind(
    desk: Desk, tx: Transaction, who: Actor, staff_ids: Sequence[str], year: int
) -> Reminded:
    now, people = desk.clock.now(), await tx.people.some(staff_ids)
    theirs = {one.id for one in people if may(who, Permission.STAFF_READ, one)}
    await tx.records.hold(sorted(theirs))  # so that two who press at once remind once
    here = theirs - {one.id for one in people if is_free(one)}
    behind = {one.staff_id: one for one in await tx.results.of(here, year) if _is_behind(one)}
    accounts = {one.id: one.staff_id or "" for one in await tx.accounts.of_people(behind)}
    told_lately = await tx.notices.told(accounts, REMINDED, now - AT_MOST_EVERY)
    lately = {accounts[account] for account in told_lately}
    told = [
        Message(account, REMINDED, details=_details(whose(who), behind[staff_id]))
        for account, staff_id in accounts.items()
        if staff_id not in lately
    ]
    await tx.notices.add_many(told, now)
    return Reminded(
        told=len({accounts[one.account_id] for one in told}),
        lately=len(lately),
        not_behind=len(theirs) - len(behind),
        unreachable=len(set(behind) - set(accounts.values())),
    )


def _is_behind(one: StoredResult) -> bool:
    return not one.is_dirty and outlook(one.outcome, one.hoped) is Outlook.BEHIND


def _details(by: str, one: StoredResult) -> Mapping[str, object]:
    """Return what is told; amounts in hundredths, put into words where they are read."""
    missing = [[check, needs - has] for check, has, needs in one.shortfalls if needs > has]
    return {"who": by, "year": one.year, "missing": missing}
