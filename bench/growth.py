"""A picture of how a query's time grows with the library, for README and docs/benchmarks.md."""

import math
from collections.abc import Mapping

from eval.frame import Frame, Point

_STYLE = (
    "<style>text{font:12px system-ui,sans-serif;fill:#5a6470}.middle{text-anchor:middle}"
    ".end{text-anchor:end}.axis{stroke:#5a6470}.grid{stroke:#dde2e7;fill:none}"
    ".peer{stroke:#9aa5b1;stroke-width:1.5;fill:none}.curve{stroke:#1f5fa6;stroke-width:2.5;"
    "fill:none}.dot{fill:#1f5fa6}.ours{fill:#1f5fa6;font-weight:600}</style>"
)
_TICKS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000)


def picture(p50_ms: Mapping[str, Mapping[int, float]], ours: str) -> str:
    """An SVG of milliseconds over passages, both on a logarithmic scale, a line a pipeline."""
    sizes = sorted({size for each in p50_ms.values() for size in each})
    highest = max(ms for each in p50_ms.values() for ms in each.values())
    lowest = min(ms for each in p50_ms.values() for ms in each.values())
    bottom = max(tick for tick in (0.1, *_TICKS) if tick <= lowest)
    ticks = [tick for tick in _TICKS if bottom <= tick <= 1.5 * highest]
    frame = Frame(
        x_range=(math.log10(sizes[0]), math.log10(sizes[-1])),
        y_range=(math.log10(bottom), math.log10(1.5 * highest)),
        right=120.0,
    )
    marks = []
    for name, each in p50_ms.items():
        points: list[Point] = [(math.log10(n), math.log10(each[n])) for n in sorted(each)]
        marks.append(frame.line(points, "curve" if name == ours else "peer"))
        marks += [
            frame.dot(point, f"{name}: {10 ** point[1]:.1f} ms", look="dot")
            for point in points
            if name == ours
        ]
        marks.append(frame.label(points[-1], name, "ours" if name == ours else "tick", (6, 4)))
    made = frame.picture(
        "milliseconds of a query (p50) over passages in the library",
        frame.y_axis([(math.log10(tick), f"{tick} ms") for tick in ticks]),
        frame.x_axis([(math.log10(size), f"{size:,}") for size in sizes], "passages"),
        *marks,
    )
    return made.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1).replace(
        ">", f">{_STYLE}", 1
    )
