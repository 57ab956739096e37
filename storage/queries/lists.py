"""Pages of long lists: the next one is found by the row it begins beside, not by counting."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, NamedTuple, TypeVar

from pypika_tortoise.context import SqlContext
from pypika_tortoise.enums import Order
from pypika_tortoise.functions import Count, Max
from pypika_tortoise.terms import Case, Field, ValueWrapper
from tortoise.exceptions import ValidationError
from tortoise.expressions import Q, Subquery
from tortoise.models import Model
from tortoise.queryset import QuerySet

from core.domain.lists import MOST_COUNTED, MOST_COUNTED_AMONG, MOST_LOOKED_AT, Place, Slice, Window
from storage.queries.unions import all_of

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
    if fits is None and not along:
        return Found(await there.offset(offset).limit(size))
    if fits is None:
        ids = Subquery(there.offset(offset).limit(size).values("id"))
    else:
        ids = Settled(_those(there.limit(MOST_LOOKED_AT), fits, order).offset(offset).limit(size))
    chosen = rows.model.filter(id__in=ids).order_by(*order)
    found = await (chosen.select_related(along) if along else chosen)
    is_short = fits is not None and len(found) < size
    return Found(found, *(await _ends(there) if is_short else ()))


async def _ends(there: QuerySet[Row]) -> tuple[str, str]:
    """Return the first and the last of the rows that are looked at, the last where one follows."""
    beyond = there.offset(MOST_LOOKED_AT - 1).limit(2)
    first, last = await all_of(*(some.values_list("id") for some in (there.limit(1), beyond)))
    return str(first[0][0]) if first else "", str(last[0][0]) if len(last) > 1 else ""


def _those(some: QuerySet[Row], fits: Q, order: Sequence[str] = ()) -> Any:
    """Return the query for the ids of those that fit among some rows.

    Which rows these are is settled first: otherwise an index may be chosen for what fits that has
    them in another order, or those of everybody. The ORM reads from tables only, so it is told.

    SQLite hands them on as they come: asked for their order again, it would look at all of them.
    """
    database = some.model._meta.db  # noqa: SLF001
    is_sorted = database.capabilities.dialect == "sqlite"
    told = some.model.filter(fits).order_by(*(() if is_sorted else order)).values_list("id")
    told._make_query()  # noqa: SLF001
    query: Any = told.query
    asked = {field.name for field in query._wheres.find_(Field)}  # noqa: SLF001
    asked |= {column.removeprefix("-") for column in order}
    among = some.values(*sorted(asked or {"id"}))
    among._make_query()  # noqa: SLF001
    query._from = [among.query.as_(some.model._meta.db_table)]  # noqa: SLF001
    return query


def latest_of(rows: QuerySet[Any], column: str, moment: str, most: int) -> Subquery:
    """Return the query for the values of a column that some rows had last, by their moment."""
    told = rows.values_list(column, moment)
    told._make_query()  # noqa: SLF001
    query = rows.model._meta.db.query_class.from_(told.query.as_("told"))  # noqa: SLF001
    latest = query.select("0").groupby("0").orderby(Max(Field("1")), order=Order.desc)
    return Settled(latest.orderby("0").limit(most))


class Settled(Subquery):
    """A query that is made already."""

    def get_sql(self, ctx: SqlContext) -> str:
        made: Any = self.query
        return str(made.get_parameterized_sql(ctx)[0])


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
    numbers = await _numbers(lists, [_number(_ones(rows, most)) for rows in lists])
    return [int(number) for number in numbers]


async def counted_fitting(*lists: Sought) -> list[int | None]:
    """Return how many rows fit of each list, MOST_COUNTED + 1 at most: all in one statement.

    None where they would have to be looked for among more than MOST_COUNTED_AMONG.
    """
    among = [one.among for one in lists]
    numbers = await _numbers(among, [_number_fitting(one) for one in lists])
    return [None if number is None else int(number) for number in numbers]


def _number_fitting(one: Sought) -> Any:
    """Return the query for how many fit, which looks at none where there are too many."""
    if one.fits is None:
        return _number(_ones(one.among, MOST_COUNTED))
    size = _number(_ones(one.within or one.among, MOST_COUNTED_AMONG))
    fitting = _those(one.among.limit(MOST_COUNTED_AMONG), one.fits).limit(MOST_COUNTED + 1)
    return Case().when(size <= MOST_COUNTED_AMONG, _number(fitting))


def _ones(rows: QuerySet[Any], most: int) -> Any:
    """Return the query for some rows, for one more than `most` at most."""
    some = rows.limit(most + 1).values_list(rows.model._meta.pk_attr)  # noqa: SLF001
    some._make_query()  # noqa: SLF001
    return some.query


def _number(rows: Any) -> Any:
    """Return the query for how many there are of some rows; none is fetched only for its id.

    The ORM counts list by list, and to the end.
    """
    rows._selects = [ONE]  # noqa: SLF001
    return rows.QUERY_CLS.from_(rows.as_("some")).select(Count("*"))


async def _numbers(lists: Sequence[QuerySet[Any]], queries: Sequence[Any]) -> Sequence[Any]:
    if not lists:
        return []
    database = lists[0].model._meta.db  # noqa: SLF001
    named = [query.as_(f"list_{place}") for place, query in enumerate(queries)]
    statement = database.query_class.select(*named).get_parameterized_sql()
    _, (row,) = await database.execute_query(*statement)
    return list(row)
