"""Migrations step by step, without what nobody asks of tables that have been.

A step is told the tables as they were and as they are to be. The library makes all of them ready to
be asked for rows, twice for every step: ten seconds before a new house opens. What a step changes
follows from the columns, and few steps want to know how the tables were.
"""

from dataclasses import replace
from functools import cached_property

from tortoise.migrations.executor import MigrationExecutor
from tortoise.migrations.graph import MigrationKey
from tortoise.migrations.schema_generator.state import ModelState, State
from tortoise.migrations.schema_generator.state_apps import StateApps

Kept = dict[tuple[str, str], ModelState]


class Tables(StateApps):
    """Tables to be changed; they cannot be asked for rows."""

    def _build_initial_querysets(self) -> None:
        for tables in self.apps.values():
            for table in tables.values():
                columns = table._meta  # noqa: SLF001 - where Tortoise keeps them
                if columns._inited:  # noqa: SLF001
                    columns.finalise_fields()
                    columns._resolve_index_expressions()  # noqa: SLF001


class Before(State):
    """The tables before a step, put together when it asks for them."""

    def __init__(self, kept: Kept, now: StateApps) -> None:
        self.models = kept
        self._now = now

    @cached_property
    def apps(self) -> StateApps:  # type: ignore[override]
        return self._now.clone({key: table.clone() for key, table in self.models.items()})


class Now(State):
    """The tables as the steps so far have left them."""

    def clone(self) -> State:
        kept = {
            key: replace(table, options=dict(table.options), fields=dict(table.fields))
            for key, table in self.models.items()
        }
        return Before(kept, self.apps)


class Steps(MigrationExecutor):
    """What is to be done to a database; never backwards."""

    async def _project_state(
        self, applied: set[MigrationKey], *, upto: MigrationKey | None = None
    ) -> State:
        connections = {
            name: app["default_connection"] for name, app in self.loader.apps_config.items()
        }
        tables = Now({}, Tables(connections))
        for key in self._full_plan():
            if (step := self.loader.graph.nodes[key]) and key in applied:
                await step.apply(tables, dry_run=True)
        return tables
