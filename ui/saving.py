"""The row below the conversation that saves it as a file.

The file travels inside the page's own update, as a link that the browser follows at once: nothing
is written to the server's disk, and there is nothing to clean up.
"""

import base64
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from ui.events import PRIVATE
from ui.exchange import Conversation
from ui.export import ExportedFile, Form, exported
from ui.markup import escape
from ui.theme import PLAIN, script
from ui.warming import WarmingEngine

if TYPE_CHECKING:
    import gradio as gr

_LABEL = '<span class="rq-saving-label">Save the conversation as</span>'


@dataclass(frozen=True)
class SavingRow:
    """The row: a button for each form, and the HTML that hands the file over."""

    row: "gr.Row"
    buttons: "dict[Form, gr.Button]"
    file: "gr.HTML"


def saving_row() -> SavingRow:
    """The row on the page that is being built; hidden until there is something to save."""
    import gradio as gr

    with gr.Row(elem_id="rq-saving", visible=False) as row:
        file = gr.HTML(_LABEL, js_on_load=script("saving"), **PLAIN)
        buttons: dict[Form, gr.Button] = {
            form: gr.Button(form, elem_classes="rq-saving-button", scale=0)
            for form in get_args(Form)
        }
    return SavingRow(row, buttons, file)


def save_on_click(saving: SavingRow, conversation: "gr.State", engine: WarmingEngine) -> None:
    """Have each button hand over the conversation in its form."""
    import gradio as gr

    def save_as(form: Form) -> Callable[[Conversation, gr.Request], str]:
        def save(conversation: Conversation, request: gr.Request) -> str:
            base = str(request.request.base_url) if request.request else ""
            return handed_over(exported(conversation, engine.documents(), base, form))

        return save

    for form, button in saving.buttons.items():
        button.click(save_as(form), [conversation], [saving.file], **PRIVATE)


def handed_over(file: ExportedFile) -> str:
    """The row's label with the link to a file in it, which `saving.js` follows.

    The mark makes each one new: the same file can be saved twice.
    """
    content = base64.b64encode(file.content).decode()
    return (
        f'{_LABEL}<a hidden download="{escape(file.name)}" data-mark="{secrets.token_hex(4)}" '
        f'href="data:{file.media_type};base64,{content}">{escape(file.name)}</a>'
    )
