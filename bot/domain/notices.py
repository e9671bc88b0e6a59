"""Notices: everything we say to people on our own, as values. The renderer turns them into words.

Texts that people typed travel here as typed; names travel as person ids.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from bot.domain.agreements import Points
from bot.domain.matching.values import Reason, Rule
from bot.domain.meetings import Attendance
from bot.domain.nudging import Phase
from bot.domain.pairings import Part
from bot.domain.people import Break, PersonId
from bot.domain.requests import AskState, Form, Purpose


class Promise(StrEnum):
    """What delivery promises when it dies between sending and marking."""

    AT_LEAST_ONCE = "at least once"
    AT_MOST_ONCE = "at most once"


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Something we say. `unprompted` ones count against the week's budget and are never repeated."""

    promise: ClassVar[Promise] = Promise.AT_LEAST_ONCE
    unprompted: ClassVar[bool] = False


@dataclass(frozen=True, kw_only=True)
class Nudge(Notice):
    """An unprompted message about a wait: lost rather than said twice, since the next look covers it."""

    promise: ClassVar[Promise] = Promise.AT_MOST_ONCE
    unprompted: ClassVar[bool] = True

    wait_id: str


# --- to whoever is asked ------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Asked(Notice):
    """To a mentor: someone would like a chat.

    `earliest` and `latest` are days that the requester named. `line` came from `via_id`: whoever introduces
    the two, or (`suggested`) a mentor who thought of this one.
    """

    ask_id: str
    form: Form
    requester_id: PersonId
    purpose: Purpose
    minutes: int
    earliest: date | None = None
    latest: date | None = None
    via_id: PersonId | None = None
    line: str = ""
    suggested: bool = False


@dataclass(frozen=True, kw_only=True)
class AskedToIntroduce(Notice):
    """To an intermediary: would you introduce the requester to the target?"""

    ask_id: str
    requester_id: PersonId
    target_id: PersonId
    purpose: Purpose


@dataclass(frozen=True, kw_only=True)
class AskSettled(Notice):
    """In place of the question, once it was answered, withdrawn or has run out.

    `introduced` when it was an intermediary who passed it on.
    """

    ask_id: str
    requester_id: PersonId
    topic: str
    state: AskState
    to_id: PersonId | None = None
    introduced: bool = False


# --- to whoever asks ----------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class RequestSent(Notice):
    """Who was asked, or on whose waitlist it is and where; with a button to withdraw.

    It is `later` when somebody is asked only in their working hours. Nobody takes the place of whoever was
    `named`. `free_id` might be asked instead of waiting.
    Who asks during a break of their own is `back_on` a day, and may come back before.
    """

    request_id: str
    topic: str
    asked_ids: tuple[PersonId, ...]
    through: bool = False
    position: int | None = None
    named: bool = False
    free_id: PersonId | None = None
    back_on: date | None = None
    later: bool = False


@dataclass(frozen=True, kw_only=True)
class RequestMovedOn(Notice):
    """Somebody could not (or did not answer in time): who was asked next, or who might be asked."""

    request_id: str
    topic: str
    from_id: PersonId
    because: AskState
    line: str = ""
    next_id: PersonId | None = None
    suggested_id: PersonId | None = None
    position: int | None = None


@dataclass(frozen=True, kw_only=True)
class RequestSettled(Notice):
    """In place of "sent", once the request has ended."""

    request_id: str
    topic: str
    accepted_by: PersonId | None = None


# --- to those who were brought together ---------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Introduction:
    """One of those who are introduced, with what they say of themselves; a mentee's `cannot` stays out."""

    person_id: PersonId
    part: Part
    offers: tuple[str, ...] = ()
    about: str = ""
    cannot: str = ""
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Introduced(Notice):
    """To all in a group message: who they are, why they meet, times to click.

    `requester_id` wrote the purpose, where someone asked. A round gives its `reasons` for this match, its
    admins' `opening`, the number of a question to begin with, and what to talk about. The times lie outside
    the usual hours of `outside_ids`. No times, and somebody `away`: there are none before that one is back.
    `host_id` hosts the first session of a circle. What is for longer than one chat is planned `until` then.
    """

    pairing_id: str
    members: tuple[Introduction, ...]
    purpose: Purpose
    minutes: int
    requester_id: PersonId | None = None
    via_id: PersonId | None = None
    reasons: tuple[Reason, ...] = ()
    opening: str = ""
    icebreaker: int | None = None
    agenda: tuple[str, ...] = ()
    slots: tuple[datetime, ...] = ()
    outside_ids: tuple[PersonId, ...] = ()
    away: Break | None = None
    host_id: PersonId | None = None
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class TimesOffered(Notice):
    """To one of them after a flash chat was accepted: times that suit them all, `away` as above."""

    pairing_id: str
    with_ids: tuple[PersonId, ...]
    topic: str
    minutes: int
    slots: tuple[datetime, ...] = ()
    outside_ids: tuple[PersonId, ...] = ()
    away: Break | None = None


@dataclass(frozen=True, kw_only=True)
class TimesSettled(Notice):
    """In place of the times, once one was booked or the pairing ended (`starts_at` is None).

    What was booked and moved, or cancelled, names the time at which it `was_at`. Names nobody where somebody
    has left: those who stayed are not told who.
    """

    pairing_id: str
    people: tuple[PersonId, ...]
    topic: str
    starts_at: datetime | None = None
    was_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class MeetingBooked(Notice):
    """Confirmation with a calendar file; `sequence` above 0 says it was moved.

    `names` are everyone's, for calendars: those know no ids. `host_id` hosts it, in a circle.
    """

    meeting_id: str
    with_ids: tuple[PersonId, ...]
    topic: str
    starts_at: datetime
    minutes: int
    sequence: int = 0
    link: str = ""
    by_id: PersonId | None = None
    names: tuple[str, ...] = ()
    host_id: PersonId | None = None


@dataclass(frozen=True, kw_only=True)
class MeetingCancelled(Notice):
    """It will not take place; the calendar file says so too."""

    meeting_id: str
    with_ids: tuple[PersonId, ...]
    topic: str
    starts_at: datetime
    minutes: int
    sequence: int
    by_id: PersonId | None = None
    pairing_id: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MeetingChanged(Notice):
    """In place of an earlier confirmation: the chat was moved, or (None) cancelled, or its time is `over`."""

    meeting_id: str
    with_ids: tuple[PersonId, ...]
    topic: str
    was_at: datetime
    now_at: datetime | None = None
    over: bool = False


@dataclass(frozen=True, kw_only=True)
class CheckInSettled(Notice):
    """In place of "Did you meet?": thanks, and the one thing to do next, if any.

    Met: log the outcome. Not yet: times to click, while the pairing is `open`. Else nothing.
    """

    meeting_id: str
    pairing_id: str
    with_ids: tuple[PersonId, ...]
    topic: str
    answer: Attendance
    slots: tuple[datetime, ...] = ()
    outside_ids: tuple[PersonId, ...] = ()
    open: bool = True


@dataclass(frozen=True, kw_only=True)
class MeetingSoon(Notice):
    """Reminder of a booked chat, one working day or ten minutes before."""

    meeting_id: str
    with_ids: tuple[PersonId, ...]
    topic: str
    starts_at: datetime
    minutes: int
    link: str = ""
    last: bool = False


@dataclass(frozen=True, kw_only=True)
class GoesOn(Notice):
    """All of them would meet again: times to click, and the moment to agree on how they go on."""

    pairing_id: str
    with_ids: tuple[PersonId, ...]
    topic: str
    slots: tuple[datetime, ...] = ()
    outside_ids: tuple[PersonId, ...] = ()
    booked: bool = False


@dataclass(frozen=True, kw_only=True)
class AgreementProposed(Notice):
    """What one of them proposes to agree on; what stands meanwhile stays, where it is to `change` that.

    `peers`: nobody is anybody's mentor. Whoever answers names its `number`.
    """

    pairing_id: str
    by_id: PersonId
    with_ids: tuple[PersonId, ...]
    topic: str
    points: Points
    number: int
    change: bool = False
    peers: bool = False


@dataclass(frozen=True, kw_only=True)
class AgreementSettled(Notice):
    """In place of a proposal: it was confirmed (and `stands`, if by all), or no longer stands."""

    with_ids: tuple[PersonId, ...]
    confirmed: bool = False
    stands: bool = False


@dataclass(frozen=True, kw_only=True)
class AgreementStands(Notice):
    """All have confirmed it: what they agreed on, to read again."""

    pairing_id: str
    with_ids: tuple[PersonId, ...]
    topic: str
    points: Points
    peers: bool = False


@dataclass(frozen=True, kw_only=True)
class PairingEnded(Notice):
    """A kind end, for all or for whoever left a group; nobody's name is on the decision.

    Each is asked to look back on their own on what `lasted`.
    """

    pairing_id: str
    with_ids: tuple[PersonId, ...]
    topic: str
    lasted: bool = False


@dataclass(frozen=True, kw_only=True)
class PartingLine(Notice):
    """At the end, what one of them writes to the others."""

    pairing_id: str
    from_id: PersonId
    topic: str
    line: str


@dataclass(frozen=True, kw_only=True)
class ThankYou(Notice):
    """A thank-you line from one person to the others."""

    meeting_id: str
    from_id: PersonId
    line: str


@dataclass(frozen=True, kw_only=True)
class TakeawayShared(Notice):
    """A take-away that its author shows to the others."""

    meeting_id: str
    from_id: PersonId
    takeaway: str
    next_step: str = ""
    next_step_on: date | None = None


# --- nudges, one per phase ----------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class AnswerNudge(Nudge):
    """Someone still waits for this person's answer."""

    ask_id: str
    requester_id: PersonId
    topic: str
    introduce_to: PersonId | None = None
    slots: tuple[datetime, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BookNudge(Nudge):
    """The chat is not booked yet (or the last one is a while ago, with `again`): times to click.

    `every`: the weeks from session to session that they agreed on, if they did. `midway`: half
    of a round is over.
    """

    pairing_id: str
    with_ids: tuple[PersonId, ...]
    topic: str
    minutes: int
    slots: tuple[datetime, ...] = ()
    outside_ids: tuple[PersonId, ...] = ()
    again: bool = False
    every: int | None = None
    midway: bool = False


@dataclass(frozen=True, kw_only=True)
class LastWord(Nudge):
    """We stop asking about this; they can still book whenever they like."""

    pairing_id: str
    with_ids: tuple[PersonId, ...]
    topic: str


@dataclass(frozen=True, kw_only=True)
class DidYouMeet(Nudge):
    """Asked of each person on their own, after the booked end; without a start when nobody booked it."""

    meeting_id: str
    with_ids: tuple[PersonId, ...]
    topic: str
    starts_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class OutcomeNudge(Nudge):
    """What came of the chat?"""

    meeting_id: str
    with_ids: tuple[PersonId, ...]
    topic: str


@dataclass(frozen=True, kw_only=True)
class FitNudge(Nudge):
    """In private, after the first chat: meet again, or was once enough?"""

    pairing_id: str
    with_ids: tuple[PersonId, ...]
    topic: str


@dataclass(frozen=True, kw_only=True)
class QualityNudge(Nudge):
    """In private: how is it going, 1 to 5?"""

    pairing_id: str
    with_ids: tuple[PersonId, ...]
    topic: str


@dataclass(frozen=True, kw_only=True)
class InactiveNudge(Nudge):
    """Nothing was heard of this pairing for a long time: go on (times to click) or close it?"""

    pairing_id: str
    with_ids: tuple[PersonId, ...]
    topic: str
    slots: tuple[datetime, ...] = ()
    outside_ids: tuple[PersonId, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AgreementNudge(Nudge):
    """What somebody proposed to agree on still waits for its reader."""

    pairing_id: str
    by_id: PersonId
    with_ids: tuple[PersonId, ...]
    topic: str


@dataclass(frozen=True, kw_only=True)
class EndNears(Nudge):
    """The end that was planned is near: times for the last chats, and how to plan it anew."""

    pairing_id: str
    with_ids: tuple[PersonId, ...]
    topic: str
    ends_at: datetime
    ends_on: date | None = None
    slots: tuple[datetime, ...] = ()
    outside_ids: tuple[PersonId, ...] = ()
    booked: bool = False


@dataclass(frozen=True, kw_only=True)
class ReviewNudge(Nudge):
    """What lasted has ended, and its reader has not looked back on it yet."""

    pairing_id: str
    with_ids: tuple[PersonId, ...]
    topic: str


@dataclass(frozen=True, kw_only=True)
class StepNudge(Nudge):
    """The day of a next step that its reader set themselves."""

    outcome_id: str
    with_ids: tuple[PersonId, ...]
    topic: str
    next_step: str
    next_step_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class NudgeSettled(Notice):
    """In place of a private question about these people: answered, waved away, or asked `again` below."""

    people: tuple[PersonId, ...] = ()
    again: bool = False


@dataclass(frozen=True, kw_only=True)
class PairFlagged(Nudge):
    """To an admin: these people may need a hand. Says where it stalled, never what anyone wrote."""

    pairing_id: str
    people: tuple[PersonId, ...]
    stalled: Phase


@dataclass(frozen=True, kw_only=True)
class InOneLine(Notice):
    """To an admin: of these people, who are in a pairing that lasts, one reports to another from now on."""

    pairing_id: str
    people: tuple[PersonId, ...]


# --- programs -----------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class ProgramAnnounced(Notice):
    """To a channel: a program that its people can join. How many are in it, never who.

    `auto`: everybody of the channel takes part unless they leave; `over`: it has ended.
    """

    program_id: str
    form: Form
    name: str = ""
    purpose: str = ""
    welcome: str = ""
    joined: int = 0
    next_round_at: datetime | None = None
    auto: bool = False
    over: bool = False


@dataclass(frozen=True, kw_only=True)
class BroughtIn(Notice):
    """To somebody whom a program took in with their whole channel: what it is, and how to leave at once."""

    program_id: str
    form: Form
    channel_id: str
    name: str = ""
    purpose: str = ""
    next_round_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class TakenOut(Notice):
    """To somebody who left a channel and its program with it: how to come back."""

    program_id: str
    form: Form
    channel_id: str
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class ProgramEnded(Notice):
    """To everybody who was in a program: it has come to its end, with a kind word."""

    program_id: str
    form: Form
    name: str = ""
    closing: str = ""


@dataclass(frozen=True, kw_only=True)
class ChannelLost(Notice):
    """To the admins of a program: nothing can be said in its channel any more, and what to do."""

    program_id: str
    form: Form
    channel_id: str
    name: str = ""


# --- rounds -------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class RoundAhead(Nudge):
    """To whoever takes part: the next round is near, and can be skipped."""

    program_id: str
    form: Form
    round_at: datetime
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class RoundDrafted(Notice):
    """To an admin: a round waits for a look. Numbers and rules only, never what anyone wished."""

    round_id: str
    program_id: str
    form: Form
    number: int
    matches: int
    people: int
    left_out: int = 0
    unstable: int = 0
    rules: tuple[Rule, ...] = ()
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class RoundSettled(Notice):
    """In place of that, once it was sent (by whom, unless by itself), dropped, or a newer draft took over."""

    form: Form
    number: int
    name: str = ""
    sent_by: PersonId | None = None
    sent_at: datetime | None = None
    dropped_by: PersonId | None = None


@dataclass(frozen=True, kw_only=True)
class RoundCalledOff(Notice):
    """To whoever takes part: a round of which they were told does not take place."""

    program_id: str
    form: Form
    next_round_at: datetime | None = None
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class RoundEmpty(Notice):
    """To an admin: nobody could be matched, and which rules are why; how many took part."""

    program_id: str
    form: Form
    number: int
    people: int
    rules: tuple[Rule, ...] = ()
    next_round_at: datetime | None = None
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class RoundMended(Notice):
    """To an admin: who has gone since, how many matches were made anew, and how many people are without."""

    program_id: str
    form: Form
    number: int
    gone: tuple[PersonId, ...]
    matched: int = 0
    left_out: int = 0
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class RoundAnnounced(Notice):
    """To a channel: a round has left. Counts only."""

    program_id: str
    form: Form
    matches: int
    people: int
    next_round_at: datetime | None = None
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class RoundResults(Notice):
    """To a channel: what became of a round. Counts of matches, never who."""

    program_id: str
    form: Form
    introduced: int
    booked: int = 0
    met: int = 0
    did_not: int = 0
    unknown: int = 0
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class NotThisTime(Notice):
    """To whoever has no match in a round: why, and what comes next."""

    program_id: str
    form: Form
    rule: Rule
    next_round_at: datetime | None = None
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class NoMentee(Notice):
    """To a mentor for whom a round has no mentee: nothing is to be done, and what comes next."""

    program_id: str
    form: Form
    next_round_at: datetime | None = None
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """One chat of an event; with nobody it is a break."""

    starts_at: datetime
    with_id: PersonId | None = None
    table: int = 0


@dataclass(frozen=True, kw_only=True)
class Timetable(Notice):
    """To one person at an event of short chats: whom they meet, when and at which table."""

    program_id: str
    form: Form
    minutes: int
    sittings: tuple[Sitting, ...]
    name: str = ""
    opening: str = ""


ALL: dict[str, type[Notice]] = {
    kind.__name__: kind
    for kind in (
        Asked,
        AskedToIntroduce,
        AskSettled,
        RequestSent,
        RequestMovedOn,
        RequestSettled,
        Introduced,
        TimesOffered,
        TimesSettled,
        MeetingBooked,
        MeetingCancelled,
        MeetingChanged,
        CheckInSettled,
        MeetingSoon,
        GoesOn,
        AgreementProposed,
        AgreementSettled,
        AgreementStands,
        PairingEnded,
        PartingLine,
        ThankYou,
        TakeawayShared,
        AnswerNudge,
        BookNudge,
        LastWord,
        DidYouMeet,
        OutcomeNudge,
        FitNudge,
        QualityNudge,
        InactiveNudge,
        AgreementNudge,
        EndNears,
        ReviewNudge,
        StepNudge,
        NudgeSettled,
        PairFlagged,
        InOneLine,
        ProgramAnnounced,
        BroughtIn,
        TakenOut,
        ProgramEnded,
        ChannelLost,
        RoundAhead,
        RoundDrafted,
        RoundSettled,
        RoundCalledOff,
        RoundEmpty,
        RoundMended,
        RoundAnnounced,
        RoundResults,
        NotThisTime,
        NoMentee,
        Timetable,
    )
}
"""Every kind of notice by its name: the outbox keeps them by it."""
