"""The views of the page, each a tab; what stands in one is the affair of its own files."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import gradio as gr


def views() -> "gr.Tabs":
    """The row of tabs; each `view` is made inside it."""
    import gradio as gr

    return gr.Tabs(elem_id="rq-views", overflow_behavior="wrap")


def view(name: str) -> "gr.Tab":
    """A tab, to be filled in a `with` block by the `add_…_view` of its name.

    Its id is the name in small letters. Gradio puts what a tab holds on the page when the tab is
    first opened: its scripts run from then on.
    """
    import gradio as gr

    key = name.lower()
    return gr.Tab(name, id=key, elem_id=f"rq-view-{key}")
