"""Notices in words: one renderer per kind."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.domain import notices as said
from handlers.slack.views import (
    agreements,
    announcements,
    asks,
    check_ins,
    meetings,
    nudges,
    pairings,
    requests,
    reviews,
    round_messages,
)
from handlers.slack.views.blocks import Message
from handlers.slack.views.reader import Reader

RENDERERS: Final[Mapping[type[said.Notice], Callable[[Any, Reader], Message]]] = {
    said.Asked: asks.asked,
    said.AskedToIntroduce: asks.asked_to_introduce,
    said.AskSettled: asks.ask_settled,
    said.RequestSent: requests.request_sent,
    said.RequestMovedOn: requests.request_moved_on,
    said.RequestSettled: requests.request_settled,
    said.Introduced: pairings.introduced,
    said.TimesOffered: pairings.times_offered,
    said.TimesSettled: pairings.times_settled,
    said.MeetingBooked: meetings.meeting_booked,
    said.MeetingCancelled: meetings.meeting_cancelled,
    said.MeetingChanged: meetings.meeting_changed,
    said.CheckInSettled: check_ins.check_in_settled,
    said.MeetingSoon: meetings.meeting_soon,
    said.GoesOn: pairings.goes_on,
    said.AgreementProposed: agreements.agreement_proposed,
    said.AgreementSettled: agreements.agreement_settled,
    said.AgreementStands: agreements.agreement_stands,
    said.PairingEnded: pairings.pairing_ended,
    said.PartingLine: reviews.parting_line,
    said.ThankYou: meetings.thank_you,
    said.TakeawayShared: meetings.takeaway_shared,
    said.AnswerNudge: asks.answer_nudge,
    said.BookNudge: nudges.book_nudge,
    said.LastWord: nudges.last_word,
    said.DidYouMeet: check_ins.did_you_meet,
    said.OutcomeNudge: nudges.outcome_nudge,
    said.FitNudge: nudges.fit_nudge,
    said.QualityNudge: nudges.quality_nudge,
    said.InactiveNudge: nudges.inactive_nudge,
    said.AgreementNudge: agreements.agreement_nudge,
    said.EndNears: nudges.end_nears,
    said.ReviewNudge: reviews.review_nudge,
    said.StepNudge: nudges.step_nudge,
    said.NudgeSettled: nudges.nudge_settled,
    said.PairFlagged: pairings.pair_flagged,
    said.InOneLine: pairings.in_one_line,
    said.ProgramAnnounced: announcements.program_announced,
    said.BroughtIn: announcements.brought_in,
    said.TakenOut: announcements.taken_out,
    said.ProgramEnded: announcements.program_ended,
    said.SponsorNamed: announcements.sponsor_named,
    said.ChannelLost: announcements.channel_lost,
    said.RoundAhead: round_messages.round_ahead,
    said.RoundDrafted: round_messages.round_drafted,
    said.RoundSettled: round_messages.round_settled,
    said.RoundEmpty: round_messages.round_empty,
    said.RoundMended: round_messages.round_mended,
    said.RoundAnnounced: round_messages.round_announced,
    said.RoundResults: round_messages.round_results,
    said.NotThisTime: round_messages.not_this_time,
    said.RoundCalledOff: round_messages.called_off,
    said.NoMentee: round_messages.no_mentee,
    said.Timetable: round_messages.timetable,
}


def render(notice: said.Notice, reader: Reader) -> Message:
    """The message that says this notice to this reader."""
    return RENDERERS[type(notice)](notice, reader)
