"""What a command imports, in a process of its own: nothing heavy that it does not need."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from index_samples import document, open_library

ROOT = Path(__file__).resolve().parent.parent
TORCH = {"torch", "transformers", "sentence_transformers", "huggingface_hub", "onnx"}
WEB = {"gradio", "fastapi", "pandas"}
SEARCH = {"faiss", "tantivy", "onnxruntime", "tokenizers", "numpy"}
READING = {"pypdfium2", "docx", "lxml", "markdown_it.main", "corpus.assemble"}
TELL = (
    "import atexit, sys; "
    "atexit.register(lambda: print('\\n' + ' '.join(sys.modules), file=sys.stderr)); "
)
COMMAND = "import cli; cli.main()"
PAGE = (
    "from pathlib import Path; import app; library = Path(sys.argv[1]); app.create_app(library); "
    "app._open_engine(library).ask('who presented the CRRF?')"
)


def imported_by(*arguments, program=COMMAND):
    """The modules that are there when a command, or another program, has ended well."""
    done = subprocess.run(
        [sys.executable, "-c", TELL + program, *(str(each) for each in arguments)],
        cwd=ROOT,
        env={**os.environ, "HF_HUB_OFFLINE": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("command", [("ask", "who presented the CRRF?"), ("search", "CRRF")])
def test_a_question_needs_neither_torch_nor_the_web(real_engine, command):
    modules = imported_by(*command, "--library", real_engine.library.directory)
    assert modules & (TORCH | WEB) == set()
    assert modules & {"faiss", "tantivy", "onnxruntime"} != set()


def test_a_question_in_the_app_needs_no_torch(real_engine):
    modules = imported_by(real_engine.library.directory, program=PAGE)
    assert "gradio" in modules
    assert modules & (TORCH - {"huggingface_hub"}) == set()  # which Gradio imports


def test_a_new_library_is_made_without_torch(tmp_path):
    modules = imported_by("search", "CRRF", "--library", tmp_path / "library")
    assert modules & (TORCH | WEB) == set()


def test_a_list_opens_no_index_and_loads_no_model(tmp_path):
    open_library(tmp_path / "library", [document()])
    modules = imported_by("list", "--library", tmp_path / "library")
    assert modules & (TORCH | WEB | SEARCH | READING) == set()
    assert "sqlite3" in modules


@pytest.mark.parametrize("command", [(), ("ask",), ("eval",)], ids=["all", "ask", "eval"])
def test_the_help_needs_nothing_of_ours(command):
    modules = imported_by(*command, "--help")
    assert modules & (TORCH | WEB | SEARCH | {"corpus", "sqlite3"}) == set()
