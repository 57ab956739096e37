"""Many small files of ours as the few that travel: style sheets, and scripts.

They name what they need in whole lines at the top, which is all that is understood here.
"""

import re
from pathlib import Path

SHEET = re.compile(r'^@import "([^"]+)" layer\((\w+)\);$', re.MULTILINE)
NEED = re.compile(r'^import (?:(\{ [^}]+ \}) from )?"([^"]+)";\n', re.MULTILINE)
GIFT = re.compile(
    r"^export (?:(?:async )?function|class|const) (\w+)|^export \{ (\w+) \}", re.MULTILINE
)
EXPORT = re.compile(r"^export (?:\{.*\};\n)?", re.MULTILINE)
WAIT = re.compile(r"^(?:const \w+ = )?await ", re.MULTILINE)


def joined_sheets(path: Path) -> str:
    """Return a style sheet with those it imports in their places, each in its cascade layer."""
    return SHEET.sub(
        lambda found: f"@layer {found[2]} {{\n{joined_sheets(path.parent / found[1])}}}",
        path.read_text("utf-8"),
    )


def joined_modules(path: Path) -> str:
    """Return a script after all it imports, each once and in a scope of its own."""
    modules: dict[Path, str] = {}
    _gather(path.resolve(), modules)
    return path.read_text("utf-8") if len(modules) == 1 else "".join(modules.values())


def _gather(path: Path, modules: dict[Path, str]) -> None:
    text = path.read_text("utf-8")
    needs = [(names, (path.parent / name).resolve()) for names, name in NEED.findall(text)]
    for _, needed in needs:
        if needed not in modules:
            _gather(needed, modules)
    taken = "".join(f"const {names} = {_variable(one)};\n" for names, one in needs if names)
    given = ", ".join(name or listed for name, listed in GIFT.findall(text))
    body = EXPORT.sub("", NEED.sub("", text))
    opened = "await (async () => {" if WAIT.search(text) else "(() => {"
    closed = f"return {{ {given} }};\n}})();\n"
    modules[path] = f"const {_variable(path)} = {opened}\n{taken}{body}\n{closed}"


def _variable(path: Path) -> str:
    return "$" + re.sub(r"\W", "_", path.stem)
