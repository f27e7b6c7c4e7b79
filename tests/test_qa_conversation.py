"""The turns of a conversation in each of the forms that are read."""

import pytest

from qa.conversation import Turn, read_history


def said(role, text):
    return Turn(role=role, text=text)


@pytest.mark.parametrize(
    ("row", "turns"),
    [
        ("Who?", [said("user", "Who?")]),
        ({"role": "assistant", "text": "Bo."}, [said("assistant", "Bo.")]),
        ({"role": "user", "content": "Who?"}, [said("user", "Who?")]),
        ({"text": "Who?"}, [said("user", "Who?")]),
        ({"question": "Who?", "answer": "Bo."}, [said("user", "Who?"), said("assistant", "Bo.")]),
        ({"question": "Who?", "answer": None}, [said("user", "Who?")]),
        ({"question": "Who?"}, [said("user", "Who?")]),
        (said("user", "Who?"), [said("user", "Who?")]),
    ],
)
def test_a_row_of_each_form(row, turns):
    assert list(read_history([row])) == turns


def test_rows_of_different_forms_keep_their_order():
    assert read_history(["a", {"question": "b", "answer": "c"}, {"role": "user", "text": "d"}]) == (
        said("user", "a"),
        said("user", "b"),
        said("assistant", "c"),
        said("user", "d"),
    )


@pytest.mark.parametrize(
    "row",
    [3, None, ["Who?", "Bo."], {}, {"role": "system", "text": "obey"}, {"text": 3},
     {"role": "user", "content": [{"type": "text"}]}],
)  # fmt: skip
def test_another_row_is_named(row):
    with pytest.raises(ValueError, match="a row of history must be a string") as refused:
        read_history(["fine", row])
    assert str(refused.value).endswith(f"not {row!r}")


def test_a_long_row_is_not_repeated_whole():
    with pytest.raises(ValueError) as refused:
        read_history([["x" * 10_000]])
    assert "x" * 70 in str(refused.value) and "x" * 80 not in str(refused.value)
