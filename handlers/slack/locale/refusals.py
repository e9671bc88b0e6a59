"""Refusals for translators: the docstring of each error is the sentence that a person reads."""

import ast
import inspect
from collections.abc import Collection, Iterator, Mapping
from typing import BinaryIO

Message = tuple[int, str, str, list[str]]


def docstrings(
    source: BinaryIO,
    _keywords: Mapping[str, object],
    _tags: Collection[str],
    options: Mapping[str, object],  # noqa: ARG001 -- Babel passes it by name
) -> Iterator[Message]:
    """Each class's docstring as `DomainError.sentence` says it, in the form of a Babel extractor."""
    for node in ast.walk(ast.parse(source.read())):
        if isinstance(node, ast.ClassDef) and (sentence := ast.get_docstring(node)):
            yield node.lineno, "gettext", inspect.cleandoc(sentence).replace("\n", " "), []
