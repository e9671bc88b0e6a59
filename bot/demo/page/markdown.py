"""The text of a markdown block as HTML. Source: docs.slack.dev/reference/block-kit/blocks/markdown-block."""

from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup

from bot.demo.page.markup import is_safe

_ABOVE: Final = 2
"""Levels of headings that stand above a message."""


def _image(_rules: RendererHTML, tokens: list[Token], at: int, *_more: Any) -> str:
    """No picture is fetched from elsewhere: its description stands for it."""
    return str(Markup('<span class="picture">{}</span>').format(tokens[at].content))


def _link_open(rules: RendererHTML, tokens: list[Token], at: int, options: Any, env: Any) -> str:
    tokens[at].attrs |= {"target": "_blank", "rel": "noopener noreferrer"}
    return rules.renderToken(tokens, at, options, env)


def _heading(rules: RendererHTML, tokens: list[Token], at: int, options: Any, env: Any) -> str:
    """The page has headings of its own above these."""
    tokens[at].tag = f"h{min(int(tokens[at].tag[1]) + _ABOVE, 6)}"
    return rules.renderToken(tokens, at, options, env)


def _parser() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"])
    made.validateLink = is_safe  # type: ignore[method-assign]  # the library's documented way to say what is safe
    made.add_render_rule("image", _image)
    made.add_render_rule("link_open", _link_open)
    made.add_render_rule("heading_open", _heading)
    made.add_render_rule("heading_close", _heading)
    return made


_PARSER: Final = _parser()


def markdown(words: str) -> Markup:
    """The text; HTML in it is shown as typed."""
    return Markup(_PARSER.render(words))  # noqa: S704 - the parser escapes: its option html is off
