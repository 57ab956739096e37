"""学分完成情况统计: how far levels, titles, departments, kinds of posts have come (manual 6.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.credit_lists import year_choices
from core.domain.credits.outlook import Outlook
from core.domain.lists import EVERYTHING, Column, Filter, ListQuery, Page, numbered
from core.domain.points import half_up
from core.domain.register import Actor
from core.domain.rulebook.rules import Rulebook
from core.lists import Listing
from core.permissions import Permission, area_of, authorize
from core.ports import Desk
from core.records.year_groups import Dimension, YearGroup, joined
from core.texts import say
from core.wording.names import named
from core.wording.people import field_words

THOUSANDTHS = 1000
AT_ONCE = 15
"""So many departments' people are summed in one go."""
FEWEST = Dimension.POST
"""By this a department falls into the fewest groups."""


@dataclass(frozen=True, slots=True)
class CompletionLine:
    """The people of one group of the year, and what the group is called."""

    group: YearGroup
    words: str
    is_total: bool = False

    @property
    def rate(self) -> int | None:
        """How many of those held to the standard meet it, in thousandths."""
        required = self.group.required
        return half_up(self.group.met * THOUSANDTHS, required) if required else None

    @property
    def mean(self) -> int:
        """What each has on the average, in hundredths of a credit."""
        return half_up(self.group.points, self.group.people)


@dataclass(frozen=True)
class CompletionPage(Page[CompletionLine]):
    """A page of the groups, and all of them as one: None where there is nobody."""

    everybody: CompletionLine | None = None


async def read_outlooks(desk: Desk, who: Actor, year: int) -> Mapping[Outlook, int]:
    """Return how many of one's people stand how in a year; of a past one by its records."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.STAFF_LIST)
        groups = await tx.year_groups.of(area_of(who), year, FEWEST)
    everybody = joined(groups)
    return {
        Outlook.MET: everybody.met,
        Outlook.ON_THE_WAY: everybody.on_the_way,
        Outlook.BEHIND: everybody.not_met - everybody.on_the_way,
        Outlook.NOT_REQUIRED: everybody.people - everybody.required,
    }


async def read_completion(desk: Desk, who: Actor, query: ListQuery = EVERYTHING) -> CompletionPage:
    """Return the people of one's department or unit by what they were in the year."""
    year, by = query.year() or desk.today().year, Dimension(query.tab or Dimension.LEVEL)
    async with desk.store.reading() as tx:
        authorize(who, Permission.STAFF_LIST)
        book = await tx.rulebooks.of(who.unit_id or "", year)
        if by is Dimension.DEPARTMENT:
            page, everybody, total = await tx.year_groups.departments(
                area_of(who), year, query.window
            )
            there = await tx.people.some_departments({str(one.key) for one in page.rows})
            names = {one.id: one.name for one in there.values()}
        else:
            groups, names = await tx.year_groups.of(area_of(who), year, by), _names(by, book)
            order = {code: place for place, code in enumerate(names)}
            groups.sort(key=lambda one: (order.get(one.key or "", len(order)), one.key or ""))
            page, everybody, total = numbered(groups, query.window), joined(groups), len(groups)
    return CompletionPage(
        page.of(lambda it: _line(it, names)),
        total=total,
        choices={"year": year_choices(desk)},
        everybody=_everybody(everybody) if total else None,
    )


def _line(group: YearGroup, names: Mapping[str, str]) -> CompletionLine:
    code = group.key or ""
    return CompletionLine(group, names.get(code, code) or say("completion-none"))


async def count_groups(desk: Desk, who: Actor) -> int:
    """Count some departments anew whose people's years have changed; return how much was done."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        return await tx.year_groups.count(AT_ONCE)


def _names(by: Dimension, book: Rulebook) -> dict[str, str]:
    """Return what the groups are called, in their usual order."""
    match by:
        case Dimension.LEVEL:
            return {code: named(names) for code, names in book.levels}
        case Dimension.TITLE:
            return {one.code: named(one.names) for one in book.titles}
    posts = [code for code, _ in book.lists["post-types"]]
    return {code: field_words("post_type", code, book) for code in posts}


def _total_of(lines: Sequence[CompletionLine]) -> CompletionLine | None:
    return _everybody(joined([line.group for line in lines])) if lines else None


def _everybody(group: YearGroup) -> CompletionLine:
    return CompletionLine(group, say("completion-total"), is_total=True)


COMPLETION = Listing[CompletionLine](
    "completion",
    "completion-title",
    (
        Column("completion-column-group", lambda it: it.words, card="title", width=44),
        Column("completion-column-people", lambda it: it.group.people, "whole", width=20),
        Column("completion-column-required", lambda it: it.group.required, "whole", width=20),
        Column("completion-column-met", lambda it: it.group.met, "whole", width=20),
        Column("completion-column-not-met", lambda it: it.group.not_met, "whole", width=20),
        Column(
            "completion-column-not-required",
            lambda it: it.group.people - it.group.required,
            "whole",
            width=20,
        ),
        Column("completion-column-rate", lambda it: it.rate, "rate", "side", 20),
        Column("completion-column-points", lambda it: it.group.points, "points", width=24),
        Column("completion-column-mean", lambda it: it.mean, "points", width=22),
        Column("completion-column-empty", lambda it: it.group.empty, "whole", width=20),
    ),
    read_completion,
    tabs=tuple(Dimension),
    tab_words=lambda tab: say(f"completion-tab-{tab}"),
    filters=(Filter("year", "forms-filter-year", "year", is_required=True),),
    total=_total_of,
)
