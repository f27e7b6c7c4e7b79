"""The app in a real browser: one served app a run, one Chromium a module, a fresh page a test.

Each page is watched. Whatever the test is about, it fails if the page complains on the console,
opens a dialog, or asks for anything that the app itself does not serve.
"""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from ui_served import served

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
PATIENCE_MS = 60_000
"""How long a page may take to show what is expected of it, on a machine that is busy."""

HOSTILE_TITLE = '<img src=x onerror="alert(1)">'
HOSTILE_SENTENCE = (
    "The lighthouse keeper <script>alert(2)</script> bought nine lanterns "
    '<img src="http://a.example/b.png" onerror="alert(3)"> from the chandler '
    '<iframe srcdoc="<script>alert(4)</script>"></iframe> for ![c](http://d.example/e.png) '
    "forty crowns gnp.exe in March."
)
HOSTILE_TEXT = HOSTILE_SENTENCE.replace("gnp.exe", "\u202egnp.exe\u202c")
HOSTILE_QUESTION = "<b>Who</b> bought nine lanterns\u202e?"

_HERE = Path(__file__).parent
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_SWITCHES = (
    "--disable-gpu",
    "--disable-quic",
    # Should anything ask for another machine, its name is not even looked up.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


@dataclass
class Watch:
    """What the pages of a test did that no page of the app may do."""

    address: str
    faults: list = field(default_factory=list)

    def over(self, context):
        context.on("console", self._console)
        context.on("weberror", lambda caught: self.faults.append(f"error: {caught.error}"))
        context.on("dialog", self._dialog)
        context.on("request", self._request)

    def _console(self, message):
        if message.type == "error":
            self.faults.append(f"console: {message.text}")

    def _dialog(self, dialog):
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, request):
        if not request.url.startswith((f"{self.address}/", "data:", f"blob:{self.address}/")):
            self.faults.append(f"request: {request.url}")


@pytest.fixture(scope="session")
def chromium():
    """Where Chromium is; the test is skipped where there is none."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        pytest.skip(f"no browser: none of {', '.join(_NAMES)} is installed")
    return found


@pytest.fixture(scope="session")
def served_app(chromium, tmp_path_factory):
    """The address of the app over the bundled report and the hostile one."""
    library = tmp_path_factory.mktemp("served") / "library"
    with served(_HERE / "e2e_server_process.py", library) as address:
        yield address


@pytest.fixture(scope="module")
def watched(chromium, served_app):
    """Chromium as one reader has it, and the watch over all pages in it.

    Not for the whole run: while Playwright is on, no other test of the thread could run asyncio.
    """
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=[*_SWITCHES])
        context = launched.new_context(viewport=DESKTOP, reduced_motion="reduce")
        context.set_default_timeout(PATIENCE_MS)
        watch = Watch(served_app)
        watch.over(context)
        yield context, watch
        launched.close()


@pytest.fixture
def page(watched):
    """The app as it is first opened, on a desktop; what it did is judged at the end.

    What an earlier page may have kept in the browser, to its last moment, is forgotten first.
    """
    context, watch = watched
    watch.faults.clear()
    opened = context.new_page()
    opened.goto(f"{watch.address}/config")
    opened.evaluate("localStorage.clear()")
    opened.goto(watch.address)
    opened.locator("#rq-outline h2").first.wait_for()
    yield opened
    for each in context.pages:
        each.close()
    assert watch.faults == []


def open_beside(page, address):
    """Open an address of the app in another page of the same reader.

    The first page is left as it is: one that is led away while it listens to the app complains.
    """
    beside = page.context.new_page()
    beside.goto(address)
    return beside


def question_box(page):
    return page.get_by_label("Your question")


def ask(page, question):
    """Ask as a reader does, with the keyboard; the exchange, as soon as its answer is there."""
    exchanges = page.locator(".rq-exchange")
    n_before = exchanges.count()
    question_box(page).fill(question)
    question_box(page).press("Enter")
    exchange = exchanges.nth(n_before)
    exchange.locator(".rq-foot, .rq-message").first.wait_for()
    return exchange


def show_in(page, scheme):
    """Show the page in light or dark, at once: a colour that fades is none of either."""
    page.add_style_tag(content="*, ::before, ::after { transition: none !important }")
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(
        "isDark => document.body.classList.contains('dark') === isDark", arg=scheme == "dark"
    )


def quotes(exchange):
    """The sentences of an answer as a reader reads them, without their markers."""
    return exchange.locator(".rq-sentence").evaluate_all(
        "nodes => nodes.map(node => [...node.childNodes]"
        ".filter(child => child.nodeType === Node.TEXT_NODE).map(child => child.data)"
        ".join('').trim())"
    )


def n_pixels_too_wide(page):
    """By how many pixels the page is wider than the window; 0 where it does not scroll sideways."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def open_view(page, name):
    """Choose a view by its tab."""
    page.get_by_role("tab", name=name, exact=True).click()
