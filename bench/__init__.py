"""How fast it is, side by side with what it replaces: `python -m bench.cold`, `bench.encoding`."""
