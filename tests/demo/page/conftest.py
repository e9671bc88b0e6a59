"""The page over real HTTP, with the real bot behind it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import pytest_asyncio

from bot.demo.loopback import Loopback
from bot.demo.page.app import Page
from storage.migrations import migrate
from tests.databases import Schema
from tests.demo.page.stages import StageInProcess, stage_in_process


@dataclass
class Browser:
    """Asks the page for things, as a browser does, but draws nothing."""

    stage: StageInProcess
    http: httpx.AsyncClient

    async def page(self, path: str) -> str:
        """A page or a fragment, as text."""
        answer = await self.http.get(path, follow_redirects=True)
        assert answer.status_code == 200, answer.text
        return answer.text

    async def does(self, path: str, **body: Any) -> dict[str, Any]:
        """Post JSON; the answer."""
        answer = await self.http.post(path, json=body)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def refused(self, path: str, **body: Any) -> tuple[int, str]:
        """Post JSON that is refused: the status, and the sentence."""
        answer = await self.http.post(path, json=body)
        return answer.status_code, answer.json()["error"]

    def direct(self, handle: str) -> str:
        """The id of somebody's direct messages with the app."""
        return self.stage.slack.workspace.direct(self.stage.slack.person(handle).id).id

    async def types(self, handle: str, line: str) -> dict[str, Any]:
        """A command in the direct messages, and everything that follows from it."""
        answer = await self.does(f"/as/{handle}/slash", channel=self.direct(handle), line=line)
        await self.stage.bot.settled()
        return answer

    async def types_and_reads(self, handle: str, line: str) -> str:
        """A command, and the page that follows from it."""
        await self.types(handle, line)
        return await self.page(f"/as/{handle}/{self.direct(handle)}")

    def form(self, handle: str) -> str:
        """The id of the form that somebody has open."""
        view = self.stage.slack.workspace.modals.top(self.stage.slack.person(handle).id)
        assert view is not None, f"{handle} has no form open"
        return view.id

    async def submits(self, handle: str, **values: Any) -> dict[str, Any]:
        """The form on top with these values, by block id; action ids are those of the form."""
        view_id = self.form(handle)
        view = self.stage.slack.workspace.modals.find(view_id)
        actions = {block: next(iter(fields)) for block, fields in view.typed.items()}
        filled = {block: {actions[block]: value} for block, value in values.items()}
        answer = await self.does(f"/as/{handle}/submit", view=view_id, values=filled)
        await self.stage.bot.settled()
        return answer


@pytest.fixture(scope="session")
def schema() -> Schema:
    """The tables."""
    return migrate


@pytest_asyncio.fixture
async def stage(sqlite_url: str) -> AsyncIterator[StageInProcess]:
    """The small company on a Monday morning."""
    async with stage_in_process(sqlite_url) as running:
        yield running


@pytest_asyncio.fixture
async def browser(stage: StageInProcess) -> AsyncIterator[Browser]:
    """Somebody in front of the page."""
    page = Page(stage)
    loopback = Loopback(page.app)
    await loopback.start()
    async with httpx.AsyncClient(base_url=loopback.url, trust_env=False) as http:
        yield Browser(stage, http)
    page.close()
    await loopback.stop()
