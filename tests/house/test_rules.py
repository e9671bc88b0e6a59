"""The house rules over Python code hold, and each of them bites."""

import ast

import pytest

from tests.house.rules import RULES, Finding, Rule
from tests.house.source import Module, modules, paths

SAMPLES = [
    pytest.param(rule, sample, id=f"{name}-{number}")
    for name, rule in RULES.items()
    for number, sample in enumerate(rule.broken_by)
]


def findings(rule: Rule, sample: str) -> list[Finding]:
    return list(rule.find(Module("sample.py", ast.parse(sample))))


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_the_project_keeps_its_rule(rule: Rule) -> None:
    broken = [
        f"{module.path}:{line}: {what}"
        for module in modules()
        if rule.applies(module.path)
        for line, what in rule.find(module)
    ]
    assert broken == [], rule.says


@pytest.mark.parametrize(("rule", "sample"), SAMPLES)
def test_a_rule_bites(rule: Rule, sample: str) -> None:
    assert len(findings(rule, sample)) == 1


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_lets_pass_what_only_looks_alike(rule: Rule) -> None:
    assert findings(rule, rule.kept_by) == []


@pytest.mark.parametrize(
    ("name", "inside", "outside"),
    [
        ("commit", "bot/usecases/flash.py", "storage/unit_of_work.py"),
        ("clock", "bot/domain/nudging.py", "bot/main.py"),
        ("blocks", "handlers/slack/flash.py", "handlers/slack/views/flash.py"),
        ("mocks", "tests/usecases/test_flash.py", "bot/main.py"),
    ],
)
def test_a_rule_applies_where_it_should(name: str, inside: str, outside: str) -> None:
    assert RULES[name].applies(inside)
    assert not RULES[name].applies(outside)


def test_the_rules_have_something_to_read() -> None:
    """A search that finds no files would pass everything."""
    assert "bot/settings.py" in paths()
    assert "tests/house/test_rules.py" in {module.path for module in modules()}
