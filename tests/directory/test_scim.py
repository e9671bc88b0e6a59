import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from starlette.responses import HTMLResponse

from bot.directory.scim import ScimDirectory, ScimUnusable, reader
from bot.directory.scim_pages import Bounds
from bot.directory.scim_service import ScimService, retry_after
from bot.settings import load
from bot.usecases.personnel import Employee, Roll
from tests.directory.personnel import ENTERPRISE, TOKEN, PersonnelSystem, a_user

ENOUGH = {"SLACK_BOT_TOKEN": "xoxb-made-up", "SLACK_SIGNING_SECRET": "made-up"}


@pytest.fixture
async def system() -> AsyncIterator[PersonnelSystem]:
    async with PersonnelSystem().running() as system:
        yield system


def directory(system: PersonnelSystem, level: str | None = None, **changes: Any) -> ScimDirectory:
    bounds = changes.pop("bounds", Bounds())
    known: dict[str, Any] = {"url": system.url, "token": TOKEN, "pause": 0.01}
    return ScimDirectory(ScimService(**{**known, **changes}), level, bounds)


async def roll(system: PersonnelSystem, **changes: Any) -> Roll:
    return await directory(system, **changes).everyone()


async def read(system: PersonnelSystem, **changes: Any) -> list[Employee]:
    return list((await roll(system, **changes)).employees)


async def refusal(system: PersonnelSystem, **changes: Any) -> str:
    with pytest.raises(ScimUnusable) as refused:
        await read(system, **changes)
    assert TOKEN not in f"{refused.value!r} {refused.value.__cause__!r}"
    return str(refused.value)


async def test_a_user_is_an_employee(system: PersonnelSystem) -> None:
    system.users = [
        a_user(1, title="CEO", userType="executive"),
        a_user(
            2,
            active=False,
            userType="Senior",
            **{ENTERPRISE: {"department": "Data", "manager": {"value": "u1", "displayName": "One"}}},
        ),
    ]
    assert await read(system, level="userType") == [
        Employee(
            id="u1", names=("p1@a.example",), manager_id="", department="", title="CEO", level="executive"
        ),
        Employee(
            id="u2",
            names=("p2@a.example",),
            manager_id="u1",
            department="Data",
            title="",
            level="Senior",
            active=False,
        ),
    ]


async def test_what_no_user_has_is_left_as_it_is_known(system: PersonnelSystem) -> None:
    """A system that knows no managers takes nobody's manager away."""
    system.users = [a_user(1), a_user(2, title="Lead")]
    ana, ben = await read(system)
    assert (ana.manager_id, ana.department, ana.level, ana.title) == (None, None, None, "")
    assert (ben.manager_id, ben.title) == (None, "Lead")


@pytest.mark.parametrize("page", [1000, 100, 7])
async def test_everybody_is_read_page_by_page(system: PersonnelSystem, page: int) -> None:
    """However many the service gives at once."""
    system.users, system.page = [a_user(number) for number in range(250)], page
    assert [one.id for one in await read(system)] == [f"u{number}" for number in range(250)]
    size = min(page, 100)
    assert system.asked == [(start, 100) for start in range(1, 251, size)]


async def test_a_company_without_anybody_is_read(system: PersonnelSystem) -> None:
    system.says('{"totalResults": 0}')
    assert await read(system) == []


@pytest.mark.parametrize("code", [401, 403])
async def test_a_refused_token_is_one_sentence(system: PersonnelSystem, code: int) -> None:
    if code == 403:
        system.fails(403)
    said = await refusal(system, token=TOKEN if code == 403 else "another")
    assert said == f"The SCIM service refuses SCIM_TOKEN ({code}): give it a token that may read users."


async def test_what_passes_by_itself_is_tried_again(system: PersonnelSystem) -> None:
    system.users = [a_user(1)]
    system.fails(429, Retry_After="0")
    system.fails(503, times=2)
    system.fails(500)
    assert len(await read(system)) == 1
    assert len(system.asked) == 5


async def test_it_waits_as_long_as_it_is_asked_to(system: PersonnelSystem) -> None:
    system.users = [a_user(1)]
    system.fails(429, Retry_After="1")
    began = datetime.now(UTC)
    await read(system)
    assert datetime.now(UTC) - began >= timedelta(seconds=1)


async def test_it_gives_up_with_a_sentence(system: PersonnelSystem) -> None:
    system.fails(502, times=9)
    assert "does not answer (502): check SCIM_URL" in await refusal(system)
    assert len(system.asked) == 5


async def test_nobody_listens() -> None:
    system = PersonnelSystem()
    async with system.running():
        pass
    assert "does not answer (ConnectError)" in await refusal(system)


async def test_no_redirect_is_followed_with_the_token(system: PersonnelSystem) -> None:
    system.fails(302, Location="http://127.0.0.1:1/other/Users?key=secret")
    said = await refusal(system)
    assert "answers 302 to GET /Users and points to http://127.0.0.1:1/other: the token" in said
    system.fails(307, Location="/other/Users")
    assert "points to /other: the token" in await refusal(system)
    assert "answers 404 to GET /Users" in await refusal(system, url=f"{system.url}/nowhere")


@pytest.mark.parametrize(
    "content",
    [
        "<html>sign in</html>",
        "[]",
        "{}",
        '{"totalResults": "many", "Resources": []}',
        '{"totalResults": true, "Resources": []}',
        '{"totalResults": 1, "Resources": {}}',
        '{"totalResults": 1, "Resources": null}',
        "[" * 100_000,
        "\udcff",
    ],
)
async def test_what_is_no_answer_is_refused_as_a_whole(system: PersonnelSystem, content: str) -> None:
    """Also on the second page: then nothing of the first one counts."""
    system.users, system.page = [a_user(1), a_user(2)], 1
    content = content.encode("utf-8", "surrogateescape").decode("latin-1")
    system.says(json.dumps({"totalResults": 2, "Resources": [a_user(1)]}))
    system.says(content)
    assert "The SCIM service answers what is no" in await refusal(system)


async def test_a_page_that_comes_again_is_no_loop(system: PersonnelSystem) -> None:
    """A service that does not know startIndex."""
    for _ in range(5):
        system.says(json.dumps({"totalResults": 10_000, "Resources": [a_user(1), a_user(2)]}))
    assert "the same users again from 3 on" in await refusal(system)


@pytest.mark.parametrize("total", [0, 1, 4, 10_000_000])
async def test_a_total_that_lies_ends_all_the_same(system: PersonnelSystem, total: int) -> None:
    """Of a list that is shorter than it says nobody is taken for gone."""
    system.users, system.total, system.page = [a_user(1), a_user(2), a_user(3)], total, 2
    found = await roll(system)
    assert [one.id for one in found.employees] == ["u1", "u2", "u3"][: 2 if total < 3 else 3]
    assert found.complete == (total <= 2)


async def test_one_unusable_user_holds_up_nobody(system: PersonnelSystem) -> None:
    system.users = [a_user(1), a_user(2, active="perhaps"), "what?", {"id": None}, a_user(5)]
    found = await roll(system)
    assert [one.id for one in found.employees] == ["u1", "u5"]
    assert "u2" in found.unread
    assert not found.complete, "who is meant by a record without an id is not known"


async def test_everybody_is_on_a_list_that_came_as_a_whole(system: PersonnelSystem) -> None:
    """Somebody who cannot be read is named all the same."""
    system.users, system.page = [a_user(1), a_user(2, active="perhaps"), a_user(3)], 2
    assert await roll(system) == Roll(await read(system), frozenset({"u2"}), complete=True)


async def test_a_list_that_changed_while_it_was_read_may_lack_somebody(system: PersonnelSystem) -> None:
    system.says(json.dumps({"totalResults": 3, "Resources": [a_user(1), a_user(2)]}))
    system.says(json.dumps({"totalResults": 2, "Resources": []}))
    assert not (await roll(system)).complete


@pytest.mark.parametrize("total", [None, 250])
async def test_everybody_is_read_by_cursor(system: PersonnelSystem, total: int | None) -> None:
    """Where the service says that it offers one, and whether or not it counts its users."""
    system.users, system.cursors, system.total = [a_user(number) for number in range(250)], True, total
    found = await roll(system)
    assert [one.id for one in found.employees] == [f"u{number}" for number in range(250)]
    assert found.complete
    assert system.followed == ["", "after-100", "after-200"]
    assert system.asked == []


async def test_a_service_that_knows_no_cursors_after_all_is_read_by_index(system: PersonnelSystem) -> None:
    system.users, system.cursors = [a_user(1)], True
    system.fails(400)
    assert (await roll(system)).complete
    assert system.asked == [(1, 100)]


async def test_a_cursor_that_is_lost_in_the_middle_is_no_list(system: PersonnelSystem) -> None:
    system.cursors = True
    system.says(json.dumps({"nextCursor": "x", "Resources": [a_user(1)]}))
    system.fails(400)
    assert "lost its place in the middle" in await refusal(system)


async def test_a_cursor_that_comes_again_is_no_loop(system: PersonnelSystem) -> None:
    system.cursors = True
    for _ in range(3):
        system.says(json.dumps({"nextCursor": "x", "Resources": [a_user(1)]}))
    assert "the same page again and again" in await refusal(system)


async def test_no_more_is_read_than_fits(system: PersonnelSystem) -> None:
    """Bytes, pages and users: each with a sentence."""
    system.users, system.page = [a_user(number) for number in range(30)], 10
    assert "more than 0 MB at once" in await refusal(system, largest=2_000)
    assert "page after page without an end" in await refusal(system, bounds=Bounds(pages=2))
    assert "names more than 25 users" in await refusal(system, bounds=Bounds(users=25))
    assert len(await read(system, bounds=Bounds(pages=3, users=30))) == 30


async def test_a_page_to_sign_in_is_told_apart(system: PersonnelSystem) -> None:
    system.answers.append(lambda: HTMLResponse("<h1>Sign in</h1>"))
    assert "a web page: SCIM_URL may be where people sign in" in await refusal(system)


def test_the_token_is_shown_nowhere() -> None:
    assert TOKEN not in repr(ScimDirectory(ScimService("https://a.example", TOKEN)))


NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        ("99999", 60.0),
        ("Mon, 02 Mar 2026 09:00:09 GMT", 9.0),
        ("Mon, 02 Mar 2026 08:00:00 GMT", 0.0),
        ("Tue, 03 Mar 2026 08:00:00 GMT", 60.0),
        ("Mon, 02 Mar 2026 09:00:09", None),
        ("soon", None),
        ("-1", None),
        ("", None),
    ],
)
def test_how_long_to_wait_is_bounded(header: str, seconds: float | None) -> None:
    assert retry_after(httpx.Headers({"Retry-After": header}), NOW) == seconds


async def test_the_settings_say_where(system: PersonnelSystem) -> None:
    assert reader(load(ENOUGH, None)) is None
    system.users = [a_user(1, grade={"rank": 4})]
    scim = {"SCIM_URL": f"{system.url}/", "SCIM_TOKEN": TOKEN, "SCIM_LEVEL_ATTRIBUTE": "grade.rank"}
    everyone = reader(load({**ENOUGH, **scim}, None))
    assert everyone is not None
    assert [one.level for one in (await everyone()).employees] == ["4"]
