"""The page itself and its parts, drawn for one person at one place."""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from bot.demo.company import Person
from bot.demo.page import turning
from bot.demo.page.events import Change
from bot.demo.page.guard import Refused
from bot.demo.page.people import card, unable
from bot.demo.page.places import HOME, conversation, is_for_commands, sidebar, title
from bot.demo.page.reads import Reads
from bot.demo.page.rendering import Renderer
from bot.demo.page.stage import Stage
from bot.demo.page.templating import filled
from bot.demo.page.timeline import days_of, seen_by, stretch
from bot.demo.page.tour import STEPS, Tour
from bot.demo.page.trouble import Trouble
from bot.demo.page.turning import Turning


@dataclass(frozen=True)
class Parts:
    """What every drawing needs."""

    stage: Stage
    renderer: Renderer
    reads: Reads
    turning: Turning
    trouble: Trouble
    tour: Tour
    opening: str
    """The command with which the tour begins."""


class Shell:
    """One person's view of one place: a conversation's id, or `home`."""

    def __init__(self, parts: Parts, me: Person, place: str) -> None:
        self._parts = parts
        self._workspace = parts.stage.slack.workspace
        self.me = me
        self.place = place
        if place != HOME:
            conversation(self._workspace, me, place)
        elif reason := unable(me):
            raise Refused(404, reason)

    # -- the whole page

    def page(self, mark: str) -> Markup:
        """The page, with all that stands on it now; `mark` is where its stream goes on."""
        return filled(
            "page.html",
            me=card(self._workspace, self.me),
            company=self._workspace.company.name,
            place=self.place,
            title=self._title(),
            kind=self._kind(),
            only_commands=self.place != HOME and is_for_commands(self._manifest, self._where()),
            mark=mark,
            commands=self._commands(),
            sidebar=self.sidebar(),
            content=self.content(),
            modal=self.modal(),
            clock=self.clock(),
            tour=self.tour(),
            bot=self._parts.trouble.shown(),
        )

    def content(self) -> Markup:
        """What stands in the middle: the messages, or the home."""
        if self.place == HOME:
            return filled("apphome.html", home=self.home())
        shown = stretch(self._parts.renderer, self._where(), self.me)
        return filled("timeline.html", stretch=shown, title=self._title(), empty=not shown.days)

    def earlier(self, before: str) -> dict[str, Any]:
        """Older messages, and from where there are still older ones."""
        shown = stretch(self._parts.renderer, self._where(), self.me, before)
        return {"html": filled("days.html", days=shown.days), "before": shown.before}

    def sidebar(self) -> Markup:
        """Where else one can go."""
        shown = sidebar(self._workspace, self._parts.reads, self.me)
        return filled("sidebar.html", sidebar=shown, me=self.me, place=self.place, able=not unable(self.me))

    def home(self) -> Markup:
        """The App Home as it was last published; nothing when it never was."""
        view = self._workspace.modals.homes.get(self.me.id)
        return self._parts.renderer.home(view, self.me.id) if view else Markup()

    def modal(self, errors: dict[str, str] | None = None) -> Markup:
        """The modal on top, if one is open."""
        view = self._workspace.modals.top(self.me.id)
        return self._parts.renderer.modal(view, self.me.id, errors or {}) if view else Markup()

    def clock(self) -> dict[str, Any]:
        """The clock, in this person's zone."""
        turns = self._parts.turning.is_turning
        return turning.shown(self._workspace.now(), self.me, is_turning=turns)

    def tour(self) -> Markup:
        """The step of the tour that is due, and how far one is."""
        tour, people = self._parts.tour, self._workspace.people
        now = tour.progress
        return filled(
            "tour.html",
            progress=now,
            steps=STEPS,
            me=self.me,
            kind=self._kind(),
            line=self._parts.opening,
            asker=tour.suggested() if not now.mentee else None,
            mentee=people.get(now.mentee),
            mentor=people.get(now.mentor),
            logger=people.get(now.logged_by),
        )

    # -- what changes

    def events(self, change: Change) -> list[dict[str, Any]]:
        """A change, drawn as it now stands; nothing when it does not show here."""
        if not self._is_here():
            return [{"kind": "left"}]
        match change:
            case ("message", where, ts):
                return self._message(ts) if where == self.place else []
            case ("modal",):
                return [{"kind": "modal", "html": self.modal()}]
            case ("home",):
                return [{"kind": "home", "html": self.home()}] if self.place == HOME else []
            case ("sidebar",) | ("conversation_changed",):
                return [self._sidebar_event()]
            case ("clock_turned",):
                # An outage ends by the same clock.
                return [{"kind": "clock", **self.clock()}, self._bot_event()]
            case ("bot_changed",):
                return [self._bot_event()]
            case ("tour_changed",):
                return [{"kind": "tour", "html": self.tour()}]
            case ("person_changed",):
                return [{"kind": "stale"}]
            case _:
                return [{"kind": change[0]}]

    def _message(self, ts: str) -> list[dict[str, Any]]:
        for message in reversed(seen_by(self._where(), self.me)):
            if message.ts == ts:
                (day,) = days_of(self._parts.renderer, [message], self.me)
                mine = message.user == self.me.id
                html = day.messages[0]
                return [
                    {
                        "kind": "message",
                        "day": day.key,
                        "date": day.name,
                        "html": html,
                        "mine": mine,
                        "ts": ts,
                    }
                ]
        return [{"kind": "gone", "id": f"m-{self.place}-{ts.replace('.', '-')}"}]

    def _bot_event(self) -> dict[str, Any]:
        return {"kind": "bot", **self._parts.trouble.shown()}

    def _sidebar_event(self) -> dict[str, Any]:
        unread = sidebar(self._workspace, self._parts.reads, self.me).unread
        return {"kind": "sidebar", "html": self.sidebar(), "unread": unread}

    # -- details

    @property
    def _manifest(self) -> dict[str, Any]:
        return self._parts.stage.slack.manifest

    def _is_here(self) -> bool:
        """Still: one may have left the channel, or been taken out of it."""
        where = self._workspace.conversations.get(self.place)
        return self.place == HOME or (where is not None and self.me.id in where.members)

    def _kind(self) -> str:
        return "home" if self.place == HOME else str(self._where().kind)

    def _where(self) -> Any:
        return conversation(self._workspace, self.me, self.place)

    def _title(self) -> str:
        return "Home" if self.place == HOME else title(self._workspace, self._where(), self.me)

    def _commands(self) -> list[dict[str, str]]:
        features = self._manifest.get("features", {})
        return [
            {
                "command": one["command"],
                "description": one.get("description", ""),
                "hint": one.get("usage_hint", ""),
            }
            for one in features.get("slash_commands", [])
        ]
