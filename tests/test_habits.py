"""What CONTRIBUTING.md asks of the sources, where a machine can see it."""

import ast
import json
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
import typer

import cli

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("corpus", "index", "qa", "eval", "ui")
MAY_IMPORT = {
    "corpus": set(),
    "index": {"corpus"},
    "qa": {"corpus", "index"},
    "eval": {"corpus", "index", "qa"},
    "ui": {"corpus", "index", "qa"},
    "app": set(PACKAGES),
    "cli": {*PACKAGES, "app", "cli_eval"},
    "cli_eval": set(PACKAGES),
}
"""Which of our own modules each of them may import, beside itself."""

MAX_LINES = 250
MACHINE_PATH = re.compile(r"(?<![\w.:/])/(?:root|work|home|Users)/\w")
REGISTRY_HOST = re.compile(
    r"(?:pypi\.(?:org|python\.org)|pythonhosted\.org|registry\.npmjs\.org|(?:deb|ftp)\.debian\.org)"
)
SHOWN_COMMAND = re.compile(r"^(?:\$ )?(?:\S*/)?(?P<program>report-qa|make) (?P<rest>.*)$")


def modules():
    return [*(path for name in PACKAGES for path in sorted((ROOT / name).rglob("*.py"))),
            *sorted(ROOT.glob("*.py"))]  # fmt: skip


def name_of(path):
    return path.relative_to(ROOT).as_posix()


@cache
def kept_files():
    """The text files that are, or will be, in the repository; every file where there is no git."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listing.returncode:
        pytest.skip("this is no git checkout")
    texts = {}
    for name in filter(None, listing.stdout.decode().split("\0")):
        path = ROOT / name
        try:
            texts[name] = path.read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue  # a picture, or a file that is about to be removed
    return texts


def imports_of(path):
    """The top-level names that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}:{node.lineno} imports relatively"
            yield node.module.split(".")[0]


def test_imports_run_one_way():
    against = [
        f"{name_of(path)} imports {imported}"
        for path in modules()
        for own in [path.relative_to(ROOT).parts[0].removesuffix(".py")]
        for imported in imports_of(path)
        if imported in MAY_IMPORT and imported != own and imported not in MAY_IMPORT[own]
    ]
    assert against == []


def test_no_module_is_so_long_that_it_holds_two_ideas():
    lengths = {name_of(path): path.read_text(encoding="utf-8").count("\n") for path in modules()}
    assert {name: n for name, n in lengths.items() if n > MAX_LINES} == {}


def plain(text):
    return " ".join(re.findall(r"\w+", text.casefold()))


def question_rows():
    for path in sorted((ROOT / "eval" / "questions").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield row["id"], row["question"]


def test_no_evaluation_question_is_known_to_what_is_evaluated():
    rows = list(question_rows())
    assert len(rows) >= 60
    told = []
    for path in (*(ROOT / "qa").iterdir(), *modules(), *(ROOT / "ui").iterdir()):
        if not path.is_file() or path.is_relative_to(ROOT / "eval"):
            continue
        text = path.read_text(encoding="utf-8")
        words, bare = set(re.findall(r"\w+", text)), f" {plain(text)} "
        told += [
            f"{name_of(path)}: {key} {question!r}"
            for key, question in rows
            if key in words or f" {plain(question)} " in bare
        ]
    assert sorted(set(told)) == []


@pytest.mark.parametrize("pattern", [MACHINE_PATH, REGISTRY_HOST], ids=["machine", "registry"])
def test_no_file_names_a_place_of_one_machine_or_network(pattern):
    found = [
        f"{name}: {match.group()}"
        for name, text in kept_files().items()
        for match in pattern.finditer(text)
    ]
    assert found == []


def test_the_tested_versions_name_no_file_and_no_build():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    odd = [pin for pin in pins if not re.fullmatch(r"[\w.-]+==[\w.]+", pin)]
    assert pins and odd == []


def shown_commands():
    """The lines of the README's and CONTRIBUTING's code blocks that call our commands."""
    for name in ("README.md", "CONTRIBUTING.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for block in re.findall(r"^```(?:sh|console)\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
            for line in block.splitlines():
                if shown := SHOWN_COMMAND.match(line):
                    yield pytest.param(
                        shown["program"], shown["rest"], id=f"{name}: {line.strip()[:60]}"
                    )


@pytest.mark.parametrize(("program", "rest"), list(shown_commands()))
def test_a_shown_command_exists_with_its_options(program, rest):
    words = rest.split(" #")[0].split()
    if program == "make":
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
        assert re.search(rf"^{re.escape(words[0])}:", makefile, re.MULTILINE)
        return
    commands = typer.main.get_command(cli.app)
    if words[0] == "--help":
        return
    command = commands.commands[words[0]]
    known = {option for each in command.params for option in each.opts} | {"--help", "--"}
    options = {word for word in words[1:] if word.startswith("-")}
    assert options <= known


def test_the_readme_tells_of_every_command():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    missing = [
        name
        for name in typer.main.get_command(cli.app).commands
        if not re.search(rf"report-qa {name}\b", readme)
    ]
    assert missing == []
