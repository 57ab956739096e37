"""What several queries find, read in one statement: the ORM knows no way to say it."""

from collections.abc import Sequence
from typing import Any

from pypika_tortoise.terms import Parameterizer
from tortoise.queryset import ValuesListQuery


async def all_of(*lists: ValuesListQuery[Any]) -> list[list[Sequence[Any]]]:
    """Return the rows of each list, of which all have as many columns."""
    database, parameterizer = lists[0]._db or lists[0].model._meta.db, Parameterizer()  # noqa: SLF001
    context = database.query_class.SQL_CONTEXT.copy(parameterizer=parameterizer)
    each = []
    for place, one in enumerate(lists):
        one._make_query()  # noqa: SLF001
        # what is annotated is selected a second time
        one.query._selects = one.query._selects[: len(one.fields)]  # noqa: SLF001
        each.append(f"SELECT {place} AS list, found.* FROM ({one.query.get_sql(context)}) found")  # noqa: S608 - ours
    _, rows = await database.execute_query(" UNION ALL ".join(each), parameterizer.values)
    told: list[list[Sequence[Any]]] = [[] for _ in lists]
    for place, *row in map(tuple, rows):
        told[place].append(row)
    return told
