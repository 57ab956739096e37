"""Scope follows the register at once: whoever moved away has left every page behind."""

import re
from collections.abc import Awaitable
from dataclasses import dataclass, replace

import pytest

from core.domain.credits.credit import Credit
from core.domain.errors import NotFound
from core.domain.lists import ListQuery
from core.domain.register import Actor, Role
from core.domain.review import Decision, Tab
from core.moving import Move, move_people
from core.ports import Desk, Files
from core.usecases.credits.compliance import take_effect
from core.usecases.credits.entry import copy_credit, start_draft, withdraw_credit
from core.usecases.credits.evidence import attach_evidence
from core.usecases.credits.review import list_reviewed
from core.usecases.messages.notices import due_deliveries, read_inbox
from core.usecases.review import decide
from pwa.frame.web_app import WebApp
from storage.models import AccountRow
from storage.system import MovableClock
from tests import cast
from tests.pwa.conftest import Browser
from tests.pwa.entering import RULE, Entry, certificate
from tests.pwa.frame.test_live import _next, _stream
from tests.stories import CERTIFICATE, PAPER, a_complete_draft, a_submitted_credit

assert cast.COLLEAGUE.staff
WHO = cast.COLLEAGUE.staff.id
SEES_NOTHING = re.compile("葛莺莺|葛莺\\*|危重症护理新进展|老年患者跌倒")
FORM = {"decision": "approve", "kind": "certificate", "year": "2026", "rule": RULE}


@dataclass(frozen=True, slots=True)
class Entered:
    """What the head nurse entered for her colleague, in every state."""

    draft: Credit
    waiting: Credit
    decided: Credit


@pytest.fixture
async def entered(
    desk: Desk, clock: MovableClock, head_nurse: Actor, unit_administrator: Actor
) -> Entered:
    draft = await a_complete_draft(desk, head_nurse, CERTIFICATE, staff_id=WHO)
    waiting = await a_submitted_credit(desk, head_nurse, PAPER, staff_id=WHO, subject="2")
    decided = await a_submitted_credit(
        desk, head_nurse, PAPER | {"date": "2026-03-02"}, staff_id=WHO, subject="3"
    )
    decided = await decide(
        desk, unit_administrator, decided.subject, Decision.APPROVE, seen=decided.version
    )
    clock.move(days=1)
    await take_effect(desk, Actor.system())
    return Entered(draft, waiting, decided)


async def move(desk: Desk, staff_id: str, department_id: str) -> None:
    """Put somebody into another department, as the register does."""
    async with desk.store.transaction() as tx:
        await tx.records.hold([staff_id])
        staff, department = await tx.people.get(staff_id), await tx.people.department(department_id)
        after = replace(staff, unit_id=department.unit_id, department_id=department.id)
        await move_people(desk, tx, cast.UNIT_ADMINISTRATOR.actor, [Move(staff, after)])


async def give_roles(desk: Desk, person: cast.Person, *roles: Role) -> None:
    async with desk.store.transaction():
        await AccountRow.filter(id=person.account.id).update(roles=f" {' '.join(roles)} ")


def addresses(app: WebApp, credit: Credit, evidence_id: str) -> list[tuple[str, str]]:
    """Return every address that names a credit or a person, filled in, with its method."""
    values = {
        "id:credit_id": credit.id,
        "id:evidence_id": evidence_id,
        "id:staff_id": WHO,
        "int:year": "2026",
        "any(original,view,thumbnail):picture": "view",
    }
    found = []
    for rule in app.url_map.iter_rules():
        blanks = re.findall("<([^>]+)>", rule.rule)
        if not blanks or not set(blanks) <= set(values):
            continue
        path = re.sub("<([^>]+)>", lambda blank: values[blank[1]], rule.rule)
        methods = (rule.methods or set()) & {"GET", "POST"}
        found += [(method, path) for method in sorted(methods)]
    return found


async def shown(browser: Browser, path: str) -> str:
    content: bytes = await (await browser.get(path)).get_data(as_text=False)
    return content.decode(errors="ignore")


async def test_what_was_entered_for_somebody_who_moved_away_is_not_found_anywhere(
    app: WebApp, desk: Desk, head_nurse: Actor, head_nurse_browser: Browser, entered: Entered
) -> None:
    browser = head_nurse_browser
    pages = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if "<" not in rule.rule and "GET" in (rule.methods or ()) and rule.rule != "/live"
    ] + ["/credits?whose=others", "/credits?whose=others&tab=drafts", f"/credits/new?for={WHO}"]
    before = "".join([await shown(browser, page) for page in pages])
    assert SEES_NOTHING.search(before)
    await move(desk, WHO, cast.INTERNAL.id)
    for page in pages:
        assert not SEES_NOTHING.search(await shown(browser, page)), page
    walked = 0
    for credit in (entered.draft, entered.waiting, entered.decided):
        async with desk.store.reading() as tx:
            evidence = (await tx.evidence.of(credit.id))[0].id
        for method, path in addresses(app, credit, evidence):
            if (method, path) == ("POST", f"/credits/{credit.id}/evidence"):
                answer = await Entry(browser, credit.id).send(certificate())
            else:
                form = FORM | {"seen": str(credit.version)}
                answer = await browser.send(method, path, form if method == "POST" else None)
            assert answer.status_code == 404, (method, path, answer.status_code)
            walked += 1
    assert walked > 45
    with pytest.raises(NotFound):
        await copy_credit(desk, head_nurse, entered.decided.id)
    with pytest.raises(NotFound):
        await withdraw_credit(desk, head_nurse, entered.waiting.id, seen=entered.waiting.version)


async def test_the_department_somebody_moved_to_sees_what_was_submitted_and_no_drafts(
    desk: Desk, head_nurse: Actor, entered: Entered
) -> None:
    await move(desk, WHO, cast.INTERNAL.id)
    await give_roles(desk, cast.PHYSICIAN, Role.STAFF, Role.DEPARTMENT_ADMINISTRATOR)
    async with desk.store.reading() as tx:
        account = await tx.accounts.get(cast.PHYSICIAN.account.id)
    physician = cast.PHYSICIAN.actor
    physician = Actor(**{**_fields(physician), "roles": account.roles})
    found = [
        line.credit
        for tab in Tab
        for line in (await list_reviewed(desk, physician, ListQuery(tab=tab))).rows
    ]
    assert {credit.id for credit in found} == {entered.waiting.id, entered.decided.id}


def _fields(who: Actor) -> dict[str, object]:
    return {name: getattr(who, name) for name in Actor.__slots__}


async def test_messages_no_longer_say_whose_credit_it_was(
    desk: Desk, clock: MovableClock, head_nurse: Actor, unit_administrator: Actor, entered: Entered
) -> None:
    told = (await read_inbox(desk, head_nurse)).rows
    assert "葛莺莺" in str([one.details for one in told])
    await move(desk, WHO, cast.INTERNAL.id)
    waiting = entered.waiting
    await decide(desk, unit_administrator, waiting.subject, Decision.APPROVE, seen=waiting.version)
    clock.move(seconds=11)
    now = (await read_inbox(desk, head_nurse)).rows
    assert len(now) == len(told)
    assert "葛莺莺" not in str([one.details for one in now])
    assert all(one.credit_id is None for one in now)
    assert await due_deliveries(desk, Actor.system()) == []


async def test_a_draft_begun_under_a_key_is_not_handed_out_again_after_the_move(
    desk: Desk, head_nurse: Actor
) -> None:
    begun = await start_draft(desk, head_nurse, staff_id=WHO, key="phone 1")
    again = await start_draft(desk, head_nurse, staff_id=WHO, key="phone 1")
    assert again.id == begun.id
    await move(desk, WHO, cast.INTERNAL.id)
    with pytest.raises(NotFound):
        await start_draft(desk, head_nurse, key="phone 1")


class DuringUpload:
    """Keeps files as the desk does; before the first one is kept, something else happens."""

    def __init__(self, files: Files, happens: Awaitable[None]) -> None:
        self._files = files
        self._happens: Awaitable[None] | None = happens

    async def put(self, key: str, content: bytes) -> None:
        happens, self._happens = self._happens, None
        if happens:
            await happens
        await self._files.put(key, content)


async def test_a_file_is_not_kept_with_a_draft_whose_person_moves_while_it_is_uploaded(
    desk: Desk, head_nurse: Actor
) -> None:
    draft = await start_draft(desk, head_nurse, staff_id=WHO)
    files = DuringUpload(desk.files, move(desk, WHO, cast.INTERNAL.id))
    busy = replace(desk, files=files)  # type: ignore[arg-type] # only put is asked for
    with pytest.raises(NotFound):
        await attach_evidence(busy, head_nurse, draft.id, "a.jpg", certificate(), key="1")
    async with desk.store.reading() as tx:
        assert await tx.evidence.of(draft.id) == []


async def test_a_stream_that_is_open_follows_the_register(
    desk: Desk, colleague: Actor, head_nurse: Actor
) -> None:
    await a_submitted_credit(desk, colleague, PAPER)
    events = (await _stream(desk, cast.HEAD_NURSE, heartbeat=0.05)).events()
    assert (await _next(events))["waiting"] == 1
    await move(desk, WHO, cast.INTERNAL.id)
    assert (await _next(events))["waiting"] == 0
    await events.aclose()  # type: ignore[attr-defined]


async def test_a_stream_that_is_open_follows_the_roles_of_its_account(
    desk: Desk, colleague: Actor
) -> None:
    await a_submitted_credit(desk, colleague, PAPER)
    events = (await _stream(desk, cast.HEAD_NURSE, heartbeat=0.05)).events()
    assert (await _next(events))["waiting"] == 1
    await give_roles(desk, cast.HEAD_NURSE, Role.STAFF)
    assert (await _next(events))["waiting"] == 0
    await events.aclose()  # type: ignore[attr-defined]
