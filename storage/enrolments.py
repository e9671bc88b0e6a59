"""Enrolments: who is in which program."""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import ColumnElement, delete, exists, func, insert, select

from bot.domain import topics
from bot.domain.enrolments import Enrolment, Wishes
from bot.domain.people import PersonId
from storage.repository import Repository
from storage.tables import ACTIVE_ENROLMENT, enrolments, offer_words


class SqlEnrolments(Repository):
    """`ports.Enrolments` on one workspace."""

    def add(self, enrolment: Enrolment) -> None:
        """Keep a new one."""
        self.add_all([enrolment])

    def add_all(self, enrolments: Collection[Enrolment]) -> None:
        """Keep new ones of many people at once."""
        self._session.add_all(enrolments)
        self._keep_words(enrolments)

    def save_wishes(self, enrolment: Enrolment, wishes: Wishes) -> None:
        """Replace the wishes, and the words that the person is found by in the program."""
        was, enrolment.wishes = enrolment.wishes, wishes
        if _words(was) == _words(wishes):
            return
        theirs = {name: getattr(enrolment, name) for name in ("workspace", "program_id", "person_id")}
        self._execute(delete(offer_words).filter_by(**theirs))
        self._keep_words([enrolment])

    def offering(self, program_ids: Collection[str], topic: str) -> list[Enrolment]:
        """Who mentors in these programs and offers something near the topic there, by person."""
        words = topics.words(topic)
        if not program_ids or not words:
            return []
        found = exists().where(
            offer_words.c.workspace == enrolments.c.workspace,
            offer_words.c.program_id == enrolments.c.program_id,
            offer_words.c.person_id == enrolments.c.person_id,
            offer_words.c.word.in_(words),
        )
        return self._all(enrolments.c.program_id.in_(program_ids), ACTIVE_ENROLMENT, found)

    def find(self, program_id: str, person_id: PersonId) -> Enrolment | None:
        """This person's enrolment, or None."""
        found = self._all(enrolments.c.program_id == program_id, enrolments.c.person_id == person_id)
        return found[0] if found else None

    def active(self, program_id: str) -> list[Enrolment]:
        """Everyone who is in the program, by person."""
        return self._all(enrolments.c.program_id == program_id, ACTIVE_ENROLMENT)

    def everyone(self, program_id: str) -> list[Enrolment]:
        """The same with everyone who has left."""
        return self._all(enrolments.c.program_id == program_id)

    def between(self, program_ids: Collection[str], person_ids: Collection[PersonId]) -> list[Enrolment]:
        """These people's enrolments in these programs, without those who have left, by person."""
        if not program_ids or not person_ids:
            return []
        theirs = enrolments.c.program_id.in_(program_ids), enrolments.c.person_id.in_(person_ids)
        return self._all(*theirs, ACTIVE_ENROLMENT)

    def of_person(self, person_id: PersonId) -> list[Enrolment]:
        """The programs that the person is in, in the order of joining."""
        found = self._all(enrolments.c.person_id == person_id, ACTIVE_ENROLMENT)
        return sorted(found, key=lambda one: (one.joined_at, one.id))

    def counts(self, program_ids: Collection[str]) -> Mapping[str, int]:
        """How many people are in each program."""
        query = (
            select(enrolments.c.program_id, func.count())
            .where(self._here, enrolments.c.program_id.in_(program_ids), ACTIVE_ENROLMENT)
            .group_by(enrolments.c.program_id)
        )
        return dict(self._rows(query))

    def _keep_words(self, enrolled: Iterable[Enrolment]) -> None:
        rows = [
            {
                "workspace": self._workspace,
                "program_id": one.program_id,
                "word": word,
                "person_id": one.person_id,
            }
            for one in enrolled
            for word in sorted(_words(one.wishes))
        ]
        if rows:
            self._execute(insert(offer_words), rows)

    def _all(self, *conditions: ColumnElement[bool]) -> list[Enrolment]:
        query = select(Enrolment).where(self._here, *conditions).order_by(enrolments.c.person_id)
        return list(self._session.scalars(query))

    @property
    def _here(self) -> ColumnElement[bool]:
        return enrolments.c.workspace == self._workspace


def _words(wishes: Wishes) -> frozenset[str]:
    """What somebody can be found by: nothing unless they mentor."""
    return frozenset[str]().union(*map(topics.words, wishes.offers)) if wishes.mentors else frozenset()
