"""An environment for each peer, filled by the ordinary pip, kept in the user's cache folder."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from platformdirs import user_cache_path

TORCH = "torch==2.13.0"
"""The one that Report QA has, too; where its CPU build is at hand, pip takes that."""

MODULES = {
    "sentence-transformers + faiss": "with_sentence_transformers",
    "langchain + FAISS": "with_langchain",
    "chromadb": "with_chromadb",
    "txtai": "with_txtai",
    "llama-index": "with_llama_index",
    "haystack-ai": "with_haystack",
}
"""The module in `bench.peers` of each peer; what it needs is in `NEEDS`."""

NEEDS = {
    "with_sentence_transformers": ("sentence-transformers", "faiss-cpu"),
    "with_langchain": (
        "langchain-community",
        "langchain-huggingface",
        "sentence-transformers",
        "faiss-cpu",
    ),
    "with_chromadb": ("chromadb", "sentence-transformers"),
    "with_txtai": ("txtai",),
    "with_llama_index": ("llama-index-core", "llama-index-embeddings-huggingface"),
    "with_haystack": ("haystack-ai", "sentence-transformers-haystack"),
}

_INSTALL_SECONDS = 1_800


class CannotInstall(Exception):
    """Why there is no environment for a peer, in one line."""


def python_of(peer: str) -> Path:
    """The interpreter of a peer's environment, which is made if it is not there."""
    requirements = (TORCH, *NEEDS[MODULES[peer]])
    key = hashlib.sha256("\n".join(requirements).encode()).hexdigest()[:8]
    folder = user_cache_path("report-qa") / "bench" / f"{MODULES[peer]}-{key}"
    python = folder / "bin" / "python"
    installed = folder / "installed"
    if not installed.is_file():
        sys.stderr.write(f"installing {peer}\n")
        shutil.rmtree(folder, ignore_errors=True)
        _run([sys.executable, "-m", "venv", str(folder)])
        pip = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        _run([*pip, *requirements])
        installed.touch()
    return python


def _run(command: list[str]) -> None:
    try:
        subprocess.run(
            command, check=True, capture_output=True, text=True, timeout=_INSTALL_SECONDS
        )
    except subprocess.CalledProcessError as error:
        lines = [line for line in error.stderr.splitlines() if line.startswith("ERROR")]
        raise CannotInstall(lines[-1] if lines else f"exit code {error.returncode}") from error
    except subprocess.TimeoutExpired as error:
        raise CannotInstall(f"not within {_INSTALL_SECONDS} s") from error
