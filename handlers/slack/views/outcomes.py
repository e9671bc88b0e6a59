"""Outcomes: what came of a chat, told by one person, read by whom they choose."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, Option
from slack_sdk.models.views import View

from bot.domain import errors
from bot.domain.outcomes import SCORES, Account, Outcome, Visibility
from bot.domain.people import PersonId
from bot.domain.requests import FREE_TEXT
from bot.usecases.outcomes import Chat, Log
from handlers.slack.views import inputs, moments
from handlers.slack.views.blocks import option
from handlers.slack.views.ids import Callback
from handlers.slack.views.inputs import Field
from handlers.slack.views.reader import Reader
from handlers.slack.views.state import State, needed
from handlers.slack.views.words import Sentence

CHAT, HAPPENED, USEFUL, TAKEAWAY, VISIBILITY = "chat", "happened", "useful", "takeaway", "visibility"
NEXT_STEP, NEXT_STEP_ON, THANKS = "next_step", "next_step_on", "thanks"
CHATS = 10
"""Chats to choose from, newest first: what one remembers."""
YES, NO = "yes", "no"
EMPTY = Account(happened=True)
"""What the form says before anyone fills it in."""


def modal(reader: Reader, chats: Sequence[Chat], meeting_id: str = "") -> View:
    """The form, with the meeting that was asked about chosen, or the only chat. There is at least one chat.

    What was logged of the chosen chat before stands in the form, and then no other chat is on offer: saving
    replaces that account and no other.
    """
    only = len(chats) == 1 and not meeting_id
    asked = [chat for chat in chats if only or (meeting_id and chat.meeting_id == meeting_id)]
    before = asked[0].account if asked else None
    others = [] if before else [chat for chat in chats if chat not in asked]
    listed = [*asked, *others][:CHATS]
    return inputs.form(
        reader,
        Callback.OUTCOME,
        reader.plain("Log the outcome"),
        reader.plain("Save"),
        [
            inputs.one_of(
                Field(CHAT, reader.plain("Which chat?")),
                [_chat(reader, chat) for chat in listed],
                listed[0].id if asked else None,
            ),
            *_how_it_was(reader, before or EMPTY, group=any(len(chat.with_ids) > 1 for chat in listed)),
            *_what_follows(reader, before or EMPTY),
        ],
    )


def parse(view: object, actor_id: PersonId) -> Log:
    """One person's account, with something in it."""
    state = State(view)
    useful = state.one_of(USEFUL, [str(score) for score in SCORES])
    account = Account(
        happened=needed(state.one_of(HAPPENED, (YES, NO)), HAPPENED) == YES,
        useful=None if useful is None else int(useful),
        takeaway=state.text(TAKEAWAY),
        visibility=Visibility(state.one_of(VISIBILITY, [str(one) for one in Visibility]) or Visibility.ME),
        next_step=state.text(NEXT_STEP),
        next_step_on=state.day(NEXT_STEP_ON),
        thanks=state.text(THANKS),
    )
    chat = needed(state.one_of(CHAT), CHAT)
    if account.empty:
        raise errors.NothingToKeep
    return Log(person_id=actor_id, chat=chat, account=account)


def logged(reader: Reader, outcome: Outcome) -> View:
    """It is kept, and who reads what."""
    account = outcome.account
    lines = [reader.say("Saved. Thank you.")]
    lines += _readers(reader, account)
    if account.thanks.strip():
        lines.append(reader.say("Your thank-you is on its way."))
    return moments.done(reader, *lines)


def _readers(reader: Reader, account: Account) -> list[Sentence]:
    """Who can read what was kept: a take-away and a next step go together."""
    takeaway, step = bool(account.takeaway.strip()), bool(account.next_step.strip())
    alone = account.visibility is Visibility.ME
    if takeaway and step:
        mine = reader.say("Only you can read your take-away and your next step.")
        ours = reader.say("Whoever you met can read your take-away and your next step.")
    elif takeaway:
        mine = reader.say("Only you can read your take-away.")
        ours = reader.say("Whoever you met can read your take-away.")
    elif step:
        mine = reader.say("Only you can read your next step.")
        ours = reader.say("Whoever you met can read your next step.")
    else:
        return []
    return [mine if alone else ours]


def _chat(reader: Reader, chat: Chat) -> Option:
    people = reader.people(chat.with_ids)
    if chat.at is None:
        return option(reader.say("{people}, not booked here", people=people), chat.id, chat.topic)
    day = chat.at.astimezone(reader.clock).date()
    return option(reader.say("{people}, {day}", people=people, day=day), chat.id, chat.topic)


def _how_it_was(reader: Reader, kept: Account, *, group: bool) -> list[Block]:
    happened = [option(reader.plain("Yes"), YES), option(reader.plain("No"), NO)]
    scores = [option(str(score), str(score)) for score in SCORES]
    helpful = Field(
        USEFUL,
        reader.plain("How useful was it?"),
        reader.plain("From 1 (not much) to 5 (very). Your score stays private."),
        optional=True,
    )
    return [
        inputs.one_of(Field(HAPPENED, reader.plain("Did you meet?")), happened, YES if kept.happened else NO),
        inputs.one_of(helpful, scores, str(kept.useful)),
        inputs.text(
            Field(TAKEAWAY, reader.plain("What do you take away?"), optional=True),
            FREE_TEXT,
            kept.takeaway,
            lines=True,
        ),
        inputs.one_of(
            Field(VISIBILITY, reader.plain("Who may read your take-away and next step?")),
            _audiences(reader, group=group),
            kept.visibility,
        ),
    ]


def _audiences(reader: Reader, *, group: bool) -> list[Option]:
    ours, told = reader.plain("Both of us"), reader.plain("Both of us, and it may be told as a story")
    if group:
        ours, told = reader.plain("All of us"), reader.plain("All of us, and it may be told as a story")
    labels = {Visibility.ME: reader.plain("Only me"), Visibility.US: ours, Visibility.SHARED: told}
    return [option(label, str(audience)) for audience, label in labels.items()]


def _what_follows(reader: Reader, kept: Account) -> list[Block]:
    thanks = Field(
        THANKS,
        reader.plain("A thank-you line"),
        reader.plain("Sent to whoever you met, as you write it."),
        optional=True,
    )
    return [
        inputs.text(
            Field(NEXT_STEP, reader.plain("Your next step"), optional=True), FREE_TEXT, kept.next_step
        ),
        inputs.day(Field(NEXT_STEP_ON, reader.plain("By when?"), optional=True), kept.next_step_on),
        inputs.text(thanks, FREE_TEXT, kept.thanks, lines=True),
    ]
