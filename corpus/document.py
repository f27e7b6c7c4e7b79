"""The models of a document: one normalised text, everything else offsets into it.

`Document.text` is made once by a loader and never changes. A section, paragraph, sentence,
glossary entry, speaker or gap holds `[start, end)` character offsets into that text, so that
whatever is shown to a reader can be opened at its place.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

ParagraphKind = Literal[
    "body", "heading", "list item", "table row", "glossary entry", "footnote", "contents"
]
"""What a paragraph is; "contents" is an entry of a table of contents or a page filler."""

GapKind = Literal["cut before", "cut after", "sections missing"]

MAX_LABEL_CHARS = 40
"""What the mark of a footnote shows is no longer."""


class Frozen(BaseModel):
    """An immutable model that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Frozen):
    """The half-open range `[start, end)`, in characters, of a document's text."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)

    @model_validator(mode="after")
    def _is_ordered(self) -> Self:
        if self.end < self.start:
            raise ValueError(f"a span must not end before it starts: {self.start} > {self.end}")
        return self

    def overlaps(self, other: "Span") -> bool:
        """Whether the two ranges share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside this range."""
        return self.start <= other.start and other.end <= self.end


class Section(Span):
    """A section with its heading: from the heading to the next heading of its level or above."""

    number: str | None = None
    title: str
    level: int = Field(ge=1)

    @property
    def label(self) -> str:
        """The heading as a reader writes it: "V. TOWARDS 2018: NEXT STEPS"."""
        return f"{self.number}. {self.title}" if self.number else self.title


class PageTurn(Frozen):
    """A place in a paragraph where its words go on on another page."""

    position: int = Field(ge=0)
    page: int = Field(ge=1)


class NoteMark(Frozen):
    """The place in a paragraph where a mark stood that refers to a footnote.

    It stood before the character at `position`, or behind the last one; `label` is what it showed,
    "3" or "*". `note_id` is the id of the footnote, a paragraph of the same document.
    """

    position: int = Field(ge=0)
    label: str = Field(min_length=1, max_length=MAX_LABEL_CHARS)
    note_id: str


class Paragraph(Span):
    """A paragraph: the unit that is cited; `sentences` partition its words.

    `page` is the one that it begins on; `notes` are the marks of footnotes in it.
    """

    id: str
    number: int | None = Field(default=None, ge=1)
    page: int | None = Field(default=None, ge=1)
    page_turns: tuple[PageTurn, ...] = ()
    section_path: tuple[str, ...] = ()
    kind: ParagraphKind = "body"
    sentences: tuple[Span, ...] = ()
    notes: tuple[NoteMark, ...] = ()

    def page_at(self, position: int) -> int | None:
        """The page that the character at `position` stands on."""
        turned = (turn.page for turn in reversed(self.page_turns) if turn.position <= position)
        return next(turned, self.page)


class GlossaryEntry(Span):
    """An abbreviation and what it stands for; the span covers the place that says so."""

    abbreviation: str
    expansion: str


class Speaker(Span):
    """A person as introduced by the text; the span covers the words of the introduction."""

    name: str
    role: str = ""
    paragraph_id: str

    @property
    def family_name(self) -> str:
        """The last word of the name, by which later sentences call the person."""
        return self.name.split()[-1]


class Gap(Frozen):
    """A place where the source lacks text: a sentence cut off, or section numbers that skip."""

    kind: GapKind
    position: int = Field(ge=0)
    paragraph_id: str | None = None
    note: str


class Document(Frozen):
    """A report: its text and every structure found in it, as offsets into the text."""

    id: str
    title: str
    source: str
    sha256: str
    text: str
    sections: tuple[Section, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    gaps: tuple[Gap, ...] = ()
    notices: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _spans_fit(self) -> Self:
        for span in self._spans():
            if span.end > len(self.text):
                raise ValueError(
                    f"span [{span.start}, {span.end}) lies outside the text of "
                    f"{len(self.text)} characters"
                )
        previous_end = 0
        for paragraph in self.paragraphs:
            if paragraph.start < previous_end:
                raise ValueError(f"paragraph {paragraph.id} overlaps the one before it")
            if not all(paragraph.covers(sentence) for sentence in paragraph.sentences):
                raise ValueError(f"a sentence lies outside its paragraph {paragraph.id}")
            previous_end = paragraph.end
        return self

    @model_validator(mode="after")
    def _notes_are_there(self) -> Self:
        footnotes = {each.id for each in self.paragraphs if each.kind == "footnote"}
        for paragraph in self.paragraphs:
            for mark in paragraph.notes:
                if not paragraph.start <= mark.position <= paragraph.end:
                    raise ValueError(f"a mark of a footnote lies outside of {paragraph.id}")
                if mark.note_id not in footnotes:
                    raise ValueError(f"{paragraph.id} refers to {mark.note_id}, no footnote")
        return self

    def _spans(self) -> Iterator[Span]:
        for spans in (self.sections, self.paragraphs, self.glossary, self.speakers):
            yield from spans

    def quote(self, span: Span) -> str:
        """The exact characters of `span`."""
        return self.text[span.start : span.end]

    @cached_property
    def _paragraph_by_id(self) -> dict[str, Paragraph]:
        return {paragraph.id: paragraph for paragraph in self.paragraphs}

    def paragraph(self, paragraph_id: str) -> Paragraph:
        """The paragraph of that id; KeyError if there is none."""
        return self._paragraph_by_id[paragraph_id]

    @cached_property
    def _marks_by_note(self) -> dict[str, list[tuple[Paragraph, NoteMark]]]:
        marks: dict[str, list[tuple[Paragraph, NoteMark]]] = {}
        for paragraph in self.paragraphs:
            for mark in paragraph.notes:
                marks.setdefault(mark.note_id, []).append((paragraph, mark))
        return marks

    def marks_of(self, note_id: str) -> tuple[tuple[Paragraph, NoteMark], ...]:
        """Every mark that refers to a footnote, with the paragraph that it stands in."""
        return tuple(self._marks_by_note.get(note_id, ()))

    def gaps_at(self, paragraph_id: str) -> tuple[Gap, ...]:
        """The gaps that touch a paragraph."""
        return tuple(gap for gap in self.gaps if gap.paragraph_id == paragraph_id)

    @cached_property
    def n_searchable_paragraphs(self) -> int:
        """How many paragraphs are searched (tables of contents and fillers are not)."""
        return sum(paragraph.kind != "contents" for paragraph in self.paragraphs)


class Passage(Span):
    """One to three neighbouring sentences of one paragraph: what is searched."""

    id: str
    document_id: str
    paragraph_id: str
