"""What of a question its evidence does not mention: names, years, ordinals, figures."""

from qa.premise import contradicted
from qa.reader import ReadSentence
from qa.words import names_in, numbers_in, ordinals_in, stem, words_of


def evidence_of(best: ReadSentence) -> str:
    """The paragraph of the best sentence with what it stands under: section, title, expansions."""
    paragraph = best.document.quote(best.paragraph)
    expansions = [
        f"{entry.abbreviation} {entry.expansion}"
        for entry in best.document.glossary
        if entry.abbreviation in paragraph or entry.expansion in paragraph
    ]
    speakers = [
        f"{speaker.name} {speaker.role}"
        for speaker in best.document.speakers
        if speaker.family_name in paragraph
    ]
    return " ".join(
        [paragraph, *best.paragraph.section_path, best.document.title, *expansions, *speakers]
    )


def unmentioned(question: str, best: ReadSentence) -> str | None:
    """What the closest evidence says otherwise than the question, or lacks of it; None if nothing.

    "the closest passage says “in the Philippines”, not “in Peru”".
    """
    evidence = evidence_of(best)
    names, times = unsupported_names(question, evidence), unsupported_times(question, evidence)
    missing = list(dict.fromkeys(names + times))
    otherwise = contradicted(question, best.text, missing)
    if otherwise:
        return "the closest passage says “{}”, not “{}”".format(*otherwise)
    words = ", ".join(f"“{word}”" for word in missing)
    return f"the closest passage does not mention {words}" if missing else None


def unsupported_names(question: str, evidence: str) -> list[str]:
    """The names of the question that the evidence lacks, as written."""
    held = {stem(word) for word in words_of(evidence)}
    return [name for name in names_in(question) if stem(name) not in held]


def unsupported_times(question: str, evidence: str) -> list[str]:
    """The figures, years among them, and the ordinals that only the question holds, as written.

    "First" is left out: it mostly says that something was new, and other words say that too.
    """
    missing = ordinals_in(question) - ordinals_in(evidence) - {1}
    ordinals = [word for word in words_of(question) if ordinals_in(word) & missing]
    numbers = sorted(numbers_in(question) - numbers_in(evidence))
    return list(dict.fromkeys([*ordinals, *numbers]))
