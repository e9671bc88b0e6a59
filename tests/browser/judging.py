"""Whether everybody can use what is shown: axe-core's findings, and what is too wide or too small."""

from typing import Any, Final

from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from playwright.async_api import Page

_GRAVE: Final = ("serious", "critical")
_ASKED: Final = {"resultTypes": ["violations"], "preload": False}
"""It would load style sheets once more, from where they are not."""
_SMALLEST: Final = 24
"""Pixels, WCAG 2.2 (2.5.8): what is smaller is hard to hit; links inside a sentence are exempt there."""
_TOO_WIDE: Final = """() => {
  const parts = document.querySelectorAll("main, dialog[open], #panel:not([hidden]), #scroll");
  return [document.scrollingElement, ...parts]
    .filter((one) => one.clientWidth && one.scrollWidth > one.clientWidth)
    .map((one) => `${one.tagName}#${one.id} is ${one.scrollWidth} wide in ${one.clientWidth}`);
}"""
_TOO_SMALL: Final = """(smallest) => {
  const within = document.querySelector("dialog[open]") ?? document;
  const fields = "select, summary, input:not([type=hidden]), textarea";
  const kinds = `${fields}, button, nav a, [role=tab], a.small, a.main`;
  const shows = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".sr-only, .skip");
  return [...within.querySelectorAll(kinds)].filter((one) => {
    const { width, height } = (one.closest("label") ?? one).getBoundingClientRect();
    return shows(one) && width && Math.min(width, height) < smallest;
  }).map((one) => `${one.tagName} ${one.name ?? ""} ${one.textContent.trim()} is too small`);
}"""


async def findings(page: Page) -> list[str]:
    """What is gravely wrong with a page, a line each."""
    told: dict[str, Any] = (await Axe().run(page, options=_ASKED)).response
    grave = [
        f"{one['impact']}: {one['help']}: {node['target']} {node['failureSummary']}"
        for one in told["violations"]
        if one["impact"] in _GRAVE
        for node in one["nodes"]
    ]
    return [*grave, *await page.evaluate(_TOO_WIDE), *await page.evaluate(_TOO_SMALL, _SMALLEST)]
