"""The frame of a plot: a mapping from values to the picture, its axes, and marks drawn in it.

Colours are classes, given by the page's style sheet, so that a plot follows light and dark.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eval.markup import Markup, join, tag

Point = tuple[float, float]
WIDTH = 380.0


@dataclass(frozen=True)
class Frame:
    """A picture of `WIDTH` by `height` pixels (before scaling) with margins around the axes."""

    x_range: tuple[float, float]
    y_range: tuple[float, float]
    height: float = 270.0
    left: float = 44.0
    right: float = 22.0
    top: float = 14.0
    bottom: float = 42.0

    def x(self, value: float) -> float:
        """The horizontal place of a value."""
        low, high = self.x_range
        return self.left + (value - low) / (high - low) * (WIDTH - self.left - self.right)

    def y(self, value: float) -> float:
        """The vertical place of a value; larger values stand higher."""
        low, high = self.y_range
        inner = self.height - self.top - self.bottom
        return self.top + (high - value) / (high - low) * inner

    def picture(self, description: str, *marks: str) -> Markup:
        """The whole plot, with a description for those who do not see it."""
        return tag(
            "svg",
            *marks,
            viewBox=f"0 0 {WIDTH:g} {self.height:g}",
            role="img",
            aria_label=description,
        )

    def x_axis(self, ticks: Iterable[tuple[float, str]], title: str) -> Markup:
        """Ticks, their labels and the title below the plot."""
        foot = self.height - self.bottom
        marks = [self._line((self.left, foot), (WIDTH - self.right, foot), "axis")]
        for value, text in ticks:
            at = self.x(value)
            marks.append(self._line((at, foot), (at, foot + 4), "axis"))
            marks.append(_text((at, foot + 17), text, "tick middle"))
        middle = (self.left + WIDTH - self.right) / 2
        marks.append(_text((middle, self.height - 6), title, "title middle"))
        return join(marks)

    def y_axis(self, ticks: Iterable[tuple[float, str]]) -> Markup:
        """Horizontal grid lines with their labels at the left."""
        marks = []
        for value, text in ticks:
            at = self.y(value)
            marks.append(self._line((self.left, at), (WIDTH - self.right, at), "grid"))
            marks.append(_text((self.left - 7, at + 4), text, "tick end"))
        return join(marks)

    def line(self, points: Sequence[Point], look: str = "curve") -> Markup:
        """A line through points given as values."""
        return tag("polyline", points=self._path(points), class_=look)

    def area(self, points: Sequence[Point], look: str = "band") -> Markup:
        """A filled shape whose corners are given as values."""
        return tag("polygon", points=self._path(points), class_=look)

    def dot(self, point: Point, note: str, radius: float = 3.5, look: str = "dot") -> Markup:
        """A dot at a value; the note shows when the pointer rests on it."""
        return tag(
            "circle",
            tag("title", note),
            cx=round(self.x(point[0]), 2),
            cy=round(self.y(point[1]), 2),
            r=round(radius, 2),
            class_=look,
        )

    def label(
        self, point: Point, text: str, look: str = "label", shift: Point = (0.0, 0.0)
    ) -> Markup:
        """Text beside a value, moved by `shift` pixels."""
        return _text((self.x(point[0]) + shift[0], self.y(point[1]) + shift[1]), text, look)

    def _path(self, points: Sequence[Point]) -> str:
        return " ".join(f"{self.x(x):.2f},{self.y(y):.2f}" for x, y in points)

    @staticmethod
    def _line(start: Point, end: Point, look: str) -> Markup:
        return tag("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], class_=look)


def percent_ticks(high: float = 1.0, step: float = 0.2) -> list[tuple[float, str]]:
    """Ticks from 0 to `high` as percentages."""
    n_steps = round(high / step)
    return [(i * step, f"{100 * i * step:.0f} %") for i in range(n_steps + 1)]


def _text(at: Point, text: str, look: str) -> Markup:
    return tag("text", text, x=round(at[0], 2), y=round(at[1], 2), class_=look)
