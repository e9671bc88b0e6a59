"""Plans: which programs the made-up company runs at once, one or more of each form."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from bot.domain.forms import Form
from bot.domain.terms import PRESETS, Joining, Terms

SPONSOR: Final = "U0IMANI"
"""The chief executive, whom the shadow board advises."""
ADMIN: Final = "U0HALA"
"""Who sets the programs up: the head of people."""
HEADS: Final = 8
"""The level from which people are admins of the workspace: several, so that one may be away."""
_SEASON: Final = timedelta(days=270)


@dataclass(frozen=True)
class Plan:
    """A program: in which channel, for how large a share of the company, on which terms."""

    form: Form
    channel: str
    share: float
    terms: Terms


def plans(first_day: date) -> Sequence[Plan]:
    """The programs that begin with the year."""

    def plan(form: Form, channel: str, share: float, **changed: object) -> Plan:
        return Plan(form, channel, share, replace(PRESETS[form], **changed))  # type: ignore[arg-type]  # of Terms

    return (
        plan(Form.PEER, "C1COFFEE", 0.1, sends_itself=True),
        plan(Form.PEER, "C1LUNCH", 0.06, joining=Joining.AUTO, ends_on=first_day + _SEASON),
        plan(Form.ONE_ON_ONE, "C1MENTORS", 0.15),
        plan(Form.REVERSE, "C1REVERSE", 0.06),
        plan(Form.CROSS_DEPARTMENT, "C1BRIDGES", 0.08, most_hours_apart=6),
        plan(Form.DEVELOPMENTAL, "C1GROWTH", 0.08, sends_itself=True),
        plan(Form.CASCADE, "C1CASCADE", 0.08),
        plan(Form.FLASH, "C1FLASH", 0.06, cadence=4, sends_itself=True),
        plan(Form.CHEMISTRY, "C1CHEMISTRY", 0.03, cadence=3),
        plan(Form.GROUP, "C1GROUPS", 0.08),
        plan(Form.CIRCLE, "C1CIRCLES", 0.06),
        plan(Form.SPEED, "C1SPEED", 0.05),
        plan(Form.BOARD, "C1BOARDS", 0.04, cadence=8),
        plan(Form.SHADOW_BOARD, "C1PANEL", 0.03, sponsor_id=SPONSOR),
    )
