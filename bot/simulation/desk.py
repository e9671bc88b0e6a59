"""The desk: where simulated people decide what to do, and where it is done."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

from bot.domain.errors import DomainError
from bot.ports import Overtaken
from bot.simulation.agenda import Agenda, Deed
from bot.simulation.chance import Chance
from bot.simulation.chronicle import Chronicle
from bot.simulation.habits import Habits
from bot.simulation.office import Office
from bot.simulation.staff import Colleague
from bot.transact import UseCase

C = TypeVar("C")
R = TypeVar("R")

SOON: Final = timedelta(hours=3)
"""How long people let a message wait, on average."""


class Desk:
    """What everybody shares who acts.

    Args:
        office: the bot.
        staff: everybody, by id.
        habits: how people are.
        chance: what happens.
        chronicle: what has happened.
    """

    def __init__(
        self,
        office: Office,
        staff: Mapping[str, Colleague],
        habits: Habits,
        chance: Chance,
        chronicle: Chronicle,
    ) -> None:
        self.office, self.staff, self.habits = office, staff, habits
        self.chance, self.chronicle = chance, chronicle
        self.agenda = Agenda()
        self.topics = sorted({topic for one in staff.values() for topic in one.known.offers})

    def plan(
        self,
        who: Colleague,
        name: str,
        subject: str,
        do: Callable[[], Awaitable[object]],
        *,
        after: timedelta = SOON,
    ) -> None:
        """Somebody will do something after about so long, in their own hours."""
        now = self.office.now()
        wait = self.chance.of("wait", who.id, name, subject, now).expovariate(1) * after
        self.at(who, name, subject, do, who.next_at_work(now + min(wait, 4 * after)))

    def at(
        self, who: Colleague, name: str, subject: str, do: Callable[[], Awaitable[object]], at: datetime
    ) -> None:
        """Somebody will do something at a moment (aware)."""

        async def unless_gone() -> None:
            if who.here(self.office.now()):
                await do()

        self.agenda.put(Deed(at, who.id, name, subject, unless_gone))

    def likely(self, probability: float, *purpose: object) -> bool:
        """Whether somebody does something now."""
        return self.chance.happens(probability, *purpose, self.office.now())

    async def do(self, use_case: UseCase[C, R], command: C) -> R | None:
        """Run a use case. Refusals are counted; what fails in any other way is kept as a failure."""
        name = _name_of(use_case)
        try:
            result = await self.office.transact(use_case, command, workspace=self.office.workspace)
        except DomainError as refusal:
            self.chronicle.refused[f"{name}: {type(refusal).__name__}"] += 1
            return None
        except Overtaken:  # no failure to the office: jobs take such things up again, but people do not
            self.chronicle.failures.append((self.office.now(), f"{name}: overtaken"))
            return None
        except Exception:  # noqa: BLE001 -- whatever it is, the office has told of it, and life goes on
            return None
        self.chronicle.deeds[name] += 1
        return result


def _name_of(use_case: Any) -> str:  # noqa: ANN401 -- a function: only its name counts
    return f"{use_case.__module__.rpartition('.')[2]}.{use_case.__name__}"
