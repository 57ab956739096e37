"""Rules about the whole house, kept by machines."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from importlib.metadata import packages_distributions
from pathlib import Path
from statistics import median

import pytest
from importlinter.api import read_configuration

TOP = Path(__file__).parents[1]
ROOMS = ("core", "storage", "bot", "pwa")
TOOLS = Path(sys.executable).parent
LONGEST_MODULE, MEDIAN_MODULE, LONGEST_FUNCTION = 300, 85, 40  # lines
REGISTRIES = (
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("npmjs", "org"),
    ("npmjs", "com"),
    ("yarnpkg", "com"),
    ("npmmirror", "com"),
    ("debian", "org"),
    ("docker", "io"),
    ("ghcr", "io"),
    ("quay", "io"),
    ("jsdelivr", "net"),
    ("unpkg", "com"),
    ("cdnjs", "com"),
)

# Use cases that nobody is asked for at: who they are is not known yet, or need not be.
EXEMPT = {
    "sign_in": "nobody is signed in yet; failures are limited",
    "recognise": "answers who is asking",
    "ask_phone_code": "nobody is signed in yet; how many codes are sent is limited",
    "sign_in_by_code": "nobody is signed in yet; failures are limited",
    "read_link": "the link is the permission",
    "use_link": "the link is the permission",
    "recognise_chat": "answers who is asking",
    "bring_code": "the code is the permission; the account's person has the last word",
    "agree_to_link": "the code is the permission; the account's person has the last word",
    "refuse_link": "the code is the permission",
    "enter": "answers who is asking, in the transaction that records them",
    "judge_code": "public: whoever holds a code may ask what it would record",
    "read_board": "public: the board's link is the permission, an organiser made it",
    "read_shared": "public: the training's link is the permission, an organiser hands it on",
    "verify_form": "public: the form's code is the permission; failures are limited",
}

UseCase = tuple[str, ast.AsyncFunctionDef]


def _checked(*command: str | Path) -> None:
    done = subprocess.run(command, cwd=TOP, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.house
def test_ruff_finds_nothing() -> None:
    _checked(TOOLS / "ruff", "check", ".")


@pytest.mark.house
def test_everything_is_formatted() -> None:
    _checked(TOOLS / "ruff", "format", "--check", ".")


@pytest.mark.house
def test_every_type_fits() -> None:
    rooms = [word for room in ROOMS for word in ("-p", room)]
    _checked(TOOLS / "mypy", "--strict", *rooms, "-m", "cme")


@pytest.mark.house
def test_rooms_import_only_what_lies_below_them() -> None:
    assert len(read_configuration(str(TOP / "pyproject.toml"))["contracts_options"]) >= 6
    _checked(TOOLS / "lint-imports", "--config", "pyproject.toml", "--no-logo")


@pytest.mark.house
@pytest.mark.parametrize("room", ROOMS)
def test_no_installed_distribution_ships_a_room_of_ours(room: str) -> None:
    assert set(packages_distributions().get(room, ())) <= {"xuefen"}


@pytest.mark.house
def test_no_file_names_a_registry() -> None:
    hosts = [".".join(parts).encode() for parts in REGISTRIES]
    asked = ("git", "ls-files", "--cached", "--others", "--exclude-standard")
    listed = subprocess.run(asked, cwd=TOP, check=False, capture_output=True, text=True)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    paths = [TOP / line for line in listed.stdout.splitlines()]
    found = {
        f"{path.relative_to(TOP)}: {host.decode()}"
        for path in paths
        if path.is_file()
        for host in hosts
        if host in path.read_bytes()
    }
    assert found == set()


@cache
def _modules() -> dict[str, str]:
    """Return the text of each module of ours by its path; migrations are the ORM's."""
    paths = [TOP / "cme.py", *(path for room in ROOMS for path in (TOP / room).rglob("*.py"))]
    ours = (path.relative_to(TOP) for path in sorted(paths) if "migrations" not in path.parts)
    return {str(path): (TOP / path).read_text("utf-8") for path in ours}


@pytest.mark.house
@pytest.mark.parametrize(
    "bench", sorted((TOP / "tests/bench").glob("[a-z]*.py")), ids=lambda at: at.stem
)
def test_what_measures_still_finds_what_it_measures(bench: Path) -> None:
    import_module(f"tests.bench.{bench.stem}")


def test_a_module_is_read_in_one_go() -> None:
    lines = {path: len(text.splitlines()) for path, text in _modules().items()}
    assert {path for path, count in lines.items() if count > LONGEST_MODULE} == set()
    assert median(lines.values()) <= MEDIAN_MODULE


@pytest.mark.house
def test_a_function_is_seen_at_one_glance() -> None:
    long = {
        f"{path}: {node.name}"
        for path, text in _modules().items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    }
    assert long == set()


@pytest.mark.house
def test_every_page_of_a_browser_test_waits_as_long_as_all() -> None:
    own = re.compile(r"\.new_context\(|browser\.new_page\(|\btimeout=\d")
    pages = sorted((TOP / "tests/browser").glob("test_*.py"))
    assert [path.name for path in pages if own.search(path.read_text("utf-8"))] == []


def test_the_front_door_is_the_only_module_at_the_top() -> None:
    assert [path.name for path in TOP.glob("*.py")] == ["cme.py"]


def _functions(tree: ast.Module) -> dict[str, ast.FunctionDef | ast.AsyncFunctionDef]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name: node for node in tree.body if isinstance(node, kinds)}


@cache
def _use_case_modules() -> dict[Path, ast.Module]:
    paths = sorted((TOP / "core/usecases").rglob("*.py"))
    return {path: ast.parse(path.read_text("utf-8")) for path in paths}


def _public(tree: ast.Module) -> Iterable[ast.AsyncFunctionDef]:
    for name, function in _functions(tree).items():
        if isinstance(function, ast.AsyncFunctionDef) and not name.startswith("_"):
            yield function


def use_cases() -> list[UseCase]:
    """Return every wish that `core.usecases` grants, with the module that holds it."""
    return [
        (str(path.relative_to(TOP / "core/usecases").with_suffix("")), function)
        for path, tree in _use_case_modules().items()
        for function in _public(tree)
    ]


def _calls(node: ast.AST) -> list[str]:
    return [
        call.func.id
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
    ]


def _questions(module: str, function: ast.AsyncFunctionDef) -> int:
    """Count `authorize` in the function and the private functions it goes through."""
    private = {
        name: node
        for name, node in _functions(_use_case_modules()[_path(module)]).items()
        if name.startswith("_")
    }
    reached: dict[str, ast.AST] = {function.name: function}
    waiting: list[ast.AST] = [function]
    while waiting:
        for name in _calls(waiting.pop()):
            if name in private and name not in reached:
                reached[name] = private[name]
                waiting.append(private[name])
    return sum(_calls(node).count("authorize") for node in reached.values())


def _path(module: str) -> Path:
    return TOP / f"core/usecases/{module}.py"


@pytest.mark.house
@pytest.mark.parametrize("use_case", use_cases(), ids=lambda case: f"{case[0]}.{case[1].name}")
def test_every_use_case_asks_for_permission_once(use_case: UseCase) -> None:
    module, function = use_case
    assert _questions(module, function) == (0 if function.name in EXEMPT else 1)


WRITES_CREDITS = {"save", "add", "add_many", "remove", "settle_awards", "reverse", "set_counted"}


def _steps(module: str, function: ast.AST, within: tuple[str, ...] = ()) -> Iterable[str]:
    """Yield “hold” and “write” of credits in the order in which a function comes to them.

    `within` are the functions that led there, so that one that calls itself is read once.
    """
    private = _functions(_use_case_modules()[_path(module)])
    for call in sorted(
        (node for node in ast.walk(function) if isinstance(node, ast.Call)),
        key=lambda node: (node.end_lineno or 0, node.end_col_offset or 0),
    ):
        match call.func:
            case ast.Name(id="hold" | "hold_credit"):
                yield "hold"
            case ast.Name(id=name) if name.startswith("_") and name in private.keys() - {*within}:
                yield from _steps(module, private[name], (*within, name))
            case ast.Attribute(attr=verb, value=ast.Attribute(attr="credits")) if (
                verb in WRITES_CREDITS
            ):
                yield "write"


def _kinds() -> Iterable[tuple[str, ast.ClassDef]]:
    """Yield what a subject adds to the review: the review calls its methods as they stand."""
    for path, tree in _use_case_modules().items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and node.name.endswith("Review"):
                yield str(path.relative_to(TOP / "core/usecases").with_suffix("")), node


@pytest.mark.house
def test_whoever_writes_a_credit_holds_its_year_first() -> None:
    steps = {
        f"{module}.{written.name}": list(_steps(module, written))
        for module, written in [*use_cases(), *_kinds()]
    }
    writing = {name: taken for name, taken in steps.items() if "write" in taken}
    assert len(writing) >= 12
    assert [name for name, taken in writing.items() if taken[0] != "hold"] == []


@pytest.mark.house
def test_only_use_cases_and_the_sample_write_credits() -> None:
    writing = {
        str(path.relative_to(TOP))
        for room in ROOMS
        for path in (TOP / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in WRITES_CREDITS
        if isinstance(node.value, ast.Attribute) and node.value.attr == "credits"
    }
    assert writing
    writers = ("core/usecases/", "core/moving.py", "storage/sample/")
    assert all(path.startswith(writers) for path in writing), writing


@pytest.mark.house
def test_exemptions_are_of_use_cases_that_there_are() -> None:
    assert set(EXEMPT) <= {function.name for _, function in use_cases()}


@pytest.mark.house
def test_use_cases_do_not_call_one_another() -> None:
    names = {function.name for _, function in use_cases()}
    called = {
        f"{module}.{function.name} calls {name}"
        for module, function in use_cases()
        for name in _calls(function)
        if name in names and name != function.name
    }
    assert called == set()


@pytest.mark.house
def test_only_use_cases_ask_for_permission() -> None:
    asking = {
        str(path.relative_to(TOP))
        for room in ROOMS
        for path in (TOP / room).rglob("*.py")
        if "authorize" in _calls(ast.parse(path.read_text("utf-8")))
    }
    assert all(path.startswith("core/usecases/") for path in asking), asking


@pytest.mark.house
def test_use_cases_begin_with_the_desk() -> None:
    strange = [
        f"{module}.{function.name}"
        for module, function in use_cases()
        if not function.args.args or function.args.args[0].arg != "desk"
    ]
    assert strange == []


READS_SHIPPED_RULES = {"shipped", "load", "rulebook_files"}


@pytest.mark.house
def test_rules_are_handed_in_and_read_in_one_place() -> None:
    """Only what hands out the books of units makes them, and only from the shipped files."""
    finding = {
        path
        for path, text in _modules().items()
        for node in ast.walk(ast.parse(text))
        if _finds_rules_itself(node)
    }
    ours = {path for path in finding if path.startswith("core/domain/rulebook/")}
    assert finding - ours == {"storage/queries/rulebook.py"}


def _finds_rules_itself(node: ast.AST) -> bool:
    match node:
        case ast.ImportFrom(module=str(module), names=names):
            is_rulebook = module.startswith("core.domain.rulebook")
            return is_rulebook and not READS_SHIPPED_RULES.isdisjoint(one.name for one in names)
        case ast.Import(names=names):
            return any(one.name.startswith("core.domain.rulebook") for one in names)
        case ast.Call(func=ast.Name(id="Books" | "rulebook")):
            return True
    return False
