"""Lists of a SCIM service, page by page: by cursor (RFC 9865) where it offers one, else by index."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any, Final

import structlog

from bot.directory.scim_service import Line, ScimRejected, ScimUnusable

PAGE: Final = 100
_USERS: Final = "Users"

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Bounds:
    """How much is read at most: a service that has gone wrong fills no memory, and ends."""

    pages: int = 20_000
    users: int = 500_000


@dataclass
class Listing:
    """All users of a service, read once from start to end; afterwards it says whether that was everybody.

    By index a list that changes while it is read may skip somebody, so totals that differ count as a gap.
    """

    line: Line
    bounds: Bounds = field(default_factory=Bounds)
    _ids: set[str] = field(default_factory=set)
    _totals: set[int] = field(default_factory=set)
    _nameless: int = 0
    _ended: bool = False

    @property
    def complete(self) -> bool:
        """Whether everyone came, each with an id: then whoever is not among them is not there."""
        all_came = len(self._totals) <= 1 and len(self._ids) >= max(self._totals, default=0)
        return self._ended and all_came and not self._nameless

    @property
    def total(self) -> int | None:
        """How many users there are by the service's own count."""
        return max(self._totals, default=None)

    async def users(self) -> AsyncIterator[tuple[int, Any]]:
        """All users with their positions, from 1.

        Raises:
            ScimUnusable: when the service refuses, is away, or answers what is no list or has no end.
        """
        number = 0
        async for page in self._pages():
            for user in page:
                number += 1
                yield number, user

    async def first(self) -> list[Any]:
        """The users of the first page."""
        return await anext(self._pages(), [])

    async def _pages(self) -> AsyncIterator[list[Any]]:
        pages = self._by_cursor() if await self._offers_cursors() else self._by_index()
        read = 0
        async for page in pages:
            read += 1
            if read > self.bounds.pages:
                raise ScimUnusable("The SCIM service sends page after page without an end.")
            self._note(page)
            if len(self._ids) + self._nameless > self.bounds.users:
                raise ScimUnusable(
                    f"The SCIM service names more than {self.bounds.users:,} users: give Mentorbot a token "
                    "that sees only the people it is for."
                )
            yield page
        self._ended = True

    async def _offers_cursors(self) -> bool:
        try:
            config = await self.line.get("ServiceProviderConfig", tries=1)
        except ScimUnusable:
            return False  # many services have none; what is really amiss shows when users are asked for
        pagination = config.get("pagination")
        return isinstance(pagination, dict) and pagination.get("cursor") is True

    async def _by_cursor(self) -> AsyncIterator[list[Any]]:
        cursor, known = "", {""}
        while True:
            try:
                listing = await self.line.get(_USERS, {"cursor": cursor, "count": PAGE})
            except ScimRejected as error:
                if cursor:
                    raise ScimUnusable(
                        "The SCIM service lost its place in the middle (400): it is read anew."
                    ) from error
                log.info("scim.no_cursors")
                async for page in self._by_index():
                    yield page
                return
            yield self._users_of(listing, counted=False)
            following = listing.get("nextcursor")
            if following in (None, ""):
                return
            if not isinstance(following, str) or following in known:
                raise ScimUnusable("The SCIM service sends the same page again and again.")
            known.add(following)
            cursor = following

    async def _by_index(self) -> AsyncIterator[list[Any]]:
        start = 1
        while True:
            listing = await self.line.get(_USERS, {"startIndex": start, "count": PAGE})
            page = self._users_of(listing, counted=True)
            ids = {_id_of(user) for user in page}
            if page and ids <= self._ids:
                raise ScimUnusable(f"The SCIM service sends the same users again from {start} on.")
            yield page
            start += len(page)
            if not page or start > int(listing["totalresults"]):
                return

    def _users_of(self, listing: dict[str, Any], *, counted: bool) -> list[Any]:
        """The users of a page; a service need not count them all for whoever reads by cursor."""
        total, users = listing.get("totalresults"), listing.get("resources", [])
        counts = isinstance(total, int) and not isinstance(total, bool)
        if not isinstance(users, list) or not (counts or (total is None and not counted and listing)):
            raise ScimUnusable("The SCIM service answers what is no list of users: check SCIM_URL.")
        if isinstance(total, int):
            self._totals.add(total)
        return users

    def _note(self, page: list[Any]) -> None:
        ids = [_id_of(user) for user in page]
        self._nameless += ids.count("")
        self._ids |= set(ids) - {""}


def _id_of(user: object) -> str:
    """A user's id; an empty text for what has none."""
    found = user.get("id") if isinstance(user, dict) else None
    return found if isinstance(found, str) else ""
