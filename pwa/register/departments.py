"""A unit's departments: added, renamed, closed, merged."""

from quart import Blueprint, Response, jsonify, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.errors import Refusal
from core.usecases.register import departments, granting
from core.usecases.register.department_choices import find_departments
from core.usecases.register.departments import LONGEST_NAME
from pwa.frame.fields import FormState, form, query
from pwa.frame.session import desk, who

pages = Blueprint("departments", __name__)


@pages.get("/departments")
async def index() -> ResponseReturnValue:
    """List the unit's departments, and a field for another one."""
    return await _listed(FormState())


async def _listed(again: FormState) -> ResponseReturnValue:
    shown = await render_template(
        "register/departments.html",
        departments=await departments.list_departments(desk(), who()),
        again=again,
        longest=LONGEST_NAME,
        done=query().text("done"),
    )
    return shown, again.status


@pages.get("/departments/names")
async def names() -> Response:
    """Tell which departments fit what is being typed."""
    words = query().text("q", longest=LONGEST_NAME).strip()
    found = await find_departments(desk(), who(), words)
    return jsonify([one.name for one in found])


@pages.post("/departments")
async def add() -> ResponseReturnValue:
    """Add a department."""
    name = (await form()).text("name")
    try:
        await departments.add_department(desk(), who(), name)
    except Refusal as refusal:
        _only_about_fields(refusal)
        return await _listed(FormState({"name": name}, {"name": refusal}))
    return redirect(url_for("departments.index", done="added"), 303)


@pages.get("/departments/<id:department_id>")
async def page(department_id: str) -> ResponseReturnValue:
    """Show one department: its name, and its end."""
    return await _shown(department_id, FormState())


async def _shown(department_id: str, again: FormState) -> ResponseReturnValue:
    department, found = await departments.read_department(desk(), who(), department_id)
    granted = await granting.list_granted(desk(), who(), department)
    shown = await render_template(
        "register/department.html",
        department=department,
        count=found.counts.get(department_id, 0),
        granted=granted,
        others=[one for one in found.open if one.id != department_id],
        again=again,
        longest=LONGEST_NAME,
    )
    return shown, again.status


@pages.post("/departments/<id:department_id>")
async def rename(department_id: str) -> ResponseReturnValue:
    """Call the department otherwise from today on."""
    sent = await form()
    name = sent.text("name")
    try:
        await departments.rename_department(
            desk(), who(), department_id, name, seen=sent.text("seen")
        )
    except Refusal as refusal:
        _only_about_fields(refusal)
        return await _shown(department_id, FormState({"name": name}, {"name": refusal}))
    return redirect(url_for("departments.index", done="renamed"), 303)


@pages.post("/departments/<id:department_id>/entering")
async def grant(department_id: str) -> ResponseReturnValue:
    """Let the department enter for its people, or no longer."""
    is_granted = (await form()).is_ticked("granted")
    await departments.grant_entering(desk(), who(), department_id, is_granted=is_granted)
    done = "granted" if is_granted else "withdrawn"
    return redirect(url_for("departments.index", done=done), 303)


@pages.post("/departments/<id:department_id>/closing")
async def close(department_id: str) -> ResponseReturnValue:
    """Close a department in which nobody works."""
    try:
        await departments.close_department(desk(), who(), department_id)
    except (departments.DepartmentInUse, departments.DepartmentHasTrainings) as refusal:
        return await _shown(department_id, FormState(changed=refusal))
    return redirect(url_for("departments.index", done="closed"), 303)


@pages.post("/departments/<id:department_id>/merging")
async def merge(department_id: str) -> ResponseReturnValue:
    """Let all its people work in another department, and close it."""
    into = (await form()).id("into")
    await departments.merge_department(desk(), who(), department_id, into)
    return redirect(url_for("departments.index", done="merged"), 303)


def _only_about_fields(refusal: Refusal) -> None:
    """Whoever may not or finds nothing gets no form back."""
    if refusal.status in {401, 403, 404}:
        raise refusal
