"""What is asked for in the chat while nothing can be kept: said so, not half done, asked again."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import count
from pathlib import Path

from bot.chat.buttons import Verb, button_data
from bot.chat.dispatching import COMMANDS, Dispatcher
from bot.chat.incoming import Gave, Incoming, Pressed, Said, SentFile, What
from bot.chat.markup import Rows, Screen
from bot.chat.rendering import plain
from bot.chat.screens.review import mark_of
from bot.chat.service import Abilities
from bot.chat.signs import Signs
from core.domain.review import Decision
from core.ports import Desk
from core.records.messages import Channel, ChatId
from core.texts import say
from core.usecases.review import decide
from storage.desk import open_desk
from storage.system import MovableClock
from tests import cast
from tests.bot.world import photo
from tests.conftest import TODAY, settings_for
from tests.pwa.frame.places import Ids, Places
from tests.pwa.frame.reaching import prepare
from tests.scopes import ANY
from tests.stories import PAPER, a_complete_draft, a_submitted_credit, approve
from tests.trouble import FullAfter, a_held_database

FULL, BUSY = say("refusal-disk-full"), say("refusal-database-busy")
# What a chat remembers of itself costs nothing but comfort.
COMFORT = {"conversation", "sqlite_sequence"}
# A draft that was begun is found again by the same photo; content without a name is swept away.
# What pictures look like is found out by whoever first looks at their claim.
BEGUN = {
    "a photo": {"credit", "file", "journal", "journal_head"},
    "press REASON": {"evidence", "likeness"},
}
MOST = 6
STAFF, HEAD, UNIT = 1001, 1002, 1003
CHATS = {STAFF: cast.NURSE, HEAD: cast.HEAD_NURSE, UNIT: cast.UNIT_ADMINISTRATOR}
LOOKS = {
    *("/status", "/credits", "/trainings", "/review", "/behind", "/forms", "/language", "/help"),
    *("/inbox", "press GO", "press NEXT", "press SAVE", "press TYPE_REASON", "press EXCUSE"),
}

ANSWERS = {Verb.USE, Verb.AGAIN, Verb.TAKE}
"""Say what PICK says, of a paper or of what was used before."""
OF_A_CODE = {Verb.LINK, Verb.REFUSE_LINK, Verb.CHECK_IN}
"""Follow a code from elsewhere: see `register/test_linking.py` and `trainings/`."""
SHOWS = {
    *(Verb.DIFFERS, Verb.IGNORE, Verb.EDIT, Verb.FILE, Verb.CANCEL, Verb.OPEN, Verb.PAGE),
    *(Verb.ASK_REASON, Verb.CARD, Verb.QUEUE, Verb.RESULT, Verb.DONE, Verb.COMING, Verb.ABSENT),
    *(Verb.COME, Verb.SCAN, Verb.BEHIND),
}
"""Change nothing but what the chat remembers of itself."""


class Ear:
    """A chat service that has buttons and keeps what it was told."""

    channel = Channel.TELEGRAM
    can = Abilities(most_buttons=100, longest_caption=1000, may_amend=True, has_albums=True)

    def __init__(self, desk: Desk) -> None:
        self.heard, self.signs = list[str](), Signs(desk.clock)

    async def say(self, address: str, screen: Screen) -> str:
        self.heard.append(plain(screen.text))
        return "1"

    async def amend(self, address: str, message: str, screen: Screen) -> bool:
        self.heard.append(plain(screen.text))
        return True

    async def offer(self, address: str, message: str, rows: Rows) -> bool:
        return True

    async def answer(self, press: Pressed, text: str) -> None:
        self.heard.append(text)

    async def give(self, address: str, name: str, content: bytes, caption: str = "") -> None:
        self.heard.append(name)

    async def give_pictures(self, address: str, pictures: Sequence[bytes]) -> None:
        return

    async def offer_commands(self, address: str, commands: Sequence[str]) -> None:
        return

    async def fetch(self, file: SentFile) -> bytes:
        return photo(7)


class Asked:
    """What people press and say, at a desk where only so much can still be kept."""

    def __init__(self, desk: Desk, home: Path) -> None:
        self._store, self._home, self._numbers = FullAfter(desk.store), home, count(1000)
        self._ear = Ear(desk)
        self._dispatcher = Dispatcher(replace(desk, store=self._store), _never)

    async def told(self, chat: int, what: What, left: int = 99) -> str:
        """Do it while so many transactions are kept; return what was said."""
        self._store.left, number = left, next(self._numbers)
        self._ear.heard.clear()
        incoming = Incoming(number=number, key=f"k{number}", address=str(chat), what=what)
        await self._dispatcher.act(self._ear, incoming, _nothing)  # type: ignore[arg-type]
        return "\n".join(self._ear.heard)

    def kept(self) -> dict[str, list[tuple[object, ...]]]:
        """Return all that is on record."""
        with closing(sqlite3.connect(self._home / "xuefen.db")) as file:
            names = file.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            return {
                name: file.execute(f"SELECT * FROM {name}").fetchall()
                for (name,) in names
                if name not in COMFORT
            }


def _never(_: float, __: object) -> None:
    return


async def _nothing(_: float) -> None:
    return None


def rows_of(ids: Ids) -> Iterator[tuple[str, int, What]]:
    """Yield what is pressed and said: by whom, in an order in which each follows from the last."""
    draft, complete, at = ids["draft"], ids["complete"], int(ids["complete_version"])
    waiting, seen = ids["waiting"], int(ids["waiting_version"])
    returning = ("credit", waiting, seen + 4, 1, "return")
    chosen = ("credit", waiting, seen + 2, 1, "return", mark_of(say("review-reason-blurred")))
    presses: Sequence[tuple[int, Verb, *tuple[str | int, ...]]] = (
        (STAFF, Verb.YEAR, draft, 1, "2025"),
        (STAFF, Verb.CATEGORY, draft, 2, "paper"),
        (STAFF, Verb.RULE, draft, 3, "paper-core"),
        (STAFF, Verb.RANK, draft, 4, "1"),
        (STAFF, Verb.PICK, complete, at, "rank", "2"),
        (STAFF, Verb.GO, complete, "journal"),
        (STAFF, Verb.NEXT, complete),
        (STAFF, Verb.SAVE, complete),
        (STAFF, Verb.WEB, complete),
        (STAFF, Verb.COPY, ids["rejected"]),
        (STAFF, Verb.KIND, ids["credit_id"], ids["evidence_id"], "certificate"),
        (STAFF, Verb.DROP, ids["credit_id"], ids["evidence_id"]),
        (STAFF, Verb.SUBMIT, complete, at + 1),
        (STAFF, Verb.WITHDRAW, complete, at + 2),
        (STAFF, Verb.REMOVE, draft, 5),
        (STAFF, Verb.LANGUAGE, "zh-CN"),
        (STAFF, Verb.REMINDERS, "off"),
        (STAFF, Verb.FORM, "2026"),
        (HEAD, Verb.APPROVE, "credit", waiting, seen, 1),
        (HEAD, Verb.UNDO, "credit", waiting, seen + 1, 1),
        (HEAD, Verb.REASON, *chosen),
        (HEAD, Verb.UNDO, "credit", waiting, seen + 3, 1),
        (HEAD, Verb.TYPE_REASON, *returning),
        (HEAD, Verb.REMIND, "all"),
        (UNIT, Verb.VISIT, ids["training_id"]),
        (UNIT, Verb.JOB, ids["job_id"]),
        (STAFF, Verb.EXCUSE, ids["cycle_id"]),
    )
    yield from ((f"/{name}", STAFF, Said(f"/{name}")) for name in COMMANDS if name != "unlink")
    for chat, verb, *parts in presses:
        data = button_data(verb, *parts)
        yield f"press {verb.name}", chat, Pressed(data, message="1", id="1")
        if verb is Verb.TYPE_REASON:
            yield "a reason", HEAD, Said("请补照片")
    yield "an excuse", STAFF, Said("上夜班")
    yield "a photo", STAFF, Gave([SentFile("1", "f1", TODAY, "a.jpg")], "证书")
    yield "press UNLINK", STAFF, Pressed(button_data(Verb.UNLINK), message="1", id="1")


async def prepared(desk: Desk, ids: Ids) -> Ids:
    """Bring about what is pressed on, and link the chats."""
    ids = await prepare(desk, ids)
    nurse, unit = cast.NURSE.actor, cast.UNIT_ADMINISTRATOR.actor
    complete = await a_complete_draft(desk, nurse, PAPER | {"date": "2026-03-09"}, subject="kept")
    sent = await a_submitted_credit(desk, nurse, PAPER | {"date": "2026-03-08"}, subject="copied")
    sent = await approve(desk, sent, cast.HEAD_NURSE.actor)
    await decide(desk, unit, sent.subject, Decision.REJECT, seen=sent.version, reason="不符")
    async with desk.store.transaction() as tx:
        for chat, person in CHATS.items():
            await tx.chats.link(ChatId(Channel.TELEGRAM, str(chat)), person.account.id)
    more = {"complete": complete.id, "complete_version": str(complete.version)}
    return ids | more | {"rejected": sent.id}


async def test_what_is_not_kept_is_said_and_not_half_done_and_can_be_asked_for_again(
    hospitals: Places, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    async with hospitals.opened(home) as (app, _):
        ids = await prepared(app.desk, hospitals.ids[ANY])
    url = f"sqlite://{home / 'xuefen.db'}?synchronous=OFF&busy_timeout=5"
    async with open_desk(settings_for(home, url), clock=MovableClock(TODAY)) as desk:
        asked, rows = Asked(desk, home), list(rows_of(ids))
        async with a_held_database(url):
            said = {entry: await asked.told(chat, what) for entry, chat, what in rows}
        held = {entry for entry, words in said.items() if BUSY in words}
        written = set()
        for entry, chat, what in rows:
            before = asked.kept()
            for left in range(MOST):
                words = await asked.told(chat, what, left)
                assert say("chat-defect") not in words, entry
                if FULL not in words:
                    break
                written.add(entry)
                changed = {table for table, rows in asked.kept().items() if rows != before[table]}
                assert changed <= BEGUN.get(entry, set()), f"{entry}: told that nothing was kept"
            assert left < MOST - 1, entry
        assert written == held
        assert {entry for entry, _, _ in rows} - written == LOOKS
    pressed = {entry.removeprefix("press ") for entry, _, _ in rows}
    assert {verb.name for verb in {*Verb} - ANSWERS - OF_A_CODE - SHOWS} <= pressed
