"""Evidence at rest: sealed, kept as long as anything names it, and thrown away afterwards."""

import asyncio
import os
import shutil
import time
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from core.domain.errors import NotFound
from core.domain.register import Actor
from core.evidence.refusals import FileUnreadable
from core.files import Picture
from core.ports import SHELVES, Desk
from core.records.journal import RESTORED
from core.records.messages import Channel, ChatId, Received
from core.usecases.credits.entry import remove_draft, start_draft
from core.usecases.credits.evidence import attach_evidence, read_evidence, remove_evidence
from core.usecases.sweeping import FILES_KEPT, HOURS, UNKNOWN_KEPT, sweep
from core.usecases.trainings.closings import attach_training_file, remove_training_file
from storage.files import FolderFiles
from storage.installation import note
from storage.looking import look_at
from storage.places import place_of
from storage.queries.files import FileQueries, SealedFile
from storage.sealed_files import SealedFiles
from storage.sealing import BEGINNING
from storage.system import MovableClock
from tests import pictures
from tests.trainings import an_approved_training

SYSTEM = Actor.system()
MONTH = FILES_KEPT.days + 1


def a_photo(seed: int) -> bytes:
    return pictures.png(pictures.drawn(pictures.some_certificate(seed), 300))


PHOTO, OTHER = a_photo(1), a_photo(2)
KEY, OTHER_KEY = sha256(PHOTO).hexdigest(), sha256(OTHER).hexdigest()


async def attached(desk: Desk, who: Actor, content: bytes = PHOTO) -> tuple[str, str]:
    draft = await start_draft(desk, who)
    file = await attach_evidence(desk, who, draft.id, "photo.png", content, key="one")
    return draft.id, file.id


async def row_of(desk: Desk, key: str = KEY) -> SealedFile:
    async with desk.store.reading() as tx:
        assert isinstance(tx.files, FileQueries)
        return await tx.files.get(key)


async def place(desk: Desk, key: str = KEY, ending: str = "") -> Path:
    return Path(desk.settings.files_url) / place_of((await row_of(desk, key)).stored_as + ending)


def lying(desk: Desk) -> set[str]:
    folder = Path(desk.settings.files_url)
    return {path.name for path in folder.rglob("*") if path.is_file()}


async def sweep_for_a_day(desk: Desk, clock: MovableClock) -> None:
    """Every shelf has its hour."""
    for _ in range(HOURS):
        await sweep(desk, SYSTEM)
        clock.move(minutes=60)


def grow_old(desk: Desk, by: timedelta = UNKNOWN_KEPT * 2) -> None:
    """Let all that lies there have been written long ago, by the machine's own clock."""
    written_at = time.time() - by.total_seconds()
    for path in Path(desk.settings.files_url).rglob("*"):
        os.utime(path, (written_at, written_at))


async def test_nothing_of_a_picture_can_be_seen_where_it_lies(
    sqlite_desk: Desk, nurse: Actor
) -> None:
    draft, file = await attached(sqlite_desk, nurse)
    for picture in Picture:
        ending = "" if picture is Picture.ORIGINAL else f"-{picture}"
        kept = (await place(sqlite_desk, KEY, ending)).read_bytes()
        shown = await read_evidence(sqlite_desk, nurse, draft, file, picture)
        assert kept.startswith(BEGINNING)
        assert not any(shown.content[at : at + 16] in kept for at in range(0, 4000, 16))
    assert not any(KEY in name for name in lying(sqlite_desk))


async def test_what_a_job_made_is_sealed_too(sqlite_desk: Desk) -> None:
    key, other = "job-abcdefghijklmnop-1-0", "job-abcdefghijklmnop-1-1"
    await sqlite_desk.files.put(key, PHOTO)
    assert await sqlite_desk.files.get(key) == PHOTO
    folder = Path(sqlite_desk.settings.files_url)
    assert PHOTO[:64] not in (folder / place_of(key)).read_bytes()
    shutil.copy(folder / place_of(key), folder / place_of(other))
    with pytest.raises(FileUnreadable):
        await sqlite_desk.files.get(other)


@pytest.mark.parametrize("endings", [("", ""), ("-view", "-view"), ("-view", "-thumbnail")])
async def test_a_file_that_was_put_into_anothers_place_is_noticed(
    sqlite_desk: Desk, nurse: Actor, endings: tuple[str, str]
) -> None:
    await attached(sqlite_desk, nurse)
    await attached(sqlite_desk, nurse, OTHER)
    one, other = endings
    source = OTHER_KEY if one == other else KEY
    shutil.copy(await place(sqlite_desk, source, one), await place(sqlite_desk, KEY, other))
    with pytest.raises(FileUnreadable):
        await sqlite_desk.files.get(KEY + other)


async def test_a_file_that_is_not_sealed_or_has_no_key_is_said_and_nothing_breaks(
    sqlite_desk: Desk, nurse: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    draft, file = await attached(sqlite_desk, nurse)
    (await place(sqlite_desk)).write_bytes(PHOTO)
    with pytest.raises(FileUnreadable):
        await read_evidence(sqlite_desk, nurse, draft, file, Picture.ORIGINAL)
    assert f"{KEY} cannot be opened: NotSealed" in caplog.text
    with pytest.raises(NotFound):
        await sqlite_desk.files.get(OTHER_KEY)
    with pytest.raises(NotFound):
        await sqlite_desk.files.put(f"{OTHER_KEY}-view", OTHER)


async def test_the_same_content_from_many_at_once_lies_there_once_and_opens(desk: Desk) -> None:
    await asyncio.gather(*(desk.files.put(KEY, PHOTO) for _ in range(6)))
    assert len(lying(desk)) == 1
    assert await desk.files.get(KEY) == PHOTO


async def test_what_is_brought_again_is_not_written_again_unless_it_was_damaged(
    sqlite_desk: Desk, nurse: Actor
) -> None:
    await attached(sqlite_desk, nurse)
    path = await place(sqlite_desk)
    before = path.read_bytes()
    await attached(sqlite_desk, nurse)
    assert path.read_bytes() == before
    path.write_bytes(before[:-1])
    await attached(sqlite_desk, nurse)
    assert await sqlite_desk.files.get(KEY) == PHOTO


async def test_nothing_names_a_file_any_more_when_the_last_that_did_has_gone(
    desk: Desk, nurse: Actor, head_nurse: Actor, unit_administrator: Actor
) -> None:
    one, one_file = await attached(desk, nurse)
    two, _ = await attached(desk, head_nurse)
    training, _ = await an_approved_training(desk, head_nurse, unit_administrator)
    shown = await attach_training_file(desk, head_nurse, training.id, "photo", "a.png", PHOTO)
    assert (await row_of(desk)).removed_at is None
    await remove_evidence(desk, nurse, one, one_file)
    await remove_training_file(desk, head_nurse, training.id, shown.id)
    assert (await row_of(desk)).removed_at is None
    await remove_draft(desk, head_nurse, two, seen=1)
    assert (await row_of(desk)).removed_at == desk.clock.now()
    await attach_evidence(desk, nurse, one, "again.png", PHOTO, key="two")
    assert (await row_of(desk)).removed_at is None


async def test_thirty_days_after_nothing_names_it_a_file_is_gone_with_its_pictures(
    desk: Desk, nurse: Actor, clock: MovableClock
) -> None:
    draft, file = await attached(desk, nurse)
    kept, _ = await attached(desk, nurse, OTHER)
    await remove_evidence(desk, nurse, draft, file)
    grow_old(desk)
    clock.move(days=MONTH - 3)
    await sweep_for_a_day(desk, clock)
    assert len(lying(desk)) == 6
    clock.move(days=3)
    await sweep_for_a_day(desk, clock)
    assert len(lying(desk)) == 3
    with pytest.raises(NotFound):
        await row_of(desk)
    assert await desk.files.get(OTHER_KEY) == OTHER
    assert kept
    await attach_evidence(desk, nurse, draft, "again.png", PHOTO, key="two")
    grow_old(desk)
    await sweep_for_a_day(desk, clock)
    assert await desk.files.get(KEY) == PHOTO


async def test_a_file_that_is_named_again_in_between_stays(
    desk: Desk, nurse: Actor, clock: MovableClock
) -> None:
    draft, file = await attached(desk, nurse)
    await remove_evidence(desk, nurse, draft, file)
    grow_old(desk)
    clock.move(days=MONTH - 2)
    await attach_evidence(desk, nurse, draft, "again.png", PHOTO, key="two")
    clock.move(days=MONTH)
    await sweep_for_a_day(desk, clock)
    assert await desk.files.get(KEY) == PHOTO


async def test_an_upload_that_nobody_finished_is_kept_for_thirty_days_only(
    desk: Desk, clock: MovableClock
) -> None:
    await desk.files.put(KEY, PHOTO)
    grow_old(desk)
    await sweep_for_a_day(desk, clock)
    assert await desk.files.get(KEY) == PHOTO
    clock.move(days=MONTH)
    await sweep_for_a_day(desk, clock)
    assert lying(desk) == set()


async def test_the_sweep_and_an_upload_of_the_same_content_do_each_other_no_harm(
    desk: Desk, nurse: Actor, clock: MovableClock
) -> None:
    """Whoever comes first: the file that is named at the end opens, with its pictures."""
    for turn in range(12):
        draft, file = await attached(desk, nurse)
        await remove_evidence(desk, nurse, draft, file)
        clock.move(days=MONTH)
        grow_old(desk)
        uploading = attach_evidence(desk, nurse, draft, "again.png", PHOTO, key="again")
        sweeping = [sweep(desk, SYSTEM) for _ in range(3)]
        again, *_ = await asyncio.gather(uploading, *sweeping)
        grow_old(desk)
        await sweep(desk, SYSTEM)
        for picture in Picture:
            assert (await read_evidence(desk, nurse, draft, again.id, picture)).content, turn
        assert (await row_of(desk)).removed_at is None
        await remove_evidence(desk, nurse, draft, again.id)


async def test_an_upload_after_the_sweep_has_looked_is_not_what_the_sweep_throws_away(
    desk: Desk, nurse: Actor, clock: MovableClock
) -> None:
    draft, file = await attached(desk, nurse)
    await remove_evidence(desk, nurse, draft, file)
    seen = [name for shelf in range(SHELVES) for name in await desk.files.lying(shelf)]
    clock.move(days=MONTH)
    async with desk.store.transaction() as tx:
        assert await tx.files.forget(clock.now() - FILES_KEPT, 10) == 1
    again = await attach_evidence(desk, nurse, draft, "again.png", PHOTO, key="again")
    for name in seen:
        await desk.files.discard(name)
    for picture in Picture:
        assert (await read_evidence(desk, nurse, draft, again.id, picture)).content


async def test_what_no_row_knows_and_what_was_never_finished_goes_after_a_day(
    desk: Desk, nurse: Actor, clock: MovableClock
) -> None:
    await attached(desk, nurse)
    folder = Path(desk.settings.files_url)
    bare = FolderFiles(folder)
    strays = [f"{number:02x}" * 32 for number in range(0, SHELVES, 16)]
    for name in strays:
        await bare.put(f"{name}-view", b"of nobody")
    unfinished = [folder / place_of(strays[0]).rpartition("/")[0] / ".tmpabc"]
    unfinished += [folder / "jobs" / "abcdefghijklmnop" / ".tmpdef"]
    for path in unfinished:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half")
    grow_old(desk, UNKNOWN_KEPT / 2)
    await sweep(desk, SYSTEM)
    assert len(lying(desk)) == 3 + len(strays) + len(unfinished)
    grow_old(desk)
    await sweep_for_a_day(desk, clock)
    assert len(lying(desk)) == 3
    assert await desk.files.get(KEY) == PHOTO


async def test_after_a_restore_nothing_is_thrown_away_that_the_database_aside_may_need(
    sqlite_desk: Desk, clock: MovableClock
) -> None:
    await FolderFiles(Path(sqlite_desk.settings.files_url)).put("ab" * 32, b"of the database aside")
    grow_old(sqlite_desk)
    await note(sqlite_desk, RESTORED, {"made_at": "", "aside": ""})
    await sweep_for_a_day(sqlite_desk, clock)
    assert lying(sqlite_desk)
    clock.move(days=MONTH)
    await sweep_for_a_day(sqlite_desk, clock)
    assert lying(sqlite_desk) == set()


async def test_updates_that_were_acted_on_are_forgotten_after_thirty_days(
    desk: Desk, clock: MovableClock
) -> None:
    async with desk.store.transaction() as tx:
        for number in (1, 2, 3):
            await tx.updates.add(
                Received(number, ChatId(Channel.TELEGRAM, str(7)), {"text": "hello"}), clock.now()
            )
        await tx.updates.done(1)
        await tx.updates.set_aside(2, clock.now())
    await sweep(desk, SYSTEM)
    async with look_at(desk.settings) as look:
        assert [n async for (n,) in look.rows("SELECT count(*) FROM received_update")] == [3]
    clock.move(days=MONTH)
    await sweep(desk, SYSTEM)
    async with look_at(desk.settings) as look:
        ids = [n async for (n,) in look.rows("SELECT update_id FROM received_update ORDER BY 1")]
    assert ids == [2, 3]


async def test_sealing_is_the_same_wherever_the_files_lie(sqlite_desk: Desk) -> None:
    files = sqlite_desk.files
    assert isinstance(files, SealedFiles)
    other = replace(files, bare=FolderFiles(sqlite_desk.settings.home / "elsewhere"))
    await other.put(KEY, PHOTO)
    assert await other.get(KEY) == PHOTO
    with pytest.raises(NotFound):
        await files.get(KEY)
