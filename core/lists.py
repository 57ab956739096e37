"""A list of the product: what it is asked by, what it shows, and who reads it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from core.domain.lists import ROWS, Column, Filter, ListQuery, Page, Window
from core.domain.register import Actor
from core.ports import Desk

Row = TypeVar("Row")

AT_ONCE = 200


@dataclass(frozen=True)
class Listing(Generic[Row]):
    """One list, for pages, workbooks and paper alike.

    `title` is the sentence of its heading; `read` authorizes and returns one page. The first of
    `tabs` and of `sorts` is the usual one, as is `size`, the rows to a page. `total` makes one row
    of all, which ends a file.
    """

    name: str
    title: str
    columns: tuple[Column[Row], ...]
    read: Callable[[Desk, Actor, ListQuery], Awaitable[Page[Row]]]
    tabs: tuple[str, ...] = ()
    tab_words: Callable[[str], str] = str
    filters: tuple[Filter, ...] = ()
    sorts: tuple[str, ...] = ()
    size: int = ROWS
    total: Callable[[Sequence[Row]], Row | None] | None = None


async def every_page(
    desk: Desk, who: Actor, listing: Listing[Row], query: ListQuery, at_once: int = AT_ONCE
) -> AsyncIterator[Page[Row]]:
    """Walk through all that a query finds, from its first page to its last."""
    window: Window | None = Window(size=at_once)
    while window is not None:
        page = await listing.read(desk, who, replace(query, window=window))
        yield page
        following = page.slice.following
        window = Window(following, at_once) if following else None


async def every_row(
    desk: Desk, who: Actor, listing: Listing[Row], query: ListQuery, at_once: int = AT_ONCE
) -> AsyncIterator[Row]:
    """Walk through all that a query finds, row by row."""
    async for page in every_page(desk, who, listing, query, at_once):
        for row in page.rows:
            yield row


async def first_rows(
    desk: Desk, who: Actor, listing: Listing[Row], query: ListQuery, most: int
) -> list[Row]:
    """Return all that a query finds, up to one row more than there may be."""
    rows = list[Row]()
    async for row in every_row(desk, who, listing, query):
        rows.append(row)
        if len(rows) > most:
            break
    return rows
