"""Decide what becomes of the findings: an answer, the closest sentences, or an abstention."""

from qa.answer import Answer, Status
from qa.choosing import choose
from qa.compose import abstain, answer_with
from qa.confidence import ConfidenceModel
from qa.findings import Findings
from qa.lookup import LOOKED_UP_CONFIDENCE
from qa.settings import Settings
from qa.support import unmentioned


def decide(findings: Findings, model: ConfidenceModel, settings: Settings) -> Answer:
    """The answer where the findings are probable enough to be one, by the settings' thresholds."""
    query, searched, watch = findings.query, findings.searched, findings.watch
    if findings.looked_up:
        return answer_with(
            query, findings.looked_up, searched, "answered", LOOKED_UP_CONFIDENCE, watch
        )
    remark, confidence, reading = findings.absent, 0.0, findings.reading
    if reading is not None:
        remark = unmentioned(query.text, reading.sentences[0])
        confidence = model.probability(reading.features)
    if reading is None or confidence < settings.partial_threshold:
        hits = findings.found.hits if findings.found else []
        return abstain(
            query, hits, settings.n_nearest, findings.snapshot, searched, confidence, watch, remark
        )
    status: Status = "answered" if confidence >= settings.answer_threshold else "partial"
    shown = choose(query, reading.sentences)
    return answer_with(query, shown, searched, status, confidence, watch, remark)
