"""Documents as people name them: by id, its beginning, or the file."""

import pytest

from corpus.document import Document
from index.errors import LibraryError
from index.naming import find_document

SOURCES = {
    "ab12": "rain.txt",
    "ab34": "2023/annual.pdf",
    "cd56": "2024/annual.pdf",
    "cd78": "ab",
    "ef90": "rain.txt.txt",
}
DOCUMENTS = [
    Document(id=key, title="", source=source, sha256="", text="") for key, source in SOURCES.items()
]


@pytest.mark.parametrize(
    ("name", "document_id"),
    [
        ("ab12", "ab12"),
        ("ab1", "ab12"),
        ("e", "ef90"),
        ("rain.txt", "ab12"),
        ("reports/rain.txt", "ab12"),
        ("./rain.txt", "ab12"),
        ("2023/annual.pdf", "ab34"),
        ("reports/2024/annual.pdf", "cd56"),
        ("ab", "cd78"),  # a file of that name before ids that begin so
    ],
)
def test_one_is_meant(name, document_id):
    assert find_document(DOCUMENTS, name).id == document_id


@pytest.mark.parametrize(
    "name", ["", "b1", "ab123", "Rain.txt", "txt", "2025/annual.pdf", ".", "/"]
)
def test_none_is_meant(name):
    with pytest.raises(LibraryError) as caught:
        find_document(DOCUMENTS, name)
    assert str(caught.value) == f"{name}: no such document; see: report-qa list"


def test_several_are_meant():
    with pytest.raises(LibraryError) as caught:
        find_document(DOCUMENTS, "annual.pdf")
    assert str(caught.value) == (
        "annual.pdf: 2 documents are called so (ab34 2023/annual.pdf, cd56 2024/annual.pdf); "
        "name an id"
    )
    with pytest.raises(LibraryError, match=r"^c: 2 documents are called so \(cd56 .*, cd78 ab\)"):
        find_document(DOCUMENTS, "c")
