"""One browser for all tests of a worker, in one event loop; each test has a stage of its own."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from storage.migrations import migrate
from tests.browser.chromium import NOWHERE, program
from tests.browser.house import House, open_house
from tests.browser.visitor import Visitor
from tests.databases import Schema


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser lives in the loop that started it."""
    for item in items:
        if pytest_asyncio.is_async_test(item) and "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.fixture(scope="session")
def schema() -> Schema:
    """The tables."""
    return migrate


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """The browser."""
    path = program()
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=path, args=[NOWHERE])
        yield running
        await running.close()


@pytest_asyncio.fixture(loop_scope="session")
async def house(browser: Browser, sqlite_url: str) -> AsyncIterator[House]:
    """The page on Fernhill, on a Monday morning; whatever is done there, the browser may not complain."""
    async with open_house(browser, sqlite_url) as opened:
        yield opened
        await leave(browser)
    assert opened.door.watch.wrongs == []


@pytest_asyncio.fixture(loop_scope="session")
async def visitor(house: House) -> Visitor:
    """Somebody who has just come in."""
    return await house.door.visitor()


async def leave(browser: Browser) -> None:
    """Close every tab."""
    for context in browser.contexts:
        await context.close()
