"""Rows that are found in several ways, each by its own index."""

from typing import Any

from pypika_tortoise.context import SqlContext
from tortoise.expressions import Subquery
from tortoise.queryset import ValuesQuery

Query = ValuesQuery[Any]


class AnyOf(Subquery):
    """What at least one of the queries finds.

    PostgreSQL uses no index for conditions of which one is to hold, if some of them ask other
    tables: it goes through everything.
    """

    def __init__(self, *queries: Query) -> None:
        super().__init__(queries[0])
        self._each = [Subquery(query) for query in queries]

    def get_sql(self, ctx: SqlContext) -> str:
        bare = ctx.copy(subquery=False)
        return f"({' UNION '.join(one.get_sql(bare) for one in self._each)})"
