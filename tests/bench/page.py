"""The demo's page: how soon it is there, and how soon a click is answered."""

import tempfile
import time
from pathlib import Path

from playwright.async_api import Page, async_playwright

from tests.bench import demos
from tests.bench.figures import Figure, at_most, beside, in_between, percentile
from tests.browser.chromium import NOWHERE, program

_READER = "ana"
_CLICKED = """([button, shown]) => new Promise((done) => {
  const began = performance.now();
  const seen = () => document.querySelector(shown) && (watcher.disconnect(), done(performance.now() - began));
  const watcher = new MutationObserver(seen);
  watcher.observe(document.body, { childList: true, subtree: true, attributes: true });
  document.querySelector(button).click();
})"""
_ASKED = """async () => {
  const began = performance.now();
  await (await fetch("/static/icon.svg", { cache: "no-store" })).text();
  return performance.now() - began;
}"""
_BUTTON = '[data-surface="home"] [data-action="profile.open"]'
_FORM = "#modal[open] form.modal [type=submit]"


async def measure(*, short: bool) -> list[Figure]:
    """Starts on what an earlier run kept, then clicks in Chromium."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        demos.keep(folder, people=40, messages=2000)
        found = await _starts(folder, 2 if short else 7)
        found += await _clicks(folder, 10 if short else 50)
    return found


async def _starts(folder: Path, rounds: int) -> list[Figure]:
    pages, bare = [], []
    for _ in range(rounds):
        began = time.monotonic()
        demos.start(folder, "-c", "pass").wait()
        bare.append(time.monotonic() - began)
        async with demos.playing(folder, f"/as/{_READER}") as (_, seconds):
            pages.append(seconds)
    return [
        at_most(
            "from start to the first page, 40 people and 2,000 messages, in s", in_between(pages), 1, "{:.2f}"
        ),
        beside("of these, for Python itself, in s", in_between(bare), "{:.2f}"),
    ]


async def _clicks(folder: Path, rounds: int) -> list[Figure]:
    async with demos.playing(folder) as (url, _), async_playwright() as playwright:
        await demos.is_up(url)
        browser = await playwright.chromium.launch(executable_path=program(), args=[NOWHERE])
        page = await browser.new_page()
        await page.goto(f"{url}/as/{_READER}/home")
        await page.wait_for_selector(_BUTTON)
        answered = [await _click(page) for _ in range(rounds + 3)][3:]
        asked = [await page.evaluate(_ASKED) for _ in range(rounds)]
        await browser.close()
    return [
        at_most(
            f"from a click to the bot's form on the page, median of {rounds}, in ms",
            in_between(answered),
            300,
        ),
        beside("the same, 95 % within, in ms", percentile(answered, 95)),
        beside("a request of the page that asks the bot for nothing, in ms", in_between(asked), "{:.1f}"),
    ]


async def _click(page: Page) -> float:
    seconds: float = await page.evaluate(_CLICKED, [_BUTTON, _FORM])
    await page.click("#modal footer [data-close]")
    await page.wait_for_selector("#modal:not([open])", state="attached")
    return seconds
