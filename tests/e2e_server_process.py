"""Serve the app with its real models, as `report-qa serve` does, over a library made for it.

`python e2e_server_process.py LIBRARY` makes the library of the bundled report and the hostile one
and prints the address as soon as the page is up.
"""

import sys
from pathlib import Path

from browser import HOSTILE_TEXT, HOSTILE_TITLE

import app
from corpus.load import bundled, document_from_text
from index.library import Library

if __name__ == "__main__":
    directory = Path(sys.argv[1])
    hostile = document_from_text(HOSTILE_TEXT, f"{HOSTILE_TITLE}.txt")
    Library.open(directory, initial=lambda: [bundled(), hostile])
    app.serve(library_dir=directory)
