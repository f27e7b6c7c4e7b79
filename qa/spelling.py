"""Repair misspelt words of a question against the words of the library."""

from collections import Counter
from collections.abc import Callable, Iterable

from qa.words import WORD, bases_of, content_words, stem, words_of

MIN_CHARS = 5
"""Shorter words have too many neighbours to be repaired safely."""


class Speller:
    """Knows every word of the library; a word unknown there and in English is a misspelling.

    `is_english` tells ordinary words that the library happens to lack: those stay as they are, for
    a question about something else must not be bent into one that the report answers.
    """

    def __init__(self, texts: Iterable[str], is_english: Callable[[str], bool]) -> None:
        counts: Counter[str] = Counter()
        written: dict[str, Counter[str]] = {}
        for text in texts:
            for word in words_of(text):
                counts[word.casefold()] += 1
                written.setdefault(word.casefold(), Counter())[word] += 1
        self._counts = counts
        self._written = {key: forms.most_common(1)[0][0] for key, forms in written.items()}
        self._words = list(counts)
        self._is_english = is_english
        self._stems = {stem(word) for word in counts}

    def repair(self, question: str) -> str:
        """The question with each misspelt word replaced by the library's closest."""
        return WORD.sub(lambda match: self._repaired(match.group()), question)

    def knows_a_word_of(self, question: str) -> bool:
        """Whether a word of the question that carries meaning stands in the library or is English.

        True where no word of letters carries any.
        """
        words = [word for word in content_words(question) if word.isalpha()]
        return not words or any(map(self._is_known, words))

    def _repaired(self, word: str) -> str:
        key = word.casefold()
        if len(word) < MIN_CHARS or not word.isalpha() or self._is_known(key):
            return word
        closest = self._closest(key)
        if closest is None:
            return word
        written = self._written[closest]
        if word.islower() and written.isupper():
            return closest
        return written.capitalize() if word[0].isupper() and written.islower() else written

    def _is_known(self, key: str) -> bool:
        """Whether a word, or another form of it, stands in the library or is English."""
        is_here = key in self._counts or stem(key) in self._stems
        return is_here or any(map(self._is_english, (key, *bases_of(key))))

    def _closest(self, word: str) -> str | None:
        """The library's word the fewest edits away, then the commonest: one, of eight letters two.

        An edit inserts, deletes or replaces a letter, or swaps two neighbours.
        """
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        edits = 2 if len(word) >= 8 else 1
        near = process.extract(
            word, self._words, scorer=OSA.distance, score_cutoff=edits, limit=None
        )
        by_worth = ((distance, -self._counts[found], found) for found, distance, _ in near)
        return min(by_worth, default=(0, 0, None))[2]
