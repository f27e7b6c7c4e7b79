"""Pictures of every view of the app: `make screenshots`, or `python docs/screenshots.py [NAME …]`.

The app is served from this checkout over a new library with the bundled report, and opened in
headless Chromium: each view in light and in dark, on a desktop and on a phone. The pictures go to
`docs/screenshots/VIEW-DEVICE-SCHEME.png`. With names, only those views are taken.
"""

import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, ViewportSize

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "screenshots"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
DEVICES: "dict[str, ViewportSize]" = {
    "desktop": {"width": 1280, "height": 800},
    "phone": {"width": 390, "height": 844},
}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
MAX_BYTES = 150_000
PATIENCE_MS = 120_000
"""How long the app may take to show something; the first answer waits for the models."""

SETTLED_MS = 400
"""What scrolls or is drawn anew has come to rest by then."""

AT_ONCE = "*, ::before, ::after { transition: none !important }"
"""No picture is taken of a colour that is fading from light to dark."""


def main(wanted: list[str]) -> None:
    """Take the pictures of the wanted views, or of all."""
    if unknown := sorted(set(wanted) - set(VIEWS)):
        raise SystemExit(f"no view {', '.join(unknown)}; there are {', '.join(VIEWS)}")
    PICTURES.mkdir(exist_ok=True)
    with _served() as address, _browser() as browser:
        for name, (device, size) in product(wanted or VIEWS, DEVICES.items()):
            page = _opened(browser, address, size)
            VIEWS[name](page)
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                page.wait_for_timeout(SETTLED_MS)
                _keep(page.screenshot(), PICTURES / f"{name}-{device}-{scheme}.png")
            page.context.close()


def _ask(page: "Page", question: str) -> "Locator":
    """Ask; the exchange, once its answer is there."""
    exchanges = page.locator(".rq-exchange")
    n_before = exchanges.count()
    box = page.get_by_label("Your question")
    box.fill(question)
    box.press("Enter")
    exchange = exchanges.nth(n_before)
    exchange.locator(".rq-foot").wait_for()
    return exchange


def _show_evidence(page: "Page") -> None:
    exchange = _ask(page, "What are the three tracks for implementing the CRRF?")
    exchange.locator(".rq-marker").last.click()


def _open(page: "Page", tab: str, sign: str) -> None:
    """Choose a view by its tab, and wait until it shows what `sign` selects."""
    page.get_by_role("tab", name=tab, exact=True).click()
    page.locator(sign).first.wait_for()


def _inspect(page: "Page") -> None:
    _open(page, "Inspect", "#rq-inspected .rq-note")
    box = page.get_by_label("Question to inspect")
    box.fill("Who presented the CRRF?")
    box.press("Enter")
    page.locator("#rq-inspected table").first.wait_for()


VIEWS: "dict[str, Callable[[Page], object]]" = {
    "ask-welcome": lambda page: page.locator(".rq-suggestion:visible").nth(2).wait_for(),
    "ask-answer": lambda page: _ask(page, "Who presented the CRRF?"),
    "ask-evidence": _show_evidence,
    "ask-partial": lambda page: _ask(page, "Who will pay for the forum on statistics?"),
    "ask-not-in-report": lambda page: _ask(page, "What is the boiling point of lead?"),
    "read": lambda page: _open(page, "Read", "#rq-read article"),
    "library": lambda page: _open(page, "Library", "#rq-reports .rq-report"),
    "inspect": _inspect,
    "evaluation": lambda page: _open(page, "Evaluation", "#rq-evaluation button"),
}
"""How each view is reached from the page as it opens."""


def _opened(browser: "Browser", address: str, size: "ViewportSize") -> "Page":
    context = browser.new_context(viewport=size, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto(address)
    page.locator("#rq-outline h2").first.wait_for(state="attached")
    page.add_style_tag(content=AT_ONCE)
    return page


def _keep(png: bytes, path: Path) -> None:
    """Write a picture with the colours that it needs; SystemExit if it is too large even so."""
    from PIL import Image

    packed = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(256).save(packed, "PNG", optimize=True)
    if packed.tell() > MAX_BYTES:
        raise SystemExit(f"{path.name} has {packed.tell():,} bytes; the most are {MAX_BYTES:,}")
    path.write_bytes(packed.getvalue())
    sys.stdout.write(f"{path.relative_to(ROOT)}  {packed.tell():,} bytes\n")


@contextmanager
def _served() -> Iterator[str]:
    """The address of the app, over a library that is made for it and removed afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "cli", "serve", "--library", f"{folder}/library"]
        server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        try:
            assert server.stdout is not None
            line = server.stdout.readline()
            if not line:
                raise SystemExit("the app did not start")
            yield line.split(" (")[0].removeprefix("Report QA is at ")
        finally:
            server.terminate()
            server.wait()


@contextmanager
def _browser() -> "Iterator[Browser]":
    from playwright.sync_api import sync_playwright

    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise SystemExit(f"the pictures need a browser: one of {', '.join(BROWSERS)}")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=["--disable-gpu"])
        yield launched
        launched.close()


if __name__ == "__main__":
    main(sys.argv[1:])
