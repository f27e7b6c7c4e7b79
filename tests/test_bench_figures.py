"""The arithmetic of bench/: every expected figure is written out by hand."""

import pytest

from bench.figures import medians, quantile, ratios, rewritten, row_of, table


def test_a_quantile_is_a_value_that_was_measured():
    assert quantile([4.0, 1.0, 3.0, 2.0], 0.5) == 2.0
    assert quantile([4.0, 1.0, 3.0, 2.0], 0.95) == 4.0
    assert quantile([7.0], 0.5) == 7.0


def test_a_row_is_in_the_units_of_the_table():
    measured = {
        "load_seconds": 4.5,
        "passages_per_second": 108.0,
        "query_seconds": [0.004, 0.002, 0.003],
        "hit_at_10": 0.75,
        "resident_bytes": 3 * 2**20,
        "peak_bytes": 5 * 2**20,
        "versions": {"torch": "1"},
    }
    assert row_of(measured) == {
        "load_seconds": 4.5,
        "passages_per_second": 108.0,
        "p50_ms": 3.0,
        "p95_ms": 4.0,
        "hit_at_10": 0.75,
        "serving_mb": 3.0,
        "peak_mb": 5.0,
    }


def test_a_median_is_of_each_figure_by_itself():
    rows = [{"a": 1.0, "b": 30.0}, {"a": 2.0, "b": 10.0}, {"a": 9.0, "b": 20.0}]
    assert medians(rows) == {"a": 2.0, "b": 20.0}


def test_a_ratio_says_how_many_times_ours_is_better():
    ours = [(300.0, 2.0), (200.0, 4.0), (400.0, 1.0)]
    theirs = [(100.0, 8.0), (100.0, 2.0), (100.0, 3.0)]
    pairs = [
        tuple({"passages_per_second": rate, "p50_ms": ms} for rate, ms in pair)
        for pair in zip(ours, theirs, strict=True)
    ]
    assert ratios(pairs) == {"passages_per_second": 3.0, "p50_ms": 3.0}


def test_what_is_nothing_has_no_ratio():
    assert ratios([({"hit_at_10": 0.5, "p50_ms": 1.0}, {"hit_at_10": 0.0, "p50_ms": 2.0})]) == {
        "p50_ms": 2.0
    }


def test_a_peer_that_failed_still_has_its_row():
    assert table(("", "p50", "p95"), [("ours", "1", "2"), ("peer", "cannot be installed")]) == (
        "|  | p50 | p95 |\n| --- | --- | --- |\n| ours | 1 | 2 |\n| peer | cannot be installed |  |"
    )


def test_a_section_is_put_at_the_end_and_then_replaced():
    once = rewritten("# Speed\n", "cold", "1.5 s")
    assert once == "# Speed\n\n<!-- bench: cold -->\n1.5 s\n<!-- bench: end -->\n"
    both = rewritten(once, "peers", "six")
    assert rewritten(both, "cold", "1.4 s") == both.replace("1.5 s", "1.4 s")


def test_a_section_without_an_end_is_not_guessed():
    with pytest.raises(ValueError, match="cold"):
        rewritten("<!-- bench: cold -->\n1.5 s\n", "cold", "1.4 s")
