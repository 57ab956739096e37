"""Who gets what in the chat: every command and every button by everybody, in one table."""

import shutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.chat.buttons import CASE, CREDIT, CYCLE, FILE, JOB, PARTS, TRAINING, Verb, button_data
from bot.chat.dispatching import COMMANDS
from bot.chat.handlers.presses import PRESSES
from core.records.messages import Channel, ChatId
from core.texts import say
from storage.desk import open_desk
from storage.system import MovableClock
from tests.bot.conftest import CARDS, PLACES
from tests.bot.elsewhere import NumberPlayer, OtherWorld, other_world
from tests.bot.world import OTHER_OFFICE, STRANGER, Player, World, world_on
from tests.conftest import TODAY, settings_for
from tests.core.register.test_transfer import OTHER
from tests.pwa.frame.places import Ids, Places
from tests.scopes import ANY, FOREIGN, MISSING, MOVED, OWN, Marks, read_scopes

# Columns, marks and rows: see tests/pwa/frame/routes.py.
TABLE = """
# Of strangers: a code is the whole permission.
any     ok  ok  ok  ok  ok  ok  ok  ok
press LINK
press REFUSE_LINK

any     in  in  ok  ok  ok  ok  ok  ok
press LANGUAGE
press DONE
press CHECK_IN
press COMING
press ABSENT
press COME
press SCAN
press BEHIND
press REMINDERS
/trainings
/inbox
/web
/language
/unlink
/help

# The button of the question before is not pressed: the chat would be a stranger's.
any     in  in  ok  ok  ok  ok  ok  ok
press UNLINK

# A cycle that one is expected at.
own     in  in  ok  ok  no  no  no  no
foreign in  in  no  no  no  no  no  no
missing in  in  no  no  no  no  no  no
press EXCUSE

# Who has credits of their own.
any     in  in  ok  ok  ok  403 403 403
press PAGE
press RESULT
press FORM
/new
/status
/credits
/forms

any     in  in  403 ok  ok  ok  ok  ok
press QUEUE
/review

# Who looks after others.
any     in  in  403 ok  ok  ok  ok  403
press REMIND
/behind

# A claim: seen by its person and by those above them.
own     in  in  ok  ok  no  ok  no  no
foreign in  in  no  no  no  no  ok  no
missing in  in  no  no  no  no  no  no
moved   in  in  no  no  no  no  ok  no
press GO
press DIFFERS
press IGNORE
press TAKE
press AGAIN
press EDIT
press NEXT
press FILE
press SAVE
press CANCEL
press WEB
press OPEN

# … changed by whoever entered it.
own     in  in  ok  403 no  403 no  no
foreign in  in  no  no  no  no  403 no
missing in  in  no  no  no  no  no  no
moved   in  in  no  no  no  no  403 no
press YEAR
press CATEGORY
press RULE
press RANK
press PICK
press USE
press KIND
press DROP
press SUBMIT
press REMOVE
press WITHDRAW
press COPY

# … decided by those above them.
own     in  in  ok  ok  no  ok  no  no
foreign in  in  no  no  no  no  ok  no
missing in  in  no  no  no  no  no  no
moved   in  in  no  no  no  no  ok  no
press APPROVE
press ASK_REASON
press TYPE_REASON
press CARD
press UNDO

own     in  in  403 ok  no  ok  no  no
foreign in  in  no  no  no  no  ok  no
missing in  in  no  no  no  no  no  no
moved   in  in  no  no  no  no  ok  no
press REASON

own     in  in  no  ok  no  ok  no  no
foreign in  in  no  no  no  no  ok  no
missing in  in  no  no  no  no  no  no
press VISIT

own     in  in  no  no  no  ok  no  no
foreign in  in  no  no  no  no  ok  no
missing in  in  no  no  no  no  no  no
press JOB
"""
SCOPES = read_scopes(TABLE)
IDS = {
    CREDIT: "credit_id",
    CASE: "case_id",
    FILE: "evidence_id",
    TRAINING: "training_id",
    CYCLE: "cycle_id",
    JOB: "job_id",
}
# An old version: within the scope it is said so, and nothing is changed.
PLAIN = {
    "seen": "0",
    "place": "1",
    "kind": "credit",
    "decision": "return",
    "mark": "1a2b3c4d",
    "value": "2026",
    "question": "rule",
    "note": "a" * 29,
    "code": "a" * 16,
}
VALUES = {
    Verb.LANGUAGE: "zh-CN",
    Verb.KIND: "certificate",
    Verb.REMINDERS: "off",
    Verb.REMIND: "all",
}
# Whoever has not chosen a password has no chat: a stranger. Claims are changed by theirs last.
CHATS = {
    "stranger": STRANGER,
    "department": 1002,
    "other-department": 1005,
    "unit": 1003,
    "other-unit": OTHER_OFFICE,
    "authority": 1004,
    "staff": 1001,
}
SAID = {
    "chat-stranger-short": "in",
    "refusal-not-found": "no",
    "refusal-not-allowed": "403",
    "refusal-chat-no-own-record": "403",
    "chat-defect": "500",
}
AT_ONCE = 25  # a phone shows the newest hundred answers and changes
NOT_PRESSED = {Verb.UNLINK}


def test_every_command_and_button_has_a_row_and_every_row_one_of_them() -> None:
    there = {f"/{name}" for name in COMMANDS} | {f"press {verb.name}" for verb in PRESSES}
    assert SCOPES.rows.keys() - there == set(), "no such command or button"
    assert there - SCOPES.rows.keys() == set(), "no row"
    for verb in Verb:
        names = set(PARTS[verb]) & IDS.keys()
        wanted = {OWN, FOREIGN, MISSING} if names else {ANY}
        wanted |= {MOVED} if names & {CREDIT, CASE} else set()
        assert SCOPES.rows[f"press {verb.name}"].keys() == wanted, verb


@pytest.mark.parametrize("service", ["telegram", CARDS, "wecom", "words"])
async def test_everybody_gets_what_the_table_says(
    hospitals: Places, tmp_path: Path, service: str
) -> None:
    shutil.copytree(hospitals.home, home := tmp_path / "home")
    place = PLACES[service]() if service in PLACES else None
    channel, clock = place.channel if place else Channel.TELEGRAM, MovableClock(TODAY)
    url = f"sqlite://{home / 'xuefen.db'}?synchronous=OFF"
    async with open_desk(settings_for(home, url), clock=clock) as desk:
        async with desk.store.transaction() as tx:
            await tx.chats.link(ChatId(channel, str(OTHER_OFFICE)), OTHER.id)
        async with other_world(desk, place, clock) if place else world_on(desk, clock) as world:
            found = await _walked(world, hospitals.ids)
    for entry, marks in found.items():
        for whose, by_actor in marks.items():
            if service == "telegram":
                by_actor["first-password"] = by_actor["stranger"]
            else:
                found[entry][whose] = SCOPES.rows[entry][whose] | by_actor
    found["press UNLINK"] = SCOPES.rows["press UNLINK"]
    wrong = SCOPES.compared(found)
    assert not wrong, "\n".join(wrong)


async def _walked(world: World, ids: dict[str, Ids]) -> dict[str, Marks]:
    """Let everybody say every command and press every button; return what each came to."""
    found: dict[str, Marks] = defaultdict(lambda: defaultdict(dict))
    for actor, chat in CHATS.items():
        is_elsewhere = isinstance(world, OtherWorld)
        player = NumberPlayer(world, chat) if isinstance(world, OtherWorld) else Player(world, chat)
        for command in COMMANDS:
            found[f"/{command}"][ANY][actor] = mark_of(await player.says(f"/{command}"))
        presses = [one for one in _presses(ids) if not is_elsewhere or _stands_for(actor, *one[0])]
        for some in (presses[at : at + AT_ONCE] for at in range(0, len(presses), AT_ONCE)):
            told = await player.presses_all([data for _, data in some])
            for ((entry, whose), _), said in zip(some, told, strict=True):
                found[entry][whose][actor] = mark_of(said)
    return found


def _stands_for(actor: str, entry: str, whose: str) -> bool:
    """Return whether this person presses for all who get the same from the same button.

    On Telegram everybody presses for themselves, but what is one's is the same everywhere.
    """
    marks = SCOPES.rows[entry][whose]
    alike = [one for one in CHATS if one != "stranger" and marks[one] == marks[actor]]
    return actor in alike and alike[len(entry) % len(alike)] == actor


def _presses(ids: dict[str, Ids]) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield every button with each id, what drops a file last."""
    for verb in sorted(set(Verb) - NOT_PRESSED, key=lambda one: (one is Verb.DROP, one)):
        known = PLAIN | ({"value": VALUES[verb]} if verb in VALUES else {})
        for whose in SCOPES.rows[f"press {verb.name}"]:
            parts = [ids[whose][IDS[it]] if it in IDS else known[it] for it in PARTS[verb]]
            yield (f"press {verb.name}", whose), button_data(verb, *parts)


def mark_of(said: str) -> str:
    """Return what was said as the table has it."""
    if say("chat-stranger", url="http://127.0.0.1:8000/settings/chat")[:20] in said:
        return "in"
    return next((mark for key, mark in SAID.items() if say(key) in said), "ok")
