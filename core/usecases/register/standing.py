"""人员状态/职称批量变更 (manual 2.2): another title or status for people who were ticked.

All that a filter finds may be more than one waits for: see `standing_all`.
"""

from collections.abc import Mapping, Sequence

from core.domain.register import Actor
from core.domain.standing import Standing, check_chosen, check_standing
from core.permissions import Permission, authorize
from core.ports import Desk
from core.results import SLICE
from core.standing_batch import PersonChange, change_each, look_at_each
from core.usecases.register.newcomers import NobodyTicked, TooManyTicked

MOST_PEOPLE = 500


async def preview_standing(
    desk: Desk, who: Actor, staff_ids: Sequence[str], wanted: Standing
) -> list[PersonChange]:
    """Return what another title or status in a year would do to each of these people.

    Raises NobodyTicked, TooManyTicked, NothingChosen, AwardDayNeeded, YearNotOpen, AwardDayAhead.
    """
    _check_batch(desk, staff_ids, wanted)
    async with desk.store.reading() as tx:
        authorize(who, Permission.STAFF_LIST)
        return await look_at_each(desk, tx, who, staff_ids, wanted)


async def change_standing(
    desk: Desk, who: Actor, wanted: Standing, seen: Mapping[str, str]
) -> list[PersonChange]:
    """Give people a title or status in a year, each if it does what was `seen` of them.

    Writes the record of that year, adds it where there is none, and leaves earlier ones alone; a
    hundred people at a time, so that nobody waits for long. Raises what `preview_standing` does.
    """
    _check_batch(desk, list(seen), wanted)
    done, waiting = list[PersonChange](), sorted(seen)
    while waiting:
        some, waiting = waiting[:SLICE], waiting[SLICE:]
        async with desk.store.transaction() as tx:
            authorize(who, Permission.STAFF_LIST)
            done += await change_each(desk, tx, who, wanted, {one: seen[one] for one in some})
    return done


def _check_batch(desk: Desk, staff_ids: Sequence[str], wanted: Standing) -> None:
    check_chosen(wanted)
    check_standing(wanted, desk.today())
    if not staff_ids:
        raise NobodyTicked
    if len(staff_ids) > MOST_PEOPLE:
        raise TooManyTicked(most=MOST_PEOPLE, chosen=len(staff_ids))
