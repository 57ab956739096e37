"""The one list page: tabs, filters, rows as cards and as a table, pages, what is ticked, files."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from quart import Response, render_template, url_for

from core.domain.errors import NotFound
from core.domain.lists import (
    MOST_COUNTED,
    MOST_LOOKED_AT,
    SIZES,
    Filter,
    ListQuery,
    Page,
    Place,
    Window,
)
from core.domain.typed import visible
from core.exports import Ending, TooManyRows, export_list
from core.lists import Listing
from pwa.frame.downloads import handed
from pwa.frame.fields import Fields, FieldUnreadable
from pwa.frame.session import desk, who


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list as a template shows it.

    `href_of` leads from a row to what it is about. `kept` goes along from page to page, `within`
    is part of the address itself.
    """

    listing: Listing[Any]
    query: ListQuery
    page: Page[Any]
    endpoint: str
    href_of: Callable[[Any], str] = field(default=lambda _: "")
    kept: Mapping[str, object] = field(default_factory=dict)
    within: Mapping[str, str] = field(default_factory=dict)

    @property
    def base(self) -> str:
        """Return the address that the list's forms are sent to."""
        return url_for(self.endpoint, **dict[str, Any](self.within))

    @property
    def rows(self) -> Sequence[Any]:
        return self.page.rows

    @property
    def tab(self) -> str:
        """Return the tab that is shown; the first is the usual one."""
        return self.query.tab or next(iter(self.listing.tabs), "")

    @property
    def filters(self) -> dict[str, object]:
        """Return the filters that are set, as they stand in the address."""
        return {name: value for name, value in self.query.filters.items() if value}

    @property
    def most_looked_at(self) -> int:
        """Return among how many rows a page looks for what is asked for."""
        return MOST_LOOKED_AT

    @property
    def last(self) -> int:
        """Return the number of the last page that one can jump to."""
        counted = MOST_COUNTED if self.page.total is None else min(self.page.total, MOST_COUNTED)
        return max(1, -(-counted // self.query.window.size))

    def href(self, **other: object) -> str:
        """Return the address of this list with something chosen otherwise, at its first page."""
        return url_for(self.endpoint, **{**self.within, **self.asked(**other)})

    def asked(self, **other: object) -> dict[str, Any]:
        """Return what this list is asked by, as it stands in an address."""
        size = self.query.window.size
        usual = {"tab": next(iter(self.listing.tabs), ""), "size": self.listing.size, "page": 1}
        chosen: dict[str, Any] = {
            **self.kept,
            "tab": self.tab,
            "sort": self.query.sort,
            "size": size,
            **self.filters,
            **other,
        }
        return {
            name: value
            for name, value in chosen.items()
            if value not in (None, "", ()) and value != usual.get(name)
        }

    @property
    def cleared(self) -> str:
        """Return the address of this list without its filters."""
        return self.href(**dict.fromkeys(self.query.filters))

    @property
    def is_plain(self) -> bool:
        """Whether the list is asked for as it is: first tab, no filter, first page."""
        is_first = self.query.window.place == Place() and not self.filters
        return is_first and self.tab == next(iter(self.listing.tabs), "")

    def to(self, place: Place | None) -> str:
        """Return the address of a page beside this one, "" where there is none."""
        if place is None:
            return ""
        return self.href(page=place.number, after=place.after, before=place.before)

    def at(self, key: str) -> str:
        """Return the address of this page with one of its rows shown in full."""
        place = replace(self.query.window.place, number=self.page.slice.number)
        return self.href(page=place.number, after=place.after, before=place.before, at=key)

    @property
    def here(self) -> str:
        """Return the address of this very page."""
        return self.to(replace(self.query.window.place, number=self.page.slice.number))


def asked_of(listing: Listing[Any], asked: Fields) -> ListQuery:
    """Read what an address asks of a list. Raises FieldUnreadable."""
    tab, sort = asked.text("tab"), asked.text("sort")
    if tab and tab not in listing.tabs:
        raise FieldUnreadable(field="tab")
    size = asked.number("size", listing.size)
    place = Place(max(1, asked.number("page", 1)), asked.key("after"), asked.key("before"))
    return ListQuery(
        tab=tab,
        filters={one.name: _set_to(one, asked) for one in listing.filters},
        sort=sort if sort in listing.sorts else "",
        window=Window(place, size if size in SIZES else listing.size),
    )


def _set_to(one: Filter, asked: Fields) -> object:
    match one.kind:
        case "day":
            return asked.day(one.name)
        case "year":
            return asked.number(one.name, 0) and asked.year(one.name, 0)
        case "choices":
            return tuple(dict.fromkeys(filter(None, asked.texts(one.name))))
    return visible(asked.text(one.name, longest=one.longest))


async def read_list(
    listing: Listing[Any],
    asked: Fields,
    endpoint: str,
    href_of: Callable[[Any], str] = lambda _: "",
    within: Mapping[str, str] | None = None,
    **kept: object,
) -> ListPage:
    """Read the page of a list that an address asks for.

    Raises FieldUnreadable, also for a choice that the list does not offer.
    """
    query = asked_of(listing, asked)
    page = await listing.read(desk(), who(), query)
    for one in listing.filters:
        offered = dict(page.choices.get(one.name, ()))
        chosen = query.texts(one.name) if one.kind == "choices" else [query.filters[one.name]]
        unknown = [it for it in chosen if it and str(it) not in offered]
        if unknown and one.name in page.choices and one.name not in page.searched:
            raise FieldUnreadable(field=one.name)
    return ListPage(listing, query, page, endpoint, href_of, kept, within or {})


async def list_page(template: str, shown: ListPage, **more: object) -> str:
    """Draw a page that shows a list."""
    return await render_template(template, list=shown, **more)


async def list_file(listing: Listing[Any], asked: Fields, ending: str) -> Response:
    """Hand out all that an address asks of a list, as a file; one too long is offered as a job.

    Raises NotFound.
    """
    if ending not in set(Ending):
        raise NotFound
    shown = await read_list(listing, asked, "")
    try:
        document = await export_list(desk(), who(), listing, shown.query, Ending(ending))
    except TooManyRows as refusal:
        page = await list_page("lists/long.html", shown, refusal=refusal)
        return Response(page, refusal.status)
    place = "inline" if ending == Ending.PDF else "attachment"
    return handed(document, place, plain=listing.name)
