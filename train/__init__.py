"""The recipe of the reader: data, model, training, export; `python -m train --help`."""
