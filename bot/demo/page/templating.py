"""The page's own templates."""

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup


@cache
def environment() -> Environment:
    """Jinja as the page uses it: everything is escaped, a missing value is a mistake."""
    return Environment(
        loader=PackageLoader("bot.demo.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def filled(template: str, **values: Any) -> Markup:
    """A template of this package, filled in: HTML."""
    return Markup(environment().get_template(template).render(**values))  # noqa: S704 - rendered with autoescape
