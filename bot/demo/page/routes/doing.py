"""What somebody does: commands, words, buttons, forms."""

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.demo.company import Person
from bot.demo.conversations import Conversation
from bot.demo.page.acting import Acting, Reply, Use
from bot.demo.page.guard import Posted, Refused
from bot.demo.page.people import actor
from bot.demo.page.places import HOME, conversation
from bot.demo.page.reads import moment
from bot.demo.page.shell import Parts, Shell
from bot.demo.page.templating import filled
from bot.demo.reading import said

MOST_TYPED = 12_000
"""Characters of a message: what Slack's own composer takes."""


@dataclass(frozen=True)
class Deed:
    """What was posted, and by whom."""

    me: Person
    posted: Posted

    @property
    def use(self) -> Use:
        """The element that was used."""
        option = self.posted.text("option", "") or None
        return Use(self.posted.text("block"), self.posted.text("action"), option)


class Doing:
    """Answers to POST below /as/{handle}."""

    def __init__(self, parts: Parts, acting: Acting) -> None:
        self._parts = parts
        self._workspace = parts.stage.slack.workspace
        self._acting = acting

    def routes(self) -> list[Route]:
        """Where each is found."""
        verbs = {
            "slash": self.slash,
            "say": self.say,
            "act": self.act,
            "submit": self.submit,
            "close": self.close,
            "suggest": self.suggest,
            "read": self.read,
            "home": self.home,
        }
        return [Route(f"/as/{{handle}}/{verb}", does, methods=["POST"]) for verb, does in verbs.items()]

    async def slash(self, request: Request) -> Response:
        """Type a command: `{channel, line}`; `undone` in the answer when it was not sent."""
        deed = await self._deed(request)
        where, line = self._where(deed), deed.posted.text("line").strip()
        if not line.startswith("/") or len(line) > MOST_TYPED:
            raise Refused(400, "A command begins with a slash, and is not that long.")
        return _shown(await self._acting.slash(deed.me, where, line))

    async def say(self, request: Request) -> Response:
        """Write a message: `{channel, text}`; `undone` in the answer when it was not sent."""
        deed = await self._deed(request)
        where, text = self._where(deed), deed.posted.text("text").strip()
        if not 0 < len(text) <= MOST_TYPED:
            raise Refused(400, f"A message has 1 to {MOST_TYPED} characters.")
        return _shown(await self._acting.say(deed.me, where, text))

    async def act(self, request: Request) -> Response:
        """Use an element: `{view, …}` or `{channel, ts, …}` with `{block, action, option, values}`."""
        deed = await self._deed(request)
        view, values = deed.posted.text("view", ""), deed.posted.values()
        if view:
            return _shown(await self._acting.act_on_view(deed.me, view, deed.use, values))
        where, ts = self._where(deed), deed.posted.text("ts")
        return _shown(await self._acting.act_on_message(deed.me, where, ts, deed.use, values))

    async def submit(self, request: Request) -> Response:
        """Submit the form on top: `{view, values}`; what is refused comes back drawn into it."""
        deed = await self._deed(request)
        reply = await self._acting.submit(deed.me, deed.posted.text("view"), deed.posted.values())
        modal = Shell(self._parts, deed.me, HOME).modal(reply.errors) if reply.errors else ""
        return _shown(reply, modal=modal)

    async def close(self, request: Request) -> Response:
        """Close the form on top, or all: `{view, everything}`."""
        deed = await self._deed(request)
        everything = deed.posted.flag("everything")
        return _shown(await self._acting.close(deed.me, deed.posted.text("view"), everything=everything))

    async def suggest(self, request: Request) -> Response:
        """Options for what was typed: `{view, block, action, typed}`."""
        deed = await self._deed(request)
        typed = deed.posted.text("typed")[:MOST_TYPED]
        options = await self._acting.suggest(deed.me, deed.posted.text("view"), deed.use, typed)
        reader = self._workspace.reader(deed.me.id)
        found = [{"value": one.get("value", ""), "text": said(one.get("text"), reader)} for one in options]
        return JSONResponse({"options": found})

    async def read(self, request: Request) -> Response:
        """Everything up to a timestamp was read: `{channel, ts}`."""
        deed = await self._deed(request)
        where, ts = self._where(deed), deed.posted.text("ts")
        try:
            moment(ts)
        except ValueError:
            raise Refused(400, "ts has to be a message's timestamp.") from None
        self._parts.reads.read(deed.me.id, where.id, ts)
        self._workspace.feed.publish("sidebar", (deed.me.id,))
        return JSONResponse({})

    async def home(self, request: Request) -> Response:
        """Look at the App Home."""
        deed = await self._deed(request)
        reply = await self._acting.open_home(deed.me)
        self._parts.tour.home_opened(deed.me)
        return _shown(reply)

    async def _deed(self, request: Request) -> Deed:
        posted = await Posted.of(request)
        return Deed(actor(self._workspace, request.path_params["handle"]), posted)

    def _where(self, deed: Deed) -> Conversation:
        return conversation(self._workspace, deed.me, deed.posted.text("channel"))


def _shown(reply: Reply, **more: Any) -> Response:
    note = filled("note.html", sentence=reply.note) if reply.note else ""
    return JSONResponse({"note": note, **({"undone": True} if reply.undone else {}), **more})
