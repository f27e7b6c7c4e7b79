"""The browser's memory of the conversation: kept at each change, shown again on the next visit."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ui.events import PRIVATE
from ui.exchange import Conversation
from ui.remembering import recalled, remembered
from ui.warming import WarmingEngine

if TYPE_CHECKING:
    import gradio as gr
    from gradio.components import Component
    from gradio.events import Dependency

STORAGE_KEY = "report-qa-conversation"
_SECRET = "report-qa"
"""Gradio scrambles what it stores. The browser knows the key; a fixed one outlives a restart."""


def browser_memory() -> "gr.BrowserState":
    """The store on the page that is being built."""
    import gradio as gr

    return gr.BrowserState(None, storage_key=STORAGE_KEY, secret=_SECRET)


def keep_in_browser(
    memory: "gr.BrowserState", chat: "gr.HTML", conversation: "gr.State", saving: "gr.Row"
) -> None:
    """Store the conversation whenever the chat shows another, and offer to save what there is."""
    import gradio as gr

    def keep(conversation: Conversation) -> tuple[object, ...]:
        return remembered(conversation), gr.Row(visible=bool(conversation))

    chat.change(keep, [conversation], [memory, saving], queue=False, **PRIVATE)


def recall_from_browser(
    memory: "gr.BrowserState",
    conversation: "gr.State",
    opened: "Dependency",
    engine: WarmingEngine,
    show: Callable[[Conversation], tuple[object, ...]],
    shown: "list[Component]",
) -> None:
    """Show what the browser kept, after the event `opened`, by when the library is open.

    A conversation that has begun by then is not replaced.
    """
    import gradio as gr

    def recall(stored: object, conversation: Conversation) -> tuple[object, ...]:
        kept = () if conversation else recalled(stored, engine.documents())
        return show(kept) if kept else tuple(gr.skip() for _ in shown)

    opened.then(recall, [memory, conversation], shown, concurrency_limit=None, **PRIVATE)
