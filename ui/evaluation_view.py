"""The Evaluation view: run the fixed questions, watch it, read the figures."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from ui.evaluation_run import Evaluating, EvaluationRun, RunState
from ui.evaluation_status import status_html
from ui.events import PRIVATE
from ui.theme import PLAIN
from ui.warming import WarmingEngine

LOOK_SECONDS = 0.5
"""How often a page looks how far the run is."""

_LOOKING: dict[str, Any] = {**PRIVATE, "concurrency_limit": None}
"""Any number of pages may look on."""


def add_evaluation_view(engine: WarmingEngine, evaluating: Evaluating) -> None:
    """Put the view where the page is being built."""
    import gradio as gr

    run = EvaluationRun(engine, evaluating.run)
    with gr.Column(elem_id="rq-evaluation"):
        with gr.Row(elem_classes="rq-line"):
            start = gr.Button("Run the evaluation", variant="primary", scale=0)
            stop = gr.Button("Stop", scale=0, visible=False)
        status = gr.HTML(status_html(run.state), **PLAIN)
        figures = gr.HTML(
            "",
            css_template=evaluating.style,
            js_on_load=f"{evaluating.script}wire(element);",
            elem_id="rq-figures",
            **PLAIN,
        )
    shown = [status, start, stop, figures]

    async def start_and_follow() -> AsyncIterator[tuple[object, ...]]:
        run.start()
        async for look in follow():
            yield look

    async def figures_of(state: RunState) -> str:
        return state.figures or await asyncio.to_thread(evaluating.baseline)

    async def follow() -> AsyncIterator[tuple[object, ...]]:
        """What the page shows of the run until it ends; the figures only when they are new."""
        yield (*_controls(run.state), await figures_of(run.state))
        while run.state.is_running:
            await asyncio.sleep(LOOK_SECONDS)
            state = run.state
            shown_now = gr.skip() if state.is_running else await figures_of(state)
            yield (*_controls(state), shown_now)

    start.click(start_and_follow, None, shown, **_LOOKING)
    stop.click(run.stop, None, None, **_LOOKING)
    gr.on(None, follow, None, shown, **_LOOKING)


def _controls(state: RunState) -> tuple[object, ...]:
    import gradio as gr

    return (
        status_html(state),
        gr.Button(interactive=not state.is_running),
        gr.Button(visible=state.is_running),
    )
