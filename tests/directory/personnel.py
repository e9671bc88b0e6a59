"""A personnel system that speaks SCIM 2.0 on loopback: as much of it as is asked for, and its troubles."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.demo.loopback import Loopback

ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
TOKEN = "made-up-scim-token"


def a_user(number: int, **changes: Any) -> dict[str, Any]:
    """A user as Microsoft's and Okta's services write them."""
    return {
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE],
        "id": f"u{number}",
        "userName": f"p{number}@a.example",
        "emails": [{"value": f"p{number}@a.example", "type": "work", "primary": True}],
        "active": True,
        **changes,
    }


class PersonnelSystem:
    """Its users; `answers` are given instead, one after the other, while there are any."""

    def __init__(self, *users: Any, page: int = 1000) -> None:
        self.users = list(users)
        self.page = page
        self.total: int | None = None
        self.answers: list[Callable[[], Response]] = []
        self.asked: list[tuple[int, int]] = []
        self.cursors = False
        self.followed: list[str] = []
        self.url = ""

    def fails(self, code: int, times: int = 1, **headers: str) -> None:
        """Answer with a status code so many times; `Retry_After` becomes the header of that name."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers += [lambda: Response(status_code=code, headers=named)] * times

    def says(self, content: str) -> None:
        """Answer just this, once."""
        self.answers.append(lambda: Response(content, media_type="application/scim+json"))

    async def serve(self, request: Request) -> Response:
        """`GET /scim/v2/Users`."""
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return JSONResponse({"status": "401", "detail": "who are you?"}, 401)
        count, cursor = int(request.query_params["count"]), request.query_params.get("cursor")
        if cursor is not None:
            return self.answers.pop(0)() if self.answers else self._after(cursor, count)
        start = int(request.query_params["startIndex"])
        self.asked.append((start, count))
        if self.answers:
            return self.answers.pop(0)()
        found = self.users[start - 1 : start - 1 + min(count, self.page)]
        return JSONResponse(
            {
                "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
                "totalResults": len(self.users) if self.total is None else self.total,
                "startIndex": start,
                "itemsPerPage": len(found),
                "Resources": found,
            },
            media_type="application/scim+json",
        )

    async def describe(self, _: Request) -> Response:
        """`GET /scim/v2/ServiceProviderConfig`."""
        if not self.cursors:
            return Response(status_code=404)
        pagination = {"cursor": True, "index": False, "defaultPaginationMethod": "cursor"}
        return JSONResponse({"patch": {"supported": False}, "pagination": pagination})

    def _after(self, cursor: str, count: int) -> Response:
        """The users after a cursor, and the next one: none after the last page."""
        self.followed.append(cursor)
        start = int(cursor.removeprefix("after-") or 0)
        end = start + min(count, self.page)
        listing: dict[str, Any] = {"totalResults": self.total, "Resources": self.users[start:end]}
        if end < len(self.users):
            listing["nextCursor"] = f"after-{end}"
        said = {name: value for name, value in listing.items() if value is not None}
        return JSONResponse(said, media_type="application/scim+json")

    @asynccontextmanager
    async def running(self) -> AsyncIterator["PersonnelSystem"]:
        """Serve on a free port."""
        routes = [
            Route("/scim/v2/Users", self.serve),
            Route("/scim/v2/ServiceProviderConfig", self.describe),
        ]
        loopback = Loopback(Starlette(routes=routes))
        self.url = f"{loopback.url}/scim/v2"
        await loopback.start()
        try:
            yield self
        finally:
            await loopback.stop()
