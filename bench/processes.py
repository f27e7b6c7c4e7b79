"""Run something that measures itself in a process of its own, offline, and take its figures."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
_OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
}


class Failed(Exception):
    """What the process said last, in one line."""


def figures_of(
    module: str,
    *arguments: str,
    python: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The JSON object on the last line of what `python -m module` prints; Failed without one."""
    done = subprocess.run(
        [str(python or sys.executable), "-m", module, *arguments],
        cwd=ROOT,
        env={**os.environ, **_OFFLINE, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        raise Failed(said[-1] if said else f"exit code {done.returncode}")
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures
