"""Pages of long lists: the next one is found by the row it begins beside, not by counting."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, NamedTuple, TypeVar

from pypika_tortoise.functions import Count
from pypika_tortoise.terms import Field, ValueWrapper
from tortoise.exceptions import ValidationError
from tortoise.expressions import Q, Subquery
from tortoise.models import Model
from tortoise.queryset import QuerySet

from core.domain.lists import MOST_COUNTED, MOST_LOOKED_AT, Place, Slice, Window

ONE = ValueWrapper(1, allow_parametrize=False).as_("one")
ALL = Q()
Row = TypeVar("Row", bound=Model)


class Sought(NamedTuple):
    """What a list looks for: those of some rows that fit, or all of them.

    How many they are at most is told by `within`, where that is counted more quickly.
    """

    among: QuerySet[Any]
    fits: Q | None = None
    within: QuerySet[Any] | None = None


@dataclass(frozen=True)
class Found(Generic[Row]):
    """Rows in their order; of too few the first row, and where more lie beyond the last one, that
    were looked at, by their ids.
    """

    rows: list[Row]
    first: str = ""
    last: str = ""


async def sliced(
    rows: QuerySet[Row],
    order: Sequence[str],
    window: Window,
    *,
    fits: Q | None = None,
    along: str = "",
) -> Slice[Row]:
    """Return a page of the rows in this order, in which no two may be equal.

    A page that began beside a row which is gone begins at its number. Those that fit are looked
    for among MOST_LOOKED_AT rows; beyond them, the pages beside it go on. `along` is what each row
    that is shown brings along.
    """
    some = partial(_some, rows, size=window.size + 1, fits=fits, along=along)
    place = window.place
    beside = await _row(rows, place.after or place.before)
    if beside is None or None in _values(beside, order):
        return await _numbered(some, order, window)
    if place.after:
        found = await some(order, beyond=_beyond(beside, order))
        return _slice(found, window, has_previous=True)
    back = [_turned(column) for column in order]
    found = await some(back, beyond=_beyond(beside, back))
    if len(found.rows) < window.size and not found.last:
        return await _numbered(some, order, Window(size=window.size))
    return _slice_before(found, window)


async def _some(
    rows: QuerySet[Row],
    order: Sequence[str],
    *,
    size: int,
    fits: Q | None,
    along: str,
    beyond: Q = ALL,
    offset: int = 0,
) -> Found[Row]:
    """Return rows from some place on, joined with others once it is known which they are.

    PostgreSQL takes thousands for a few, and would join all of them before it sorts.
    """
    there = rows.filter(beyond).order_by(*order)
    found = there.offset(offset).limit(size)
    if fits is None and not along:
        return Found(await found)
    if fits is None:
        chosen = rows.model.filter(id__in=Subquery(found.values("id")))
        return Found(await chosen.select_related(along).order_by(*order))
    ids = await _fitting(there, fits, order, offset, size)
    chosen = rows.model.filter(id__in=ids).order_by(*order)
    found_rows = await (chosen.select_related(along) if along else chosen) if ids else []
    return Found(found_rows, *(await _ends(there) if len(ids) < size else ()))


async def _fitting(
    there: QuerySet[Row], fits: Q, order: Sequence[str], offset: int, size: int
) -> list[str]:
    """Return the ids of the first that fit; many are soon met, so some are looked at first."""
    found: list[str] = []
    for most in (MOST_LOOKED_AT // 10, MOST_LOOKED_AT):
        those = _those(there.limit(most), fits, order).offset(offset).limit(size)
        database = there.model._meta.db  # noqa: SLF001
        _, rows = await database.execute_query(*those.get_parameterized_sql())
        found = [row[0] for row in rows]
        if len(found) == size:
            break
    return found


async def _ends(there: QuerySet[Row]) -> tuple[str, str]:
    """Return the first and the last of the rows that are looked at, the last where one follows."""
    beyond = there.offset(MOST_LOOKED_AT - 1).limit(2)
    first, last = [[row.pk for row in await some.only("id")] for some in (there.limit(1), beyond)]
    return first[0] if first else "", last[0] if len(last) > 1 else ""


def _those(some: QuerySet[Row], fits: Q, order: Sequence[str] = ()) -> Any:
    """Return the query for the ids of those that fit among some rows.

    Which rows these are is settled first: otherwise an index may be chosen for what fits that has
    them in another order, or those of everybody. The ORM reads from tables only, so it is told.
    """
    told = some.model.filter(fits).order_by(*order).values_list("id")
    told._make_query()  # noqa: SLF001
    query: Any = told.query
    asked = {field.name for field in query._wheres.find_(Field)}  # noqa: SLF001
    asked |= {column.removeprefix("-") for column in order}
    among = some.values(*sorted(asked or {"id"}))
    among._make_query()  # noqa: SLF001
    query._from = [among.query.as_(some.model._meta.db_table)]  # noqa: SLF001
    return query


async def _numbered(
    some: Callable[..., Awaitable[Found[Row]]], order: Sequence[str], window: Window
) -> Slice[Row]:
    """Return a page by its number, the first where there is none of that number.

    Those beyond what is counted are reached by walking only.
    """
    number = min(window.place.number, MOST_COUNTED // window.size + 1)
    found = await some(order, offset=(number - 1) * window.size)
    if not found.rows and number > 1:
        return await _numbered(some, order, Window(size=window.size))
    return _slice(found, Window(Place(number), window.size), has_previous=number > 1)


def _slice(found: Found[Row], window: Window, *, has_previous: bool) -> Slice[Row]:
    """Return a page that was looked for forwards."""
    shown, number = found.rows[: window.size], window.place.number
    before = shown[0].pk if shown else found.first
    after = shown[-1].pk if len(found.rows) > window.size else found.last
    return Slice(
        shown,
        number,
        previous=Place(max(1, number - 1), before=before) if has_previous else None,
        following=Place(number + 1, after=after) if after else None,
        is_partial=bool(found.last),
    )


def _slice_before(found: Found[Row], window: Window) -> Slice[Row]:
    """Return a page that was looked for backwards: its rows in their order again."""
    shown = list(reversed(found.rows[: window.size]))
    before = shown[0].pk if len(found.rows) > window.size else found.last
    number = window.place.number if before else 1
    return Slice(
        shown,
        number,
        previous=Place(max(1, number - 1), before=before) if before else None,
        following=Place(number + 1, after=shown[-1].pk if shown else found.first),
        is_partial=bool(found.last),
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
    """Return how many rows each list has, one more than `most` at most: all in one statement."""
    return await _numbers(lists, [_ones(rows, most) for rows in lists])


async def counted_fitting(*lists: Sought) -> list[int | None]:
    """Return how many rows fit of each list, MOST_COUNTED + 1 at most.

    None where they would have to be looked for among more than MOST_LOOKED_AT.
    """
    narrowed = [one for one in lists if one.fits is not None]
    around = [one.within or one.among for one in narrowed]
    sizes = await counted(*around, most=MOST_LOOKED_AT)
    many = {id(one) for one, size in zip(narrowed, sizes, strict=True) if size > MOST_LOOKED_AT}
    few = [one for one in lists if id(one) not in many]
    ones = [_ones(one.among, MOST_COUNTED, one.fits) for one in few]
    numbers = await _numbers([one.among for one in few], ones)
    counts = dict(zip(map(id, few), numbers, strict=True))
    return [counts.get(id(one)) for one in lists]


def _ones(rows: QuerySet[Any], most: int, fits: Q | None = None) -> Any:
    """Return the query for a one of each row, of one more than `most` at most.

    No row is fetched only for its id. The ORM counts list by list, and to the end.
    """
    if fits is None:
        some = rows.limit(most + 1).values_list(rows.model._meta.pk_attr)  # noqa: SLF001
        some._make_query()  # noqa: SLF001
        ones: Any = some.query
    else:
        ones = _those(rows.limit(MOST_LOOKED_AT), fits).limit(most + 1)
    ones._selects = [ONE]  # noqa: SLF001
    return ones


async def _numbers(lists: Sequence[QuerySet[Any]], ones: Sequence[Any]) -> list[int]:
    if not lists:
        return []
    database = lists[0].model._meta.db  # noqa: SLF001
    each = [
        database.query_class.from_(some.as_("some")).select(Count("*")).as_(f"list_{place}")
        for place, some in enumerate(ones)
    ]
    statement = database.query_class.select(*each).get_parameterized_sql()
    _, (row,) = await database.execute_query(*statement)
    return [int(number) for number in row]
