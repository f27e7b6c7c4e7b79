"""The command line in this process, over a small report and with nothing that was trained."""

import re
import sys
from dataclasses import dataclass

from index_samples import KeywordEncoder
from qa_samples import BY_SENTENCE, OverlapReader, OverlapReranker, meeting

import cli as command_line
from qa.settings import Settings


@dataclass(frozen=True)
class Result:
    """How a command ended, and what it printed, without the spaces at the ends of lines."""

    code: int
    out: str
    err: str


class CommandLine:
    """Runs commands on a library of its own and notes each model that is loaded."""

    def __init__(self, library, monkeypatch, capsys):
        self.library = library
        self.loads = []
        self._monkeypatch, self._capsys = monkeypatch, capsys
        monkeypatch.setenv("REPORT_QA_LIBRARY", str(library))
        monkeypatch.setattr(
            "index.library.encoder_of", self._loading("encoder", lambda _: KeywordEncoder())
        )
        reranker = self._loading("reranker", OverlapReranker)
        reader = self._loading("reader", OverlapReader)
        for module in ("qa.engine", "qa.reranker"):
            monkeypatch.setattr(f"{module}.CrossEncoder", reranker)
        for module in ("qa.engine", "qa.span_reader"):
            monkeypatch.setattr(f"{module}.OnnxSpanReader", reader)
        monkeypatch.setattr("qa.engine.packaged_model", lambda: BY_SENTENCE)
        monkeypatch.setattr(
            "qa.engine.Settings", lambda: Settings(answer_threshold=0.15, partial_threshold=0.12)
        )
        monkeypatch.setattr("index.library.bundled", meeting)

    def _loading(self, name, make):
        def load(*given):
            self.loads.append(name)
            return make(*given)

        return load

    def __call__(self, *arguments):
        """Run `report-qa` with these arguments."""
        self._monkeypatch.setattr(sys, "argv", ["report-qa", *(str(each) for each in arguments)])
        self._capsys.readouterr()
        code = 0
        try:
            command_line.main()
        except SystemExit as ended:
            code = ended.code or 0
        out, err = self._capsys.readouterr()
        return Result(code, re.sub(" +\n", "\n", out), err)
