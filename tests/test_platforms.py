"""The package runs on Windows and macOS as on Linux: forms that only one system knows are found in the source, and refused."""

import ast
import datetime
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted([*(ROOT / "eianalysis").rglob("*.py"), *(ROOT / "docs").glob("*.py"), *(ROOT / "benchmarks").glob("*.py")])
DIRECTIVE = re.compile(r"%[-#_^0]?[a-zA-Z]")  # of strftime, in a text that is nothing but a date form
GOOD = {"%Y", "%m", "%d", "%H", "%M", "%S", "%f", "%z", "%y", "%j", "%G", "%V", "%u"}  # the same on every system and in every locale
POSIX_ONLY = {
    "os": {
        "fork",
        "forkpty",
        "kill",
        "killpg",
        "getuid",
        "geteuid",
        "getgid",
        "getpgid",
        "setsid",
        "setpgid",
        "mkfifo",
        "mknod",
        "sched_getaffinity",
        "wait",
        "wait3",
        "wait4",
        "chown",
        "nice",
        "uname",
        "getloadavg",
        "O_NOFOLLOW",
        "posix_spawn",
    },
    "signal": {"SIGKILL", "SIGHUP", "SIGALRM", "SIGUSR1", "SIGUSR2", "SIGCHLD", "SIGPIPE", "alarm", "setitimer", "pause"},
}
MODULES = {"fcntl", "pwd", "grp", "resource", "termios", "pty", "posix", "syslog", "readline"}
PLACE = re.compile(r"^(/(tmp|dev|usr|etc|home|var|bin|opt|proc|sys)(/|$)|~/)")
GUARD = re.compile(r"os\.name|sys\.platform|hasattr\(|ImportError")


def faults(source: str) -> list[str]:
    """What in this source would fail, or do something else, on another system; each with its line."""
    tree = ast.parse(source)
    said: list[tuple[int, str]] = []
    guarded = _guarded(tree)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            said += [
                (node.lineno, f"'{node.value}': '{form}' is not the same on every system; vocabulary.calendar says days in words")
                for form in _forms(node.value)
            ]
            if PLACE.match(node.value):
                said.append((node.lineno, f"'{node.value}' is a place of POSIX systems: tempfile or Path.home() know the right one"))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.lineno not in guarded:
            if node.attr in POSIX_ONLY.get(node.value.id, ()):
                said.append((node.lineno, f"{node.value.id}.{node.attr} is missing or means something else on Windows: guard it"))
        if isinstance(node, (ast.Import, ast.ImportFrom)) and node.lineno not in guarded:
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
            said += [(node.lineno, f"there is no module {name} on Windows: guard it") for name in names if name in MODULES]
        if isinstance(node, ast.Call):
            said += [(node.lineno, text) for text in _text_files(node)]
    return [f"line {line}: {text}" for line, text in sorted(said)]


def _forms(text: str) -> list[str]:
    """The date directives of a text that is a date form, as ``%-d %B %Y``: other texts may hold a per cent sign."""
    found = DIRECTIVE.findall(text)
    rest = DIRECTIVE.sub("", text)
    return [] if not found or re.search(r"\w{4,}|%", rest) else [form for form in found if form not in GOOD]


def _guarded(tree: ast.AST) -> set[int]:
    """The lines under an ``if``, ``try`` or conditional expression that asks what system this is."""
    lines: set[int] = set()
    for node in ast.walk(tree):
        asks = ast.unparse(node.test) if isinstance(node, (ast.If, ast.IfExp, ast.While)) else ""
        asks += " ".join(ast.unparse(handler.type) for handler in node.handlers if handler.type) if isinstance(node, ast.Try) else ""
        if GUARD.search(asks):
            lines |= set(range(node.lineno, node.end_lineno + 1))
    return lines


def _text_files(call: ast.Call) -> list[str]:
    """Text read or written in the system's own encoding or with its own line ends."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id if isinstance(call.func, ast.Name) else ""
    said = {word.arg: word.value for word in call.keywords}
    out = []
    if name in ("read_text", "write_text") and "encoding" not in said:
        out.append(f"{name} without encoding: Windows would take cp1252")
    if name == "write_text" and "newline" not in said:
        out.append("write_text without newline: Windows would write other bytes")
    if name == "open":
        of = ast.unparse(call.func.value) if isinstance(call.func, ast.Attribute) else ""
        if of in ("os", "archive"):  # a handle; a member of a zip file: bytes
            return out
        at = 1 if of in ("", "gzip", "io") else 0
        given = call.args[at] if len(call.args) > at else said.get("mode")
        mode = given.value if isinstance(given, ast.Constant) else "r" if given is None else "b"
        if "b" not in str(mode):
            out += ["open without encoding: Windows would take cp1252"] if "encoding" not in said else []
            out += ["open to write without newline: Windows would write other bytes"] if set(mode) & set("wax") and "newline" not in said else []
    if name in ("run", "Popen", "check_output") and {"text", "universal_newlines"} & set(said) and "encoding" not in said:
        out.append(f"subprocess.{name} with text and without encoding: Windows would take cp1252")
    if name == "to_csv" and "lineterminator" not in said:
        out.append("to_csv without lineterminator: Windows would write other bytes")
    return out


def test_no_source_holds_a_form_of_one_system():
    found = {path.relative_to(ROOT).as_posix(): said for path in FILES if (said := faults(path.read_text(encoding="utf-8")))}
    assert not found, "\n".join(f"{name}: {line}" for name, lines in found.items() for line in lines)


@pytest.mark.parametrize(
    "source",
    [
        "f'{day:%-d %B %Y}'",
        "day.strftime('%e %Y')",
        "f'{day:%B %Y}'",
        "f'{day:%#d}'",
        "import os\nos.fork()",
        "import os\nos.kill(1, 0)",
        "import signal\nsignal.SIGKILL",
        "import fcntl",
        "from fcntl import flock",
        "Path('/tmp/x')",
        "folder = '~/packs'",
        "path.read_text()",
        "path.write_text(text, encoding='utf-8')",
        "open('x')",
        "path.open('w', encoding='utf-8')",
        "frame.to_csv(path)",
        "subprocess.run(words, text=True)",
    ],
)
def test_such_a_form_is_found(source):
    assert len(faults(source)) >= 1


@pytest.mark.parametrize(
    "source",
    [
        "f'{day:%Y-%m-%d}'",
        "'50% of officers, 10%d'",
        "import os\nif os.name == 'posix':\n    os.fork()",
        "open('x', 'rb')",
        "try:\n    import fcntl\nexcept ImportError:\n    fcntl = None",
        "path.open('w', encoding='utf-8', newline='')",
        "'/run a/b'",
    ],
)
def test_what_every_system_knows_is_left_alone(source):
    assert faults(source) == []


def test_days_and_months_in_words_are_those_of_the_calendar():
    import pandas as pd

    from eianalysis.vocabulary import day_in_words, month_in_words, month_name

    assert day_in_words(datetime.date(2023, 3, 1)) == "1 March 2023" == day_in_words(pd.Timestamp("2023-03-01 12:00"))
    assert month_in_words(datetime.date(2021, 9, 30), short=True) == "Sep 2021"
    assert [month_name(datetime.date(2020, month, 1)) for month in (1, 5, 12)] == ["January", "May", "December"]
