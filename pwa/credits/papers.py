"""What was read of a draft's photos as its pages show it: each value with its place."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.credits.open_proposals import open_proposals, with_proposals
from core.domain.credits.readings import Place, ReadingStage
from core.usecases.credits.readings import PaperSheet, read_readings
from core.usecases.credits.sheets import CreditSheet
from core.wording.credits import answer_text
from core.wording.readings import asked_name
from pwa.frame.session import desk, who


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One value: what it answers, as its field takes it and as it is shown, and where it stands."""

    question: str
    name: str
    answer: str
    shown: str
    evidence_id: str
    place: Place
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Papers:
    """What a page says of the photos of a draft."""

    sheet: PaperSheet
    lines: Sequence[ReadLine]

    @property
    def unread(self) -> list[ReadingStage]:
        """Return why photos propose nothing, each reason once, where there is one to tell."""
        told = (ReadingStage.SEVERAL, ReadingStage.BLURRED, ReadingStage.NOTHING)
        return [stage for stage in told if any(one.stage is stage for one in self.sheet.readings)]

    @property
    def codes(self) -> list[str]:
        """Return what QR codes on the papers say; it is shown, never opened."""
        return list(dict.fromkeys(code for one in self.sheet.readings for code in one.codes))

    @property
    def line_of(self) -> dict[str, ReadLine]:
        return {line.question: line for line in self.lines}


async def read_papers(sheet: CreditSheet) -> Papers:
    """Return what was read of a draft's photos so far, and what of it is open."""
    paper = await read_readings(desk(), who(), sheet.credit.id)
    claim, book, today = sheet.credit.claim, sheet.book, desk().today()
    proposed = open_proposals(paper.readings, claim, book, today)
    then = with_proposals(claim, proposed, book, today)
    lines = [
        ReadLine(
            question=question,
            name=asked_name(then, question, book),
            answer=one.answer,
            shown=answer_text(then, question, book) or one.answer,
            evidence_id=one.evidence_id,
            place=one.read.place,
            is_sure=one.read.is_sure,
        )
        for question, one in proposed.items()
    ]
    return Papers(paper, lines)
