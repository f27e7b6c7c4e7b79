"""What the figures were measured on."""

import os
import platform
from importlib.metadata import version
from pathlib import Path

_PACKAGES = ("onnxruntime", "torch", "sentence-transformers")


def machine() -> str:
    """The processor, what it is busy with, and the versions, in one line."""
    cpuinfo = Path("/proc/cpuinfo")
    text = cpuinfo.read_text(encoding="utf-8") if cpuinfo.is_file() else ""
    models = [line.split(":")[1].strip() for line in text.splitlines() if "model name" in line]
    amx = "with AMX" if "amx_bf16" in text else "without AMX"
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    versions = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return (
        f"{os.cpu_count()} × {models[0] if models else platform.processor()} {amx}, "
        f"load {load}; Python {platform.python_version()}, {versions}"
    )
