"""Run by the tests of writers: adds documents to a library in a process that can be killed.

`add DIRECTORY N…` adds the documents of those numbers, one change each, and prints each number
when `add` has returned. `revise DIRECTORY N…` does the same with revision N of two reports, both in
one change. `make DIRECTORY` makes the library. `hold DIRECTORY` takes the writer's
lock and keeps it until its input ends.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from index_samples import numbered_document, open_library, revision

from index.lock import writer_lock


def say(words):
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    command, directory, *numbers = sys.argv[1:]
    if command == "hold":
        with writer_lock(Path(directory), seconds=10):
            say("held")
            sys.stdin.read()
    else:
        say("started")
        library = open_library(Path(directory), [numbered_document(0)])
        for number in map(int, numbers):
            library.add(revision(number) if command == "revise" else [numbered_document(number)])
            say(number)
