from typing import Any

import pytest

from bot import doctor
from bot.directory.scim import ScimDirectory
from bot.directory.scim_service import ScimService
from tests.directory.personnel import ENTERPRISE, TOKEN, PersonnelSystem, a_user


async def examine(system: PersonnelSystem, **known: Any) -> doctor.Finding:
    service = ScimService(system.url, known.pop("token", TOKEN), pause=0.01)
    return await doctor.personnel(ScimDirectory(service, **known))


async def test_a_personnel_system_that_tells_all() -> None:
    system = PersonnelSystem(
        *(
            a_user(number, userType="senior", **{ENTERPRISE: {"department": "Data", "manager": "u1"}})
            for number in range(150)
        ),
        a_user(150, active="perhaps"),
    )
    async with system.running():
        found = await examine(system, level="userType")
    said = "151 users; of the first 100, 100 have a manager, 100 have a department, 100 have a level"
    assert (found.well, found.found, found.remedy) == (True, said, "")
    assert system.asked == [(1, 100)], "the first page is enough"


async def test_what_it_does_not_tell_is_named_with_what_to_do() -> None:
    async with PersonnelSystem(a_user(1), a_user(2, active="perhaps")).running() as system:
        found = await examine(system)
    assert found.well
    assert "1 cannot be read" in found.found
    for words in ("No manager is told", "No department is told", "SCIM_LEVEL_ATTRIBUTE"):
        assert words in found.remedy


@pytest.mark.parametrize(
    ("token", "says"),
    [("another", "refuses SCIM_TOKEN (401)"), (TOKEN, "none of its first 1 users can be read")],
)
async def test_a_personnel_system_that_cannot_be_used(token: str, says: str) -> None:
    async with PersonnelSystem({"id": "u1"}).running() as system:
        found = await examine(system, token=token)
    assert not found.well
    assert says in found.found
    assert found.remedy
