"""The wheel: built from the sources, installed where there is no checkout, run from elsewhere.

No network: the build uses the setuptools of the running environment, and the dependencies are
those that are installed there, lent to the new environment by a .pth file.
"""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("corpus", "index", "qa", "eval", "ui")
MODULES = tuple(sorted(path.stem for path in ROOT.glob("*.py")))
SOURCES = (*PACKAGES, *(f"{name}.py" for name in MODULES), "pyproject.toml", "README.md",
           "LICENSE", "NOTICE")  # fmt: skip
HEAVY = ("torch", "sentence_transformers", "transformers", "faiss", "tantivy", "gradio",
         "pypdfium2", "docx", "lxml")  # fmt: skip

PROBE = f"""
import importlib, json, sys
modules = [importlib.import_module(name) for name in {(*PACKAGES, *MODULES)!r}]
files = [module.__file__ for module in modules]
print(json.dumps({{"files": files, "heavy": [name for name in {HEAVY!r} if name in sys.modules]}}))
"""


def run(*command, cwd, **env):
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from a copy so that nothing is left in the checkout or taken from it."""
    tree = tmp_path_factory.mktemp("the sources")
    for name in SOURCES:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, tree / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, tree / name)
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", cwd=tree)
    (built,) = (tree / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def environment(wheel, tmp_path_factory):
    """A new environment with the wheel in it, and the running one's packages within reach."""
    folder = tmp_path_factory.mktemp("an environment") / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=ROOT)
    python = folder / "bin" / "python"
    quiet = ("--quiet", "--disable-pip-version-check", "--no-cache-dir")
    run(
        *(sys.executable, "-m", "pip", "--python", python, "install"),
        *(*quiet, "--no-index", "--no-deps", wheel),
        cwd=folder,
    )
    lent = sorted({sysconfig.get_path(kind) for kind in ("purelib", "platlib")})
    (site_packages,) = folder.glob("lib/python*/site-packages")
    (site_packages / "lent.pth").write_text("\n".join(lent) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def elsewhere(tmp_path):
    folder = tmp_path / "another folder"
    folder.mkdir()
    return folder


def test_the_wheel_holds_every_source_and_data_file_and_nothing_else(wheel):
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    expected = {f"{name}.py" for name in MODULES} | {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert held == expected


def test_the_wheel_holds_the_licence_and_the_notice(wheel):
    names = {Path(name).name for name in zipfile.ZipFile(wheel).namelist() if "/licenses/" in name}
    assert names == {"LICENSE", "NOTICE"}


def test_every_package_is_imported_from_the_wheel_without_anything_heavy(environment, elsewhere):
    python = environment / "bin" / "python"
    found = json.loads(run(python, "-I", "-c", PROBE, cwd=elsewhere))
    assert all(Path(file).is_relative_to(environment) for file in found["files"]), found["files"]
    assert found["heavy"] == []


def test_the_command_answers_from_another_folder(environment, elsewhere):
    command = environment / "bin" / "report-qa"
    assert "ask" in run(command, "--help", cwd=elsewhere)
    library = elsewhere / "a library"
    answer = json.loads(
        run(
            *(command, "ask", "--json", "--library", library, "who presented the CRRF?"),
            cwd=elsewhere,
            HF_HUB_OFFLINE="1",
            TRANSFORMERS_OFFLINE="1",
        )
    )
    assert answer["status"] == "answered"
    assert answer["short_answer"] == "Ninette Kelley"
    assert any("CRRF" in citation["quote"] for citation in answer["citations"])
