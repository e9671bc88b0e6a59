"""What can be refused. An error's docstring is the sentence that the person reads.

`{names}` in a sentence are filled from the keyword arguments, in the reader's language and zone.
"""

import inspect
from collections.abc import Iterable
from typing import ClassVar, Final

ANY_FIELD: Final = "any_field"
"""Of an error that no field has caused: it is said on the first one, so that what was typed stays in view."""


class DomainError(Exception):
    """That did not work."""

    field: ClassVar[str | None] = None

    def __init__(self, **values: object) -> None:
        super().__init__(self.sentence)
        self.values = values
        # What else is wrong with the same form, so that all of it is marked at once.
        self.also: tuple[DomainError, ...] = ()

    @property
    def sentence(self) -> str:
        """The untranslated sentence, with its `{names}` still open."""
        return inspect.cleandoc(type(self).__doc__ or "").replace("\n", " ")


def on(field: str, error: DomainError) -> DomainError:
    """This error, caused by another field than usual."""
    error.field = field  # type: ignore[misc]  # of this one alone
    return error


def refuse(wrong: Iterable[DomainError]) -> None:
    """Raise the first of these, which knows the others; nothing when there is none."""
    first, *others = [*wrong, None]
    if first is not None:
        first.also = tuple(filter(None, others))
        raise first


class UnknownPerson(DomainError):
    """I don't know {person} yet. Try again in a moment."""

    def __init__(self, person_id: str) -> None:
        super().__init__(person=person_id)
        self.person_id = person_id


# --- whom one can ask -------------------------------------------------------------------------


class WhomError(DomainError):
    """Please choose someone else."""

    field: ClassVar[str] = "whom"


class Oneself(WhomError):
    """That is you. Choose a colleague instead."""


class IsABot(WhomError):
    """{person} is an app, not a colleague. Choose a person instead."""


class IsAGuest(WhomError):
    """{person} is a guest here, and guests can't take part. Choose a colleague instead."""


class IsForeign(WhomError):
    """{person} belongs to another workspace. Choose a colleague from this one."""


class IsDeactivated(WhomError):
    """{person} no longer has an account here. Choose someone else."""


class IsPaused(WhomError):
    """{person} is taking a break from mentoring until {until}. Choose someone else, or ask then."""


class NotAMentor(WhomError):
    """{person} takes no requests at the moment. Choose someone else, or name a topic and I'll look."""


class CannotPassOn(WhomError):
    """I can't pass this on to {person}. Choose someone else, or say “Not this time”: I'll go on looking."""


class CannotIntroduceNow(DomainError):
    """I can't bring anyone to {person} just now. Say “Not this time”: I'll kindly tell whoever asked."""


class AlreadyPaired(WhomError):
    """You and {person} are paired. Choose a time in my Home tab."""


class StillAsked(WhomError):
    """{person} has a question from you already. You'll hear from me as soon as there is an answer."""


class InReportingLine(WhomError):
    """{person} is in your reporting line. Mentoring works better outside it: choose someone else."""


class AskedRecently(WhomError):
    """You asked {person} not long ago. You can ask again from {after}; choose someone else until then."""


class NobodyFound(DomainError):
    """Nobody is free for “{topic}” at the moment. Try another word, or name a person in `/intro`."""

    field = "topic"


class NobodyToAsk(NobodyFound):
    """Whoever offers “{topic}” is away, or not for you to ask right now. Try another word, or later."""


class NobodyNamed(WhomError):
    """Choose a person or name a topic: I need one of the two."""


class ViaError(DomainError):
    """Choose someone else to introduce you, or leave this empty."""

    field = "via"


class CannotIntroduce(ViaError):
    """{person} can't introduce you this time. Choose someone else, or leave this empty."""


class ViaNeedsSomeone(WhomError):
    """Name the person you would like to meet: {person} can only introduce you to someone."""


class GuestsCannotTakePart(DomainError):
    """Mentoring here is for members of this workspace, so guests and apps can't use it."""


# --- what was typed ---------------------------------------------------------------------------


class Missing(DomainError):
    """Please fill this in."""

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = field  # type: ignore[misc]  # which input it was is known only when it happens


class TooLong(DomainError):
    """Please keep this under {most} characters; it has {length}."""

    def __init__(self, field: str, most: int, length: int) -> None:
        super().__init__(most=most, length=length)
        self.field = field  # type: ignore[misc]  # as above


class TooMany(DomainError):
    """Please keep this to {most}; you named {count}."""

    def __init__(self, field: str, most: int, count: int) -> None:
        super().__init__(most=most, count=count)
        self.field = field  # type: ignore[misc]  # as above


class NotAChoice(DomainError):
    """That is not one of the choices. Please choose again."""

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = field  # type: ignore[misc]  # as above


class DayInThePast(DomainError):
    """That day has passed. Choose today or a later day."""

    field = "earliest"


class EndBeforeStart(DomainError):
    """The latest day is before the earliest. Choose a later one."""

    field = "latest"


class TooFarAhead(DomainError):
    """Please choose a day within {days} days."""

    field = "latest"


class ChatTooFarAhead(TooFarAhead):
    """That is very far ahead. Choose a time within {days} days."""

    field = "starts_at"


class PauseInThePast(DomainError):
    """That day has passed. Choose a later one, for example `/mentor pause until {example}`."""

    field = "until"


class PauseTooLong(DomainError):
    """That is very far away. Choose a day within the next {days} days."""

    field = "until"


class SnoozeInThePast(DomainError):
    """Choose a day after today."""

    field = "until"


class NotADate(DomainError):
    """I read no date in “{text}”. Write it like `{example}`."""

    field = "until"


class WindowEndsBeforeStart(DomainError):
    """This window ends before it starts. Choose a later end."""

    field = "window_end"


class OwnManager(DomainError):
    """That is you. Name whom you report to, or leave this empty."""

    field = "manager"


class CapacityOutOfRange(DomainError):
    """Choose a whole number from {least} to {most}."""

    field = "capacity"


class NotALink(DomainError):
    """A meeting link starts with https:// and has no spaces."""

    field = "meeting_link"


class NothingToKeep(DomainError):
    """Write a line, or choose how useful it was."""

    field = "takeaway"


class StepInThePast(DomainError):
    """That day has passed. Choose a later day for the next step."""

    field = "next_step_on"


# --- answering, booking, logging ---------------------------------------------------------------


class NotYours(DomainError):
    """This was meant for someone else, so I left it as it is."""


class Gone(DomainError):
    """This has come to an end meanwhile, so there is nothing left to do here."""


class AlreadyAnswered(DomainError):
    """This was answered already. Nothing has changed."""


class TimeTaken(DomainError):
    """That time was taken a moment ago. Choose another one."""

    field = "starts_at"


class BookedAlready(DomainError):
    """It is booked for {at} already."""

    field = "starts_at"


class AlreadyBooked(DomainError):
    """You two have a chat booked for {at} already. Move that one instead."""

    field = "starts_at"


class TimePassed(DomainError):
    """That time has passed. Choose a later one."""

    field = "starts_at"


class NotMetYet(DomainError):
    """This chat is still ahead of you. You can log it once it has begun."""

    field = "chat"


class NoChats(DomainError):
    """There is no chat to log yet. `/intro` or `/flash` is a good way to start one."""


class NoChatsWith(DomainError):
    """I know of no chat between you and {person}. `/outcome` alone shows your chats; `/intro` starts one."""


# --- agreements ---------------------------------------------------------------------------------


class ProposedMeanwhile(DomainError):
    """{person} has proposed something newer meanwhile. Look at it first: it stands in your Home tab."""


class AgreedAlready(DomainError):
    """That is what you have already. Nothing has changed."""

    field = "every"


class NothingToAgreeOn(DomainError):
    """This is for one chat, and needs no agreement."""


class AgreementEndsInThePast(DomainError):
    """Choose a day after today, or leave this empty."""

    field = "agreed_until"


class AgreementTooLong(DomainError):
    """That is very far ahead. Choose a day within the next {days} days."""

    field = "agreed_until"


# --- programs -----------------------------------------------------------------------------------


class NotAnAdmin(DomainError):
    """This is for workspace admins and the people they named for a program. Ask one of them."""


class ProgramClosed(DomainError):
    """This program has come to an end, so there is nothing left to do here."""


class ChangedMeanwhile(DomainError):
    """Somebody changed these settings while you had them open, so yours are not saved. Open them again."""

    field: ClassVar[str] = ANY_FIELD


class AlreadyRunning(DomainError):
    """It is running already. Nothing has changed."""


class ChannelError(DomainError):
    """Please choose a channel."""

    field = "channel"


class UnknownChannel(ChannelError):
    """I can't see that channel. If it is private, add me to it with `/invite`, then try again."""


class ChannelArchived(ChannelError):
    """The channel #{channel} is archived, so nobody could join. Choose another one."""


class NotInChannel(ChannelError):
    """I'm not in #{channel} yet. Add me to it with `/invite`, then try again."""


class NoCadence(DomainError):
    """Rounds need at least a week between them. Choose 1 or more."""

    field = "cadence"


class OutOfRange(DomainError):
    """Choose a whole number between {least} and {most}."""

    def __init__(self, field: str, least: int, most: int) -> None:
        super().__init__(least=least, most=most)
        self.field = field  # type: ignore[misc]  # which input it was is known only when it happens


class NotDates(DomainError):
    """I read no date in “{text}”. Write dates like `{example}`, with commas between them."""

    field = "dates"


class BoundsUpsideDown(DomainError):
    """The largest group is smaller than the smallest one. Choose a larger number."""

    field = "most"


class GroupTooLarge(DomainError):
    """A group takes {least} people and {count} have joined so far. Wait for more, or make groups smaller."""

    field = "least"


class EndsBeforeItStarts(DomainError):
    """The program would end before it starts. Choose a later end."""

    field = "ends_on"


class RoundAfterTheEnd(DomainError):
    """The round on {day} would be after the end. Choose a later end, or leave that round out."""

    field = "ends_on"


class FormIsKnown(DomainError):
    """People have heard of this program as it is. Set up another one for another form."""

    field = "form"


class NoSponsor(DomainError):
    """A shadow board needs an executive to advise. Name one in the settings."""

    field = "sponsor"


class NotEnrolled(DomainError):
    """You are not in this program at the moment. You can join it in my Home tab."""


class AlreadyEnrolled(DomainError):
    """You are in this program already. Nothing has changed."""


class NotOfTheChannel(DomainError):
    """This program is for the people of its channel. Join the channel first, then try again."""


class NothingOffered(DomainError):
    """Name at least one topic that you can help with."""

    field = "offers"


class BothWays(DomainError):
    """You named somebody in both lists. Take them out of one."""

    field = "rather_not"


# --- rounds -------------------------------------------------------------------------------------


class SentAlready(DomainError):
    """This round left on {at} already. Nothing has changed."""


class SentAlreadyBy(DomainError):
    """{person} sent this round on {at}. Nothing has changed."""


class RoundHasLeft(DomainError):
    """That round is not ahead any more. Look under your programs if you would rather skip the next one."""


class KeptApart(DomainError):
    """{person} and {other} can't be matched this time. Choose somebody else."""

    field = "other"


class KeptApartBySeniority(KeptApart):
    """The levels of {person} and {other} don't fit this program's rule on seniority. Choose somebody else."""


class KeptApartByDepartment(KeptApart):
    """{person} and {other} are in one department, and this program mixes them. Choose somebody else."""


class KeptApartByClocks(KeptApart):
    """The clocks of {person} and {other} are too far apart for this program. Choose somebody else."""


class KeptApartByHours(KeptApart):
    """{person} and {other} have too few hours in common. Choose somebody else."""


class KeptApartByLanguage(KeptApart):
    """{person} and {other} have no language in common. Choose somebody else."""


class KeptApartByReportingLine(KeptApart):
    """{person} and {other} are in one reporting line. Choose somebody else."""


class KeptApartByManager(KeptApart):
    """{person} and {other} report to the same manager. Choose somebody else."""


class KeptApartByRepeat(KeptApart):
    """{person} and {other} met not long ago. Choose somebody else."""


class KeptApartByAdmin(KeptApart):
    """{person} and {other} are kept apart in this program. Choose somebody else, or let them meet again."""


class SamePerson(DomainError):
    """Choose two different people."""

    field = "other"


class BesideEachOther(DomainError):
    """Nobody can change places with {person} or {other}, and their group needs both. Leave one out."""

    field = "other"


class NotKeptApart(DomainError):
    """{person} and {other} are not kept apart in this program."""

    field = "other"


class Dropped(DomainError):
    """{person} dropped this round. Nothing has changed."""


class NotInRound(DomainError):
    """{person} is not in this round. Choose somebody else."""

    field = "person"


class SamePlace(DomainError):
    """These two are together already. Choose somebody from another match."""

    field = "other"


class WrongPart(DomainError):
    """A mentor can only change places with a mentor, and a mentee with a mentee."""

    field = "other"


class NoMentorThere(WrongPart):
    """{person} can't be the mentor in that match. Choose somebody else."""


class NoMenteeThere(WrongPart):
    """{person} can't be mentored in this round. Choose somebody else."""


class NobodyToSend(DomainError):
    """Nobody is left in this round. Take somebody back first."""


class ChannelIsLost(DomainError):
    """I can't say anything in this program's channel. Add me to it with `/invite`, then send the round."""
