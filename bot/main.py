"""The composition root: builds everything from the settings, accepts replacements, starts it and stops it."""

import asyncio
import os
import platform
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from datetime import datetime
from gettext import NullTranslations
from typing import Self

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot import web
from bot.calendars.holidays import PublicHolidays
from bot.calendars.ics import invitation
from bot.clocks import SystemClock, TurnableClock
from bot.courier import Courier
from bot.delivery import Delivery
from bot.directory import scim
from bot.directory.channels import SlackChannels
from bot.directory.slack import SlackDirectory
from bot.domain.people import Person, PersonId
from bot.jobs import Jobs
from bot.pace import Pace
from bot.ports import Clock, Holidays, Parcel, UnitOfWork
from bot.server import WebServer
from bot.settings import Settings
from bot.sockets import SocketFront
from bot.start import CannotStart, patiently, usable_database
from bot.threads import DatabaseBusy, Threads
from bot.transact import Transactor
from bot.usecases import convening, delivery, nudges, people
from handlers.slack import app as slack_app
from handlers.slack.deps import Deps
from handlers.slack.messenger import SlackMessenger
from handlers.slack.patience import SLACKS, Patience
from handlers.slack.readers import Readers
from handlers.slack.responder import Responder
from handlers.slack.session import SlackSession
from handlers.slack.turns import Turns
from storage import migrations
from storage.deliveries import SqlDeliveries
from storage.engine import is_transient, open_engine, threads_for
from storage.unit_of_work import units_of_work

log = structlog.get_logger(__name__)


class Mentorbot:
    """All parts of one process. `async with build(settings) as mentorbot` runs it.

    Args:
        settings: what the operator decided.
        clock: the time; a turnable one makes jobs and delivery look at once when it is turned.
        holidays: public holidays.
        pace: how fast Slack is called.
        words: translations for everybody, instead of each reader's own.
        patience: how long Slack is kept waiting for an answer.
        front: whether Slack's requests are answered here.
        worker: whether messages are delivered and jobs run here.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Clock,
        holidays: Holidays,
        pace: Pace,
        words: NullTranslations | None,
        patience: Patience,
        front: bool,
        worker: bool,
    ) -> None:
        self.settings = settings
        self.clock = clock
        self._holidays = holidays
        self._pace = pace
        self._words = words
        self._patience = patience
        self._front = front
        self._worker = worker
        self._closing = AsyncExitStack()
        self._server: WebServer | None = None
        self._socket: SocketFront | None = None

    async def start(self) -> None:
        """Check what is needed, then begin; what was begun is stopped again when something is missing.

        Raises:
            CannotStart: with a sentence on what to do.
            storage.migrations.SchemaOutOfDate: when the database waits for `mentorbot migrate`.
            bot.server.CannotListen: when the port cannot be used.
        """
        try:
            await self._start()
        except BaseException:
            await self._closing.aclose()
            raise

    async def _start(self) -> None:
        await asyncio.to_thread(self._check_database)
        self._open_storage()
        self._open_slack()
        self._authorized = await self._authorize()
        self.workspace = str(self._authorized.team_id)
        self._build_parts()
        if self._worker:
            self.delivery.start()
            self._closing.push_async_callback(self.delivery.stop)
            self.jobs.start()
            self._closing.push_async_callback(self.jobs.stop)
        if self._front:
            await self._start_front()
        port = self._server.port if self._server else None
        log.info("started", workspace=self.workspace, port=port, worker=self._worker)

    async def stop(self) -> None:
        """Take nothing new, finish what is under way, give everything back."""
        await self._closing.aclose()
        log.info("stopped")

    async def __aenter__(self) -> Self:
        """Start."""
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop."""
        await self.stop()

    async def serve(self) -> None:
        """Start, work until it is cancelled, and stop."""
        async with self:
            await asyncio.Event().wait()

    @property
    def port(self) -> int:
        """Where the web server listens."""
        if self._server is None:
            raise CannotStart("This process has no web server.")
        return self._server.port

    async def settled(self) -> None:
        """Wait until nothing is due any more: for the demo and the tests."""
        while True:
            await self.turns.drain()
            await self.jobs.settled()
            due = await self.jobs.look()
            await self.delivery.settled()
            if not due:
                return

    async def next_due(self) -> datetime | None:
        """When something happens next by itself (aware UTC): for whoever turns the clock."""
        look = await self.transact(nudges.next_look, None, workspace=self.workspace)
        convened = await self.transact(convening.next_look, None, workspace=self.workspace)
        parcel = await self.threads.run(self._deliveries.next_due_at)
        return min(filter(None, (look, convened, parcel)), default=None)

    async def ready(self) -> Mapping[str, str]:
        """What is not ready, by name, with a sentence each."""
        missing: dict[str, str] = {}
        try:
            await self.threads.run(self._check_schema)
        except migrations.SchemaOutOfDate as error:
            missing["database"] = str(error)
        except (SQLAlchemyError, DatabaseBusy):
            missing["database"] = "The database does not answer."
        if self._socket is not None and not await self._socket.connected():
            missing["slack"] = "The connection to Slack is down; it is being made again."
        return missing

    # -- building

    def _check_database(self) -> None:
        url = self.settings.database_url.get_secret_value()
        with usable_database():
            if url.startswith("sqlite"):
                # A trial starts without another command; a database server is migrated by the release.
                migrations.migrate(url)
            migrations.check(url)

    def _check_schema(self) -> None:
        migrations.check(self.settings.database_url.get_secret_value())

    def _open_storage(self) -> None:
        self.engine: Engine = open_engine(self.settings.database_url.get_secret_value())
        self._closing.callback(self.engine.dispose)
        executor = ThreadPoolExecutor(threads_for(self.engine), thread_name_prefix="transaction")
        self._closing.callback(executor.shutdown)
        self.threads = Threads(executor, is_transient)
        self._closing.push_async_callback(self.threads.drain)

    def _open_slack(self) -> None:
        settings = self.settings
        self._session = SlackSession(settings.proxy_for, settings.tls_context())
        self._closing.push_async_callback(self._session.close)
        token = settings.slack_bot_token.get_secret_value()
        self._client = self._session.client(token, settings.slack_api_url)
        self._messages = self._session.client(token, settings.slack_api_url, retries=False)

    async def _authorize(self) -> AuthorizeResult:
        answer = await patiently(self._client.auth_test)
        if not answer.get("team_id") or answer.get("is_enterprise_install"):
            raise CannotStart(
                "SLACK_BOT_TOKEN belongs to a whole organisation: install the app in one workspace, and use "
                "that workspace's token."
            )
        token = self.settings.slack_bot_token.get_secret_value()
        return AuthorizeResult.from_auth_test_response(bot_token=token, auth_test_response=answer)

    def _build_parts(self) -> None:
        unit_of_work: Callable[[str], UnitOfWork] = units_of_work(self.engine, self._holidays)
        self.transact = Transactor(unit_of_work, self.clock, self.threads, lambda: self.delivery.wake())
        self.directory = SlackDirectory(self._client, self.workspace)
        self._deliveries = deliveries = SqlDeliveries(self.engine)
        courier = Courier(
            deliveries,
            SlackMessenger(self._messages, self._session, invitation, self._words),
            self._recheck,
            clock=self.clock,
            pace=self._pace,
            threads=self.threads,
        )
        name = f"{platform.node()}:{os.getpid()}"
        self.delivery = Delivery(deliveries, courier, clock=self.clock, threads=self.threads, name=name)
        self.jobs = Jobs(
            self.transact,
            self.directory,
            workspace=self.workspace,
            tick=self.settings.tick_seconds,
            read_personnel=scim.reader(self.settings),
        )
        self.turns = Turns(
            Deps(
                transact=self.transact,
                directory=self.directory,
                channels=SlackChannels(self._client),
                readers=Readers(self._find, self._words, self._patience),
                respond=Responder(self._session),
                clock=self.clock,
                workspace=self.workspace,
                patience=self._patience,
            )
        )
        if isinstance(self.clock, TurnableClock):
            self.clock.listen(self.jobs.clock_turned)
            self.clock.listen(self.delivery.wake)

    async def _start_front(self) -> None:
        app = self._slack_app()
        self._closing.push_async_callback(self.turns.drain)
        secret = self.settings.slack_signing_secret
        over_http = app if not self.settings.socket_mode else None
        site = web.build(self.ready, over_http, secret.get_secret_value() if secret else "")
        self._server = WebServer(site, self.settings.host, self.settings.port)
        await self._server.start()
        self._closing.push_async_callback(self._server.stop)
        if self.settings.slack_app_token is not None:
            token = self.settings.slack_app_token.get_secret_value()
            websockets = self.settings.slack_api_url.replace("http", "ws", 1)
            self._socket = SocketFront(app, token, proxy=self.settings.proxy_for(websockets))
            self._closing.push_async_callback(self._socket.stop)
            await self._socket.start()

    def _slack_app(self) -> AsyncApp:
        secret = self.settings.slack_signing_secret
        # Socket Mode verifies by its connection; Bolt wants a secret all the same.
        signing_secret = secret.get_secret_value() if secret else "unused in Socket Mode"
        # Without a token of its own: the one that each request is authorized with counts.
        client = self._session.client(None, self.settings.slack_api_url)
        return slack_app.build(self.turns, client, signing_secret, self._authorized)

    # -- what the parts ask of each other

    async def _recheck(self, parcel: Parcel) -> list[Person] | None:
        return await self.transact(delivery.recipients, parcel, workspace=parcel.workspace)

    async def _find(self, person_id: PersonId) -> Person | None:
        try:
            return await self.transact(people.known, person_id, workspace=self.workspace)
        except DatabaseBusy:
            return None


def build(
    settings: Settings,
    *,
    clock: Clock | None = None,
    holidays: Holidays | None = None,
    pace: Pace | None = None,
    words: NullTranslations | None = None,
    patience: Patience = SLACKS,
    front: bool = True,
    worker: bool = True,
) -> Mentorbot:
    """Mentorbot with these settings; what is given replaces the real thing."""
    return Mentorbot(
        settings,
        clock=clock or SystemClock(),
        holidays=holidays or PublicHolidays(),
        pace=pace or Pace(settings.messages_per_second),
        words=words,
        patience=patience,
        front=front,
        worker=worker,
    )
