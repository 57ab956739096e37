"""Lists too long to be handed out at once: filled into a workbook beside the requests."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from core.domain.lists import ListQuery, Page, Window
from core.domain.register import Actor
from core.domain.subjects import Subject, SubjectKind
from core.domain.typed import LONGEST_REASON, typed
from core.exports import XLSX, TooManyRows, described
from core.forms.list_sheet import ListSheet, list_sheet, sheet_rows
from core.forms.list_workbook import ListBook
from core.forms.packing import Parts
from core.jobs import ask, asker
from core.lists import Listing
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.jobs import Job, Made, Progress, Slices
from core.texts import language, say, speaking
from core.usecases.credits.carried import CARRIED
from core.usecases.credits.claim_workbooks import CLAIM_WORKBOOKS
from core.usecases.credits.correctable import CORRECTABLE
from core.usecases.credits.lists import AREA_CREDITS, ENTERED_CREDITS, OWN_CREDITS
from core.usecases.credits.review import REVIEWED_CREDITS
from core.usecases.credits.taken_over import CREDIT_IMPORTS
from core.usecases.credits.year_lists import TOTALS, YEARS
from core.usecases.credits.years_as_of import AS_OF
from core.usecases.projects.delegations import DELEGATIONS
from core.usecases.projects.lists import APPLICATIONS, REVIEWED_APPLICATIONS
from core.usecases.projects.published import PROJECTS
from core.usecases.register.changes import CHANGES
from core.usecases.register.lists import PEOPLE, WHOSE_FORMS
from core.usecases.register.people_export import REGISTER, REGISTER_WHOLE
from core.usecases.trainings.activities import STATISTICS
from core.usecases.trainings.lists import REVIEWED_TRAININGS, TRAININGS

LIST, WHOLE = "list", "people-whole"
MOST_LISTED = 100_000
SLICE = 1_000

LISTINGS: Mapping[str, Listing[Any]] = {
    listing.name: listing
    for listing in (
        OWN_CREDITS,
        ENTERED_CREDITS,
        AREA_CREDITS,
        CORRECTABLE,
        REVIEWED_CREDITS,
        TRAININGS,
        REVIEWED_TRAININGS,
        STATISTICS,
        PROJECTS,
        APPLICATIONS,
        REVIEWED_APPLICATIONS,
        DELEGATIONS,
        PEOPLE,
        CHANGES,
        REGISTER,
        YEARS,
        TOTALS,
        WHOSE_FORMS,
        CARRIED,
        CREDIT_IMPORTS,
        CLAIM_WORKBOOKS,
        AS_OF,
    )
}


async def ask_for_list(
    desk: Desk, who: Actor, listing: Listing[Any], query: ListQuery, key: str = ""
) -> Job:
    """Ask for all that the query finds as a workbook. Raises TooManyJobs."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.STAFF_LIST)
        return await ask(desk, tx, who, LIST, _asked(listing, query), key)


async def ask_for_whole_numbers(
    desk: Desk, who: Actor, query: ListQuery, reason: str, key: str = ""
) -> Job:
    """Ask for the register with documents and mobiles in clear; the journal keeps why.

    Raises TextNeeded without a reason, TextTooLong, TooManyJobs.
    """
    arguments = {**_asked(REGISTER, query), "reason": typed(reason, LONGEST_REASON)}
    async with desk.store.transaction() as tx:
        authorize(who, Permission.STAFF_LIST)
        return await ask(desk, tx, who, WHOLE, arguments, key)


async def fill_list(desk: Desk, job: Job) -> Slices:
    """Fill the workbook that somebody asked for, as far as they may see the rows by now.

    Raises NotAllowed for who has lost their office, TooManyRows, NoRoom, FilesUnavailable.
    """
    async for done in _filled(desk, job, LISTINGS[job.arguments["list"]]):
        yield done


async def fill_whole(desk: Desk, job: Job) -> Slices:
    """Fill the register with whole numbers, and tell the journal who has them, and why."""
    async for done in _filled(desk, job, REGISTER_WHOLE):
        if isinstance(done, Made):
            async with desk.store.transaction() as tx:
                who = await asker(tx, job)
                why = {name: job.arguments[name] for name in ("reason", "filters")}
                told = {**why, **done.counts}
                tx.journal.add(
                    who, "people-exported", Subject(SubjectKind.UNIT, who.unit_id or ""), after=told
                )
        yield done


async def _filled(desk: Desk, job: Job, listing: Listing[Any]) -> Slices:
    query, spoken, done = _query(job.arguments), job.arguments["language"], 0
    who, page = await _page(desk, job, listing, query)
    columns = (*listing.columns, *page.columns)
    with speaking(spoken):
        sheet = _sheet(desk, who, listing, query, page)
    parts = Parts(desk.files, job.files_key)
    async with desk.workers.holding(partial(ListBook, sheet)) as book:
        while True:
            with speaking(spoken):
                await book(ListBook.add, sheet_rows(columns, page.rows, done + 1))
            done += len(page.rows)
            following = page.slice.following
            if following is None:
                break
            if done >= MOST_LISTED:
                raise TooManyRows(most=MOST_LISTED)
            yield Progress(done, max(page.total or 0, done + SLICE))
            query = replace(query, window=Window(following, SLICE))
            who, page = await _page(desk, job, listing, query)
        await parts.put(await book(ListBook.closed))
    counts = {"rows": done}
    yield Made(f"{sheet.file_name}.xlsx", XLSX, parts.count, parts.size_bytes, counts=counts)


async def _page(
    desk: Desk, job: Job, listing: Listing[Any], query: ListQuery
) -> tuple[Actor, Page[Any]]:
    async with desk.store.reading() as tx:
        who = await asker(tx, job)
        authorize(who, Permission.STAFF_LIST)
    return who, await listing.read(desk, who, query)


def _sheet(
    desk: Desk, who: Actor, listing: Listing[Any], query: ListQuery, page: Page[Any]
) -> ListSheet:
    """Return the sheet without its rows."""
    title = say(listing.title)
    return list_sheet(
        title,
        (*listing.columns, *page.columns),
        (),
        about=described(who, listing, query, page),
        file_name=say("list-file-name", title=title, day=str(desk.today())),
        made_at=desk.clock.now(),
    )


def _asked(listing: Listing[Any], query: ListQuery) -> dict[str, Any]:
    return {
        "list": listing.name,
        "title": say(listing.title),
        "tab": query.tab,
        "sort": query.sort,
        "filters": {name: _written(value) for name, value in query.filters.items() if value},
        "language": language(),
    }


def _written(value: Any) -> str | int | list[str]:
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, int) else str(value)


def _query(asked: Mapping[str, Any]) -> ListQuery:
    days = {one.name for one in LISTINGS[asked["list"]].filters if one.kind == "day"}
    filters = {
        name: date.fromisoformat(value) if name in days else value
        for name, value in asked["filters"].items()
    }
    return ListQuery(asked["tab"], filters, asked["sort"], Window(size=SLICE))
