"""The page's own templates."""

import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

_COMPILED: Final = Path(__file__).with_name("templates") / "__pycache__"


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates beside their sources, as Python keeps its modules: the next start is sooner."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep one, where that can be."""
        if sys.dont_write_bytecode:
            return
        with suppress(OSError):
            _COMPILED.mkdir(exist_ok=True)
            super().dump_bytecode(bucket)


@cache
def environment(kind: type[Environment] = Environment) -> Environment:
    """Jinja as the page uses it: everything is escaped, a missing value is a mistake."""
    return kind(
        loader=PackageLoader("bot.demo.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_Compiled(str(_COMPILED)),
    )


def filled(template: str, **values: Any) -> Markup:
    """A template of this package, filled in: HTML."""
    return Markup(environment().get_template(template).render(**values))  # noqa: S704 - rendered with autoescape
