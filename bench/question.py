"""What a question costs beside the plain reranking of 20 passages.

`python -m bench.question [LIBRARY]`. Both in one run, in turn, on the development questions;
medians, and the median of the ratios.
"""

import statistics
import sys
import time
from pathlib import Path

from eval.question_set import development_set
from index.library import Library
from qa.engine import Engine
from qa.reranker import CrossEncoder

N_QUESTIONS = 40
N_PASSAGES = 20


def main() -> None:
    """Print the figures."""
    library = Library.open(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    engine = Engine(library)
    engine.warm()
    reranker = CrossEncoder()
    snapshot = library.snapshot()
    asked = [each for each in development_set().questions if not each.history][:N_QUESTIONS]
    rerank, whole = [], []
    for question in asked:
        vector = library.encoder.encode_query(question.question)
        near = snapshot.search_dense(vector, N_PASSAGES)
        texts = [snapshot.text_of(snapshot.passages[position]) for position, _ in near]
        begin = time.perf_counter()
        reranker.score(question.question, texts)
        middle = time.perf_counter()
        engine.ask(question.question)
        rerank.append(middle - begin)
        whole.append(time.perf_counter() - middle)
    ratios = [one / other for one, other in zip(whole, rerank, strict=True)]
    sys.stdout.write(
        f"{len(asked)} questions: reranking {N_PASSAGES} passages "
        f"{1000 * statistics.median(rerank):.0f} ms, a whole question "
        f"{1000 * statistics.median(whole):.0f} ms, ratio {statistics.median(ratios):.2f}\n"
    )


if __name__ == "__main__":
    main()
