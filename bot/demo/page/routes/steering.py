"""What is no person's doing: the clock, faults, the bot, the tour, and the panel behind the scenes."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from bot.demo.company import Person
from bot.demo.page.guard import Posted, Refused
from bot.demo.page.panel import Panel
from bot.demo.page.people import somebody
from bot.demo.page.shell import Parts
from bot.demo.page.templating import filled


class Steering:
    """The clock bar, the tour and the panel."""

    def __init__(self, parts: Parts, panel: Panel) -> None:
        self._parts = parts
        self._panel = panel

    def routes(self) -> list[Route]:
        """Where each is found."""
        return [
            Route("/clock", self.clock, methods=["POST"]),
            Route("/faults", self.faults, methods=["POST"]),
            Route("/bot", self.bot, methods=["POST"]),
            Route("/tour", self.tour, methods=["POST"]),
            Route("/panel/exchanges", self.exchanges),
            Route("/panel/exchanges/{number:int}", self.exchange),
            Route("/panel/{tab}", self.tab),
        ]

    async def clock(self, request: Request) -> Response:
        """Turn the clock: `{by: hour | day | week | next | tour, as}`; says who got what meanwhile."""
        posted = await Posted.of(request)
        me = self._somebody(posted.text("as"))
        turned = await self._parts.turning.turn(posted.text("by"))
        arrivals = [
            {"handle": one.person.handle, "name": one.person.real_name, "count": one.count}
            for one in turned.arrivals
        ]
        html = filled("arrivals.html", turned=turned, me=me)
        return JSONResponse({"arrivals": arrivals, "html": html})

    async def faults(self, request: Request) -> Response:
        """Make trouble, or end it: `{fault}`."""
        await self._parts.trouble.make((await Posted.of(request)).text("fault"))
        return JSONResponse({})

    async def bot(self, request: Request) -> Response:
        """Kill or restart the bot: `{do}`."""
        await self._parts.trouble.bot((await Posted.of(request)).text("do"))
        return JSONResponse({})

    async def tour(self, request: Request) -> Response:
        """Skip the tour, or begin it anew: `{do}`."""
        match (await Posted.of(request)).text("do"):
            case "skip":
                self._parts.tour.skip()
            case "restart":
                self._parts.tour.restart()
            case _:
                raise Refused(400, "The tour can be skipped and restarted.")
        return JSONResponse({})

    async def exchanges(self, request: Request) -> Response:
        """The newest exchanges, from a number on."""
        after = request.query_params.get("after", "0")
        if not (after.isascii() and after.isdigit()):
            raise Refused(400, "after has to be a number.")
        return HTMLResponse(self._panel.exchanges(self._reader(request), int(after)))

    async def exchange(self, request: Request) -> Response:
        """One exchange in full."""
        return HTMLResponse(self._panel.exchange(request.path_params["number"]))

    async def tab(self, request: Request) -> Response:
        """One of the other tabs."""
        match request.path_params["tab"]:
            case "outbox":
                return HTMLResponse(await self._panel.outbox(self._reader(request)))
            case "looks":
                return HTMLResponse(await self._panel.looks(self._reader(request)))
            case "faults":
                return HTMLResponse(await self._panel.faults())
            case _:
                raise Refused(404, "The panel has no such tab.")

    def _reader(self, request: Request) -> Person:
        return self._somebody(request.query_params.get("as", ""))

    def _somebody(self, handle: str) -> Person:
        return somebody(self._parts.stage.slack.workspace, handle)
