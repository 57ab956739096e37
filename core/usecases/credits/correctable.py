"""Credits that can be corrected (manual 5.1): by person, training, project, speaker, personal."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.credit_lists import CreditLine, credit_filter, page_of_credits
from core.domain.credits.credit import PENDING, Origin, Stage
from core.domain.lists import EVERYTHING, Choices, Filter, ListQuery, Page
from core.domain.register import Actor
from core.lists import Listing
from core.permissions import Permission, area_of, authorize
from core.ports import Desk
from core.records.credits import AwardingTraining
from core.texts import say
from core.usecases.credits.lists import ENTERED_CREDITS, PERSONAL, SORTS

WAYS: Mapping[str, tuple[Origin, ...]] = {
    "person": (),
    "training": (Origin.TRAINING,),
    "project": (Origin.PROJECT,),
    "personal": PERSONAL,
    "speaker": (Origin.SPEAKER,),
}
OF_TRAININGS = frozenset({"training", "project", "speaker"})
MOST_TRAININGS = 100


async def list_correctable(
    desk: Desk, who: Actor, query: ListQuery = EVERYTHING
) -> Page[CreditLine]:
    """List what of one's people is under review, awarded, or approved and not yet in effect."""
    wanted = replace(
        credit_filter(query),
        stages=(*PENDING, Stage.APPROVED),
        upcoming=desk.today(),
        not_of=who.staff_id,
        training_id=query.text("training") or None,
        project_part=query.text("project"),
    )
    each = {way: replace(wanted, origins=origins) for way, origins in WAYS.items()}
    async with desk.store.reading() as tx:
        authorize(who, Permission.CREDIT_CORRECT)
        page = await page_of_credits(desk, tx, who, each, query)
        if query.tab not in OF_TRAININGS:
            return page
        given = replace(each[query.tab], training_id=None)
        trainings = await tx.credits.trainings(area_of(who), given, MOST_TRAININGS)
    choices = {"training": _choices(trainings, query), "training-told": _told(trainings)}
    return replace(page, choices={**page.choices, **choices})


def _choices(trainings: Sequence[AwardingTraining], query: ListQuery) -> Choices:
    """Return the trainings to choose from, among them the chosen one even if nothing is left."""
    chosen = query.text("training")
    gone = {chosen: say("corrections-training-done")} if chosen else {}
    return list((gone | {one.id: one.name for one in trainings}).items())


def _told(trainings: Sequence[AwardingTraining]) -> Choices:
    """Return of each training when it was and how many of its credits can be corrected."""
    return [
        (one.id, say("corrections-training-told", day=str(one.last_day or "–"), count=one.credits))
        for one in trainings
    ]


CORRECTABLE = Listing[CreditLine](
    "corrections",
    "corrections-title",
    ENTERED_CREDITS.columns,
    list_correctable,
    tuple(WAYS),
    lambda way: say(f"corrections-by-{way}"),
    (
        Filter("training", "corrections-training", "choice"),
        Filter("project", "project-number", longest=30),
        *ENTERED_CREDITS.filters,
    ),
    SORTS,
)
