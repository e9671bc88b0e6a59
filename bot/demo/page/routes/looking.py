"""What is shown: the page, older messages, files, the stream of changes."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.demo.page.events import Events
from bot.demo.page.gallery import gallery
from bot.demo.page.guard import Refused
from bot.demo.page.people import everybody, named, somebody, unable
from bot.demo.page.places import sidebar
from bot.demo.page.reads import moment
from bot.demo.page.shell import Parts, Shell
from bot.demo.page.templating import filled


class Looking:
    """Answers to GET."""

    def __init__(self, parts: Parts, events: Events) -> None:
        self._parts = parts
        self._workspace = parts.stage.slack.workspace
        self._events = events

    def routes(self) -> list[Route]:
        """Where each is found."""
        return [
            Route("/", self.front),
            Route("/gallery", self.gallery),
            Route("/as/{handle}", self.somebody),
            Route("/as/{handle}/events", self.stream),
            Route("/as/{handle}/people", self.people),
            Route("/as/{handle}/names", self.names),
            Route("/as/{handle}/{place}", self.page),
            Route("/as/{handle}/{place}/earlier", self.earlier),
            Route("/files/{file}/{name}", self.file),
        ]

    async def front(self, _request: Request) -> Response:
        """Begin as somebody who can do everything."""
        return RedirectResponse(f"/as/{self._parts.tour.suggested().handle}", 303)

    async def gallery(self, _request: Request) -> Response:
        """Everything that the bot can say or ask."""
        return HTMLResponse(gallery(self._parts.stage.specimens(), self._workspace))

    async def somebody(self, request: Request) -> Response:
        """Begin with the app's direct messages, or wherever this person is."""
        try:
            me = somebody(self._workspace, request.path_params["handle"])
            shown = sidebar(self._workspace, self._parts.reads, me)
            entries = [*shown.directs, *shown.channels, *shown.groups]
            if not entries:
                raise Refused(404, unable(me) or f"{me.real_name} is in no conversation.")
        except Refused as refused:
            return self._lost(refused)
        return RedirectResponse(f"/as/{me.handle}/{entries[0].id}", 303)

    async def page(self, request: Request) -> Response:
        """The page."""
        try:
            shell = self._shell(request, request.path_params["place"])
        except Refused as refused:
            return self._lost(refused)
        mark = self._events.now()
        return HTMLResponse(shell.page(mark), headers={"Cache-Control": "no-store"})

    async def people(self, request: Request) -> Response:
        """Whom one could be, as they now stand."""
        me = somebody(self._workspace, request.path_params["handle"])
        html = everybody(self._workspace, self._parts.reads, me)
        return HTMLResponse(html, headers={"Cache-Control": "no-store"})

    async def names(self, _request: Request) -> Response:
        """Whom a command can name."""
        return JSONResponse({"people": named(self._workspace)})

    async def earlier(self, request: Request) -> Response:
        """Older messages than those before a timestamp."""
        before = request.query_params.get("before", "")
        try:
            moment(before)
        except ValueError:
            raise Refused(400, "before has to be a message's timestamp.") from None
        return JSONResponse(self._shell(request, request.path_params["place"]).earlier(before))

    async def stream(self, request: Request) -> Response:
        """What changes for this person at this place, as it happens."""
        shell = self._shell(request, request.query_params.get("at", ""))
        since = request.headers.get("last-event-id") or request.query_params.get("since", "")
        return StreamingResponse(
            self._events.stream(shell.me, shell, since),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store"},
        )

    async def file(self, request: Request) -> Response:
        """A file that was shared, to keep."""
        found = self._workspace.files.get(request.path_params["file"])
        if found is None or found.content is None or found.name != request.path_params["name"]:
            raise Refused(404, "There is no such file.")
        named = f"attachment; filename*=UTF-8''{quote(found.name)}"
        headers = {"Content-Disposition": named, "Cache-Control": "no-store"}
        return Response(found.content, media_type="application/octet-stream", headers=headers)

    def _shell(self, request: Request, place: str) -> Shell:
        return Shell(self._parts, somebody(self._workspace, request.path_params["handle"]), place)

    def _lost(self, refused: Refused) -> Response:
        return HTMLResponse(filled("lost.html", sentence=refused.sentence), refused.status)
