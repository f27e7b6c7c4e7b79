"""The library on the page: files added, reports removed, and which of them are asked."""

import threading
from itertools import groupby

import pytest
from index_samples import KeywordEncoder, open_library
from qa_samples import meeting, open_engine
from reader_samples import word_bytes, word_paragraph
from ui_samples import Page, report

from corpus.errors import CorpusError
from corpus.pdf.ocr import ASK, NEEDED
from index.library import Added, Library
from index.lock import writer_lock
from ui.adding import Intake
from ui.asking import ask_in_turn
from ui.choice import (
    ALL_ASKED,
    EMPTY,
    NONE_ASKED,
    ChoiceError,
    asked_ids,
    choice_html,
    with_choice,
)
from ui.library_html import library_html
from ui.library_view import adding, offer_ocr, removing
from ui.report_facts import remarks_on
from ui.uploads import uploaded_files
from ui.warming import WarmingEngine

HOSTILE_NAME = "<img src=x onerror=alert(1)>\u202efdp.txt"
NOTE = "The ferry is run by Ida Holm.\n\nIt is on money that the ocean is crossed."


@pytest.fixture
def engine(tmp_path):
    """A real engine with tiny models over a library that holds the report on the harbour."""
    opened = open_engine(tmp_path / "library", meeting())
    return WarmingEngine(lambda: opened)


@pytest.fixture
def uploaded(tmp_path):
    """A file as Gradio hands it over: a copy in a folder of its own, and the name it had."""

    def upload(name, content, stored=None):
        folder = tmp_path / "uploads" / str(len(list((tmp_path / "uploads").glob("*"))))
        folder.mkdir(parents=True)
        path = folder / (stored or name)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return {"path": str(path), "orig_name": name}

    return upload


def sources(engine):
    engine.wait()
    return [document.source for document in engine.documents().values()]


def last_page(engine, rows, intake=None):
    return Page(list(adding(engine, intake or Intake(), rows))[-1])


def test_files_of_several_formats_are_added_and_their_copies_removed(engine, uploaded, tmp_path):
    rows = [
        uploaded("ferry.txt", NOTE),
        uploaded("rain.md", "# Rain\n\nIt rained on the school.\n"),
        uploaded("snow.docx", word_bytes(word_paragraph("Snow fell on Paris."))),
    ]
    page = last_page(engine, rows)
    assert page.texts(tag="h3") == ["3 added"]
    assert page.texts("rq-file-name") == ["ferry.txt", "rain.md", "snow.docx"]
    assert page.texts("rq-facts") == ["2 paragraphs", "2 paragraphs", "1 paragraph"]
    assert sources(engine) == [meeting().source, "ferry.txt", "rain.md", "snow.docx"]
    assert list((tmp_path / "uploads").rglob("*")) == []


def test_each_step_is_told_before_the_end(engine, uploaded):
    rows = [uploaded("ferry.txt", NOTE), uploaded("rain.md", "# Rain\n\nIt rained.\n")]
    steps = [Page(html) for html in adding(engine, Intake(), rows)]
    states = [page.texts("rq-state") for page in steps]
    expected = [
        ["Reading", "Waiting"],
        ["Read", "Reading"],
        ["Read", "Read"],
        ["Indexing", "Indexing"],
        ["Added", "Added"],
    ]
    assert [state for state, _ in groupby(states)] == expected


def test_a_refused_file_is_told_why_and_the_others_are_added(engine, uploaded, tmp_path):
    rows = [
        uploaded("ferry.txt", NOTE),
        uploaded("table.xls", b"\xd0\xcf"),
        uploaded("empty.txt", ""),
        uploaded("fake.pdf", "no PDF at all"),
    ]
    html = list(adding(engine, Intake(), rows))[-1]
    page = Page(html)
    assert page.texts("rq-state") == ["Added", "Refused", "Refused", "Refused"]
    assert [reason.split(";")[0] for reason in page.texts("rq-reason")] == [
        "Files of type .xls are not read",
        "The file holds no text.",
        "This is not a PDF file, and no other type that is read.",
    ]
    assert str(tmp_path) not in html
    assert sources(engine) == [meeting().source, "ferry.txt"]


def test_a_file_that_is_there_is_unchanged_and_a_new_version_replaces_it(engine, uploaded):
    for content, state in ((NOTE, "added"), (NOTE, "unchanged"), ("The ferry sank.", "replaced")):
        page = last_page(engine, [uploaded("ferry.txt", content)])
        assert page.texts(tag="h3") == [f"1 {state}"]
    assert sources(engine) == [meeting().source, "ferry.txt"]


def test_of_two_files_with_one_name_neither_is_lost_unseen(engine, uploaded, tmp_path):
    rows = [uploaded("a.txt", NOTE), uploaded("a.txt", "The ferry sank.")]
    html = list(adding(engine, Intake(), rows))[-1]
    assert Page(html).texts("rq-state") == ["Added", "Refused"]
    assert Page(html).texts("rq-reason") == [
        "It would replace a.txt, which has the same name; rename one of them."
    ]


def test_what_was_left_out_of_a_report_is_told(engine, uploaded):
    page = last_page(engine, [uploaded("ferry.txt", "The ferry\u200b sank.")])
    assert page.texts("rq-notices") == ["1 invisible characters were taken out."]


def test_a_hostile_name_is_shown_as_what_it_is(engine, uploaded):
    html = list(adding(engine, Intake(), [uploaded(HOSTILE_NAME, NOTE, stored="x.txt")]))[-1]
    shown = HOSTILE_NAME.replace("\u202e", "⟨U+202E⟩")
    assert Page(html).texts("rq-file-name") == [shown]
    listed = library_html(engine.documents(), ALL_ASKED)
    for page in (Page(html), Page(listed)):
        assert not {"img", "script"} & {tag for tag, _ in page.tags}
    kept = HOSTILE_NAME.replace("\u202e", "")  # a document keeps nothing invisible
    assert Page(listed).texts("rq-facts")[1] == f"{kept} · 2 paragraphs"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("..\\..\\etc\\report.txt", "report.txt"),
        ("../../etc/report.txt", "report.txt"),
        ("a\ud800.txt", "a\ufffd.txt"),
        ("\0.txt", ".txt"),
        ("x" * 300 + ".txt", "x" * 196 + ".txt"),
    ],
)
def test_a_report_is_named_as_its_file_was_and_not_as_its_path(sent, kept):
    (file,) = uploaded_files([{"path": "uploads/1/stored.txt", "orig_name": sent}])
    assert (file.source, file.path.name) == (kept, "stored.txt")


class SlowLibrary:
    """Takes as long to add as it is told to."""

    def __init__(self):
        self.may_go_on = threading.Event()

    def add(self, documents, progress=None):
        assert self.may_go_on.wait(10)
        return Added(new=tuple(documents))


@pytest.mark.parametrize("with_ocr", [False, True])
def test_scans_are_read_with_ocr_where_that_is_asked_for(engine, uploaded, monkeypatch, with_ocr):
    asked = []

    def load(path, source, with_ocr):
        asked.append(with_ocr)
        return meeting()

    monkeypatch.setattr("index.intake.load", load)
    list(adding(engine, Intake(), [uploaded("scan.pdf", "%PDF-")], with_ocr))
    assert asked == [with_ocr]


@pytest.mark.parametrize("is_there", [False, True])
def test_ocr_is_offered_only_where_it_can_be_done(monkeypatch, is_there):
    def check():
        if not is_there:
            raise CorpusError("the program tesseract is not found")

    monkeypatch.setattr("corpus.pdf.ocr.check_installed", check)
    assert offer_ocr().visible is is_there


@pytest.mark.parametrize(
    ("is_there", "said"),
    [
        (True, "The pages are pictures; tick “Read scans with OCR” and add it again."),
        (False, f"The pages are pictures; this app cannot read them yet. {NEEDED}."),
    ],
)
def test_a_scan_is_refused_with_what_can_be_done_on_the_page(
    engine, uploaded, monkeypatch, is_there, said
):
    def load(path, source, with_ocr):
        raise CorpusError(f"the pages are pictures; {ASK}. {NEEDED}")

    def check():
        if not is_there:
            raise CorpusError("the program tesseract is not found")

    monkeypatch.setattr("index.intake.load", load)
    monkeypatch.setattr("corpus.pdf.ocr.check_installed", check)
    assert last_page(engine, [uploaded("scan.pdf", "%PDF-")]).texts("rq-reason") == [said]


def test_a_second_set_of_files_is_told_that_it_waits_and_is_then_added(uploaded):
    library, intake = SlowLibrary(), Intake()
    first = intake.add(library, uploaded_files([uploaded("a.txt", NOTE)]))
    next(first)
    second = intake.add(library, uploaded_files([uploaded("b.txt", NOTE)]))
    assert next(second).is_waiting
    library.may_go_on.set()
    for states in (first, second):
        *_, last = states
        assert [outcome.state for outcome in last.outcomes] == ["added"]
        assert not last.is_waiting


def test_while_another_process_changes_the_library_one_is_told(tmp_path, uploaded):
    library = open_library(tmp_path / "library", lock_seconds=0.05)
    engine = WarmingEngine(lambda: Holder(library))
    with writer_lock(tmp_path / "library", 1):
        page = last_page(engine, [uploaded("a.txt", NOTE)])
    assert page.texts("rq-state") == ["Not added"]
    (problem,) = page.texts("rq-problem")
    assert problem.endswith("another process has been changing the library for 0.05 seconds; "
                            "try again when it is done.")  # fmt: skip
    assert list((tmp_path / "uploads").rglob("*")) == []


class Holder:
    """An engine of which only the library is wanted."""

    def __init__(self, library):
        self.library = library


def test_a_bug_while_adding_is_an_apology_and_leaves_no_copy_behind(uploaded, tmp_path):
    class Broken:
        def add(self, documents, progress=None):
            raise RuntimeError("secret details")

    *_, last = Intake().add(Broken(), uploaded_files([uploaded("a.txt", NOTE)]))
    assert last.problem and "secret" not in last.problem
    assert list((tmp_path / "uploads").rglob("*")) == []


def test_a_report_is_removed_and_one_that_is_not_there_is_told(engine, uploaded):
    last_page(engine, [uploaded("ferry.txt", NOTE)])
    first, ferry = engine.documents()
    title = engine.documents()[ferry].title
    told = [Page(html).texts("rq-told") for html in removing(engine, ferry)]
    assert told == [[f"Removing {title}…"], [f"Removed: {title}"]]
    assert list(engine.documents()) == [first]
    *_, html = removing(engine, ferry)
    assert Page(html).texts("rq-problem") == [f"{ferry}: no such document; see: report-qa list."]


def test_the_last_report_can_be_removed_and_then_a_question_is_told_what_to_do(engine):
    engine.wait()
    (only,) = engine.documents()
    assert "there will be nothing to ask" in library_html(engine.documents(), ALL_ASKED)
    list(removing(engine, only))
    assert Page(library_html(engine.documents(), ALL_ASKED)).texts(tag="h2") == [
        "The library is empty"
    ]
    assert Page(choice_html(engine.documents(), ALL_ASKED)).texts(tag="button") == ["Add a report"]
    assert problem_of(engine, ALL_ASKED) == EMPTY


def problem_of(engine, left_out):
    return list(ask_in_turn(engine, "who measured tides?", (), left_out))[-1][0].problem


def test_a_question_keeps_to_the_reports_that_were_chosen(engine, uploaded):
    last_page(engine, [uploaded("ferry.txt", NOTE)])
    harbour, ferry = engine.documents()

    def cited(left_out):
        answer = list(ask_in_turn(engine, "who measured tides?", (), left_out))[-1][0].answer
        found = {citation.document_id for citation in answer.citations}
        return answer.status, found, answer.searched.documents

    assert cited(ALL_ASKED) == ("answered", {harbour}, 2)
    assert cited(frozenset({ferry})) == ("answered", {harbour}, 1)
    assert cited(frozenset({harbour})) == ("not_in_report", set(), 1)
    assert problem_of(engine, frozenset({harbour, ferry})) == NONE_ASKED


def test_a_change_by_another_process_is_seen_at_the_next_question(engine, tmp_path, ocean):
    engine.wait()
    other = Library.open(tmp_path / "library", KeywordEncoder())
    other.add([ocean])
    answer = list(ask_in_turn(engine, "who owns the ocean?", ()))[-1][0].answer
    assert answer.searched.documents == 2
    other.remove(ocean.id)
    answer = list(ask_in_turn(engine, "who owns the ocean?", ()))[-1][0].answer
    assert answer.searched.documents == 1


def test_a_remark_that_is_made_of_several_places_is_told_once():
    gap = report().gaps[0]
    update = {"gaps": (gap, gap), "notices": ("left out: a picture",)}
    document = report().model_copy(update=update)
    assert remarks_on(document) == ["left out: a picture", "cut (2 places)"]
    page = Page(library_html({document.id: document}, ALL_ASKED))
    assert page.texts(tag="summary") == ["2 remarks on its text"]


REPORTS = dict.fromkeys(("a", "b", "c"))


def test_ticks_leave_out_and_take_in_again():
    left = with_choice(ALL_ASKED, REPORTS, "b", False)
    assert asked_ids(REPORTS, left) == ("a", "c")
    assert asked_ids({**REPORTS, "d": None}, left) == ("a", "c", "d")  # what is new is asked
    assert with_choice(left, REPORTS, "b", True) == ALL_ASKED
    assert with_choice(left, REPORTS, None, False) == frozenset("abc")
    assert with_choice(frozenset("abc"), REPORTS, None, True) == ALL_ASKED
    assert asked_ids(REPORTS, frozenset({"gone"})) is None
    with pytest.raises(ChoiceError, match="No report is chosen"):
        asked_ids(REPORTS, frozenset("abc"))


@pytest.mark.parametrize(
    ("left_out", "said"),
    [("", []), ("b", ["Asking 2 of 3 reports. Change Ask all"]),
     ("abc", ["Asking none of 3 reports. Change Ask all"])],
)  # fmt: skip
def test_the_page_says_when_not_all_are_asked(left_out, said):
    assert Page(choice_html(REPORTS, frozenset(left_out))).texts("rq-choice") == said


def test_the_list_has_a_ticked_box_a_report_that_is_asked(engine, uploaded):
    last_page(engine, [uploaded("ferry.txt", NOTE)])
    harbour, ferry = engine.documents()
    page = Page(library_html(engine.documents(), frozenset({ferry})))
    boxes = [attributes for tag, attributes in page.tags if tag == "input"]
    assert [(box.get("data-every") or box["data-asked"], "checked" in box) for box in boxes] == [
        ("mixed", False),
        (harbour, True),
        (ferry, False),
    ]
    assert page.attributes("data-document") == [harbour, ferry]
