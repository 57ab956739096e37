"""Pages of a unit with many departments: one types a part of a name instead of scrolling."""

from html import unescape
from urllib.parse import urlencode

from core.ports import Desk
from tests import cast
from tests.core.register.test_choosing_departments import many_departments
from tests.pwa.conftest import Browser
from tests.pwa.register.test_people import FORM, WHO, named, sent, words

SELECT = '<select class="control" id="{}" name="department"'


def asked(department: str) -> str:
    return urlencode({"department": department})


async def test_a_department_is_typed_where_there_are_many(
    desk: Desk, unit_administrator_browser: Browser
) -> None:
    edit, transfer = f"/staff/{WHO}/edit", f"/staff/{WHO}/transfer"
    forms = {"/staff": "f-department", "/staff/new": "department", edit: "department"}
    for path, field in forms.items():
        assert SELECT.format(field) in await words(unit_administrator_browser, path), (
            "few are a list"
        )
    await many_departments(desk)
    for path in (*forms, "/results", "/newcomers", "/forms", transfer):
        page = await words(unit_administrator_browser, path)
        assert SELECT.format("department") not in page, path
        assert SELECT.format("f-department") not in page, path
        assert 'data-suggest="/departments/names"' in page, path
        assert page.count("<option value=") < 200, path
    assert 'value="护理"' in await words(unit_administrator_browser, edit), (
        "theirs stands in the field"
    )


async def test_words_that_fit_several_lead_on_by_one_tap(
    desk: Desk, unit_administrator_browser: Browser
) -> None:
    await many_departments(desk)
    page = unescape(await words(unit_administrator_browser, f"/staff?{asked('5病区')}"))
    assert "有多个科室符合“5病区”，请选一个：" in page
    assert 'href="/staff?department=wardap2222222222">第15病区</a>' in page
    page = unescape(await words(unit_administrator_browser, f"/staff?{asked('外科')}"))
    assert "没有符合“外科”的科室。请换一个名称或编号。" in page
    page = unescape(
        await words(unit_administrator_browser, f"/staff?department={cast.INTERNAL.id}")
    )
    assert 'name="department" value="内科"' in page
    assert (await unit_administrator_browser.get(f"/staff?{asked('长' * 61)}")).status_code == 422
    answer = await unit_administrator_browser.get("/departments/names?" + urlencode({"q": "5病区"}))
    assert await answer.get_json() == [f"第{ten}5病区" for ten in ("", 1, 2, 3, 4, 5)]


async def test_who_is_put_somewhere_by_name_is_there_and_nothing_typed_is_lost(
    desk: Desk, unit_administrator_browser: Browser
) -> None:
    await many_departments(desk)
    status, page = await sent(
        unit_administrator_browser, "/staff/new", {**FORM, "department": "5病区"}
    )
    assert status == 422
    assert 'name="department" value="5病区"' in page
    assert '<option value="第15病区">' in page, "what fits is offered"
    assert "请从列表中选择" in page
    status, _ = await sent(
        unit_administrator_browser, "/staff/new", {**FORM, "department": "第15病区"}
    )
    assert status == 303
    staff_id = await named(desk, FORM["name"])
    path = f"/staff/{staff_id}/transfer"
    for typed, told in (("病区", 422), ("第15病区", 422), ("内科", 303)):
        seen = {"act": "move", "seen": "1", "department": typed}
        status, page = await sent(unit_administrator_browser, path, seen)
        assert status == told, typed
        assert told == 303 or f'name="department" value="{typed}"' in page
    async with desk.store.reading() as tx:
        assert (await tx.people.get(staff_id)).department_id == cast.INTERNAL.id
