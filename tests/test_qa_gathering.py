"""What is searched and read for a question: a first part, and the rest where that is not sure."""

import pytest
from index_samples import KeywordEncoder, open_library
from qa_samples import BY_SENTENCE, OverlapReader, OverlapReranker, meeting

from qa.engine import Engine
from qa.settings import Settings

QUESTION = "How many northern pilots came?"  # the paragraph answers with a logit of 1


class Counted:
    """A model that keeps the texts it was given."""

    def __init__(self, model):
        self._model = model
        self.texts = []

    def __getattr__(self, name):
        return getattr(self._model, name)

    def score(self, question, texts):
        self.texts += texts
        return self._model.score(question, texts)

    def read(self, question, texts):
        self.texts += texts
        return self._model.read(question, texts)


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    directory = tmp_path_factory.mktemp("gathering") / "library"
    return open_library(directory, [meeting()], encoder=KeywordEncoder())


@pytest.fixture
def gathered(library):
    def gather(**settings):
        """The answer to the question, the texts that were reranked, and those that were read."""
        reranker, reader = Counted(OverlapReranker()), Counted(OverlapReader())
        engine = Engine(library, reranker, reader, Settings(**settings), BY_SENTENCE)
        answer = engine.ask(QUESTION).model_dump(exclude={"timings"})
        return answer, reranker.texts, reader.texts

    return gather


ALL = {"n_rerank": 9, "n_paragraphs": 3}


def test_where_the_first_ones_surely_answer_the_rest_is_left_out(gathered):
    answer, reranked, read = gathered(n_rerank_first=4, n_paragraphs_first=1, sure_logit=1.0, **ALL)
    assert answer["status"] == "answered"
    assert (len(reranked), len(read)) == (4, 1)


@pytest.mark.parametrize("n_first", [1, 4, 9, 20])
def test_where_they_do_not_the_answer_is_the_one_that_all_give(gathered, n_first):
    at_once, *everything = gathered(n_rerank_first=9, n_paragraphs_first=3, **ALL)
    answer, reranked, read = gathered(
        n_rerank_first=n_first, n_paragraphs_first=1, sure_logit=1.1, **ALL
    )
    assert answer == at_once
    assert [sorted(reranked), sorted(read)] == list(map(sorted, everything))  # nothing twice


def test_asked_again_a_question_is_answered_the_same(library):
    settings = Settings(n_rerank_first=2, n_paragraphs_first=1, sure_logit=1.0, **ALL)
    engine = Engine(library, OverlapReranker(), OverlapReader(), settings, BY_SENTENCE)
    first = engine.inspect(QUESTION).model_dump(exclude={"answer": {"timings"}})
    engine.search(QUESTION)  # more of the same query is reranked, and kept
    assert engine.ask(QUESTION).model_dump(exclude={"timings"}) == first["answer"]
    assert engine.inspect(QUESTION).model_dump(exclude={"answer": {"timings"}}) == first
