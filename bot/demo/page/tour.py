"""The guided tour: five steps, ticked off by what really happens in the workspace."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Final

from bot.demo.company import Person
from bot.demo.feed import Happening
from bot.demo.ids import interactive
from bot.demo.messages import Message
from bot.demo.page.people import unable
from bot.demo.page.stage import Stage
from bot.demo.record import Exchange

NOTE: Final = "tour"
STEPS: Final = 5

# The signs by which the tour knows what happened: the app's own ids, as they cross the line.
ASK_COMMAND: Final = "/flash"
ASK_OPENED: Final = "flash.open"
ASK_SUBMITTED: Final = "flash."
REQUESTED: Final = "request.withdraw"
ASKED: Final = "ask.accept"
TIMES_OFFERED: Final = frozenset({"pairing.book", "pairing.times"})
BOOKED: Final = "meeting.move"
OVER: Final = "meeting.check_in"
LOGGED: Final = "outcome.save"


@dataclass
class Progress:
    """How far the tour is.

    People are Slack ids, empty until it is known who they are: `asking` last began to ask, `asked` are the
    mentors who were, `mentor` is the last of them, or who said yes. Times are offered, then one is booked.
    """

    skipped: bool = False
    asking: str = ""
    mentee: str = ""
    mentor: str = ""
    asked: list[str] = field(default_factory=list)
    accepted: bool = False
    offered: bool = False
    booked: bool = False
    over: bool = False
    logged_by: str = ""
    seen: bool = False

    @property
    def ticks(self) -> tuple[bool, ...]:
        """Which of the five steps are done."""
        return bool(self.mentee), self.accepted, self.over, bool(self.logged_by), self.seen

    @property
    def step(self) -> int:
        """The first step that is not done, from 1; 6 when all are."""
        return next((number for number, done in enumerate(self.ticks, 1) if not done), STEPS + 1)


class Tour:
    """Watches the workspace, and keeps how far the tour is between runs."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._workspace = stage.slack.workspace
        self.progress = _recalled(stage.notes.recall(NOTE))
        self._stops: tuple[Callable[[], None], ...] = (
            self._workspace.feed.observe(self._happened),
            stage.slack.record.observe(self._crossed),
        )

    def stop(self) -> None:
        """Watch no more."""
        for stop in self._stops:
            stop()

    def skip(self) -> None:
        """Put it away."""
        self._change(skipped=True)

    def restart(self) -> None:
        """Begin anew."""
        self.progress = Progress()
        self._change()

    def home_opened(self, person: Person) -> None:
        """Somebody looks at their App Home."""
        if self.progress.logged_by == person.id and not self.progress.seen:
            self._change(seen=True)

    def suggested(self) -> Person:
        """Who could ask: at work, new to all this, and rather looking for somebody than looked for."""
        people = [one for one in self._workspace.people.values() if not unable(one) and not one.is_restricted]
        said = self._said()

        def fitness(person: Person) -> tuple[bool, int, bool, bool]:
            return bool(person.away_until), said[person.id], bool(person.offers), not person.wants

        return min(people, key=fitness)

    def _said(self) -> Counter[str]:
        """How much was said to each of them alone, or among a few."""
        found: Counter[str] = Counter()
        for where in self._workspace.conversations.values():
            if where.kind in ("im", "mpim"):
                found.update(dict.fromkeys(where.members, len(where.messages)))
        return found

    def _change(self, **fields: Any) -> None:
        for name, value in fields.items():
            setattr(self.progress, name, value)
        self._stage.notes.keep(NOTE, asdict(self.progress))
        self._workspace.feed.publish("tour_changed")

    # -- watching

    def _crossed(self, exchange: Exchange) -> None:
        if exchange.direction != "out" or exchange.status != 200 or not isinstance(exchange.payload, Mapping):
            return
        person = _who(exchange.payload)
        if not self.progress.mentee and _asks(exchange.payload):
            self._change(asking=person)
        elif self._waits_for_answer(person) and _verb(exchange.payload) == ASKED:
            self._change(mentor=person, accepted=True)
        elif self._waits_for_outcome(person) and _submits(exchange, LOGGED):
            self._change(logged_by=person)

    def _waits_for_answer(self, person: str) -> bool:
        return person in self.progress.asked and not self.progress.accepted

    def _waits_for_outcome(self, person: str) -> bool:
        now = self.progress
        return now.over and not now.logged_by and person in (now.mentee, now.mentor)

    def _happened(self, happening: Happening) -> None:
        if happening.kind not in ("message_posted", "message_updated"):
            return
        message: Message = happening.subject
        if (
            message.user == self._workspace.bot.id
            and self._workspace.conversations[message.channel].kind == "im"
        ):
            self._heard(message, next(iter(set(happening.people) - {self._workspace.bot.id}), ""))

    def _heard(self, message: Message, reader: str) -> None:
        now, verbs = self.progress, _verbs(message)
        mentee = now.mentee or now.asking
        if not now.accepted and ASKED in verbs and _names(message, mentee):
            self._change(mentee=mentee, mentor=reader, asked=[*now.asked, reader])
        elif not now.mentee and reader == now.asking and REQUESTED in verbs:
            self._change(mentee=reader)
        elif now.mentee == reader:
            self._heard_by_mentee(verbs)

    def _heard_by_mentee(self, verbs: set[str]) -> None:
        now = self.progress
        if now.mentor and not now.offered and verbs & TIMES_OFFERED:
            self._change(accepted=True, offered=True)
        elif now.mentor and not now.booked and BOOKED in verbs:
            self._change(accepted=True, offered=True, booked=True)
        elif now.booked and not now.over and OVER in verbs:
            self._change(over=True)


def _recalled(kept: Any) -> Progress:
    known = {one.name for one in fields(Progress)}
    return Progress(**{name: value for name, value in (kept or {}).items() if name in known})


def _verbs(message: Message) -> set[str]:
    elements = [one for block in message.blocks for one in interactive(block)]
    return {_bare(one) for one in elements}


def _names(message: Message, user: str) -> bool:
    return user in {one.whom for one in message.rings}


def _bare(action: Mapping[str, Any]) -> str:
    """The verb of an action id; what counts its buttons apart stands behind a slash."""
    return str(action.get("action_id", "")).partition("/")[0]


def _verb(payload: Mapping[str, Any]) -> str:
    return _bare((payload.get("actions") or [{}])[0])


def _who(payload: Mapping[str, Any]) -> str:
    user = payload.get("user")
    return str(payload.get("user_id") or (user.get("id") if isinstance(user, Mapping) else "") or "")


def _asks(payload: Mapping[str, Any]) -> bool:
    view = payload.get("view") or {}
    submits = payload.get("type") == "view_submission"
    return (
        payload.get("command") == ASK_COMMAND
        or _verb(payload) == ASK_OPENED
        or (submits and str(view.get("callback_id", "")).startswith(ASK_SUBMITTED))
    )


def _submits(exchange: Exchange, callback: str) -> bool:
    answer = exchange.answer if isinstance(exchange.answer, Mapping) else {}
    return (
        exchange.payload.get("type") == "view_submission"
        and exchange.payload["view"].get("callback_id") == callback
        and answer.get("response_action") != "errors"
    )
