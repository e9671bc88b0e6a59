"""A season: a program of some people, convened as the scheduler does it, at the office's clock."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.convening import Convener
from bot.domain.enrolments import Enrolment, Wishes
from bot.domain.forms import Form
from bot.domain.pairings import Pairing
from bot.domain.people import PersonId
from bot.domain.programs import Channel, Program
from bot.domain.rounds import Matched, Round
from bot.domain.terms import PRESETS, Terms
from bot.threads import Threads
from bot.transact import Transactor
from bot.usecases import enrolments, programs, rounds
from storage.engine import is_transient
from tests.usecases.office import MOST_LOOKS, WORKSPACE, Office, a_person

HERE = Channel("CMENTORING", "mentoring")
ADMIN = "UADA"
PEERS = ("UANA", "UBEN", "UCEM", "UDAN", "UEVE")


class Season:
    """One program and its rounds."""

    def __init__(self, office: Office, form: Form = Form.PEER, **terms: Any) -> None:
        self.office = office
        office.hire(a_person(ADMIN, admin=True))
        known: Terms = replace(PRESETS[form], **terms)
        command = programs.Create(person_id=ADMIN, form=form, channel=HERE, terms=known)
        self.program_id = office.run(programs.create, command).id
        office.run(programs.announce, self._announce)

    @property
    def _announce(self) -> programs.Announce:
        return programs.Announce(person_id=ADMIN, program_id=self.program_id, channel=HERE)

    @property
    def program(self) -> Program:
        """The program as it stands."""
        return self.office.read(lambda uow: uow.programs.get(self.program_id))

    @property
    def round(self) -> Round:
        """The latest round."""
        return self.rounds[0]

    @property
    def rounds(self) -> list[Round]:
        """All rounds, the latest first."""
        return self.office.read(lambda uow: uow.rounds.of_program(self.program_id))

    @property
    def matched(self) -> list[Matched]:
        """The matches of the latest round."""
        return self.office.read(lambda uow: uow.rounds.matches(self.round.id))

    @property
    def sets(self) -> list[set[PersonId]]:
        """Who is with whom in the latest round."""
        return [set(one.members) for one in self.matched]

    @property
    def together(self) -> list[Pairing]:
        """Open pairings of the program."""
        return self.office.read(lambda uow: uow.pairings.of_program(self.program_id))

    def enrolment(self, person_id: PersonId) -> Enrolment:
        """Somebody's place."""
        found = self.office.read(lambda uow: uow.enrolments.find(self.program_id, person_id))
        assert found is not None
        return found

    def join(self, *people: PersonId, **wishes: Any) -> None:
        """People join."""
        for person_id in people:
            wished = Wishes(**wishes) if wishes else None
            joining = enrolments.SaveWishes(
                person_id=person_id, program_id=self.program_id, belongs=True, wishes=wished
            )
            self.office.run(enrolments.join, joining)

    def hire(self, *people: PersonId, **wishes: Any) -> None:
        """People are hired, and join."""
        self.office.hire(*map(a_person, people))
        self.join(*people, **wishes)

    def launch(self) -> datetime:
        """The rounds begin; returns when the first one is due."""
        self.office.run(programs.launch, self._announce)
        at = self.program.next_round_at
        assert at is not None
        return at

    def convene(self) -> int:
        """All that is due in programs and rounds now."""
        return asyncio.run(self._convene())

    async def _convene(self) -> int:
        with ThreadPoolExecutor(1) as executor:
            threads = Threads(executor, is_transient)
            transact = Transactor(self.office.unit_of_work, _Hands(self.office), threads, lambda: None)
            return await Convener(transact, WORKSPACE).look()

    def until(self, moment: datetime) -> None:
        """Let time pass: programs, rounds and nudges are looked at when they fall due."""
        for _ in range(MOST_LOOKS):
            due = min(
                (look for look in self.office.read(_looks) if look is not None and look <= moment),
                default=None,
            )
            if due is None:
                break
            self.office.now = max(self.office.now, due)
            self.convene()
            self.office.look()
        else:
            raise AssertionError("what was looked at stays due")
        self.office.now = moment

    def draft(self) -> Round:
        """The next round is drafted."""
        at = self.program.next_round_at or self.launch()
        self.until(at)
        return self.round

    def send(self, by: PersonId = ADMIN) -> Round:
        """An admin sends the latest round, and it leaves."""
        self.office.run(rounds.send, rounds.OfRound(person_id=by, round_id=self.round.id))
        self.convene()
        return self.round


def own(season: Season, person_id: PersonId) -> enrolments.OfEnrolment:
    """Somebody, about their place."""
    return enrolments.OfEnrolment(person_id=person_id, program_id=season.program_id)


def of(season: Season, person_id: PersonId = ADMIN) -> rounds.OfRound:
    """An admin, about the latest round."""
    return rounds.OfRound(person_id=person_id, round_id=season.round.id)


class _Hands:
    """The office's clock, for whoever wants one that can be read only."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def now(self) -> datetime:
        return self._office.now


def _looks(uow: Any) -> list[datetime | None]:  # noqa: ANN401  # any unit of work
    return [uow.waits.next_look_at(), uow.programs.next_look_at(), uow.rounds.next_look_at()]
