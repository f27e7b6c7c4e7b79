"""The address of a paragraph in the page."""

from urllib.parse import urlencode


def paragraph_link(document_id: str, paragraph_id: str, base: str = "") -> str:
    """The address that opens a paragraph: `?doc=…&para=…` behind that of the page, `base`."""
    return f"{base}?{urlencode({'doc': document_id, 'para': paragraph_id})}"
