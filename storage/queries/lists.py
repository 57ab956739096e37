"""Pages of long lists: the next one is found by the row it begins beside, not by counting."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any, TypeVar

from pypika_tortoise.functions import Count
from pypika_tortoise.terms import ValueWrapper
from tortoise.exceptions import ValidationError
from tortoise.expressions import Q, Subquery
from tortoise.models import Model
from tortoise.queryset import QuerySet

from core.domain.lists import MOST_COUNTED, Place, Slice, Window

ONE = ValueWrapper(1, allow_parametrize=False).as_("one")
ALL = Q()
Row = TypeVar("Row", bound=Model)


async def sliced(
    rows: QuerySet[Row], order: Sequence[str], window: Window, *, along: str = ""
) -> Slice[Row]:
    """Return a page of the rows in this order, in which no two may be equal.

    A page that began beside a row which is gone begins at its number. `along` is what each row
    that is shown brings along.
    """
    some = partial(_some, rows, size=window.size + 1, along=along)
    place = window.place
    beside = await _row(rows, place.after or place.before)
    if beside is None or None in _values(beside, order):
        return await _numbered(some, order, window)
    if place.after:
        found = await some(order, beyond=_beyond(beside, order))
        return _slice(found, window, has_previous=True)
    back = [_turned(column) for column in order]
    found = await some(back, beyond=_beyond(beside, back))
    if len(found) < window.size:
        return await _numbered(some, order, Window(size=window.size))
    has_previous = len(found) > window.size
    shown = list(reversed(found[: window.size]))
    number = place.number if has_previous else 1
    return _placed(shown, number, has_previous=has_previous, has_following=True)


async def _some(
    rows: QuerySet[Row],
    order: Sequence[str],
    *,
    size: int,
    along: str,
    beyond: Q = ALL,
    offset: int = 0,
) -> list[Row]:
    """Return rows from some place on, joined with others once it is known which they are.

    PostgreSQL takes thousands for a few, and would join all of them before it sorts.
    """
    found = rows.filter(beyond).order_by(*order).offset(offset).limit(size)
    if not along:
        return await found
    chosen = rows.model.filter(id__in=Subquery(found.values("id")))
    return await chosen.select_related(along).order_by(*order)


async def _numbered(
    some: Callable[..., Awaitable[list[Row]]], order: Sequence[str], window: Window
) -> Slice[Row]:
    """Return a page by its number, the first where there is none of that number.

    Those beyond what is counted are reached by walking only.
    """
    number = min(window.place.number, MOST_COUNTED // window.size + 1)
    found = await some(order, offset=(number - 1) * window.size)
    if not found and number > 1:
        return await _numbered(some, order, Window(size=window.size))
    return _slice(found, Window(Place(number), window.size), has_previous=number > 1)


def _slice(found: Sequence[Row], window: Window, *, has_previous: bool) -> Slice[Row]:
    return _placed(
        found[: window.size],
        window.place.number,
        has_previous=has_previous,
        has_following=len(found) > window.size,
    )


def _placed(
    shown: Sequence[Row], number: int, *, has_previous: bool, has_following: bool
) -> Slice[Row]:
    before, after = (str(shown[0].pk), str(shown[-1].pk)) if shown else ("", "")
    return Slice(
        shown,
        number,
        previous=Place(max(1, number - 1), before=before) if has_previous else None,
        following=Place(number + 1, after=after) if has_following else None,
    )


async def _row(rows: QuerySet[Row], key: str) -> Row | None:
    """Return the row of a key that came with an address, None where there is none."""
    try:
        return await rows.model.filter(pk=key).first() if key else None
    except (ValueError, ValidationError):
        return None


def _values(row: Model, order: Sequence[str]) -> list[Any]:
    return [getattr(row, column.removeprefix("-")) for column in order]


def _turned(column: str) -> str:
    return column.removeprefix("-") if column.startswith("-") else f"-{column}"


def _beyond(row: Model, order: Sequence[str]) -> Q:
    """Return the condition of lying behind a row in this order.

    The first column is bounded by itself, too, so that its index is used.
    """
    parts, equal, bound = [], dict[str, Any](), Q()
    for column, value in zip(order, _values(row, order), strict=True):
        name, than = column.removeprefix("-"), "lt" if column.startswith("-") else "gt"
        if not equal:
            bound = Q(**{f"{name}__{than}e": value})
        parts.append(Q(**equal, **{f"{name}__{than}": value}))
        equal[name] = value
    return bound & Q(*parts, join_type=Q.OR)


async def counted_by(rows: QuerySet[Row], *columns: str) -> dict[Sequence[Any], int]:
    """Return how many rows say what in these columns, MOST_COUNTED + 1 at most.

    All of them are looked at, once.
    """
    database = rows.model._meta.db  # noqa: SLF001
    told = rows.values_list(*columns)
    told._make_query()  # noqa: SLF001
    names = [str(place) for place in range(len(columns))]
    groups = database.query_class.from_(told.query.as_("told")).groupby(*names)
    statement = groups.select(*names, Count("*")).get_parameterized_sql()
    _, found = await database.execute_query(*statement)
    return {tuple(said): min(int(number), MOST_COUNTED + 1) for *said, number in found}


async def counted(*lists: QuerySet[Any], most: int = MOST_COUNTED) -> list[int]:
    """Return how many rows each list has, one more than `most` at most: all in one statement.

    The ORM counts list by list, and to the end; its queries are therefore put together here.
    """
    if not lists:
        return []
    database = lists[0].model._meta.db  # noqa: SLF001
    numbers = []
    for place, rows in enumerate(lists):
        some = rows.limit(most + 1).values_list(rows.model._meta.pk_attr)  # noqa: SLF001
        some._make_query()  # noqa: SLF001
        # no row is fetched only for its id
        some.query._selects = [ONE]  # type: ignore[list-item] # noqa: SLF001
        of_some = database.query_class.from_(some.query.as_("some"))
        numbers.append(of_some.select(Count("*")).as_(f"list_{place}"))
    statement = database.query_class.select(*numbers).get_parameterized_sql()
    _, (row,) = await database.execute_query(*statement)
    return [int(number) for number in row]
