"""Projects on their pages: the list handed in, an application step by step, a delegation."""

import re
from io import BytesIO

from quart import Response
from quart.datastructures import FileStorage

from core.domain.projects.application import ApplicationStage
from core.ports import Desk
from core.texts import say
from core.usecases.projects.applications import read_application
from core.usecases.projects.delegations import delegate
from tests import cast
from tests.bot.world import photo
from tests.jobs import work_off
from tests.people_books import book_of, opened
from tests.projects import (
    ANSWERS,
    HEAD,
    HEADINGS,
    UNIT,
    a_project,
    an_application,
    published,
    taking_applications,
)
from tests.pwa.conftest import HERE, Browser
from tests.pwa.entering import text_of
from tests.pwa.forms_of import forms_in

APPLICATION = "/projects/applications/[a-z2-7]{16}"


async def sent(browser: Browser, path: str, content: bytes, **form: str) -> Response:
    return await browser.client.post(
        path,
        form=form,
        files={"file": FileStorage(BytesIO(content), filename="a.jpg")},
        headers=HERE,
    )


async def seen(browser: Browser, path: str) -> str:
    """Return the version that a page's forms carry."""
    page = await text_of(await browser.get(path))
    return next(form.fields["seen"] for form in forms_in(page, path) if "seen" in form.fields)


async def test_from_the_workbook_to_a_list_that_everybody_looks_at(
    desk: Desk, unit_administrator_browser: Browser, nurse_browser: Browser
) -> None:
    browser = unit_administrator_browser
    assert say("projects-empty-unit") in await text_of(await browser.get("/projects"))
    assert say("projects-import-lead") in await text_of(await browser.get("/projects/import"))
    template = await browser.get("/projects/import/template.xlsx")
    assert opened(await template.get_data(as_text=False))["B1"].value == "项目编号*"
    refused = await sent(browser, "/projects/import", b"%PDF-1.7", key="k")
    assert refused.status_code == 415
    rows = a_project(), a_project(项目编号="2026-GJ-1", 级别="校级")
    place = (await sent(browser, "/projects/import", book_of(rows, HEADINGS), key="a")).location
    assert "<progress" in await text_of(await browser.get(place))
    await work_off(desk)
    assert (await browser.get(f"/jobs/{place.rpartition('/')[2]}")).location == place
    page = await text_of(await browser.get(place))
    assert say("projects-has-wrong", count=1) in page
    assert (await browser.post(f"{place}/entry")).status_code == 409
    assert (await browser.get(f"{place}/result.xlsx")).status_code == 200
    content = book_of([a_project()], HEADINGS)
    place = (await sent(browser, "/projects/import", content, key="b")).location
    await work_off(desk)
    page = await text_of(await browser.get(place))
    assert say("projects-ready", added=1, changed=0) in page
    job = (await browser.post(f"{place}/entry")).location
    await work_off(desk)
    done = say("job-result-projects-import", new=1, changed=0)
    assert done in await text_of(await browser.get(job))
    page = await text_of(await nurse_browser.get("/projects?words=2026-SJ"))
    assert "危重症护理新进展" in page
    assert say("projects-tab-ours") not in page  # she applies for nothing
    (project,) = set(re.findall("/projects/[a-z2-7]{16}", page))
    assert say("delegation-give") not in await text_of(await nurse_browser.get(project))
    assert (await nurse_browser.get("/projects.xlsx")).status_code == 200
    assert (await browser.get("/projects?year=2026&level=none")).status_code == 422


async def test_an_application_is_kept_at_each_step_and_nothing_typed_is_lost(
    head_nurse_browser: Browser,
) -> None:
    head = head_nurse_browser
    assert (await head.get("/projects/applications/new")).status_code == 200
    empty = await head.post("/projects/applications/new", {"year": "2026", "goals": "规范操作"})
    assert empty.status_code == 422
    assert "规范操作" in await text_of(empty)
    first = {name: ANSWERS[name] for name in ANSWERS if name not in {"degree", "history"}}
    bad = await head.post(
        "/projects/applications/new", {**first, "year": "2026", "hours": "x" * 9, "then": "next"}
    )
    assert bad.status_code == 422
    page = await text_of(bad)
    assert 'value="xxxxxxxxx"' in page
    listed = await text_of(await head.get("/projects/applications?tab=preparing"))
    (place,) = set(re.findall(APPLICATION, listed))
    for step, form in (
        ("project", {**first, "year": "2027"}),
        ("project", {**first, "year": "2026"}),
        ("leader", {"leader": "无此人", "degree": "硕士", "history": "1 项"}),
        ("leader", {"leader": "蔡李铭", "degree": "硕士", "history": "1 项"}),
    ):
        now = await seen(head, f"{place}/steps/{step}")
        answer = await head.post(f"{place}/steps/{step}", {**form, "seen": now, "then": "next"})
        assert answer.status_code == (422 if form.get("leader") == "无此人" else 303)
    old = await head.post(f"{place}/steps/project", {**first, "name": "别的名字", "seen": "1"})
    assert old.status_code == 409
    assert "别的名字" in await text_of(old)
    lecture = {"topic": "导管维护", "teacher": "8200000003", "hours": "6"}
    now = await seen(head, f"{place}/steps/courses")
    wrong = await head.post(f"{place}/courses", {**lecture, "hours": "", "seen": now})
    assert wrong.status_code == 422
    assert (await head.post(f"{place}/courses", {**lecture, "seen": now})).status_code == 303
    page = await text_of(await head.get(place))
    assert say("refusal-signature-missing") in page
    assert f"{place}/steps/files" in page


async def test_an_application_is_submitted_reviewed_and_established(
    desk: Desk, unit_administrator_browser: Browser, head_nurse_browser: Browser
) -> None:
    head, unit = head_nurse_browser, unit_administrator_browser
    place = f"/projects/applications/{(await an_application(desk)).id}"
    assert (await sent(head, f"{place}/files", photo(), kind="attachment")).status_code == 303
    (file,) = set(re.findall(f"{place}/files/[a-z2-7]{{16}}", await text_of(await head.get(place))))
    assert (await head.get(f"{file}/view")).mimetype == "image/jpeg"
    assert (await head.get(f"{place}/paper.pdf")).mimetype == "application/pdf"
    now = await seen(head, place)
    closed = await head.post(f"{place}/submission", {"seen": now})
    assert closed.status_code == 409
    assert say("refusal-applications-not-open", year=2026) in await text_of(closed)
    days = {"year": "2026", "opens": "2026-06-01", "closes": "2026-05-01"}
    assert (await unit.post("/projects/window", days)).status_code == 422
    days["closes"] = "2026-06-30"
    assert (await unit.post("/projects/window", days)).status_code == 303
    assert "2026-06-30" in await text_of(await unit.get("/projects/window"))
    assert (await head.post(f"{place}/submission", {"seen": now})).status_code == 303
    assert say("home-waiting-applications", count=1) in await text_of(await unit.get("/"))
    page = await text_of(await unit.get("/review?kind=applications"))
    assert "引入超声引导置管" in page
    application_id = place.rpartition("/")[2]
    version = (await read_application(desk, UNIT, application_id)).application.version
    decided = await unit.post(
        f"/review/applications/{application_id}/decision",
        {"decision": "approve", "seen": str(version), "back": "/review?kind=applications"},
    )
    assert decided.status_code == 303
    now = await seen(unit, place)
    outcome = {"outcome": "established", "seen": now}
    assert (await unit.post(f"{place}/outcome", {**outcome, "number": ""})).status_code == 422
    assert (await unit.post(f"{place}/outcome", {**outcome, "number": "J-7"})).status_code == 303
    assert "J-7" in await text_of(await head.get(place))
    it = (await read_application(desk, HEAD, application_id)).application
    assert it.stage is ApplicationStage.ESTABLISHED
    copy = (await head.post(f"{place}/copies")).location
    assert copy.endswith("/steps/project")
    place = copy.removesuffix("/steps/project")
    gone = await head.post(f"{place}/removal", {"seen": await seen(head, copy)})
    assert gone.location == "/projects/applications"


async def test_messages_lead_to_what_they_are_about(
    desk: Desk, head_nurse_browser: Browser, unit_administrator_browser: Browser
) -> None:
    await taking_applications(desk)
    ready = await an_application(desk)
    place = f"/projects/applications/{ready.id}"
    await head_nurse_browser.post(f"{place}/submission", {"seen": str(ready.version)})
    page = await text_of(await unit_administrator_browser.get("/inbox"))
    assert f"/review?kind=applications&amp;at={ready.id}" in page
    project = await published(desk)
    await delegate(desk, UNIT, project.id, cast.NURSING.id)
    assert f"/projects/{project.id}" in await text_of(await head_nurse_browser.get("/inbox"))


async def test_a_project_is_delegated_prepared_and_taken_back(
    desk: Desk, unit_administrator_browser: Browser, head_nurse_browser: Browser
) -> None:
    head, unit = head_nurse_browser, unit_administrator_browser
    project = f"/projects/{(await published(desk)).id}"
    assert (await unit.post(f"{project}/delegations", {"department": ""})).status_code == 422
    chosen = {"department": cast.NURSING.id}
    assert (await unit.post(f"{project}/delegations", chosen)).status_code == 303
    again = await unit.post(f"{project}/delegations", chosen)
    assert again.status_code == 409
    assert say("refusal-delegated-already", department="护理") in await text_of(again)
    assert "危重症护理新进展" in await text_of(await head.get("/projects/delegations"))
    page = await text_of(await head.get(project))
    (begin,) = set(re.findall("/projects/delegations/[a-z2-7]{16}/training", page))
    training = (await head.post(begin, {"project": project.rpartition("/")[2]})).location
    page = await text_of(await head.get(training))
    assert say("project-of-training", number="2026-SJ-018") in page
    assert say("refusal-notice-missing") in page
    plan = await text_of(await head.get(f"{training}/plan"))
    assert ">5.0<" in plan  # the credit that was published
    assert 'type="radio" name="rule"' not in plan
    uploaded = await sent(head, f"{training}/files", photo(), kind="notice")
    assert uploaded.location == f"{training}#notice"
    assert say("refusal-notice-missing") not in await text_of(await head.get(training))
    end = begin.replace("/training", "/end")
    reason = {"project": project.rpartition("/")[2], "reason": ""}
    assert (await unit.post(end, reason)).status_code == 422
    assert (await unit.post(end, {**reason, "reason": "改由内科举办"})).status_code == 303
    assert "改由内科举办" in await text_of(await head.get(project))
    late = await head.post(begin, {"project": reason["project"]})
    assert say("refusal-delegation-taken-back") in await text_of(late)
    typed = await head.post(f"{training}/plan", {"name": "危重症", "hours": "6", "seen": "1"})
    assert typed.status_code == 409
    assert 'value="6"' in await text_of(typed)
