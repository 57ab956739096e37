"""The register in a browser: lists, forms, numbers in full, photos, departments, the log."""

from dataclasses import replace
from io import BytesIO
from itertools import product

from PIL import Image
from werkzeug.datastructures import FileStorage

from core.domain.lists import FIRST_PAGE
from core.domain.particulars import FIELDS
from core.domain.register import Actor
from core.domain.subjects import Subject, SubjectKind
from core.ports import Desk
from core.records.area import Area
from core.records.register import StaffFilter
from core.texts import say
from tests import cast
from tests.core.register.test_particulars import TYPED
from tests.pwa.conftest import HERE, Browser

WHO = cast.COLLEAGUE.staff.id if cast.COLLEAGUE.staff else ""
FORM = {**TYPED, "department": cast.NURSING.id, "sex": "male", "post_type": "permanent"}


async def words(browser: Browser, path: str) -> str:
    answer = await browser.get(path)
    assert answer.status_code == 200, path
    return await answer.get_data(as_text=True)


async def sent(browser: Browser, path: str, form: dict[str, str]) -> tuple[int, str]:
    answer = await browser.post(path, form)
    return answer.status_code, await answer.get_data(as_text=True)


async def named(desk: Desk, name: str) -> str:
    """Return the id of somebody of this name."""
    async with desk.store.reading() as tx:
        page = await tx.people.page(Area(unit_id=cast.UNIT.id), StaffFilter(name=name), FIRST_PAGE)
    return page.rows[0].id


async def test_the_list_has_the_columns_and_filters_of_the_manual(
    unit_administrator_browser: Browser,
) -> None:
    page = await words(unit_administrator_browser, "/staff")
    for column in (
        *("姓名", "性别", "人员编号", "证件号码", "手机", "科室", "职称", "职称级别", "专业"),
        *("人员状态", "在编状态", "照片", "院内职务"),
    ):
        assert f'<th scope="col" >{column}</th>' in page, column
    assert cast.NURSE.document[:3] + "*****" in page
    assert cast.NURSE.document not in page
    assert cast.NURSE.mobile not in page
    senior = await words(unit_administrator_browser, "/staff?level=junior")
    assert "葛莺莺" in senior
    assert "闻旦" not in senior
    assert "闻旦" in await words(
        unit_administrator_browser, "/staff?specialty=nursing&post=permanent"
    )


async def test_an_administrator_of_a_department_sees_its_people_only(
    head_nurse_browser: Browser, nurse_browser: Browser
) -> None:
    page = await words(head_nurse_browser, "/staff")
    assert "闻旦" in page
    assert "王清清" not in page
    assert (await nurse_browser.get("/staff")).status_code == 403
    assert (await head_nurse_browser.get("/departments")).status_code == 403


async def test_somebody_is_found_by_document_and_no_address_holds_it(
    head_nurse_browser: Browser,
) -> None:
    number = "　".join(cast.COLLEAGUE.document)
    answer = await head_nurse_browser.post("/staff/search", {"number": number})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/staff/{WHO}")
    answer = await head_nurse_browser.post("/staff/search", {"number": cast.COLLEAGUE.mobile})
    assert answer.headers["Location"] == f"/staff/{WHO}"
    status, page = await sent(
        head_nurse_browser, "/staff/search", {"number": cast.PHYSICIAN.document}
    )
    assert status == 404
    assert "没有这个号码的人员" in page


async def test_somebody_is_entered_and_signs_in_with_the_document_in_full_width(
    desk: Desk, head_nurse_browser: Browser, guest: Browser
) -> None:
    assert "添加人员" in await words(head_nurse_browser, "/staff/new")
    answer = await head_nurse_browser.post("/staff/new", FORM | {"staff_number": ""})
    assert answer.status_code == 303
    page = await words(head_nurse_browser, answer.headers["Location"])
    assert "9900000001" in page
    assert "330*****1X" in page
    assert TYPED["document"] not in page
    first = await guest.sign_in(
        "３３０１０６１９８５０３１２００１ｘ", "12001ｘ", "１３８００００００７７"
    )
    assert first.status_code == 303


async def test_everything_that_is_wrong_stands_beside_its_field_and_nothing_is_lost(
    unit_administrator_browser: Browser,
) -> None:
    wrong = {"document": "330106198503120010", "mobile": "123", "name": "", "position": "护士长"}
    status, page = await sent(unit_administrator_browser, "/staff/new", FORM | wrong)
    assert status == 422
    for field in ("document", "mobile", "name"):
        assert f'id="fault-{field}"' in page
    assert 'value="330106198503120010"' in page
    assert 'value="护士长"' in page


async def test_every_field_of_the_form_stands_anything(
    unit_administrator_browser: Browser,
) -> None:
    hostile = ("９" * 10_000, "\ue000", "<script>")
    for field, text in product(FIELDS, hostile):
        answer = await unit_administrator_browser.post("/staff/new", FORM | {field: text})
        assert answer.status_code in {303, 409, 422}, (field, text[:10])


async def test_a_known_document_leads_to_the_person_or_to_taking_them_over(
    head_nurse_browser: Browser,
) -> None:
    known = {"document": cast.COLLEAGUE.document, "sex": "", "born_on": ""}
    status, page = await sent(head_nurse_browser, "/staff/new", FORM | known)
    assert status == 409
    assert f'href="/staff/{WHO}"' in page
    elsewhere = {"document": cast.STRANGER.document, "sex": "", "born_on": ""}
    status, page = await sent(head_nurse_browser, "/staff/new", FORM | elsewhere)
    assert status == 409
    assert 'href="/staff/transfer"' in page
    assert "刘一秀" not in page


async def test_the_second_of_two_editors_sees_what_the_first_has_changed(
    head_nurse_browser: Browser, unit_administrator_browser: Browser
) -> None:
    form = await words(head_nurse_browser, f"/staff/{WHO}/edit")
    assert 'name="seen" value="1"' in form
    edit = f"/staff/{WHO}/edit"
    first = {"seen": "1", "position": "护士长", "specialty": "护理学"}
    assert (await unit_administrator_browser.post(edit, first)).status_code == 303
    second = {"seen": "1", "position": "护理组长", "specialty": "护理学"}
    status, page = await sent(head_nurse_browser, edit, second)
    assert status == 409
    assert "院内职务（无 → 护士长）" in page
    assert "<td>护士长</td><td>护理组长</td>" in page
    assert 'value="护理组长"' in page
    assert 'name="seen" value="2"' in page
    assert (await head_nurse_browser.post(edit, second | {"seen": "2"})).status_code == 303


async def test_title_and_status_are_shown_with_what_they_change_before_they_are_saved(
    desk: Desk, head_nurse_browser: Browser
) -> None:
    page = await words(head_nurse_browser, f"/staff/{WHO}/edit")
    for name in ("title", "title_awarded_on", "status"):
        assert f'name="{name}"' not in page
        assert f'name="{name}"' in await words(head_nurse_browser, "/staff/new")
    assert f'href="/staff/{WHO}/records"' in page
    sent_anyway = {"seen": "1", "title": "chief-nurse", "status": "left", "position": "组长"}
    assert (await head_nurse_browser.post(f"/staff/{WHO}/edit", sent_anyway)).status_code == 303
    async with desk.store.reading() as tx:
        after = await tx.people.get(WHO)
    assert (after.title, after.status, after.position) == ("senior-nurse", "active", "组长")


async def test_what_was_empty_may_stay_empty(desk: Desk, head_nurse_browser: Browser) -> None:
    """The register has people of years ago of whom nobody knows all fields that are asked today."""
    async with desk.store.transaction() as tx:
        await tx.people.save(replace(await tx.people.get(WHO), specialty=""))
    edit = f"/staff/{WHO}/edit"
    whole = {
        "seen": "2",
        "document": "",
        "mobile": "",
        "document_kind": "resident",
        "name": "葛莺莺",
        "sex": "female",
        "born_on": "1995-07-01",
        "appointed_in": "",
        "specialty": " ",
        "staff_kind": "",
        "department": cast.NURSING.id,
        "post_type": "permanent",
        "position": "组长",
        "staff_number": "8200000002",
    }
    assert (await head_nurse_browser.post(edit, whole)).status_code == 303
    status, page = await sent(head_nurse_browser, edit, whole | {"seen": "3", "name": ""})
    assert status == 422
    assert 'id="fault-name"' in page
    assert 'id="fault-specialty"' not in page


async def test_no_two_open_departments_are_called_the_same(
    unit_administrator_browser: Browser,
) -> None:
    """So that a workbook that names departments means one of them (manual 2.1)."""
    browser = unit_administrator_browser
    assert (await browser.post("/departments", {"name": "ICU"})).status_code == 303
    for name in ("icu", "ＩＣＵ", "I CU", "330922001"):
        status, page = await sent(browser, "/departments", {"name": name})
        assert status == 422, name
        assert 'id="fault-name"' in page
    here = f"/departments/{cast.NURSING.id}"
    assert (await sent(browser, here, {"name": "icu", "seen": "护理"}))[0] == 422
    assert (await browser.post(here, {"name": "护 理", "seen": "护理"})).status_code == 303


async def test_numbers_are_shown_in_full_to_who_says_why_and_the_log_has_it(
    desk: Desk, head_nurse_browser: Browser
) -> None:
    assert cast.COLLEAGUE.document not in await words(head_nurse_browser, f"/staff/{WHO}")
    status, page = await sent(head_nurse_browser, f"/staff/{WHO}/numbers", {"reason": " "})
    assert status == 422
    assert cast.COLLEAGUE.document not in page
    status, page = await sent(head_nurse_browser, f"/staff/{WHO}/numbers", {"reason": "核对身份"})
    assert status == 200
    assert cast.COLLEAGUE.document in page
    assert cast.COLLEAGUE.mobile in page
    log = await words(head_nurse_browser, f"/staff/changes?staff={WHO}")
    assert "查看完整号码：原因 核对身份" in log
    assert cast.COLLEAGUE.document not in log


async def test_the_log_says_when_who_where_from_and_what(
    head_nurse_browser: Browser, unit_administrator_browser: Browser, browser_of: object
) -> None:
    changed = {"seen": "1", "name": "葛莺", "mobile": "13900000002", "post_type": "contract"}
    assert (await head_nurse_browser.post(f"/staff/{WHO}/edit", changed)).status_code == 303
    for browser in (head_nurse_browser, unit_administrator_browser):
        log = await words(browser, "/staff/changes")
        for said in (
            *("330922001", "蔡李铭", "127.0.0.1", "姓名（葛莺莺 → 葛莺）"),
            *("在编状态（在编 → 不在编）", "手机（138****0002 → 139****0002）"),
        ):
            assert said in log, said
    assert "葛莺" not in await words(head_nurse_browser, "/staff/changes?who=330922002")
    assert "葛莺" not in await words(head_nurse_browser, "/staff/changes?to=2020-01-01")
    file = await head_nurse_browser.get("/staff/changes.xlsx")
    assert file.status_code == 200


def picture(width: int, height: int) -> bytes:
    """Return a picture that is red in the middle third and blue outside, by its width."""
    drawn = Image.new("RGB", (width, height), "blue")
    drawn.paste("red", (width // 3, 0, 2 * width // 3, height))
    out = BytesIO()
    drawn.save(out, "PNG")
    return out.getvalue()


async def upload(browser: Browser, content: bytes, seen: int) -> tuple[int, str]:
    answer = await browser.client.post(
        f"/staff/{WHO}/photo",
        form={"seen": str(seen)},
        files={"file": FileStorage(BytesIO(content), "me.png", content_type="image/png")},
        headers=HERE,
        scope_base={"client": (browser.address, 1)},
    )
    return answer.status_code, await answer.get_data(as_text=True)


async def test_a_photo_is_cropped_to_its_middle_and_can_be_taken_again(
    head_nurse_browser: Browser, stranger_browser: Browser
) -> None:
    assert (await upload(head_nurse_browser, picture(1600, 600), 1))[0] == 303
    page = await words(head_nurse_browser, f"/staff/{WHO}/photo")
    assert "重新拍摄" in page
    answer = await head_nurse_browser.get(f"/staff/{WHO}/photo.jpg")
    with Image.open(BytesIO(await answer.get_data(as_text=False))) as shown:
        assert shown.size == (480, 640)
        left, _, _ = shown.convert("RGB").getpixel((5, 320))  # type: ignore[misc]
        assert left > 200
    status, page = await upload(head_nurse_browser, picture(1600, 600)[:500], 2)
    assert status == 422
    assert 'role="alert"' in page
    status, page = await upload(head_nurse_browser, b"%PDF-1.7 a paper", 2)
    assert (status, say("refusal-not-a-photo") in page) == (415, True)
    assert (await upload(head_nurse_browser, picture(60, 80), 2))[0] == 422
    assert (await upload(head_nurse_browser, picture(600, 800), 1))[0] == 409
    assert (await stranger_browser.get(f"/staff/{WHO}/photo.jpg")).status_code == 404
    assert (
        await head_nurse_browser.post(f"/staff/{WHO}/photo/removal", {"seen": "2"})
    ).status_code == 303
    assert (await head_nurse_browser.get(f"/staff/{WHO}/photo.jpg")).status_code == 404


async def test_departments_are_added_renamed_merged_and_closed(
    desk: Desk, unit_administrator_browser: Browser, nurse: Actor
) -> None:
    browser = unit_administrator_browser
    assert (await browser.post("/departments", {"name": "急诊科"})).status_code == 303
    assert (await sent(browser, "/departments", {"name": "急诊科"}))[0] == 422
    assert (await sent(browser, "/departments", {"name": "　"}))[0] == 422
    async with desk.store.reading() as tx:
        added = next(
            one for one in await tx.people.departments(cast.UNIT.id) if one.name == "急诊科"
        )
    assert added.code == "330922003"
    here = f"/departments/{cast.NURSING.id}"
    renamed = await browser.post(here, {"name": "护理部", "seen": "护理"})
    assert renamed.status_code == 303
    assert (await sent(browser, here, {"name": "护理组", "seen": "护理"}))[0] == 422
    assert (await sent(browser, f"{here}/closing", {}))[0] == 409
    assert (await browser.post(f"{here}/merging", {"into": added.id})).status_code == 303
    assert (await browser.get(here)).status_code == 404
    async with desk.store.reading() as tx:
        moved = await tx.people.get(nurse.staff_id or "")
        first, second = await tx.people.postings(moved.id)
        closed = await tx.people.department(cast.NURSING.id)
        events = await tx.journal.of(Subject(SubjectKind.STAFF, moved.id))
    assert moved.department_id == second.department_id == added.id
    assert (first.department_id, first.to_on) == (cast.NURSING.id, desk.today())
    assert (closed.merged_into_id, closed.closed_on) == (added.id, desk.today())
    assert closed.named_in(2025).name == "护理"
    assert closed.named_in(desk.today().year).name == "护理部"
    assert events[-1].after == {"department": "急诊科"}
    status, page = await sent(browser, "/staff/new", FORM)
    assert status == 422
    assert 'id="fault-department"' in page
