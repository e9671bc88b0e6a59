"""Notices: everything we say to people on our own, as values. The renderer turns them into words.

Texts that people typed travel here as typed; names travel as person ids.
"""

from collections.abc import Iterator, Mapping

from bot.domain.notices.agreements import AgreementNudge, AgreementProposed, AgreementSettled, AgreementStands
from bot.domain.notices.kinds import Notice, Nudge, Promise
from bot.domain.notices.meetings import (
    CheckInSettled,
    DidYouMeet,
    MeetingBooked,
    MeetingCancelled,
    MeetingChanged,
    MeetingSoon,
)
from bot.domain.notices.outcomes import OutcomeNudge, StepNudge, TakeawayShared, ThankYou
from bot.domain.notices.pairings import (
    BookNudge,
    EndNears,
    FitNudge,
    GoesOn,
    InactiveNudge,
    InOneLine,
    Introduced,
    Introduction,
    LastWord,
    NudgeSettled,
    PairFlagged,
    PairingEnded,
    QualityNudge,
    TimesOffered,
    TimesSettled,
)
from bot.domain.notices.programs import (
    BroughtIn,
    ChannelLost,
    ProgramAnnounced,
    ProgramEnded,
    SponsorNamed,
    TakenOut,
)
from bot.domain.notices.requests import (
    AnswerNudge,
    Asked,
    AskedToIntroduce,
    AskSettled,
    RequestMovedOn,
    RequestSent,
    RequestSettled,
)
from bot.domain.notices.reviews import PartingLine, ReviewNudge
from bot.domain.notices.rounds import (
    NoMentee,
    NotThisTime,
    RoundAhead,
    RoundAnnounced,
    RoundCalledOff,
    RoundDrafted,
    RoundEmpty,
    RoundMended,
    RoundResults,
    RoundSettled,
    Sitting,
    Timetable,
)

__all__ = [
    "ALL",
    "AgreementNudge",
    "AgreementProposed",
    "AgreementSettled",
    "AgreementStands",
    "AnswerNudge",
    "AskSettled",
    "Asked",
    "AskedToIntroduce",
    "BookNudge",
    "BroughtIn",
    "ChannelLost",
    "CheckInSettled",
    "DidYouMeet",
    "EndNears",
    "FitNudge",
    "GoesOn",
    "InOneLine",
    "InactiveNudge",
    "Introduced",
    "Introduction",
    "LastWord",
    "MeetingBooked",
    "MeetingCancelled",
    "MeetingChanged",
    "MeetingSoon",
    "NoMentee",
    "NotThisTime",
    "Notice",
    "Nudge",
    "NudgeSettled",
    "OutcomeNudge",
    "PairFlagged",
    "PairingEnded",
    "PartingLine",
    "ProgramAnnounced",
    "ProgramEnded",
    "Promise",
    "QualityNudge",
    "RequestMovedOn",
    "RequestSent",
    "RequestSettled",
    "ReviewNudge",
    "RoundAhead",
    "RoundAnnounced",
    "RoundCalledOff",
    "RoundDrafted",
    "RoundEmpty",
    "RoundMended",
    "RoundResults",
    "RoundSettled",
    "Sitting",
    "SponsorNamed",
    "StepNudge",
    "TakeawayShared",
    "TakenOut",
    "ThankYou",
    "TimesOffered",
    "TimesSettled",
    "Timetable",
]


def _each(kind: type[Notice]) -> Iterator[type[Notice]]:
    for narrower in kind.__subclasses__():
        if narrower is not Nudge:
            yield narrower
        yield from _each(narrower)


ALL: Mapping[str, type[Notice]] = {kind.__name__: kind for kind in _each(Notice)}
"""Every kind of notice by its name: the outbox keeps them by it."""
