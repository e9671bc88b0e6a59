"""A directory in the personnel system, read over SCIM 2.0 (RFC 7643 and 7644): whom `/Users` names."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import structlog

from bot.directory.scim_pages import Bounds, Listing
from bot.directory.scim_service import ScimService, ScimUnusable
from bot.directory.scim_users import UnusableUser, employee_of
from bot.settings import Settings
from bot.usecases.personnel import Employee, Roll

__all__ = ["Sample", "ScimDirectory", "ScimUnusable", "directory_of", "reader"]

_MOST_TOLD: Final = 20
_MAYBE_UNKNOWN: Final = ("manager_id", "department", "title", "level")

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Sample:
    """The first users of a service: those who can be read, how many cannot, and the service's own count."""

    employees: Sequence[Employee]
    unusable: int
    total: int | None


@dataclass(frozen=True)
class ScimDirectory:
    """Reads all users of a SCIM service.

    Args:
        service: where it is.
        level: the attribute that says how senior a user is.
        bounds: how much is read at most.
    """

    service: ScimService
    level: str | None = None
    bounds: Bounds = field(default_factory=Bounds)

    async def everyone(self) -> Roll:
        """All users as employees. One that cannot be read is logged by its id and left out.

        An attribute that no user has is one that this system does not speak of.

        Raises:
            ScimUnusable: when the service refuses, is away, or answers what is no SCIM.
        """
        employees: dict[str, Employee] = {}
        unread: list[UnusableUser] = []
        async with self.service.line() as line:
            listing = Listing(line, self.bounds)
            async for number, user in listing.users():
                one = self._read(user)
                if isinstance(one, Employee):
                    employees[one.id] = one
                    continue
                unread.append(one)
                if len(unread) <= _MOST_TOLD:
                    log.warning("scim.unusable", user=one.user_id, position=number, problem=str(one))
        log.info("scim.read", users=len(employees), unusable=len(unread), complete=listing.complete)
        unread_ids = frozenset(one.user_id for one in unread)
        return Roll(_silent_on_unknown(list(employees.values())), unread_ids, complete=listing.complete)

    async def sample(self) -> Sample:
        """The first page alone: whether the service can be read, and what it says of people."""
        async with self.service.line() as line:
            listing = Listing(line, self.bounds)
            read = [self._read(user) for user in await listing.first()]
        employees = [one for one in read if isinstance(one, Employee)]
        return Sample(employees, len(read) - len(employees), listing.total)

    def _read(self, user: object) -> Employee | UnusableUser:
        try:
            return employee_of(user, self.level)
        except UnusableUser as error:
            return error


def directory_of(settings: Settings) -> ScimDirectory | None:
    """The personnel system of the settings, or None where there is none."""
    if settings.scim_url is None or settings.scim_token is None:
        return None
    service = ScimService(
        settings.scim_url,
        settings.scim_token.get_secret_value(),
        proxy=settings.proxy_for(settings.scim_url),
        tls=settings.tls_context(),
    )
    return ScimDirectory(service, level=settings.scim_level)


def reader(settings: Settings) -> Callable[[], Awaitable[Roll]] | None:
    """What reads the personnel system of the settings, or None where there is none."""
    directory = directory_of(settings)
    return directory.everyone if directory is not None else None


def _silent_on_unknown(employees: Sequence[Employee]) -> list[Employee]:
    """What no user has is left as it is known, rather than taken away from everybody."""
    unknown: dict[str, Any] = {
        name: None for name in _MAYBE_UNKNOWN if not any(getattr(one, name) for one in employees)
    }
    return [replace(one, **unknown) for one in employees]
