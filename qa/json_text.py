"""JSON as it is written to files and to stdout."""

import json


def json_text(value: object) -> str:
    """A value as one line of JSON, readable, and always possible to encode as UTF-8.

    A lone surrogate, which JSON can hold and UTF-8 cannot, is written as an escape.
    """
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value)
    return text
