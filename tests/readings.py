"""Readings as the reader would have written them: what a certificate of the sample says."""

from core.domain.credits.readings import Place, ReadField, Reading, ReadingStage, ReadValue
from core.ports import Desk
from core.usecases.credits.sheets import read_credit
from tests import cast

CERTIFICATE = {
    ReadField.NAME: "闻旦",
    ReadField.PROJECT_NUMBER: "2026-14-02-118",
    ReadField.PROJECT_NAME: "危重症护理新进展",
    ReadField.ORGANISER: "浙江省护理学会",
    ReadField.DATES: "2026-06-12/2026-06-14",
    ReadField.HOURS: "6",
    ReadField.LEVEL: "national",
}


def values_of(said: dict[ReadField, str]) -> tuple[ReadValue, ...]:
    """Return values, one below the other on the page."""
    return tuple(
        ReadValue(field, text, text, Place(1, 0.1, 0.1 * line, 0.4, 0.05))
        for line, (field, text) in enumerate(said.items(), 1)
    )


async def read_as(
    desk: Desk,
    credit_id: str,
    said: dict[ReadField, str] | None = None,
    stage: ReadingStage = ReadingStage.READ,
    codes: tuple[str, ...] = (),
) -> None:
    """Let the next file of the nurse's claim have been read."""
    sheet = await read_credit(desk, cast.NURSE.actor, credit_id)
    file = next(file for file in sheet.evidence if file.read.stage is ReadingStage.OFF)
    values = values_of(CERTIFICATE if said is None else said)
    reading = Reading(file.id, stage, values if stage is ReadingStage.READ else (), codes)
    async with desk.store.transaction() as tx:
        await tx.readings.ask(file.id, cast.NURSE.account.id, desk.clock.now())
    async with desk.store.transaction() as tx:
        await tx.readings.save(reading, desk.clock.now())
