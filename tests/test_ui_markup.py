import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ui_samples import HOSTILE, Page

from ui.markup import counted, escape

MARKUP = st.text(st.characters() | st.sampled_from("<>&\"'`=/\u202e\u2066\ud800\x00"), max_size=60)


@given(MARKUP)
def test_escaped_text_is_no_markup_anywhere(text):
    page = Page(f'<p title="{escape(text)}">{escape(text)}</p>')
    assert [tag for tag, _ in page.tags] == ["p"]
    assert page.texts(tag="p") == [page.attributes("title")[0]]


@given(st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs"))))
def test_text_without_controls_comes_back_as_it_was(text):
    assert unescape(escape(text)) == text


@given(MARKUP)
def test_nothing_invisible_is_left(text):
    shown = escape(text)
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2060-\u206f\ud800-\udfff]", shown)
    shown.encode("utf-8")


def test_controls_are_written_out():
    assert escape("a\u202eb\x00c\ud800d") == "a⟨U+202E⟩b⟨U+0000⟩c\ufffdd"


def test_line_breaks_and_tabs_and_joiners_stay():
    assert escape("a\n\tb\u200dc") == "a\n\tb\u200dc"


def test_hostile_text_shows_as_itself():
    assert Page(f"<p>{escape(HOSTILE)}</p>").texts(tag="p") == [
        HOSTILE.replace("\u202e", "⟨U+202E⟩")
    ]


@pytest.mark.parametrize(
    ("n", "words"), [(0, "0 reports"), (1, "1 report"), (1204, "1,204 reports")]
)
def test_numbers_agree_with_their_noun(n, words):
    assert counted(n, "report") == words
