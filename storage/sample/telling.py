"""Plays the story through the real use cases, in the order of time, on a clock put back."""

import asyncio
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from core.domain.credits.credit import Credit
from core.domain.dates import SHANGHAI, day_of
from core.domain.register import Actor
from core.ports import Desk
from core.records.messages import Channel, ChatId
from core.records.register import LinkPurpose
from core.usecases.credits.compliance import take_effect
from core.usecases.credits.entry import revise_draft, start_draft, submit_credit, withdraw_credit
from core.usecases.credits.evidence import attach_evidence
from core.usecases.credits.sheets import read_credit
from core.usecases.messages.linking import agree_to_link, answer_chat
from core.usecases.messages.notices import mark_read
from core.usecases.register.links import make_link
from core.usecases.review import decide
from storage.sample.accounts import accounts, actor
from storage.sample.answers import answers_of
from storage.sample.evidence import again, days_of, drawn, file_name
from storage.sample.holding import Holding
from storage.sample.people import someone
from storage.sample.projects import Projects
from storage.sample.roster import ROSTER
from storage.sample.steps import Act, SampleIds, Step
from storage.sample.story import STORY, Shot, Told, Verdict
from storage.system import MovableClock

OPENING = time(8, 30)
BETWEEN = timedelta(minutes=16)
UNTIL_VERDICT = timedelta(minutes=8)
TYPING = timedelta(seconds=40)
LONGEST_AGO = max(told.entered for told in STORY)
OFFICE_ADDRESS, HOME_ADDRESS = "10.32.8.21", "172.18.6.40"


class Telling:
    """The story while it is told; `files` are all its files, drawn beforehand."""

    def __init__(self, desk: Desk, clock: MovableClock, today: date, dice: random.Random) -> None:
        self.desk = replace(desk, ids=SampleIds(dice, desk.ids))
        self.clock, self.today = clock, today
        self.end = clock.now()
        if day_of(self.end) != today:
            self.end = datetime.combine(today, time(15), SHANGHAI).astimezone(UTC)
        self.files: dict[tuple[str, str], bytes] = {}
        self.credits: dict[str, Credit] = {}

    async def tell(self) -> None:
        """Do everything at its time, then give the clock back as it was."""
        ahead = self.clock.ahead
        self.files = await drawn_files(self.today)
        try:
            for step in sorted(self._everything(), key=lambda step: step.at):
                self._set_clock(step.at)
                await step.act()
        finally:
            self.clock.move(seconds=(ahead - self.clock.ahead).total_seconds())

    def _set_clock(self, at: datetime) -> None:
        self.clock.move(seconds=(at - self.clock.now()).total_seconds())

    def _everything(self) -> Iterator[Step]:
        yield from self._steps()
        yield from Holding(self.desk, self.end).steps()
        yield from Projects(self.desk, self.end).steps()

    def _steps(self) -> Iterator[Step]:
        for days_ago in range(LONGEST_AGO, -1, -1):
            yield Step(self._midnight(days_ago), self._midnight_comes)
        yield Step(self._midnight(0) - timedelta(hours=6), self._everybody_reads)
        yield Step(self._midnight(2), self._chats_link)
        for told in STORY:
            yield Step(self._moment(told.entered, told), self._entering(told))
            for verdict in told.verdicts:
                at = self._moment(verdict.days_ago, told) + UNTIL_VERDICT
                yield Step(min(at, self.end), self._deciding(told, verdict))

    def _midnight(self, days_ago: int) -> datetime:
        day = self.today - timedelta(days=days_ago)
        return datetime.combine(day, time(), SHANGHAI).astimezone(UTC)

    def _moment(self, days_ago: int, told: Told) -> datetime:
        """Return a working hour of that day; of today, one that has passed."""
        place = STORY.index(told)
        if days_ago:
            day = self.today - timedelta(days=days_ago)
            opening = datetime.combine(day, OPENING, SHANGHAI).astimezone(UTC)
            return opening + place * BETWEEN
        passed = self.end - self._midnight(0)
        return self._midnight(0) + passed * (0.2 + 0.7 * place / len(STORY))

    async def _midnight_comes(self) -> None:
        while await take_effect(self.desk, Actor.system()):
            pass

    async def _everybody_reads(self) -> None:
        for key in accounts():
            await mark_read(self.desk, actor(key, OFFICE_ADDRESS))

    async def _chats_link(self) -> None:
        for one in ROSTER:
            if one.chat_id is not None and one.is_linked:
                key = one.login if one.login in accounts() else one.name
                who = actor(key, OFFICE_ADDRESS)
                code = await make_link(self.desk, who, LinkPurpose.CHAT)
                chat_id = ChatId(Channel.TELEGRAM, str(one.chat_id))
                await agree_to_link(self.desk, chat_id, one.name, code)
                await answer_chat(self.desk, who, chat_id.address, is_own=True)

    def _entering(self, told: Told) -> Act:
        async def enter() -> None:
            who = _enterer(told)
            life = someone(told.of or told.by)
            year = days_of(told, self.today)[1].year
            key = f"sample-{told.key}"
            staff_id = life.staff_id if told.of else None
            draft = await start_draft(self.desk, who, staff_id=staff_id, year=year, key=key)
            for shot in told.shots:
                await self._attach(who, draft, told, shot)
            self.clock.move(seconds=TYPING.total_seconds())
            await self._answer(who, draft, told)

        return enter

    async def _attach(self, who: Actor, draft: Credit, told: Told, shot: Shot) -> None:
        await attach_evidence(
            self.desk,
            who,
            draft.id,
            file_name(told, shot),
            self.files[told.key, shot.drawn_as],
            key=f"{told.key}-{shot.drawn_as}",
            kind=shot.kind,
        )

    async def _answer(self, who: Actor, draft: Credit, told: Told) -> None:
        if not told.rule:
            return
        book = await self.desk.rulebooks.of(draft.unit_id, draft.year)
        answers = answers_of(told, self.today, book)
        revision = await revise_draft(self.desk, who, draft.id, answers)
        if revision.refused:
            raise ValueError(f"{told.key}: {dict(revision.refused)}")
        credit = revision.credit
        if told.is_submitted:
            credit = await submit_credit(self.desk, who, credit.id, seen=credit.version)
        if told.is_withdrawn:
            credit = await withdraw_credit(self.desk, who, credit.id, seen=credit.version)
        self.credits[told.key] = credit

    def _deciding(self, told: Told, verdict: Verdict) -> Act:
        async def act() -> None:
            credit, reviewer = self.credits[told.key], actor(verdict.by, OFFICE_ADDRESS)
            await decide(
                self.desk,
                reviewer,
                credit.subject,
                verdict.decision,
                seen=credit.version,
                reason=verdict.reason,
            )
            sheet = await read_credit(self.desk, reviewer, credit.id)
            self.credits[told.key] = sheet.credit

        return act


def _enterer(told: Told) -> Actor:
    chat = next((one.chat_id for one in ROSTER if one.name == told.by), None)
    return actor(told.by, f"chat {chat}" if told.in_chat and chat else HOME_ADDRESS)


async def drawn_files(today: date) -> dict[tuple[str, str], bytes]:
    """Draw all files, two at a time; then those that come once more."""
    new = [(told, shot) for told in STORY for shot in told.shots if not shot.like]
    turns = asyncio.Semaphore(2)

    async def draw(told: Told, shot: Shot) -> bytes:
        async with turns:
            life = someone(told.of or told.by)
            return await asyncio.to_thread(drawn, told, shot, life, today)

    contents = await asyncio.gather(*(draw(told, shot) for told, shot in new))
    files = {
        (told.key, shot.drawn_as): content
        for (told, shot), content in zip(new, contents, strict=True)
    }
    for told in STORY:
        for shot in told.shots:
            if shot.like:
                files[told.key, shot.drawn_as] = await asyncio.to_thread(again, shot, files)
    return files
