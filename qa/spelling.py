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
        self._is_english = is_english
        self._stems = {stem(word) for word in counts}
        self._by_length: dict[int, list[str]] = {}
        for word in sorted(counts):
            self._by_length.setdefault(len(word), []).append(word)

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
        """The commonest library word one edit away; two edits for words of eight letters up."""
        for distance in range(1, 2 + (len(word) >= 8)):
            near = [
                candidate
                for length in range(len(word) - distance, len(word) + distance + 1)
                for candidate in self._by_length.get(length, ())
                if is_within(word, candidate, distance)
            ]
            if near:
                return min(near, key=lambda candidate: (-self._counts[candidate], candidate))
        return None


def is_within(first: str, second: str, distance: int) -> bool:
    """Whether so few insertions, deletions, replacements or swaps turn one word into the other.

    The optimal string alignment distance, row by row, left as soon as a row is over the limit.
    """
    if abs(len(first) - len(second)) > distance:
        return False
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, left in enumerate(first, start=1):
        current = [i]
        for j, right in enumerate(second, start=1):
            cost = min(row[j] + 1, current[j - 1] + 1, row[j - 1] + (left != right))
            if i > 1 and j > 1 and left == second[j - 2] and first[i - 2] == right:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        if min(current) > distance:
            return False
        before, row = row, current
    return row[-1] <= distance
