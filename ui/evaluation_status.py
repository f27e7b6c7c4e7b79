"""How far the evaluation is, in words and as a bar."""

from ui.evaluation_run import RunState
from ui.markup import counted, escape

INVITATION = (
    "Asks the bundled report a fixed set of questions of which it is known what it answers. Shows "
    "what came out right, and what changed since the last accepted run, whose figures stand below. "
    "It takes a few minutes; other questions are answered meanwhile."
)


def status_html(state: RunState) -> str:
    """The bar of a run under way, else why the last one ended, else what a run is."""
    if state.is_running:
        body = _progress(state)
    else:
        body = f'<p class="rq-note">{escape(state.note or INVITATION)}</p>' * (
            bool(state.note) or not state.figures
        )
    return f'<div class="rq-run" role="status">{body}</div>'


def _progress(state: RunState) -> str:
    if not state.n_done:
        return '<progress aria-label="Questions asked"></progress><p class="rq-note">Starting.</p>'
    left = state.seconds / state.n_done * (state.n_questions - state.n_done)
    words = (
        f"{state.n_done} of {counted(state.n_questions, 'question')}, {_clock(state.seconds)}; "
        f"about {_clock(left)} left"
    )
    return (
        f'<progress max="{state.n_questions}" value="{state.n_done}" '
        f'aria-label="Questions asked"></progress><p class="rq-note">{words}</p>'
    )


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"
