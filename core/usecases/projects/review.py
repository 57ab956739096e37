"""What applications add to the review: they are forwarded, and nothing hangs on them."""

from collections.abc import Collection, Sequence

from core.domain.credits.compliance import PersonYear
from core.domain.lists import Window
from core.domain.projects.application import APPLICATION_REVIEW, Application
from core.domain.register import Actor
from core.domain.review import Tab
from core.ports import Desk
from core.records.transaction import Transaction
from core.records.waiting import Listed
from core.usecases.projects.lists import of_tab, unit_of


class ApplicationReview:
    """Applications under review."""

    async def hold(self, tx: Transaction, application_id: str) -> Application:
        return await tx.applications.hold(application_id)

    async def save(self, tx: Transaction, application: Application) -> Application:
        return await tx.applications.save(application)

    async def follow(
        self, desk: Desk, tx: Transaction, who: Actor, before: Application, after: Application
    ) -> Collection[PersonYear]:
        """Nobody's year changes by an application."""
        return ()

    def waits(self, who: Actor) -> Listed | int:
        return (unit_of(who), of_tab(Tab.WAITING, who)) if _reviews(who) else 0

    async def waiting(self, tx: Transaction, who: Actor, window: Window) -> Sequence[Application]:
        area, wanted = unit_of(who), of_tab(Tab.WAITING, who)
        return (await tx.applications.page(area, wanted, window)).rows


def _reviews(who: Actor) -> bool:
    return bool(APPLICATION_REVIEW.stages_of(who.roles))
