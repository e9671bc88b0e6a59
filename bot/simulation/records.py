"""Records: plain reads of what the bot keeps, as values. No rule of the bot's is asked."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, union_all

from bot.domain.forms import Form
from bot.domain.meetings import Attendance, MeetingState
from bot.domain.pairings import Part
from bot.domain.requests import AskState, RequestState
from bot.domain.rounds import RoundState
from bot.domain.terms import Terms
from bot.ports import Letter
from storage import tables


@dataclass(frozen=True)
class InIt:
    """Somebody in a pairing, until they left it."""

    person_id: str
    part: Part
    left_at: datetime | None


@dataclass(frozen=True)
class Brought:
    """People who were brought together."""

    id: str
    form: Form
    opened_at: datetime
    ended_at: datetime | None
    once: bool
    request_id: str | None
    program_id: str | None
    round_id: str | None
    members: tuple[InIt, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Everyone who was in it."""
        return tuple(one.person_id for one in self.members)


@dataclass(frozen=True)
class Booked:
    """A chat, with what each said of it."""

    id: str
    pairing_id: str
    starts_at: datetime
    minutes: int
    cancelled: bool
    planned: bool
    answers: Mapping[str, Attendance | None]


def brought(connection: Connection) -> list[Brought]:
    """All pairings, in the order of their beginning."""
    people: dict[str, list[InIt]] = defaultdict(list)
    member = tables.members.c
    for row in connection.execute(
        select(member.pairing_id, member.person_id, member.part, member.left_at).order_by(member.position)
    ):
        people[row.pairing_id].append(InIt(row.person_id, row.part, row.left_at))
    pairing = tables.pairings.c
    rows = connection.execute(
        select(
            pairing.id,
            pairing.form,
            pairing.opened_at,
            pairing.ended_at,
            pairing.once,
            pairing.request_id,
            pairing.program_id,
            pairing.round_id,
        ).order_by(pairing.opened_at, pairing.id)
    )
    return [Brought(*row, members=tuple(people[row.id])) for row in rows]


def booked(connection: Connection, since: datetime | None = None) -> list[Booked]:
    """All chats (that begin from then on, where given)."""
    meeting, seat = tables.meetings.c, tables.seats.c
    query = select(
        meeting.id,
        meeting.pairing_id,
        meeting.starts_at,
        meeting.minutes,
        meeting.state,
        meeting.planned,
        seat.person_id,
        seat.answer,
    ).join(tables.seats, seat.meeting_id == meeting.id)
    if since is not None:
        query = query.where(meeting.starts_at >= since)
    found: dict[str, Booked] = {}
    answers: dict[str, dict[str, Attendance | None]] = defaultdict(dict)
    for row in connection.execute(query.order_by(meeting.starts_at, meeting.id, seat.position)):
        cancelled = row.state is MeetingState.CANCELLED
        answers[row.id][row.person_id] = row.answer
        found[row.id] = Booked(
            row.id, row.pairing_id, row.starts_at, row.minutes, cancelled, row.planned, answers[row.id]
        )
    return list(found.values())


def terms(connection: Connection) -> dict[str, tuple[Form, Terms]]:
    """Each program's form and terms."""
    program = tables.programs.c
    return {
        row.id: (row.form, row.terms)
        for row in connection.execute(select(program.id, program.form, program.terms))
    }


@dataclass(frozen=True)
class Post:
    """A message that has not been said: queued, or given up."""

    kind: str
    key: str
    to: tuple[str, ...]
    send_at: datetime
    dead: bool


def unsaid(connection: Connection) -> list[Post]:
    """Messages that are queued or dead."""
    post = tables.outbox.c
    every = select(post.kind, post.key, post.recipients, post.send_at, post.state)
    # Each from its own index: together they would be looked for in all that was ever said.
    query = union_all(every.where(tables.QUEUED), every.where(tables.DEAD))
    return [
        Post(row.kind, row.key, tuple(row.recipients), row.send_at, row.state is Letter.DEAD)
        for row in connection.execute(query)
    ]


def reopened(connection: Connection) -> set[str]:
    """Requests of which a yes came to nothing, through nobody's fault."""
    ask = tables.asks.c
    return set(connection.scalars(select(ask.request_id).where(ask.state == AskState.RELEASED)))


def requests(connection: Connection) -> tuple[Counter[Form], Counter[Form]]:
    """By form, how many requests there were, and how many were answered with a yes."""
    request = tables.requests.c
    asked, accepted = Counter[Form](), Counter[Form]()
    for row in connection.execute(select(request.form, request.state)):
        asked[row.form] += 1
        accepted[row.form] += row.state is RequestState.ACCEPTED
    return asked, accepted


def outcomes(connection: Connection) -> set[tuple[str, str]]:
    """Who has logged something of which pairing: (pairing, author)."""
    outcome = tables.outcomes.c
    rows = connection.execute(select(outcome.pairing_id, outcome.author_id))
    return {(row.pairing_id, row.author_id) for row in rows}


@dataclass(frozen=True)
class Group:
    """People whom a round matched; the first `mentors` of them are the mentors of the others."""

    members: tuple[str, ...]
    mentors: int
    turn: int = 0


@dataclass(frozen=True)
class Sent:
    """A round that was sent, or that had nobody to send: either way people were left out, or nobody was."""

    id: str
    program_id: str
    number: int
    drafted_at: datetime
    sent_at: datetime
    left_out: tuple[str, ...]
    excluded: tuple[str, ...]
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class Drafted:
    """A round that brings people together, or would have."""

    program_id: str
    at: datetime
    placed: frozenset[str]


def rounds(connection: Connection) -> list[Sent]:
    """All rounds that were sent or came out empty, by program and number."""
    groups: dict[str, list[Group]] = defaultdict(list)
    match = tables.matches.c
    query = select(match.round_id, match.match, match.turn).order_by(match.number)
    for row in connection.execute(query):
        groups[row.round_id].append(Group(row.match.members, row.match.mentors, row.turn))
    kept = tables.rounds.c
    found = connection.execute(select(tables.rounds).order_by(kept.program_id, kept.number))
    return [
        Sent(
            row.id,
            row.program_id,
            row.number,
            row.drafted_at,
            row.sent_at or row.drafted_at,
            tuple(one.person_id for one in row.left_out),
            row.excluded,
            tuple(groups[row.id]),
        )
        for row in found
        if row.sent_at is not None or came_out_empty(row.state, groups[row.id], row.excluded)
    ]


def drafted(connection: Connection) -> list[Drafted]:
    """All rounds that were drafted with matches, also those that nobody sent: each uses up who skips one."""
    match, kept = tables.matches.c, tables.rounds.c
    placed: dict[str, set[str]] = defaultdict(set)
    for row in connection.execute(select(match.round_id, match.match)):
        placed[row.round_id].update(row.match.members)
    found = connection.execute(select(kept.id, kept.program_id, kept.drafted_at))
    return [
        Drafted(row.program_id, row.drafted_at, frozenset(placed[row.id])) for row in found if placed[row.id]
    ]


def came_out_empty(state: RoundState, groups: Sequence[Group], excluded: Collection[str]) -> bool:
    """Whether a round matched nobody: no draft any more, and not emptied by an admin's own hand."""
    return state is not RoundState.DRAFTED and not groups and not excluded


def seated(sent: Iterable[Sent]) -> list[Brought]:
    """Who sat together at events, as if they had been brought together once: nobody meets them again soon."""
    return [
        Brought(
            id=f"{one.id}, turn {group.turn}",
            form=Form.SPEED,
            opened_at=one.sent_at,
            ended_at=one.sent_at,
            once=True,
            request_id=None,
            program_id=one.program_id,
            round_id=one.id,
            members=tuple(InIt(who, Part.PEER, one.sent_at) for who in group.members),
        )
        for one in sent
        for group in one.groups
        if group.turn
    ]
