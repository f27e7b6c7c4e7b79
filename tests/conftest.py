"""Fixtures of every test: a small library on disk with an encoder that needs no model."""

import pytest
from cli_samples import CommandLine
from index_samples import OCEAN_TEXT, SCHOOL_TEXT, KeywordEncoder, document, open_library

pytest_plugins = ["ui_served", "browser"]


@pytest.fixture
def keyword_encoder():
    return KeywordEncoder()


@pytest.fixture
def ocean():
    return document(OCEAN_TEXT, "seas.txt")


@pytest.fixture
def school():
    return document(SCHOOL_TEXT, "school.txt")


@pytest.fixture
def library(tmp_path, ocean):
    """A library that holds the report on the ocean."""
    return open_library(tmp_path / "library", [ocean])


@pytest.fixture(scope="session")
def real_engine(tmp_path_factory):
    """The engine with its real models over the bundled report; loaded once a run."""
    from qa.engine import Engine

    return Engine.open(tmp_path_factory.mktemp("real") / "library")


@pytest.fixture
def cli(tmp_path, monkeypatch, capsys):
    """The command line, over a small report."""
    return CommandLine(tmp_path / "library", monkeypatch, capsys)
