"""Read tensors of a safetensors file where they lie, without its package or torch."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.errors import ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LENGTH_BYTES = 8


def read_tensors(path: Path, names: Sequence[str]) -> "list[NDArray[np.float32]]":
    """The float32 tensors of these names, mapped into memory; ModelError where one is not there.

    A file begins with the length of a JSON header, 8 bytes, little-endian; the header has each
    tensor's type, shape and place in the bytes after it.
    """
    body = np.memmap(path, dtype=np.uint8, mode="r")
    n_header = int.from_bytes(body[:_LENGTH_BYTES].tobytes(), "little")
    first = _LENGTH_BYTES + n_header
    header = json.loads(body[_LENGTH_BYTES:first].tobytes())
    tensors = []
    for name in names:
        entry = header.get(name)
        if entry is None or entry["dtype"] != "F32":
            raise ModelError(f"{path}: there is no float32 tensor {name}")
        start, end = entry["data_offsets"]
        tensor = np.frombuffer(body, np.float32, (end - start) // 4, first + start)
        tensors.append(tensor.reshape(entry["shape"]))
    return tensors
