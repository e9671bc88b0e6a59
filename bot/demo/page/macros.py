"""The templates that draw what apps send.

A payload leaves out what is optional; any other value that is missing is a mistake.
"""

from functools import cache
from typing import Any, Final

from jinja2 import Environment
from markupsafe import Markup

from bot.demo.page.templating import environment

BLOCKS: Final = ("blocks.html", "blocks_rich.html", "blocks_figures.html")
ELEMENTS: Final = ("elements.html", "elements_choices.html", "elements_written.html")


class _Payloads(Environment):
    """A key that a payload does not have is None."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, dict):
            return obj[attribute] if attribute in obj else getattr(obj, attribute, None)
        return super().getattr(obj, attribute)


def surface(template: str, **values: Any) -> Markup:
    """A message, modal or home as HTML."""
    return Markup(environment(_Payloads).get_template(template).render(**values))  # noqa: S704 - rendered with autoescape


@cache
def macro(files: tuple[str, ...], kind: str) -> Any:
    """What draws this kind; a plain box with its name when nothing does."""
    modules = [vars(environment(_Payloads).get_template(file).module) for file in files]
    found = (module[kind] for module in modules if callable(module.get(kind)))
    return next(found, modules[0]["unknown"])
