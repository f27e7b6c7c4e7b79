import ir_measures
import pytest

from eval.errors import EvaluationError
from eval.trec import append_ranking, read_run, resume_run, write_run

RANKINGS = {"q1": [("a", 2.5), ("b", 1.0)], "q2": [], "q<::>3": [("a", 0.25)]}


def test_a_run_file_is_read_back(tmp_path):
    path = tmp_path / "run.trec"
    write_run(path, RANKINGS, "ours")
    assert read_run(path) == RANKINGS
    assert path.read_text().splitlines()[:2] == [
        "q1 Q0 a 1 2.500000 ours", "q1 Q0 b 2 1.000000 ours",
    ]  # fmt: skip


def test_other_tools_read_it(tmp_path):
    path = tmp_path / "run.trec"
    write_run(path, RANKINGS, "ours")
    read = [(row.query_id, row.doc_id, row.score) for row in ir_measures.read_trec_run(str(path))]
    assert ("q1", "b", 1.0) in read and ("q<::>3", "a", 0.25) in read


@pytest.mark.parametrize("n_bytes_lost", range(1, 100, 7))
def test_a_run_that_was_cut_off_anywhere_goes_on(tmp_path, n_bytes_lost):
    path = tmp_path / "run.trec"
    write_run(path, RANKINGS, "ours")
    whole = path.read_bytes()
    path.write_bytes(whole[:-n_bytes_lost])
    done = resume_run(path)
    assert done == {key: RANKINGS[key] for key in done}
    for query_id, ranking in RANKINGS.items():
        if query_id not in done:
            append_ranking(path, query_id, ranking, "ours")
    assert path.read_bytes() == whole


def test_there_may_be_nothing_to_go_on_from(tmp_path):
    assert resume_run(tmp_path / "absent.trec") == {}
    (tmp_path / "empty.trec").touch()
    assert resume_run(tmp_path / "empty.trec") == {}


def test_what_cannot_be_written_or_read_is_named(tmp_path):
    path = tmp_path / "run.trec"
    with pytest.raises(EvaluationError, match="'a b'"):
        append_ranking(path, "a b", [], "ours")
    path.write_text("q1 Q0 a one 2.5 ours\n")
    with pytest.raises(EvaluationError, match=r"run\.trec, line 1"):
        read_run(path)
