"""What credits come to, by person, year, rule and subtype, added up where they lie."""

import json
from collections.abc import Collection
from datetime import date

from core.domain.credits.compliance import PersonYear
from core.domain.credits.credit import Stage
from core.domain.credits.sums import Sum
from storage.models import CreditRow

AMONG = {"sqlite": "IN (SELECT value FROM json_each(?))", "postgres": "= ANY($1)"}
SUMS = f"""
    SELECT staff_id, year, rule, subtype,
           CAST(SUM(points) AS BIGINT), CAST(SUM(hours) AS BIGINT),
           MIN(CASE WHEN stage = '{Stage.APPROVED.value}' AND effective_on <= '{{day}}'
                    AND reversed_on IS NULL AND points > 0 THEN 1 ELSE 0 END)
    FROM credit WHERE staff_id {{among}} AND subtype > ''
    GROUP BY staff_id, year, rule, subtype
"""  # noqa: S608 - a stage of ours


async def sums(staff_ids: Collection[str], as_of: date) -> dict[PersonYear, tuple[Sum, ...] | None]:
    """Return the sums of the years that these people have credits in.

    None for a year with a credit that is not in effect, or of which nothing could count: its
    credits are to be looked at one by one.
    """
    database = CreditRow._meta.db  # noqa: SLF001 - where Tortoise keeps the running transaction
    dialect, ids = database.capabilities.dialect, list(staff_ids)
    asked = SUMS.format(day=as_of.isoformat(), among=AMONG[dialect])
    _, rows = await database.execute_query(asked, [json.dumps(ids) if dialect == "sqlite" else ids])
    found: dict[PersonYear, tuple[Sum, ...] | None] = {}
    for staff_id, year, rule, subtype, points, hours, whole in rows:
        key = staff_id, year
        sofar = found.get(key, ())
        if whole and sofar is not None:
            found[key] = (*sofar, Sum(rule, subtype, points, hours))
        else:
            found[key] = None
    return found
